local support = require "spec.support"
local chain = require "spec.support.chain"

local function applied(project)
    return project.database:column "SELECT id || ' ' || state || ' ' || phase FROM luamig.revision ORDER BY number"
end

local function psql(project, sql)
    return support.start({ support.server.program "psql", "-X", "-q", "-d", project.database.url, "-c", sql })
end

local function table_revision(name, more)
    return ([[up = function(op, db) op.execute "CREATE TABLE %s (a int)" %s end,
        down = function(op, db) op.execute "DROP TABLE %s" end,]]):format(name, more or "", name)
end

describe("upgrade", function()
    it("runs all that is pending, in order, and once", function()
        local project = chain { table_revision "a", table_revision("b", 'db:execute "INSERT INTO b SELECT 1 FROM a"'), table_revision "c" }
        local result = project:must "upgrade"
        assert.matches("applied " .. chain.id(1) .. ".*applied " .. chain.id(2) .. ".*applied " .. chain.id(3), result.out)
        assert.same({ chain.id(1) .. " applied 1", chain.id(2) .. " applied 1", chain.id(3) .. " applied 1" }, applied(project))
        assert.equal("nothing to do\n", project:must("upgrade").out)
        assert.equal("3", project.database:value "SELECT count(*) FROM luamig.run")
    end)

    it("takes an id, a unique beginning of one, and +N", function()
        local project = chain { table_revision "a", table_revision "b", table_revision "c", table_revision "d" }
        project:must("upgrade " .. chain.id(1))
        project:must "upgrade 20240102"
        project:must "upgrade +1"
        assert.equal(3, #applied(project))
        assert.equal("nothing to do\n", project:must("upgrade " .. chain.id(2)).out)
        assert.equal(2, project:luamig("upgrade 2024").code)
        assert.equal(2, project:luamig("upgrade +x").code)
        assert.equal(2, project:luamig("upgrade +0").code)
        assert.equal(2, project:luamig("upgrade nonsense").code)
        project:must "upgrade +5"
        assert.equal(4, #applied(project))
    end)

    it("prints what would run and touches nothing with --dry-run", function()
        local project = chain { table_revision "a", table_revision "b" }
        local result = project:must "upgrade --dry-run"
        assert.matches("would apply " .. chain.id(1) .. ".*would apply " .. chain.id(2), result.out)
        assert.is_nil(project.database:value "SELECT to_regnamespace('luamig')")
        project:must "upgrade"
        assert.matches("would undo " .. chain.id(2), project:must("downgrade -1 --dry-run").out)
        assert.equal("nothing to do\n", project:must("upgrade --dry-run").out)
    end)

    it("gives one JSON document", function()
        local project = chain { table_revision "a" }
        assert.matches('^{"revisions": %[{"id": "' .. chain.id(1) .. '", "milliseconds": %d+}%]}\n$', project:must("upgrade --json").out)
        assert.equal('{"revisions": []}\n', project:must("upgrade --json").out)
        assert.equal('{"revisions": [{"id": "' .. chain.id(1) .. '", "phases": 1}]}\n', project:must("downgrade base --dry-run --json").out)
    end)

    it("pins search_path and settings, whatever the role's are", function()
        local project = chain.body [[
            assert(db:value "SHOW search_path" == "public" and db:value "SHOW lock_timeout" == "5s")
            assert(db:value "SHOW statement_timeout" == "0" and db:value "SHOW idle_in_transaction_session_timeout" == "0")
            assert(db:value "SHOW transaction_isolation" == "read committed" and db:value "SHOW transaction_read_only" == "off")
            op.execute "CREATE TABLE here ()"]]
        local name = project.database.name
        project.database:execute(([[
            ALTER DATABASE %s SET search_path = nowhere; ALTER DATABASE %s SET statement_timeout = '10min';
            ALTER DATABASE %s SET default_transaction_isolation = serializable;
            ALTER DATABASE %s SET default_transaction_read_only = on]]):format(name, name, name, name))
        local result = project:luamig "upgrade"
        -- The ledger's own set-up has no settings of its own but needs to write.
        assert.equal(0, result.code, result.err)
        assert.equal("public", project.database:value "SELECT relnamespace::regnamespace FROM pg_class WHERE relname = 'here'")
    end)

    it("shows what a phase prints once it is committed", function()
        local project = chain { [[up = function(op, db) print("one", 1) print "two" end]],
            [[up = function(op, db) print "lost" db:value "SELECT 1 / 0" end]] }
        local result = project:luamig "upgrade"
        assert.equal(1, result.code)
        assert.matches("one\t1\ntwo\n", result.err)
        assert.is_nil(result.err:find "lost")
    end)
end)

describe("phases", function()
    it("are called with what their word says", function()
        local project = chain { [[up = {
            function(op, db) assert(op.execute and db.value) op.execute "CREATE TABLE a (x int)" end,
            batches(function(op, db) assert(op.execute) db:execute "INSERT INTO a VALUES (1)" end),
            hook("fill", function(db, nothing) assert(nothing == nil) db:execute "INSERT INTO a VALUES (2)" end),
            hook("more", batches(function(db, nothing) assert(nothing == nil) db:execute "INSERT INTO a VALUES (3)" end)),
            no_transaction(function(op, nothing) assert(nothing == nil and op.create_index) end),
            no_transaction("repeatable", function(op, db) op.execute "INSERT INTO a VALUES (4)" assert(db:value "SELECT 1" == 1) end),
            function() end,
        }, down = {} ]] }
        project:write(chain.path(1), (project:read(chain.path(1)):gsub("down = {}", "down = function() end")))
        project:must "upgrade"
        assert.same({ "1", "2", "3", "4" }, project.database:column "SELECT x FROM a ORDER BY 1")
        assert.same({ chain.id(1) .. " applied 7" }, applied(project))
        assert.equal("7", project.database:value "SELECT count(*) FROM luamig.run")
    end)
end)

describe("a failure", function()
    it("names file and line, and rolls back its revision alone", function()
        local project = chain { table_revision "a", [[up = function(op, db)
            op.execute "CREATE TABLE b (a int UNIQUE)"
            db:execute "INSERT INTO b VALUES (1)"
            db:execute "INSERT INTO b VALUES (1)"
            db:execute "INSERT INTO b VALUES (2)"
            end]], table_revision "c" }
        local result = project:luamig "upgrade"
        assert.equal(1, result.code)
        assert.matches("core_r2.lua:7: duplicate key value .*SQLSTATE 23505", result.err)
        assert.matches("Key %(a%)=%(1%) already exists", result.err)
        assert.matches(chain.id(2) .. " was rolled back; 2 of 3 revisions are left; to go on: luamig upgrade", result.err)
        assert.same({ chain.id(1) .. " applied 1" }, applied(project))
        assert.is_nil(project.database:value "SELECT to_regclass('b')")
        chain.write(project, 2, table_revision "b")
        project:must "upgrade"
        assert.equal(3, #applied(project))
    end)

    it("of a COMMIT is a failure of its revision", function()
        local project = chain { [[up = function(op, db)
            op.execute "CREATE TABLE p (a int PRIMARY KEY); CREATE TABLE q (a int REFERENCES p DEFERRABLE INITIALLY DEFERRED)"
            db:execute "INSERT INTO q VALUES (1)"
            end]], table_revision "c" }
        local result = project:luamig "upgrade"
        assert.equal(1, result.code)
        assert.matches("core_r1.lua: insert or update on table \"q\" violates foreign key", result.err)
        assert.same({}, applied(project))
    end)

    it("in the middle of a long queue is found", function()
        local project = chain { table_revision("a", [[
            for i = 1, 5000 do
                db:execute("INSERT INTO a VALUES (10 / $1)", 2500 - i)
            end]]) }
        local result = project:luamig "upgrade"
        assert.equal(1, result.code)
        assert.matches("r1.lua:%d+: division by zero", result.err)
    end)

    it("of Lua has its line and leaves nothing", function()
        local project = chain { table_revision("a", "local x = nil; x.y = 1"), table_revision "b" }
        local result = project:luamig "upgrade"
        assert.matches("r1.lua:4: attempt to index a nil value", result.err)
        assert.same({}, applied(project))
    end)

    it("keeps the phases before it", function()
        local project = chain { [[up = {
            function(op, db) op.execute "CREATE TABLE a (x int)" end,
            function(op, db) db:execute "INSERT INTO a VALUES (1)" end,
            function(op, db) db:execute "SELECT 1 / (SELECT count(*) FROM switch)" end,
            }, down = function(op) op.execute "DROP TABLE a" end]] }
        project.database:execute "CREATE TABLE switch ()"
        local result = project:luamig "upgrade"
        assert.matches("r1.lua:7: division by zero", result.err)
        assert.matches("phase 3 of 3 of " .. chain.id(1) .. " was rolled back, those before it stay", result.err)
        assert.same({ chain.id(1) .. " up 2" }, applied(project))
        assert.equal(1, project:luamig("downgrade base").code)
        assert.matches("partly applied: 2 of its 3 phases are done, and its down, which has another number of phases, cannot begin in the middle",
            project:luamig("downgrade base").err)
        project.database:execute "ALTER TABLE switch ADD x int; INSERT INTO switch VALUES (1)"
        project:must "upgrade"
        assert.same({ chain.id(1) .. " applied 3" }, applied(project))
        assert.equal("1", project.database:value "SELECT count(*) FROM a")
        project:must "downgrade base"
        assert.same({}, applied(project))
    end)

    it("prints how long each took, not how long it was queued", function()
        local project = chain { [[up = function(op, db) db:execute "SELECT pg_sleep(0.5)" end]], [[up = function(op) op.execute "CREATE TABLE b ()" end]] }
        local first, second = project:must("upgrade").out:match "%((%d+) ms%).*%((%d+) ms%)"
        assert.truthy(tonumber(first) >= 500)
        assert.truthy(tonumber(second) < 400, second)
    end)

    it("quotes as text.h does, whatever the database says", function()
        local project = chain { [[up = function(op, db) op.execute "CREATE TABLE a (x text)" db:insert("a", { x = "\\'" }) end]],
            [[up = { no_transaction("repeatable", function(op, db) db:execute "INSERT INTO a VALUES ('\\')" end) }]] }
        project.database:execute(("ALTER DATABASE %s SET standard_conforming_strings = off"):format(project.database.name))
        project:must "upgrade"
        assert.same({ "\\", "\\'" }, project.database:column "SELECT x FROM a ORDER BY x")
    end)

    it("half way up is undone from there, where down mirrors it", function()
        local project = chain { [[up = {
            function(op, db) op.execute "CREATE TABLE a (x int)" end,
            function(op, db) op.execute "CREATE TABLE b (x int)" end,
            function(op, db) op.execute "CREATE TABLE c (x int)" db:execute "SELECT 1 / 0" end,
            }, down = {
            function(op) op.execute "DROP TABLE c" end,
            function(op) op.execute "DROP TABLE b" end,
            function(op) op.execute "DROP TABLE a; DROP TABLE gone" end,
            }]] }
        assert.equal(1, project:luamig("upgrade").code)
        assert.same({ chain.id(1) .. " up 2" }, applied(project))
        assert.equal(1, project:luamig("downgrade base").code)
        assert.same({ chain.id(1) .. " down 2" }, applied(project))
        assert.equal("t|f", project.database:value "SELECT concat_ws('|', to_regclass('a') IS NOT NULL, to_regclass('b') IS NOT NULL)")
        project.database:execute "CREATE TABLE gone ()"
        project:must "downgrade base"
        assert.same({}, applied(project))
        assert.equal("t", project.database:value "SELECT to_regclass('a') IS NULL")
    end)

    it("half way up is not undone where the next phase may have left something", function()
        local project = chain { [[up = { function(op) op.execute "CREATE TABLE a (x int)" end, batches(function(op, db) db:execute "SELECT 1 / 0" end) },
            down = { function() end, function(op) op.execute "DROP TABLE a" end }]] }
        assert.equal(1, project:luamig("upgrade").code)
        assert.matches("1 of its 2 phases are done, and the next one may have left something behind.*luamig upgrade", project:luamig("downgrade base").err)
    end)

    it("half way down is finished by downgrade, and upgrade says so", function()
        local project = chain { [[up = function(op, db) op.execute "CREATE TABLE a (x int); CREATE TABLE b ()" end,
            down = { function(op, db) op.execute "DROP TABLE a" end, function(op, db) op.execute "DROP TABLE b, gone" end } ]] }
        project:must "upgrade"
        assert.equal(1, project:luamig("downgrade base").code)
        assert.same({ chain.id(1) .. " down 1" }, applied(project))
        local result = project:luamig "upgrade"
        assert.equal(1, result.code)
        assert.matches("partly undone: 1 of its 2 phases.*luamig downgrade base", result.err)
        project.database:execute "CREATE TABLE gone ()"
        project:must "downgrade base"
        assert.same({}, applied(project))
    end)
end)

describe("downgrade", function()
    local four = { table_revision "a", table_revision "b", table_revision "c", table_revision "d" }

    it("takes -N, base and an id", function()
        local project = chain(four)
        project:must "upgrade"
        local result = project:must "downgrade -1"
        assert.equal(3, #applied(project))
        assert.matches("undone " .. chain.id(4), result.out)
        project:must("downgrade " .. chain.id(1))
        assert.same({ chain.id(1) .. " applied 1" }, applied(project))
        assert.equal("nothing to do\n", project:must("downgrade " .. chain.id(1)).out)
        assert.equal(1, project:luamig("downgrade " .. chain.id(2)).code)
        project:must "upgrade"
        project:must "downgrade -2"
        assert.equal(2, #applied(project))
        project:must "downgrade base"
        assert.same({}, applied(project))
        assert.is_nil(project.database:value "SELECT to_regclass('a')")
        assert.equal(2, project:luamig("downgrade -x").code)
        assert.equal(2, project:luamig("downgrade -0").code)
    end)

    it("refuses what has no down, before anything is undone", function()
        local project = chain { table_revision "a", [[up = function() end]], table_revision "c" }
        project:must "upgrade"
        local result = project:luamig "downgrade base"
        assert.equal(1, result.code)
        assert.matches("core_r2.lua:?%d*: cannot be undone: it has no down", result.err)
        assert.equal(3, #applied(project))
    end)

    it("refuses edited and vanished files", function()
        local project = chain(four)
        project:must "upgrade"
        chain.write(project, 4, table_revision "e")
        assert.equal(1, project:luamig("downgrade -1").code)
        assert.equal(1, project:luamig("upgrade").code)
        project:write(chain.path(4), nil)
        local result = project:luamig "downgrade -1"
        assert.equal(1, result.code)
        assert.matches("its file is not there", result.err)
    end)
end)

describe("with several owners", function()
    local function three()
        local project = chain { table_revision "a", table_revision "b" }
        project:write("migrations/20240105_000000_custom_acme_x.lua", [[
revision { owner = "custom/acme", requires = { "20240101_000000_core_r1" },
  up = function(op) op.execute "CREATE TABLE acme_x (a int)" end, down = function(op) op.execute "DROP TABLE acme_x" end }]])
        project:write("migrations/20240106_000000_custom_acme_y.lua", [[
revision { owner = "custom/acme", parent = "20240105_000000_custom_acme_x", requires = { "20240102_000000_core_r2" },
  up = function(op) op.execute "CREATE TABLE acme_y (a int)" end, down = function(op) op.execute "DROP TABLE acme_y" end }]])
        project:write("migrations/20240105_000000_custom_widgets_x.lua", [[
revision { owner = "custom/widgets",
  up = function(op) op.execute "CREATE TABLE widgets_x (a int)" end, down = function(op) op.execute "DROP TABLE widgets_x" end }]])
        return project
    end
    local function tables(project)
        return table.concat(project.database:column "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1", " ")
    end

    it("runs core first, and one organisation with what it needs", function()
        local project = three()
        project:must "upgrade --custom acme +1"
        assert.equal("a acme_x", tables(project))
        project:must "upgrade --custom acme"
        assert.equal("a acme_x acme_y b", tables(project))
        project:must "upgrade"
        assert.equal("a acme_x acme_y b widgets_x", tables(project))
    end)

    it("undoes one organisation alone, and never what another needs", function()
        local project = three()
        project:must "upgrade"
        project:must "downgrade -1 --custom widgets"
        assert.equal("a acme_x acme_y b", tables(project))
        project:must("downgrade " .. chain.id(1))
        assert.equal("a acme_x", tables(project))
        project:must "upgrade"
        project:must "downgrade base --custom acme"
        assert.equal("a b widgets_x", tables(project))
        project:must "downgrade base"
        assert.equal("", tables(project))
    end)
end)

describe("what passes is tried again:", function()
    it("a lock that is not free", function()
        local project = chain { table_revision "a", [[up = function(op, db) op.execute "ALTER TABLE a ADD b int" print "changed" end]], table_revision "c" }
        project:write("luamig.lua", project:read("luamig.lua"):gsub("return {", 'return { lock_timeout = "100ms",', 1))
        project:must "upgrade +1"
        local holder = psql(project, "BEGIN; LOCK TABLE a; SELECT pg_sleep(1.5)")
        support.eventually(function()
            return project.database:value "SELECT 1 FROM pg_locks WHERE relation = 'a'::regclass AND mode = 'AccessExclusiveLock'"
        end)
        local result = project:must "upgrade"
        holder:wait()
        assert.matches("canceling statement due to lock timeout; trying again in", result.err)
        assert.equal(3, #applied(project))
        local _, times = result.err:gsub("changed\n", "")
        assert.equal(1, times)
    end)

    it("so often as luamig.lua, an option or the revision says, and no longer waits than they say", function()
        local locked = [[up = function(op, db) op.execute "ALTER TABLE a ADD b int" end]]
        for _, said in ipairs {
            { settings = 'lock_timeout = "50ms", retries = 2,' },
            { options = " --lock-timeout 0.05 --retries 2" },
            { revision = 'lock_timeout = "50ms", retries = 2, ', options = " --lock-timeout 60 --retries 50" },
        } do
            local project = chain { table_revision "a", (said.revision or "") .. locked }
            project:write("luamig.lua", project:read("luamig.lua"):gsub("return {", "return { " .. (said.settings or ""), 1))
            project:must "upgrade +1"
            local holder = psql(project, "BEGIN; LOCK TABLE a; SELECT pg_sleep(30)")
            support.eventually(function()
                return project.database:value "SELECT 1 FROM pg_locks WHERE relation = 'a'::regclass AND mode = 'AccessExclusiveLock'"
            end)
            local result = project:luamig("upgrade" .. (said.options or ""), { limit = 20 })
            assert.equal(1, result.code)
            local _, times = result.err:gsub("trying again in", "")
            assert.equal(2, times)
            assert.matches("canceling statement due to lock timeout %(SQLSTATE 55P03%)", result.err)
            holder:stop()
        end
    end)

    it("statements may run only as long as is said, as the role that is said", function()
        local project = chain { [[up = function(op, db) db:execute "CREATE TABLE by AS SELECT current_user AS name" db:execute "SELECT pg_sleep(5)" end]] }
        assert.matches("statement timeout", project:luamig("upgrade --statement-timeout 0.1").err)
        local role = project.database.name .. "_r"
        project.database:execute(("CREATE ROLE %s; GRANT CREATE, USAGE ON SCHEMA public TO %s"):format(role, role))
        chain.write(project, 1, [[up = function(op, db) db:execute "CREATE TABLE by AS SELECT current_user AS name" end]])
        project:must("upgrade --role " .. role)
        assert.equal(role, project.database:value "SELECT name FROM by")
        project.database:execute(("DROP OWNED BY %s; DROP ROLE %s"):format(role, role))
        assert.matches("takes a number up to 999", project:luamig("upgrade --retries many").err)
    end)

    it("a deadlock", function()
        local project = chain { [[up = function(op, db) op.execute "CREATE TABLE a (i int); CREATE TABLE b (i int)" end]],
            [[up = function(op, db) op.execute "ALTER TABLE a ADD x int" db:value "SELECT pg_sleep(0.5)" op.execute "ALTER TABLE b ADD x int" end]] }
        project:must "upgrade +1"
        local other = psql(project, "SET deadlock_timeout = '5s'; BEGIN; LOCK TABLE b; SELECT pg_sleep(0.7); LOCK TABLE a; COMMIT")
        support.eventually(function() return project.database:value "SELECT 1 FROM pg_locks WHERE relation = 'b'::regclass" end)
        local result = project:must "upgrade"
        assert.equal(0, other:wait().code)
        assert.equal(2, #applied(project))
        assert.matches("deadlock detected; trying again", result.err)
    end)

    it("but not for ever", function()
        local project = chain { table_revision "a", [[up = function(op, db) op.execute "ALTER TABLE a ADD b int" end]] }
        project:write("luamig.lua", project:read("luamig.lua"):gsub("return {", 'return { lock_timeout = "1ms",', 1))
        project:must "upgrade +1"
        local holder = psql(project, "BEGIN; LOCK TABLE a; SELECT pg_sleep(60)")
        support.eventually(function()
            return project.database:value "SELECT 1 FROM pg_locks WHERE relation = 'a'::regclass AND mode = 'AccessExclusiveLock'"
        end)
        local result = project:luamig("upgrade", { limit = 50 })
        assert.equal(1, result.code)
        assert.matches("core_r2.lua:4: canceling statement due to lock timeout .*55P03", result.err)
        holder:stop()
    end)
end)

describe("no_transaction", function()
    local concurrently = { table_revision("a", 'db:execute "INSERT INTO a SELECT generate_series(1, 100)"'),
        [[up = no_transaction(function(op) op.create_index("a_a_idx", "a", { "a", concurrently = true, unique = true }) end),
          down = no_transaction(function(op) op.drop_index("a_a_idx", { concurrently = true }) end)]],
        table_revision "c" }

    local function table_a()
        local bodies = { table.unpack(concurrently) }
        bodies[1] = [[up = function(op, db) op.create_table("a", { { "a", "integer" } }) db:execute "INSERT INTO a SELECT generate_series(1, 100)" end,
            down = function(op) op.drop_table("a") end]]
        return chain(bodies)
    end

    it("builds and drops an index concurrently", function()
        local project = table_a()
        project:must "upgrade"
        assert.equal("t", project.database:value "SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_a_idx'::regclass")
        assert.equal("0", project.database:value "SELECT count(*) FROM luamig.intent")
        assert.equal("1", project.database:value "SELECT count(*) FROM luamig.object WHERE kind = 'index'")
        project:must("downgrade " .. chain.id(1))
        assert.is_nil(project.database:value "SELECT to_regclass('a_a_idx')")
        project:must "upgrade"
    end)

    it("drops what a failed build leaves, and can be run again", function()
        local project = table_a()
        project:must "upgrade +1"
        project.database:execute "INSERT INTO a VALUES (7)"
        local result = project:luamig "upgrade"
        assert.equal(1, result.code)
        assert.matches("core_r2.lua:4: could not create unique index .*23505", result.err)
        assert.is_nil(project.database:value "SELECT to_regclass('a_a_idx')")
        assert.equal("0", project.database:value "SELECT count(*) FROM luamig.intent")
        project.database:execute "DELETE FROM a WHERE ctid IN (SELECT max(ctid) FROM a WHERE a = 7)"
        project:must "upgrade"
        assert.equal(3, #applied(project))
    end)

    it("finishes what a killed run has left: an invalid index, and one that is ready", function()
        for _, state in ipairs { "invalid", "valid", "absent" } do
            local project = table_a()
            project:must "upgrade +1"
            -- What a kill leaves behind: the intent of a backend that is gone, and whatever it had done.
            project.database:execute("INSERT INTO luamig.intent (revision, action, phase, pid, backend_start, sql) VALUES ('"
                .. chain.id(2) .. "', 'up', 1, 1, now(), 'x')")
            if state ~= "absent" then
                project.database:execute "CREATE UNIQUE INDEX a_a_idx ON a (a)"
            end
            if state == "invalid" then
                project.database:execute "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'a_a_idx'::regclass"
            end
            local before = state == "valid" and project.database:value "SELECT 'a_a_idx'::regclass::oid"
            local result = project:must "upgrade"
            assert.equal("t", project.database:value "SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_a_idx'::regclass")
            assert.equal(state == "invalid", result.err:find "dropping the invalid index" ~= nil)
            assert.equal(before, before and project.database:value "SELECT 'a_a_idx'::regclass::oid")
            assert.equal("1", project.database:value "SELECT count(*) FROM luamig.object WHERE kind = 'index'")
        end
    end)

    it("drops no invalid index that is not the one it makes", function()
        local project = table_a()
        project:must "upgrade +1"
        project.database:execute("INSERT INTO luamig.intent (revision, action, phase, pid, backend_start, sql) VALUES ('"
            .. chain.id(2) .. "', 'up', 1, 1, now(), 'x')")
        for _, definition in ipairs { "INDEX a_a_idx ON a (a)", "UNIQUE INDEX a_a_idx ON a (a DESC)", "UNIQUE INDEX a_a_idx ON a (a) WHERE a > 0" } do
            project.database:execute("CREATE " .. definition)
            project.database:execute "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'a_a_idx'::regclass"
            local before = project.database:value "SELECT 'a_a_idx'::regclass::oid"
            local result = project:luamig "upgrade"
            assert.equal(1, result.code, definition)
            assert.matches("core_r2.lua:4: an invalid index public.a_a_idx stands in the way, and it is not the one", result.err)
            assert.equal(before, project.database:value "SELECT 'a_a_idx'::regclass::oid")
            project.database:execute "DROP INDEX a_a_idx"
        end
        project:must "upgrade"
        assert.equal(3, #applied(project))
    end)

    it("waits for the backend of a killed run", function()
        local project = table_a()
        project:must "upgrade +1"
        local holder = psql(project, "BEGIN; INSERT INTO a VALUES (1000); SELECT pg_sleep(2)")
        support.eventually(function() return project.database:value "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(2)%' AND query NOT LIKE '%activity%'" end)
        local first = project:start "upgrade"
        support.eventually(function() return project.database:value "SELECT 1 FROM luamig.intent" end)
        support.eventually(function() return project.database:value "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'CREATE UNIQUE INDEX CONCURRENTLY%'" end)
        first:signal "KILL"
        local result = project:must("upgrade", { limit = 30 })
        holder:wait()
        assert.matches("waiting for server process %d+, which an earlier run has left", result.err)
        assert.equal("t", project.database:value "SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_a_idx'::regclass")
        assert.equal(3, #applied(project))
    end)

    it("takes one op call that no transaction takes, and no other", function()
        local result = chain { [[up = no_transaction(function(op)
            op.create_index("x", "t", { "a", concurrently = true }) op.create_index("y", "t", { "a", concurrently = true }) end)]] }:luamig "upgrade"
        assert.equal(1, result.code)
        assert.matches("core_r1.lua:5: no_transaction holds one op call", result.err)
        local raw = chain { [[up = no_transaction(function(op) op.execute "VACUUM" end)]] }:luamig "upgrade"
        assert.matches("core_r1.lua:4: no_transaction takes one op call, and no raw SQL.*repeatable", raw.err)
        local inside = chain { [[up = function(op) op.create_index("x", "t", { "a", concurrently = true }) end]] }:luamig "upgrade"
        assert.equal(1, inside.code)
        assert.matches("core_r1.lua:4: PostgreSQL refuses this inside a transaction.*no_transaction", inside.err)
    end)

    it("\"repeatable\" runs raw SQL, each statement by itself", function()
        local project = chain { table_revision "a", [[
            up = no_transaction("repeatable", function(op, db)
                op.execute "VACUUM a; CREATE INDEX CONCURRENTLY IF NOT EXISTS a_i ON a (a)"
                db:execute("INSERT INTO a VALUES ($1)", 5)
                local n = 0
                for row in db:query "SELECT a FROM a" do n = n + 1 end
                assert(n == 1 and db:value "SELECT count(*) FROM a" == 1)
                assert(db:value "SHOW search_path" == "public")
                assert(db:execute("DELETE FROM a WHERE a = $1", 5).rows == 1)
            end), down = function() end]], table_revision "c" }
        project:must "upgrade"
        assert.equal(3, #applied(project))
        assert.truthy(project.database:value "SELECT to_regclass('a_i')")
    end)

    it("\"repeatable\" that fails keeps what it did, and leaves the session clean", function()
        local project = chain { table_revision "a", [[
            up = no_transaction("repeatable", function(op, db)
                db:execute "INSERT INTO a VALUES (1)"
                db:execute "SELECT 1 / 0"
                db:execute "INSERT INTO a VALUES (2)"
            end)]] }
        local result = project:luamig "upgrade"
        assert.equal(1, result.code)
        assert.matches("core_r2.lua:6: division by zero", result.err)
        assert.matches("runs outside of a transaction: what it had done stays", result.err)
        assert.equal("1", project.database:value "SELECT string_agg(a::text, ',') FROM a")
        assert.equal("0", project.database:value "SELECT count(*) FROM luamig.intent")
    end)
end)

describe("a signal", function()
    it("cancels the statement, rolls back, and says what is left", function()
        local project = chain { table_revision "a", table_revision("b", 'db:execute "SELECT pg_sleep(60)"'), table_revision "c" }
        local run = project:start "upgrade"
        support.eventually(function() return project.database:value "SELECT 1 FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)'" end)
        run:signal "INT"
        local result = run:wait(10)
        assert.equal(130, result.code)
        assert.matches("interrupted", result.err)
        assert.matches("2 of 3 revisions are left", result.err)
        assert.equal("0", project.database:value "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)' AND state = 'active'")
        assert.same({ chain.id(1) .. " applied 1" }, applied(project))
    end)

    it("stops Lua that never ends, wherever it is", function()
        for _, body in ipairs {
            "while true do end", "while true do pcall(error) end", "while true do pcall(function() db:value 'SELECT 1' end) end",
            "for row in db:query 'SELECT generate_series(1, 1000000000)' do end",
            "while true do db:try(function() db:value 'SELECT pg_sleep(1)' end) end",
            "table.sort({ 1, 2, 3 }, function() while true do db:value 'SELECT pg_sleep(0.1)' end end)",
            "coroutine.wrap(function() while true do db:execute 'SELECT 1' end end)()",
        } do
            local project = chain.body("op.execute 'CREATE TABLE t ()'" .. body)
            local run = project:start "upgrade"
            support.eventually(function() return project.database:value "SELECT to_regclass('luamig.intent')" end)
            run:signal "TERM"
            local result = run:wait(10)
            assert.equal(130, result.code, body .. "\n" .. result.err)
            assert.is_nil(project.database:value "SELECT to_regclass('t')")
        end
    end)
end)

describe("a killed luamig", function()
    it("leaves what the next run finishes", function()
        local bodies = {}
        for i = 1, 8 do
            bodies[i] = ([[up = { function(op, db) op.execute "CREATE TABLE k%d (a int)" db:execute "SELECT pg_sleep(0.02)" end,
                function(op, db) for i = 1, 50 do db:execute("INSERT INTO k%d VALUES ($1)", i) end end }]]):format(i, i)
        end
        for round = 1, 8 do
            local project = chain(bodies)
            local run = project:start "upgrade"
            support.eventually(function() return project.database:value "SELECT to_regclass('luamig.revision')" end)
            support.eventually(function() return tonumber(project.database:value "SELECT count(*) FROM luamig.revision") >= round - 1 end)
            run:signal "KILL"
            project:must("upgrade", { limit = 30 })
            assert.equal(8, #applied(project))
            for i = 1, 8 do
                assert.equal("50", project.database:value("SELECT count(*) FROM k" .. i))
            end
            assert.equal("16", project.database:value "SELECT count(*) FROM luamig.run")
        end
    end)
end)

describe("--sql", function()
    it("writes a script that psql runs to the same end", function()
        local bodies = { [[up = function(op, db)
                op.create_table("clients", { { "id", "bigint", primary_key = true }, { "name", "text" } })
                db:insert("clients", { { id = 1, name = "it's \\ $1" }, { id = 2 } })
                db:execute("UPDATE clients SET name = $2 WHERE id = $1", 2, "b")
            end, down = function(op) op.drop_table("clients") end]],
            [[up = no_transaction(function(op) op.create_index("clients_name_idx", "clients", { "name", concurrently = true }) end),
              down = no_transaction(function(op) op.drop_index("clients_name_idx", { concurrently = true }) end)]] }
        local real, written = chain(bodies), chain(bodies)
        real:must "upgrade"
        local script = written:must("upgrade --sql").out
        assert.is_nil(written.database:value "SELECT to_regnamespace('luamig')")
        local function run_script(text)
            local result = support.run({ support.server.program "psql", "-X", "-q", "-d", written.database.url }, { stdin = text })
            assert.equal("", result.err)
            assert.equal(0, result.code)
        end
        run_script(script)
        assert.is_nil(support.difference(real.database:dump(), written.database:dump()))
        for _, question in ipairs { "SELECT * FROM clients ORDER BY id", "SELECT id, state, phase, checksum FROM luamig.revision ORDER BY number",
            "SELECT kind, identity::text, declared::text FROM luamig.object ORDER BY 1, 2" } do
            assert.same(real.database:query(question), written.database:query(question))
        end
        assert.equal("nothing to do\n", written:must("upgrade").out)
        run_script(written:must("downgrade base --sql").out)
        assert.equal("0", written.database:value "SELECT count(*) FROM luamig.revision")
        assert.is_nil(written.database:value "SELECT to_regclass('clients')")
    end)

    it("cannot write what reads", function()
        for _, call in ipairs { 'db:value "SELECT 1"', 'db:one "SELECT 1"', 'for r in db:query "SELECT 1" do end',
            'db:try(function() end)', 'local n = db:execute("SELECT 1").rows' } do
            local result = chain.body(call):luamig "upgrade --sql"
            assert.equal(1, result.code)
            assert.matches("r1.lua:5: .*reads the database, so phase 1 of 1 cannot be written as a script", result.err)
            assert.equal("", result.out)
        end
    end)

    local mixed = { [[up = {
            function(op) op.create_table("t", { { "a", "integer" } }) end,
            hook("fill", function(db) db:execute "INSERT INTO t VALUES (1)" db:execute("INSERT INTO t VALUES ($1)", db:value "SELECT 2") end),
            batches(function(op, db) pcall(function() for row in db:query "SELECT a FROM t" do db:execute("INSERT INTO t VALUES ($1)", -row.a) end end) end),
            hook("more", function(db) db:execute "INSERT INTO t VALUES (7)" end),
        }, down = function(op) op.drop_table("t") end]], table_revision "b" }

    it("needs no database with --from", function()
        local project = chain { table_revision "a", table_revision "b", table_revision "c" }
        local known = project:must("upgrade --sql").out
        local nowhere = { env = { DATABASE_URL = "postgresql:///nowhere?host=/nowhere" } }
        assert.equal(known, project:must("upgrade --sql --from base", nowhere).out)
        project:must "upgrade +2"
        assert.equal(project:must("upgrade --sql").out, project:must({ "upgrade", "--sql", "--from", chain.id(2) }, nowhere).out)
        assert.equal(project:must("downgrade base --sql").out, project:must({ "downgrade", "base", "--sql", "--from", chain.id(2) }, nowhere).out)
        assert.equal(2, project:luamig("upgrade --from base").code)
    end)

    it("names each phase that reads", function()
        local result = chain(mixed):luamig "upgrade --sql"
        assert.equal(1, result.code)
        assert.equal("", result.out)
        assert.matches('r1.lua:6: db:value reads the database, so phase 2 of 4 %(hook "fill"%) cannot be written', result.err)
        assert.matches("r1.lua:7: db:query reads the database, so phase 3 of 4 cannot be written", result.err)
        assert.matches("%-%-skip%-data leaves out", result.err)
        assert.equal(2, chain(mixed):luamig("upgrade --skip-data").code)
    end)

    it("leaves out hooks and batches that read with --skip-data, and nothing else", function()
        local project = chain(mixed)
        local result = project:must "upgrade --sql --skip-data"
        assert.matches('r1: phase 2 of 4 %(hook "fill"%) is left out of the script\n.*r1: phase 3 of 4 is left out', result.err)
        local ran = support.run({ support.server.program "psql", "-X", "-q", "-d", project.database.url }, { stdin = result.out })
        assert.equal("", ran.err)
        assert.same({ "7" }, project.database:column "SELECT a FROM t")
        assert.same({ chain.id(1) .. " applied 4", chain.id(2) .. " applied 1" }, applied(project))
        local refused = chain.body([[op.create_table("t", { { "a", "integer" } }) db:value "SELECT 1"]]):luamig "upgrade --sql --skip-data"
        assert.equal(1, refused.code)
        assert.matches("make what reads a hook", refused.err)
    end)
end)
