-- The project's configuration, read by every command. `luamig doctor` checks it.
return {
  -- The database: a URL from the environment or from .env; without one, a PostgreSQL of the project's own,
  -- kept under .luamig/ and started when it is needed.
  database = env "DATABASE_URL" or private(),

  -- Where models.lua files lie. ** is any number of folders, {org} the name of an organisation.
  core = { models = { "core/**/models.lua" } },
  custom = { models = { "custom_tools/{org}/**/models.lua", "custom_resources/{org}/**/models.lua" } },

  -- Where revisions are written.
  revisions = "migrations",
}
