-- What becomes of counters: a column that turns into an identity goes on behind the values that are there.
local support = require "spec.support"

local function project_of(model)
    local project = support.project { ["core/models.lua"] = model }
    project:must { "create", "first" }
    project:must "upgrade"
    return project
end

describe("a column that becomes an identity", function()
    it("goes on behind its greatest value", function()
        local project = project_of 'model "t" { { "id", "bigint", primary_key = true }, { "note", "text" } }'
        project.database:execute "INSERT INTO t (id) VALUES (3), (41)"
        project:write("core/models.lua", 'model "t" { { "id", "bigint", primary_key = true, identity = true }, { "note", "text" } }')
        project:must { "create", "identity" }
        project:must "upgrade"
        assert.equal("42", project.database:value "INSERT INTO t DEFAULT VALUES RETURNING id")
        project:must { "downgrade", "-1" }
        project.database:execute "INSERT INTO t (id) VALUES (50)"
        project:must "upgrade"
        assert.equal("51", project.database:value "INSERT INTO t DEFAULT VALUES RETURNING id")
        assert.equal(0, project:luamig({ "create", "again" }).code)
    end)

    it("begins at its start where the table is empty, or its values lie below", function()
        local project = project_of 'model "t" { { "id", "bigint", primary_key = true } } model "u" { { "id", "bigint", primary_key = true } }'
        project.database:execute "INSERT INTO t VALUES (7)"
        project:write("core/models.lua", [[
            model "t" { { "id", "bigint", primary_key = true, identity = { start = 100 } } }
            model "u" { { "id", "bigint", primary_key = true, identity = { increment = -1 } } }]])
        project:must { "create", "identity" }
        project:must "upgrade"
        assert.equal("100", project.database:value "INSERT INTO t DEFAULT VALUES RETURNING id")
        assert.equal("-1", project.database:value "INSERT INTO u DEFAULT VALUES RETURNING id")
    end)
end)
