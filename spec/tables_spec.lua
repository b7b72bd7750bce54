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

describe("a security label", function()
    it("is written for its provider, and read where the server has one", function()
        local project = support.project {
            ["core/models.lua"] = [[
model "t" {
  { "id", "integer", security_labels = { selinux = "secret" } },
  security_labels = { selinux = "it's public" },
}]],
        }
        project:must { "create", "labels" }
        local script = project:must { "upgrade", "--sql" }.out
        assert.matches("SECURITY LABEL FOR selinux ON TABLE t IS 'it''s public'", script, 1, true)
        assert.matches("SECURITY LABEL FOR selinux ON COLUMN t.id IS 'secret'", script, 1, true)
        -- No provider is loaded here: the catalog is given what one would have let through.
        project.database:execute [[
            CREATE TABLE t (id integer);
            SET allow_system_table_mods = on;
            INSERT INTO pg_seclabel VALUES ('t'::regclass, 'pg_class'::regclass, 0, 'selinux', 'it''s public'),
                                           ('t'::regclass, 'pg_class'::regclass, 1, 'selinux', 'secret')]]
        local pulled = project:must { "pull", "--out", "pulled" }
        local text = assert(project:read "pulled/core/models.lua", pulled.out)
        assert.matches("security_labels = { selinux = \"it's public\" }", text, 1, true)
        assert.matches('security_labels = { selinux = "secret" }', text, 1, true)
    end)
end)
