-- The core's own tables. After a change here:
--
--     luamig create "say what changed"     writes a revision
--     luamig upgrade                       runs it
--
-- Columns are the list; every other key is PostgreSQL's own word for it. A column may be NULL unless it says
-- null = false, as in SQL.
model "clients" {
  comment = "Who uses the application",
  { "id",        "uuid",         primary_key = true, default = sql "gen_random_uuid()" },
  { "name",      "varchar(255)", null = false },
  { "is_active", "boolean",      null = false, default = true },
  timestamps(),

  indexes = {
    { "name" },
  },
}
