local support = require "spec.support"
local chain = require "spec.support.chain"

local function slow(number)
    return ([[up = function(op, db) op.execute "CREATE TABLE t%d (a int)" db:value "SELECT pg_sleep(0.05)" end,
        down = function(op) op.execute "DROP TABLE t%d" end]]):format(number, number)
end

local function holds(project)
    return project.database:value "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
end

-- A run that holds the lock until it is stopped.
local function hold(project)
    chain.write(project, 9, [[up = function(op, db) db:value "SELECT pg_sleep(60)" end]])
    local run = project:start "upgrade"
    support.eventually(function() return project.database:value "SELECT 1 FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)'" end)
    return run
end

local function one()
    local bodies = {}
    for i = 1, 8 do bodies[i] = slow(i) end
    return chain(bodies)
end

it("lets ten upgrades that start together apply each revision once", function()
    local project = chain { slow(1), slow(2), slow(3), slow(4), slow(5) }
    local runs = {}
    for i = 1, 10 do
        runs[i] = project:start "upgrade"
    end
    for _, run in ipairs(runs) do
        local result = run:wait(60)
        assert.equal(0, result.code, result.err)
    end
    assert.equal("5", project.database:value "SELECT count(*) FROM luamig.run")
    assert.equal("5", project.database:value "SELECT count(*) FROM luamig.revision WHERE state = 'applied'")
end)

it("lets ten upgrades and downgrades together leave a state that was meant", function()
    local project = chain { slow(1), slow(2), slow(3) }
    local runs = {}
    for i = 1, 10 do
        runs[i] = project:start(i % 2 == 0 and "upgrade" or "downgrade base")
    end
    for _, run in ipairs(runs) do
        local result = run:wait(60)
        assert.equal(0, result.code, result.err)
    end
    local ups = tonumber(project.database:value "SELECT count(*) FROM luamig.run WHERE action = 'up'")
    local downs = tonumber(project.database:value "SELECT count(*) FROM luamig.run WHERE action = 'down'")
    local left = tonumber(project.database:value "SELECT count(*) FROM luamig.revision")
    assert.equal(left, ups - downs)
    assert.truthy(left == 0 or left == 3)
    assert.equal(tostring(left), project.database:value "SELECT count(*) FROM pg_class WHERE relname ~ '^t[123]$'")
end)

it("tells who holds it, and exits 4 after --lock-wait", function()
    local project = one()
    local run = hold(project)
    local pid = holds(project)
    local result = project:luamig "upgrade --lock-wait 0.5"
    assert.equal(4, result.code)
    assert.matches("waiting for the migration lock, which is held by pid " .. pid .. ", luamig, user %S+, since %d%d%d%d%-", result.err)
    assert.matches("was not obtained within 0.5 s", result.err)
    assert.equal(4, project:luamig("upgrade --lock-wait 0").code)
    run:stop()
end)

it("is free when its holder is killed", function()
    local project = one()
    local run = hold(project)
    local waiting = project:start "downgrade -1"
    support.eventually(function() return waiting:stderr():find "waiting for the migration lock" end)
    run:signal "KILL"
    assert.equal(0, waiting:wait(10).code)
end)

it("and the revision of a killed run are free soon, whatever its backend was doing", function()
    local project = chain { [[up = function(op, db) db:value("SELECT pg_sleep($1)", 40) end]] }
    local run = project:start "upgrade"
    support.eventually(function() return project.database:value "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep($1)%'" end)
    run:signal "KILL"
    support.eventually(function() return not project.database:value "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep($1)%' AND query NOT LIKE '%activity%'" end, 10)
end)

it("can be waited for until a signal", function()
    local project = one()
    local run = hold(project)
    local waiting = project:start "upgrade"
    support.eventually(function() return waiting:stderr():find "waiting for the migration lock" end)
    waiting:signal "INT"
    local result = waiting:wait(5)
    assert.equal(130, result.code)
    assert.matches("interrupted while waiting for the migration lock", result.err)
    run:stop()
end)

it("when lost, ends the run, which sends nothing more", function()
    local project = chain { slow(1), [[up = function(op, db)
        op.execute "CREATE TABLE lost (a int)"
        for i = 1, 100 do db:value "SELECT pg_sleep(0.1)" end
    end]] }
    local run = project:start "upgrade"
    support.eventually(function() return project.database:value "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(0.1)%'" end)
    project.database:execute("SELECT pg_terminate_backend(" .. holds(project) .. ")")
    local result = run:wait(10)
    assert.equal(1, result.code)
    assert.matches("migration lock was lost, so nothing more was sent", result.err)
    assert.is_nil(project.database:value "SELECT to_regclass('lost')")
    project:must "downgrade base"
end)

it("survives the limits of sessions for idle transactions", function()
    local project = chain { [[up = function(op, db) db:value "SELECT pg_sleep(1.5)" end]] }
    project.database:execute("ALTER DATABASE " .. project.database.name .. " SET idle_in_transaction_session_timeout = '300ms'")
    project:must "upgrade"
end)

it("holds no snapshot, so that CREATE INDEX CONCURRENTLY need not wait for it", function()
    local project = chain { [[up = function(op, db)
        op.create_table("a", { { "x", "integer" } })
        db:value "SELECT pg_sleep(0.3)"
        print("backends", db:value "SELECT count(*) FROM pg_stat_activity WHERE backend_xmin IS NOT NULL AND pid <> pg_backend_pid() AND datname = current_database()")
        end]],
        [[up = no_transaction(function(op) op.create_index("a_x", "a", { "x", concurrently = true }) end)]] }
    local result = project:must("upgrade", { limit = 20 })
    assert.matches("backends\t0", result.err)
end)

it("is a ledger's own", function()
    local project = one()
    local run = hold(project)
    project:write("luamig.lua", project:read("luamig.lua"):gsub("return {", 'return { ledger = "Other one",', 1))
    project:write(chain.path(9), nil)
    for i = 1, 8 do chain.write(project, i, "up = function(op) end") end
    project:must "upgrade --lock-wait 0"
    assert.equal("8", project.database:value [[SELECT count(*) FROM "Other one".revision]])
    run:stop()
end)
