-- Through PgBouncer in transaction mode, where each transaction may have another server process.
local chain = require "spec.support.chain"
local pooler = require "spec.support.pooler"

local bodies = {
    [[up = function(op, db) op.create_table("a", { { "x", "integer" } }) for i = 1, 1000 do db:execute("INSERT INTO a VALUES ($1)", i) end end,
      down = function(op) op.drop_table("a") end]],
    [[up = { function(op, db) for row in db:query "SELECT x FROM a" do db:execute("UPDATE a SET x = $1 WHERE x = $2", -row.x, row.x) end end,
             function(op, db) db:try(function() db:value "SELECT 1 / 0" end) db:execute "INSERT INTO a VALUES (0)" end }, down = function() end]],
}

it("transactions work, and exclude each other", function()
    local project = chain(bodies)
    local url = pooler(project)
    if not url then
        return pending "pgbouncer is not installed"
    end
    local runs = {}
    for i = 1, 3 do runs[i] = project:start { "upgrade", "--database", url } end
    runs[4] = project:start "upgrade"
    for _, run in ipairs(runs) do
        local result = run:wait(60)
        assert.equal(0, result.code, result.err)
    end
    assert.equal("-500500", project.database:value "SELECT sum(x) FROM a")
    assert.equal("1001", project.database:value "SELECT count(*) FROM a")
    assert.equal("3", project.database:value "SELECT count(*) FROM luamig.run")
    project:must { "downgrade", "base", "--database", url }
end)

it("a phase without a transaction asks for a direct connection, and takes it", function()
    local project = chain { bodies[1], [[up = no_transaction(function(op) op.create_index("a_x", "a", { "x", concurrently = true }) end)]] }
    local url = pooler(project)
    if not url then
        return pending "pgbouncer is not installed"
    end
    local result = project:luamig({ "upgrade" }, { env = { DATABASE_URL = url } })
    assert.equal(1, result.code)
    assert.matches("core_r2.lua: a phase without a transaction needs a session of its own.*direct = ", result.err)
    project:write("luamig.lua", project:read("luamig.lua"):gsub("return {", ("return { direct = %q,"):format(project.database.url), 1))
    project:must({ "upgrade" }, { env = { DATABASE_URL = url } })
    assert.equal("t", project.database:value "SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_x'::regclass")
end)
