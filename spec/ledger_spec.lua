local chain = require "spec.support.chain"

local function two()
    return chain { [[up = function(op, db) op.create_table("a", { { "x", "integer" } }) op.execute "CREATE INDEX ON a (x)" db:execute "SELECT 1" end,
        down = function(op) op.drop_table("a") end]],
        [[up = { function(op) op.execute "SELECT 1" end, function(db) end }, down = function() end]] }
end

it("knows what ran, with the SQL of op calls", function()
    local project = two()
    project:must "upgrade"
    project:must "downgrade -1"
    local rows = project.database:query "SELECT revision, owner, action, phase, phases, sql, duration_ms >= 0 AS took, by = session_user AS mine FROM luamig.run ORDER BY id"
    local shown = {}
    for i, row in ipairs(rows) do
        shown[i] = table.concat({ row.revision, row.owner, row.action, row.phase, row.phases, row.took, row.mine }, " ")
    end
    assert.same({ chain.id(1) .. " core up 1 1 t t", chain.id(2) .. " core up 1 2 t t", chain.id(2) .. " core up 2 2 t t",
        chain.id(2) .. " core down 1 1 t t" }, shown)
    assert.matches("^CREATE TABLE a.*;\nCREATE INDEX ON a %(x%);\n$", rows[1].sql)
    assert.equal("1", project.database:value "SELECT count(*) FROM luamig.revision")
    assert.matches("^1:%x+$", project.database:value "SELECT checksum FROM luamig.revision")
    assert.equal("2", project.database:value "SELECT version FROM luamig.ledger")
end)

it("has the name that luamig.lua gives it", function()
    local project = two()
    project:write("luamig.lua", project:read("luamig.lua"):gsub("return {", 'return { ledger = "My \\"ledger",', 1))
    project:must "upgrade"
    project:must "downgrade base"
    assert.is_nil(project.database:value "SELECT to_regnamespace('luamig')")
    assert.equal("5", project.database:value [[SELECT count(*) FROM "My ""ledger".run]])
end)

it("keeps the tables of the project where luamig.lua says", function()
    local project = two()
    project:write("luamig.lua", project:read("luamig.lua"):gsub("return {", 'return { schema = "App",', 1))
    project.database:execute [[CREATE SCHEMA "App"]]
    project:must "upgrade"
    assert.truthy(project.database:value [[SELECT to_regclass('"App".a')]])
end)

it("is refused by a luamig that is older", function()
    local project = two()
    project:must "upgrade +1"
    project.database:execute "UPDATE luamig.ledger SET version = 99"
    for _, command in ipairs { "upgrade", "downgrade -1", "upgrade --dry-run" } do
        local result = project:luamig(command)
        assert.equal(1, result.code)
        assert.matches("ledger %(schema luamig%) has version 99, and this luamig knows 2", result.err)
    end
    assert.equal("1", project.database:value "SELECT count(*) FROM luamig.revision")
end)

it("is set up in a schema that is there already, and by a role that may create none", function()
    local project = two()
    local name = project.database.name
    project.database:execute(("CREATE ROLE %s_deployer LOGIN; REVOKE CREATE ON SCHEMA public FROM public; GRANT CREATE, USAGE ON SCHEMA public TO %s_deployer")
        :format(name, name))
    local url = project.database:url_as(name .. "_deployer")
    local result = project:luamig { "upgrade", "--database", url }
    assert.equal(1, result.code)
    assert.matches("permission denied for database.*42501.*CREATE SCHEMA luamig AUTHORIZATION", result.err)
    project.database:execute(("CREATE SCHEMA luamig AUTHORIZATION %s_deployer"):format(name))
    project:must { "upgrade", "--database", url }
    project.database:execute(("DROP OWNED BY %s_deployer; DROP ROLE %s_deployer"):format(name, name))
end)

it("lets one run claim a phase, and the other read again", function()
    local project = two()
    project:must "upgrade"
    for _, call in ipairs { "'x', '', 0, 'up', 1", "'x', 'up', 1, 'applied', 2", "'x', 'applied', 2, 'down', 1", "'x', 'down', 1, '', 0" } do
        local sql = "SELECT luamig.claim(" .. call .. ", 'core', NULL, '{}', 's', 'v')"
        project.database:execute(sql)
        local ok, err = pcall(function() project.database:execute(sql) end)
        assert.is_false(ok)
        assert.matches("LM001", tostring(err))
    end
end)

it("shows nothing of a phase that is not committed", function()
    local project = chain { [[up = function(op, db)
        assert(db:value "SELECT state FROM luamig.revision" == "applied")
        assert(db:value "SELECT count(*) FROM luamig.run" == 0) end]] }
    project:must "upgrade"
end)

it("of a custom owner's phases is out of the reach of custom_role", function()
    local project = chain { "up = function() end" }
    local role = project.database.name .. "_acme"
    project.database:execute(("CREATE ROLE %s; GRANT CREATE, USAGE ON SCHEMA public TO %s"):format(role, role))
    project:write("migrations/20240105_000000_custom_acme_x.lua", ([[
revision { owner = "custom/acme", role = "%s",
  up = { function(op, db)
    assert(db:value "SELECT current_user" == "%s")
    op.create_table("acme_x", { { "a", "integer" } })
    local none, err = db:try(function() db:value "SELECT 1 FROM luamig.revision" end)
    assert(none == nil and err.sqlstate == "42501")
  end,
  no_transaction(function(op) op.create_index("acme_x_a", "acme_x", { "a", concurrently = true }) end) } }]]):format(role, role))
    project:must "upgrade"
    assert.equal(role, project.database:value "SELECT relowner::regrole FROM pg_class WHERE relname = 'acme_x'")
    assert.equal("2", project.database:value "SELECT count(*) FROM luamig.object WHERE owner = 'custom/acme' AND kind IN ('table', 'index')")
    project.database:execute(("DROP OWNED BY %s; DROP ROLE %s"):format(role, role))
end)
