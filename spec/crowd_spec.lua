-- Many containers that start together: 32 `luamig upgrade` at once.
local support = require "spec.support"
local chain = require "spec.support.chain"
local pooler = require "spec.support.pooler"

local MANY = 32

local function slow(number)
    local body = [[up = {
        function(op, db)
            op.create_table("t%d", { { "a", "integer" } })
            db:value "SELECT pg_sleep(0.4)"
        end,
        function(op, db) db:execute "INSERT INTO t%d VALUES (1)" end,
        hook("double", function(db)
            for row in db:query "SELECT a FROM t%d" do db:execute("INSERT INTO t%d VALUES ($1)", row.a + 1) end
        end),
    }, down = function(op) op.drop_table("t%d") end]]
    return (body:gsub("%%d", number))
end

-- What all of them together must leave.
local function assert_once(project)
    for number = 1, 3 do
        assert.same({ "1", "2" }, project.database:column(("SELECT a FROM t%d ORDER BY 1"):format(number)))
    end
    assert.equal("9", project.database:value "SELECT count(*) FROM luamig.run")
    assert.equal("9", project.database:value "SELECT count(DISTINCT (revision, phase)) FROM luamig.run")
    assert.equal("3", project.database:value "SELECT count(*) FROM luamig.revision WHERE state = 'applied'")
end

local function start(project, url)
    local runs = {}
    for number = 1, MANY do
        runs[number] = project:start({ "upgrade", "--database", url }, { env = { PGAPPNAME = "run " .. number } })
    end
    return runs
end

local function direct(project)
    return project.database.url
end

-- The number of the run that has the lock.
local function holder(project)
    return project.database:value [[
        SELECT substr(application_name, 5) FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE locktype = 'advisory' AND granted AND datname = current_database() AND application_name LIKE 'run %']]
end

for name, find_url in pairs { ["to the server"] = direct, ["through PgBouncer in transaction mode"] = pooler } do
    describe(MANY .. " upgrades at once, " .. name .. ",", function()
        it("apply each phase once, and all succeed", function()
            local project = chain { slow(1), slow(2), slow(3) }
            local url = find_url(project)
            if not url then
                return pending "pgbouncer is not installed"
            end
            for _, run in ipairs(start(project, url)) do
                local result = run:wait(120)
                assert.equal(0, result.code, result.err)
            end
            assert_once(project)
        end)

        it("go on when the one that holds the lock is killed", function()
            local project = chain { slow(1), slow(2), slow(3) }
            local url = find_url(project)
            if not url then
                return pending "pgbouncer is not installed"
            end
            local runs = start(project, url)
            local killed = tonumber(support.eventually(function() return holder(project) end))
            runs[killed]:signal "KILL"
            for number, run in ipairs(runs) do
                local result = run:wait(120)
                assert.equal(number == killed and 137 or 0, result.code, result.err)
            end
            assert_once(project)
        end)
    end)
end
