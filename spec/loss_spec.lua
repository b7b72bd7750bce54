-- What would delete data is refused until somebody says that it is meant.
local support = require "spec.support"

local first = [[
schema "billing" {}
model "billing.invoices" { { "id", "integer" } }
model "clients" { { "id", "integer" }, { "name", "text" }, { "upper", "text", generated = "upper(name)" } }
model "log" { { "at", "date" }, partition_by = "RANGE (at)" }
]]

local function project_of(second)
    local project = support.project { ["core/models.lua"] = first }
    project:must { "create", "first" }
    project:must "upgrade"
    project:write("core/models.lua", second)
    return project
end

local function without(pattern, instead)
    return (first:gsub(pattern, instead or ""))
end

describe("create refuses to delete data", function()
    for title, text in pairs {
        ["table billing.invoices"] = without "model \"billing.-\n",
        ["table clients"] = without "model \"clients.-\n",
        ["column clients.name"] = without("model \"clients.-\n", 'model "clients" { { "id", "integer" } }\n'),
    } do
        it("of " .. title, function()
            local project = project_of(text)
            local result = project:luamig { "create", "less" }
            assert.equal(1, result.code)
            assert.matches("this revision would delete data\n", result.err, 1, true)
            assert.matches(title .. " (", result.err, 1, true)
            assert.matches('luamig create "less" --allow deletes_data', result.err, 1, true)
            assert.equal(1, #project:revisions())
            project:must { "create", "less", "--allow", "deletes_data" }
            assert.matches('allow    = { deletes_data = "drops ', project:read(project:revisions()[2]), 1, true)
            project:must "upgrade"
        end)
    end

    it("of a table whose schema goes with it", function()
        local result = project_of(without ".-model \"billing.-\n"):luamig { "create", "less" }
        assert.equal(1, result.code)
        assert.matches("table billing.invoices (", result.err, 1, true)
    end)

    it("but not where nothing is stored", function()
        local project = project_of((first:gsub("upper%(name%)", "lower(name)"):gsub("model \"log.-\n", "")))
        project:must { "create", "anew" }
        assert.matches('deletes_data = "nothing is stored in', project:read(project:revisions()[2]), 1, true)
        project:must "upgrade"
    end)
end)
