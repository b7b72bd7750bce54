-- mcpeasy: a server of tools and resources, its core and two organisations' custom ones.
return {
  database = env "DATABASE_URL" or private(),

  core = { models = { "core/**/models.lua" } },
  custom = { models = { "custom_tools/{org}/**/models.lua", "custom_resources/{org}/**/models.lua" } },

  revisions = "migrations",
}
