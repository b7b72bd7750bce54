std = "lua54"
max_line_length = 120
cache = false
-- Declarations for editors, which nothing runs.
exclude_files = { "lua/luamig/types.lua", "lua/scaffold/types.lua" }
files["spec"] = { std = "lua54+busted", max_line_length = false }
files["scripts/bench"] = { max_line_length = false }

-- The words of users' files.
local project = { read_globals = { "env", "private" } }
local models = {
    read_globals = {
        "model", "enum", "extension", "schema", "sequence", "domain", "composite", "view", "materialized_view",
        "routine", "trigger", "policy", "grant", "sql_object",
        "default_privileges", "seed", "data_migration", "batches", "timestamps",
        "sql", "now",
        "json", "range", "aggregate", "event_trigger", "collation", "publication", "text_search_configuration",
        "text_search_dictionary", "foreign_data_wrapper", "server", "foreign_table", "operator", "cast", "conversion",
        "subscription", "operator_class", "operator_family", "language", "text_search_parser", "text_search_template",
    },
}
files["**/luamig.lua"] = project
files["**/models.lua"] = models
files["spec/case/**/before.lua"] = models
files["lua/luamig/patterns.lua"] = models
-- A phase takes op and db whether it uses both or not.
local revision = {
    read_globals = { "revision", "batches", "hook", "no_transaction", "none", "sql", "now", "json", "timestamps" },
    ignore = { "212/op", "212/db" },
}
files["examples/**/migrations/*.lua"] = revision
files["spec/case/**/revision.lua"] = revision
