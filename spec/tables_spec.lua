-- What tables have that is the whole server's, and so in no case: tablespaces.
local support = require "spec.support"

describe("a tablespace", function()
    local project, database

    local function spaces()
        return database:column [[
            SELECT c.relname || ' ' || coalesce(s.spcname, '-') FROM pg_class c
              LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
             WHERE c.relnamespace = 'public'::regnamespace ORDER BY c.relname]]
    end

    local function move(models)
        project:write("core/models.lua", models)
        project:must { "create", "move" }
        project:must "upgrade"
    end

    it("holds tables, indexes and keys, and gives them back", function()
        project = support.project {
            ["core/models.lua"] = [[
model "t" {
  tablespace = "specs_space",
  { "id", "integer", primary_key = { tablespace = "specs_space" } }, { "n", "integer" },
  indexes = { { "n", tablespace = "specs_space" } },
}]],
        }
        database = project.database
        database:execute "SET allow_in_place_tablespaces = on; CREATE TABLESPACE specs_space LOCATION ''"
        finally(function()
            database:execute "DROP TABLE IF EXISTS t; DROP TABLESPACE specs_space"
        end)
        project:must { "create", "first" }
        project:must "upgrade"
        assert.same({ "t specs_space", "t_n_idx specs_space", "t_pkey specs_space" }, spaces())
        local first = database:dump()
        move [[model "t" { { "id", "integer", primary_key = true }, { "n", "integer" }, indexes = { { "n" } } }]]
        assert.same({ "t -", "t_n_idx -", "t_pkey -" }, spaces())
        assert.matches("no changes", project:luamig({ "create", "again" }).out)
        project:must "downgrade -1"
        assert.is_nil(support.difference(first, database:dump()))
    end)
end)
