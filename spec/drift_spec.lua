-- Drift: what in the database differs from what the revisions made, object by object, managed and unmanaged apart.
local json = require("spec.unit").json
local support = require "spec.support"

local models = {
    ["core/models.lua"] = [[
model "clients" {
  { "id", "integer", primary_key = true },
  { "name", "text", null = false, default = "x" },
  { "email", "text" },
  indexes = { { "name" } },
}
]],
    ["custom_tools/acme/invoices/models.lua"] = [[
model "acme_invoices" {
  { "id", "integer", primary_key = true },
}
]],
}

local function project_at()
    local project = support.project(models)
    project:must { "create", "first" }
    project:must "upgrade"
    project:must { "create", "first", "--custom", "acme" }
    project:must "upgrade"
    return project
end

describe("drift", function()
    it("is none after an upgrade", function()
        local project = project_at()
        assert.equal("models, revisions and database agree\n", project:must("check -v").out)
        local status = json.decode(project:must("status --json").out)
        assert.same({ true, 0, 0 }, { status.clean, #status.drift, #status.unmanaged })
    end)

    it("is told by check, object by object and each field", function()
        local project = project_at()
        project:must "check" -- which seals what it has found
        project.database:execute [[
            ALTER TABLE clients ALTER name TYPE varchar(9), ALTER name DROP NOT NULL;
            DROP INDEX clients_name_idx;
            DROP TABLE acme_invoices;
        ]]
        local result = project:luamig "check"
        assert.equal(3, result.code)
        assert.equal([[
core: changed by somebody else: index clients_name_idx: has been dropped
core: changed by somebody else: column clients.name: type was text, is character varying(9); null was false, is unset
custom/acme: changed by somebody else: table acme_invoices: has been dropped
]], (result.out:gsub("(core: [^\n]*\n)(custom/acme: [^\n]*\n)(core: [^\n]*\n)", "%1%3%2")))
        local one = project:luamig "check --custom acme"
        assert.falsy(one.out:find("clients", 1, true), one.out)
        assert.truthy(one.out:find("acme_invoices", 1, true), one.out)
    end)

    it("is told by check also where a revision is pending", function()
        local project = project_at()
        project.database:execute "ALTER TABLE clients ALTER name DROP NOT NULL"
        project:must { "create", "empty", "--empty", "--accept-drift" }
        local result = project:luamig "check"
        assert.truthy(result.out:find("core: revision pending", 1, true), result.out)
        assert.truthy(result.out:find("column clients.name: null was false, is unset", 1, true), result.out)
    end)

    it("is told by status, and makes its exit code 3", function()
        local project = project_at()
        assert.equal(0, project:luamig("status --exit-code").code)
        project.database:execute "ALTER TABLE clients DROP email"
        local result = project:luamig "status --exit-code"
        assert.equal(3, result.code)
        assert.truthy(result.out:find("Changed by somebody else", 1, true), result.out)
        assert.truthy(result.out:find("column clients.email  has been dropped", 1, true), result.out)
        local status = json.decode(project:luamig("status --json").out)
        assert.same({ { owner = "core", object = "column clients.email", detail = "has been dropped" } }, status.drift)
        assert.is_false(status.clean)
    end)

    it("is not what is unmanaged, which is told apart", function()
        local project = project_at()
        project.database:execute [[
            CREATE TABLE theirs (id serial, note text);
            CREATE INDEX by_hand ON clients (email);
        ]]
        local result = project:must "check"
        assert.equal("models, revisions and database agree\n", result.out)
        assert.equal([[
models, revisions and database agree
not managed (luamig changes none of these):
  sequence theirs_id_seq
  table theirs
  index by_hand
]], (project:must("check -v").out:gsub("(  index by_hand\n)(.*)", "%2%1"):gsub("(  table theirs\n)(  sequence [^\n]*\n)", "%2%1")))
        local document = json.decode(project:must("check --json").out)
        assert.equal(3, #document.unmanaged)
        assert.same({}, document.findings)
        assert.truthy(project:must("status -v").out:find("  index by_hand", 1, true))
        assert.falsy(project:must("status").out:find("by_hand", 1, true))
    end)
end)
