-- `diff`: the SQL that would bring the database to the models.
local support = require "spec.support"

local before = {
    ["core/models.lua"] = [[
enum "status" { "pending", "paid" }
model "clients" {
  { "id", "integer", primary_key = true },
  { "name", "varchar(20)" },
  { "gone", "text" },
}
]],
}

local after = {
    ["core/models.lua"] = [[
enum "status" { "pending", "paid", "void" }
model "clients" {
  { "id", "integer", primary_key = true },
  { "name", "varchar(50)", null = false },
  { "status", "status", null = false, default = "void" },
  indexes = { by_name = { "name", concurrently = true } },
}
view "named" { "SELECT id FROM clients WHERE name > ''" }
]],
    ["custom_tools/acme/invoices/models.lua"] = [[
model "acme_invoices" {
  { "id", "integer", primary_key = true },
  { "client_id", "integer", references = "clients.id" },
  { "number", "serial" },
  timestamps(),
}
]],
}

local function write(project, files)
    for path, text in pairs(files) do
        project:write(path, text)
    end
end

local function project_at(files)
    local project = support.project(files)
    project:must { "create", "first" }
    project:must "upgrade"
    return project
end

describe("diff", function()
    it("prints what create and upgrade would run, for all owners", function()
        local project = project_at(before)
        write(project, after)
        local earlier = project.database:dump()
        local script = project:must("diff").out
        assert.is_nil(support.difference(earlier, project.database:dump()))
        assert.equal(1, #project:revisions())

        local copy = support.database { template = project.database }
        copy:execute(script)
        project:must { "create", "second", "--allow", "deletes_data" }
        project:must "upgrade"
        project:must { "create", "acme", "--custom", "acme" }
        project:must "upgrade"
        local difference = support.difference(project.database:dump(), copy:dump())
        assert(not difference, difference)
        local result = project:must "diff"
        assert.equal("", result.out)
        assert.truthy(result.err:find("the database is as the models say", 1, true), result.err)
    end)

    it("is a script that a person reads", function()
        local project = project_at { ["core/models.lua"] = 'model "t" { { "id", "integer" } }' }
        project:write("core/models.lua", [[
model "t" { { "id", "integer" }, { "a", "text" }, { "b", "text", default = "x" } }
data_migration "fill" { up = function(db) db:execute "UPDATE t SET a = 'y'" end }
]])
        assert.equal([[
-- core

BEGIN;
ALTER TABLE t ADD COLUMN a text,
  ADD COLUMN b text DEFAULT 'x';
COMMIT;

-- data migration "fill" runs here
]], project:must("diff").out:match "\n(%-%- core\n.*)")
    end)

    it("shows one owner", function()
        local project = project_at(before)
        write(project, after)
        local script = project:must("diff --custom acme").out
        assert.falsy(script:find("ALTER TYPE", 1, true), script)
        assert.truthy(script:find("CREATE TABLE acme_invoices", 1, true), script)
    end)

    it("tells drift and takes it back", function()
        local project = project_at(before)
        project.database:execute "ALTER TABLE clients ALTER name TYPE varchar(99)"
        local script = project:must("diff").out
        assert.truthy(script:find(
            "-- drift: column clients.name: type was character varying(20), is character varying(99)\n", 1, true), script)
        assert.truthy(script:find("ALTER TABLE clients ALTER COLUMN name TYPE varchar(20)", 1, true), script)
        project.database:execute(script)
        assert.equal("models, revisions and database agree\n", project:must("check").out)
    end)

    it("says what is pending", function()
        local project = project_at(before)
        write(project, after)
        project:must { "create", "second", "--allow", "deletes_data" }
        local result = project:must "diff"
        assert.truthy(result.err:find("core: 1 pending", 1, true), result.err)
        assert.truthy(result.out:find("ALTER TYPE status ADD VALUE 'void'", 1, true), result.out)
    end)

    it("is a document with --json", function()
        local project = project_at { ["core/models.lua"] = 'model "t" { { "id", "integer" } }' }
        assert.equal('{"owners": []}\n', project:must("diff --json").out)
        project:write("core/models.lua", 'model "t" { { "id", "integer" }, { "a", "text" } }')
        assert.equal('{"owners": [{"owner": "core", "changes": [{"change": "create", "object": "column t.a", '
            .. '"origin": "core/models.lua:1"}], "drift": [], "phases": [{"hook": null, "transaction": true, '
            .. '"statements": ["ALTER TABLE t ADD COLUMN a text"]}]}]}\n', project:must("diff --json").out)
    end)
end)
