local support = require "spec.support"
local chain = require "spec.support.chain"

-- A project whose second revision is one `batches` phase of this body, over the table made by the first.
local function project_of(made, body)
    return chain { ("up = function(op) op.execute [==[%s]==] end, down = function() end"):format(made),
        "up = batches(function(op, db)\n" .. body .. "\nend), down = function() end" }
end

local big = "CREATE TABLE big (id bigint PRIMARY KEY, a int, b text); INSERT INTO big SELECT i, i, NULL FROM generate_series(1, 20000) i"

describe("db:batch", function()
    it("writes back what each gives, row by row", function()
        for _, options in ipairs { "", "size = 7,", "parallel = 2,", "parallel = 3, size = 333,", "size = 100000," } do
            local project = project_of(big .. "; DELETE FROM big WHERE id % 7 = 0; DELETE FROM big WHERE id > 3000",
                "local n = db:batch { from = 'big', " .. options .. [[ each = function(row)
                    if row.id % 3 == 0 then return nil end
                    if row.id % 3 == 1 then return { a = row.a + 1, b = "x" .. row.id } end
                    return { b = db.null, a = -row.a } end }
                assert(n == 2572, n)
                assert(db:value "SELECT count(*) FROM big" == 2572)]])
            project:must("upgrade", { limit = 60 })
            assert.equal("0", project.database:value [[SELECT count(*) FROM big WHERE NOT CASE id % 3
                WHEN 0 THEN a = id AND b IS NULL WHEN 1 THEN a = id + 1 AND b = 'x' || id ELSE a = -id AND b IS NULL END]])
            assert.equal("0", project.database:value "SELECT count(*) FROM luamig.batch")
            assert.equal("1", project.database:value "SELECT count(*) FROM luamig.run WHERE phase = 1 AND revision LIKE '%r2'")
        end
    end)

    it("waits for the last batch of each worker", function()
        local project = project_of(big, "db:batch { from = 'big', parallel = 2, where = 'id > 10000', each = function() return { b = 'x' } end }")
        project:must "upgrade +1"
        project.database:execute [[CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN PERFORM pg_sleep(0.03); RETURN NULL; END $$;
            CREATE TRIGGER slow BEFORE UPDATE ON luamig.batch FOR EACH STATEMENT EXECUTE FUNCTION slow()]]
        project:must "upgrade"
        assert.equal("10000", project.database:value "SELECT count(*) FROM big WHERE b = 'x'")
    end)

    it("takes keys of any type, and composite ones", function()
        for columns, values in pairs {
            ["k text PRIMARY KEY"] = "'k\"{,}\\ ' || i",
            ["k uuid PRIMARY KEY"] = "md5(i::text)::uuid",
            ["k timestamptz PRIMARY KEY"] = "'2024-01-01'::timestamptz + i * interval '1.000001 s'",
            ["k numeric(20,5) PRIMARY KEY"] = "i / 7.0",
            ["k bytea PRIMARY KEY"] = "decode(md5(i::text), 'hex')",
            ["k char(6) PRIMARY KEY"] = "i::text",
            ['"K" int, l text, PRIMARY KEY (l, "K")'] = "i % 10, 'x' || i / 10",
            ["k float8 PRIMARY KEY"] = "sqrt(i)",
        } do
            for _, parallel in ipairs { 1, 3 } do
                local project = project_of(("CREATE TABLE t (%s, a int); INSERT INTO t SELECT %s, i FROM generate_series(1, 1000) i"):format(columns, values),
                    ("assert(db:batch { from = 't', size = 37, columns = { 'a' }, parallel = %d, each = function(row) return { a = row.a + 1 } end } == 1000)"):format(parallel))
                local result = project:luamig("upgrade", { limit = 60 })
                assert.equal(0, result.code, columns .. "\n" .. result.err)
                assert.equal("501500", project.database:value "SELECT sum(a) FROM t", columns)
            end
        end
    end)

    it("keeps values of every type", function()
        local project = project_of([[CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE t (id int PRIMARY KEY, j jsonb, a text[], n numeric(10,2), b bytea, m mood, ms mood[], bits bit(3), c char(3), d date, big bigint, flag boolean, v varchar(5));
            INSERT INTO t SELECT i, '{"a":[1,null]}', '{x,NULL,"a,b"}', 1.10, '\x00ff', 'sad', '{ok,sad}', '101', 'ab', '2024-02-29', 9223372036854775807, true, 'abcde' FROM generate_series(1, 50) i]],
            [[db:batch { from = "t", each = function(row)
                assert(row.j.a[1] == 1 and row.a[2] == db.null and row.b == "\0\xff" and row.ms[1] == "ok" and row.big == math.maxinteger)
                return { j = row.j, a = db.array(row.a), n = row.n, b = db.bytes(row.b), m = row.m, ms = db.array(row.ms), bits = row.bits, c = row.c,
                    d = row.d, big = row.big, flag = row.flag, v = row.v } end }]])
        project.database:execute "CREATE TABLE before_it (x text)"
        project:must "upgrade +1"
        local before = project.database:column "SELECT t::text FROM t ORDER BY id"
        project:must "upgrade"
        assert.same(before, project.database:column "SELECT t::text FROM t ORDER BY id")
        assert.equal("50", project.database:value "SELECT count(*) FROM t WHERE xmax = 0")
    end)

    it("refuses a value that is too long, as an UPDATE does", function()
        local project = project_of("CREATE TABLE t (id int PRIMARY KEY, v varchar(3)); INSERT INTO t VALUES (1, 'a')",
            "db:batch { from = 't', each = function() return { v = 'abcd' } end }")
        local result = project:luamig "upgrade"
        assert.equal(1, result.code)
        assert.matches("core_r2.lua:5: value too long for type character varying%(3%)", result.err)
    end)

    it("takes where and columns", function()
        local project = project_of(big, [[
            local seen = 0
            local n = db:batch { from = "public.big", where = "a > 100 -- c", columns = { "b" }, each = function(row)
                seen = seen + 1
                assert(row.a == nil and row.id > 100)
                return { b = "y" } end }
            assert(n == 19900 and seen >= n)]])
        project:must "upgrade"
        assert.equal("19900", project.database:value "SELECT count(*) FROM big WHERE b = 'y'")
    end)

    it("stands between statements of its phase", function()
        local project = project_of(big, [[
            op.create_table("made", { { "id", "integer", primary_key = true }, { "n", "integer" } })
            db:execute "INSERT INTO made SELECT i, 0 FROM generate_series(1, 100) i"
            db:batch { from = "made", each = function(row) return { n = row.id } end }
            db:execute "UPDATE made SET n = n + 1"
            db:batch { from = "made", size = 9, each = function(row) return { n = row.n * 10 } end }
            assert(db:value "SELECT sum(n) FROM made" == 51500)
            db:execute "DELETE FROM made WHERE id > 50"]])
        project:must "upgrade"
        assert.equal("13250", project.database:value "SELECT sum(n) FROM made")
        assert.equal("1", project.database:value "SELECT count(*) FROM luamig.object WHERE kind = 'table'")
    end)

    it("loses no update of others, and does none twice", function()
        local project = project_of("CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT 0, b int DEFAULT 0); INSERT INTO t SELECT i FROM generate_series(1, 20000) i",
            "db:batch { from = 't', parallel = 2, size = 500, each = function(row) return { a = row.a + 1000000, b = row.b + 1 } end }")
        project:must "upgrade +1"
        local writers = {}
        for i = 1, 3 do
            writers[i] = support.start({ support.server.program "psql", "-X", "-q", "-d", project.database.url, "-c",
                ([[DO $$ DECLARE n int := 0; BEGIN FOR k IN 1..6000 LOOP UPDATE t SET a = a + 1 WHERE id = 1 + (k * 7919 * %d) %% 20000; COMMIT; END LOOP; END $$]]):format(i) })
        end
        local result = project:must("upgrade", { limit = 60 })
        for _, writer in ipairs(writers) do
            assert.equal(0, writer:wait(60).code)
        end
        assert.equal("20000", project.database:value "SELECT count(*) FROM t WHERE b = 1")
        assert.equal(tostring(20000 * 1000000 + 18000), project.database:value "SELECT sum(a) FROM t")
        assert.truthy(result)
    end)

    it("goes on at its cursors after it was killed", function()
        for round = 1, 6 do
            local project = project_of("CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT 0); INSERT INTO t SELECT i FROM generate_series(1, 30000) i",
                ("db:batch { from = 't', size = 200, throttle = 0.01, parallel = %d, each = function(row) return { a = row.a + 1 } end }"):format(1 + round % 3))
            project:must "upgrade +1"
            local run = project:start "upgrade"
            support.eventually(function()
                local rows = project.database:value "SELECT sum(rows) FROM luamig.batch"
                return rows and tonumber(rows) > round * 3000
            end)
            run:signal(round % 2 == 0 and "KILL" or "INT")
            local ended = support.eventually(function() return run:ended() end)
            assert.equal(round % 2 == 0 and 137 or 130, ended.code)
            project:must("upgrade", { limit = 60 })
            assert.equal("30000", project.database:value "SELECT sum(a) FROM t")
            assert.equal("30000", project.database:value "SELECT count(*) FROM t WHERE a = 1")
            assert.equal("0", project.database:value "SELECT count(*) FROM luamig.batch")
        end
    end)

    it("takes the cursor that a batch of a dead run commits while it begins", function()
        local project = project_of("CREATE TABLE log (id int); CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t SELECT i FROM generate_series(1, 30000) i",
            "db:batch { from = 't', size = 200, throttle = 0.01, into = 'log', each = function(row) return { id = row.id } end }")
        project:must "upgrade +1"
        local run = project:start "upgrade"
        support.eventually(function()
            local rows = project.database:value "SELECT sum(rows) FROM luamig.batch"
            return rows and tonumber(rows) > 1000
        end)
        run:signal "KILL"
        support.eventually(function()
            return run:ended() and project.database:value "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'luamig' AND datname = current_database()" == "0"
        end)
        local dead = support.start({ support.server.program "psql", "-X", "-q", "-d", project.database.url, "-c", [[BEGIN;
            INSERT INTO log SELECT id FROM t, luamig.batch b WHERE t.id > b.cursor[1]::int AND t.id <= b.cursor[1]::int + 200;
            UPDATE luamig.batch SET cursor[1] = (cursor[1]::int + 200)::text, rows = rows + 200; SELECT pg_sleep(1); COMMIT]] })
        support.eventually(function() return project.database:value "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()" end)
        project:must("upgrade", { limit = 60 })
        assert.equal(0, dead:wait().code)
        assert.equal("30000|30000", project.database:value "SELECT count(*) || '|' || count(DISTINCT id) FROM log")
    end)

    it("does not scan the whole table for each batch", function()
        local project = project_of("CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT 0); INSERT INTO t SELECT i FROM generate_series(1, 100000) i; ANALYZE t",
            "db:batch { from = 't', size = 5000, each = function(row) return { a = row.a + 1 } end }")
        project:must("upgrade", { limit = 60 })
        support.eventually(function() return project.database:value "SELECT n_tup_upd FROM pg_stat_user_tables WHERE relname = 't'" == "100000" end)
        local scans = tonumber(project.database:value "SELECT seq_scan FROM pg_stat_user_tables WHERE relname = 't'")
        assert.truthy(scans < 5, scans)
    end)

    it("tries again what passes", function()
        local project = project_of(big, "db:batch { from = 'big', parallel = 2, each = function(row) return { b = 'z' } end }")
        project:write("luamig.lua", project:read("luamig.lua"):gsub("return {", 'return { lock_timeout = "100ms",', 1))
        project:must "upgrade +1"
        local holder = support.start({ support.server.program "psql", "-X", "-q", "-d", project.database.url, "-c",
            "BEGIN; UPDATE big SET a = a WHERE id = 5000; SELECT pg_sleep(1)" })
        support.eventually(function() return project.database:value "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(1)%' AND wait_event = 'PgSleep'" end)
        local result = project:must("upgrade", { limit = 60 })
        holder:wait()
        assert.matches("lock timeout; trying again", result.err)
        assert.equal("20000", project.database:value "SELECT count(*) FROM big WHERE b = 'z'")
    end)

    it("stops all its workers when one fails", function()
        for _, parallel in ipairs { 1, 3 } do
            local project = project_of(big, ("db:batch { from = 'big', size = 100, parallel = %d, each = function(row) if row.id == 15000 then error 'mine' end return { b = 'z' } end }"):format(parallel))
            local result = project:luamig("upgrade", { limit = 30 })
            assert.equal(1, result.code)
            assert.matches("core_r2.lua:5: mine", result.err)
            support.eventually(function() return project.database:value "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'luamig'" == "0" end)
            chain.write(project, 2, "up = batches(function(op, db) db:batch { from = 'big', where = \"b IS NULL\", each = function() return { b = 'z' } end } end), down = function() end")
            project:must "upgrade"
            assert.equal("0", project.database:value "SELECT count(*) FROM big WHERE b IS NULL")
        end
    end)

    it("cannot be caught", function()
        local project = project_of(big, "pcall(db.batch, db, { from = 'big', each = function(row) error 'mine' end })")
        local result = project:luamig "upgrade"
        assert.equal(1, result.code)
        assert.matches("db:batch has failed", result.err)
        local again = project_of(big, "pcall(db.batch, db, { from = 'big', each = function(row) error 'mine' end }) db:execute 'SELECT 1'"):luamig "upgrade"
        assert.matches("core_r2.lua:5: db cannot be used while db:batch is at work, nor after it has failed", again.err)
    end)

    it("waits in place where Lua cannot yield, and its each may stand in a coroutine", function()
        local project = project_of(big, [[
            table.sort({ 2, 1 }, function(a, b) db:batch { from = "big", parallel = 2, each = function(row) return { a = row.a + 1 } end } return a < b end)
            coroutine.wrap(function() db:batch { from = "big", parallel = 2, each = coroutine.wrap(function(row)
                while true do row = coroutine.yield({ b = "c" .. row.id }) end end) } end)()]])
        project:must("upgrade", { limit = 60 })
        assert.equal("20000", project.database:value "SELECT count(*) FROM big WHERE b = 'c' || id")
    end)

    it("gives all rows of a batch at once", function()
        local project = project_of(big, [[
            local calls = 0
            db:batch { from = "big", size = 500, parallel = 2, all = function(rows)
                calls = calls + 1
                local changes = {}
                for i, row in ipairs(rows) do
                    if row.id % 2 == 0 and row.id <= 15000 then changes[i] = { a = -row.a, b = #rows > 1 and "many" or "one" } end
                end
                if rows[1].id > 15000 then return nil end
                return changes
            end }
            assert(calls > 40, calls)]])
        project:must "upgrade"
        assert.equal("7500|-56257500", project.database:value "SELECT count(*) || '|' || sum(a) FROM big WHERE b = 'many' AND a = -id AND id % 2 = 0")
        local result = project_of(big, "db:batch { from = 'big', all = function() return 7 end }"):luamig "upgrade"
        assert.matches("all has given a number", result.err)
    end)

    it("deletes rows, and moves them elsewhere", function()
        local made = big .. "; CREATE TABLE archive (n bigserial PRIMARY KEY, big_id bigint, note text)"
        for _, parallel in ipairs { 1, 2 } do
            local project = project_of(made, ([[
                db:batch { from = "big", parallel = %d, delete = true, each = function(row) return row.id %% 4 == 0 end }
                db:batch { from = "big", parallel = %d, delete = true, into = "archive", each = function(row)
                    if row.id %% 4 == 1 then return { big_id = row.id, note = "moved" } end end }
                db:batch { from = "big", parallel = %d, into = "archive", each = function(row)
                    if row.id %% 4 == 2 then return { { big_id = row.id, note = "first" }, { big_id = -row.id } } end end }
            ]]):format(parallel, parallel, parallel))
            project:must "upgrade"
            assert.equal("10000|0", project.database:value "SELECT count(*) || '|' || count(*) FILTER (WHERE id % 4 IN (0, 1)) FROM big")
            assert.equal("5000|5000|5000", project.database:value [[SELECT count(*) FILTER (WHERE note = 'moved' AND big_id % 4 = 1) || '|' ||
                count(*) FILTER (WHERE note = 'first' AND big_id % 4 = 2) || '|' || count(*) FILTER (WHERE note IS NULL AND big_id < 0) FROM archive]])
        end
    end)

    it("copies what rows hold when their copy is committed", function()
        local project = project_of("CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT 0); INSERT INTO t SELECT i FROM generate_series(1, 5000) i; CREATE TABLE log (id int, a int)",
            "db:batch { from = 't', size = 100, into = 'log', each = function(row) return { id = row.id, a = row.a } end }")
        project:must "upgrade +1"
        local writer = support.start({ support.server.program "psql", "-X", "-q", "-d", project.database.url, "-c",
            [[DO $$ BEGIN FOR k IN 1..3000 LOOP UPDATE t SET a = a + 1 WHERE id = 1 + (k * 7919) % 5000;
                INSERT INTO log SELECT -id, a FROM t WHERE id = 1 + (k * 7919) % 5000 AND EXISTS (SELECT FROM log l WHERE l.id = t.id); COMMIT; END LOOP; END $$]] })
        project:must("upgrade", { limit = 60 })
        assert.equal(0, writer:wait(60).code)
        assert.equal("5000", project.database:value "SELECT count(*) FROM log WHERE id > 0")
        -- A change that came after the copy has seen the copy, so the copy is never older than what is logged behind it.
        assert.equal("0", project.database:value "SELECT count(*) FROM t JOIN log c USING (id) WHERE c.a < t.a AND NOT EXISTS (SELECT FROM log l WHERE l.id = -t.id)")
    end)

    it("waits for replicas that are behind", function()
        local project = project_of(big, "db:batch { from = 'big', max_lag = '1s', size = 5000, each = function() return { b = 'x' } end }")
        project:must("upgrade", { limit = 60 })
        assert.equal("20000", project.database:value "SELECT count(*) FROM big WHERE b = 'x'")
    end)

    it("stops after the batches at work when it is interrupted", function()
        for _, parallel in ipairs { 1, 2 } do
            local project = project_of(big .. [[; CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.3); RETURN NULL; END $$;
                CREATE TRIGGER slow BEFORE UPDATE ON big FOR EACH STATEMENT EXECUTE FUNCTION slow()]],
                ("db:batch { from = 'big', parallel = %d, each = function() return { b = 'x' } end }"):format(parallel))
            project:must "upgrade +1"
            local run = project:start "upgrade"
            support.eventually(function() return tonumber(project.database:value "SELECT count(*) FROM big WHERE b = 'x'") > 0 end)
            run:signal "INT"
            local result = run:wait(10)
            assert.equal(130, result.code)
            assert.matches("stopping after the batches that are at work", result.err)
            assert.matches("its committed batches stay, and the next run goes on behind them", result.err)
            assert.equal(project.database:value "SELECT sum(rows) FROM luamig.batch", project.database:value "SELECT count(*) FROM big WHERE b = 'x'")
            project.database:execute "DROP TRIGGER slow ON big"
            project:must "upgrade"
            assert.equal("20000", project.database:value "SELECT count(*) FROM big WHERE b = 'x'")
        end
    end)

    it("shows a bar on a terminal, and lines elsewhere", function()
        local body = "db:batch { from = 'big', size = 500, throttle = 0.02, each = function() return { b = 'x' } end }"
        local project = project_of(big .. "; ANALYZE big", body)
        project:must "upgrade +1"
        local seen = support.run({ "script", "-qec", project.binary .. " upgrade", "/dev/null" }, project:options())
        assert.matches("big: %[#+%-+%] +%d+%%  %d+ rows, %d+ rows/s, about %d+ s left", seen.out)
    end)

    it("respects throttle", function()
        local project = project_of("CREATE TABLE t (id int PRIMARY KEY, a int); INSERT INTO t SELECT i FROM generate_series(1, 50) i",
            "db:batch { from = 't', size = 10, throttle = '150ms', each = function() return { a = 1 } end }")
        assert.truthy(project:must("upgrade").seconds > 0.7)
    end)

    it("refuses what it cannot do", function()
        for call, message in pairs {
            ["db:batch { from = 'nowhere', each = function() end }"] = "core_r2.lua:5: there is no table nowhere",
            ["db:batch { from = 'keyless', each = function() end }"] = "core_r2.lua:5: keyless has no primary key",
            ["db:batch { from = 'big' }"] = "each of db:batch is no function",
            ["db:batch { each = function() end }"] = "from of db:batch is no string",
            ["db:batch { from = 'big', each = print, all = print }"] = "each of db:batch is there beside all",
            ["db:batch { from = 'big', into = 'nowhere', each = function() end }"] = "core_r2.lua:5: there is no table nowhere",
            ["db:batch { from = 'big', delete = true, each = function() return { a = 1 } end }"] = "each has given a table",
            ["db:batch { from = 'big', delete = 'yes', each = function() end }"] = "delete of db:batch is neither true nor false",
            ["db:batch { from = 'big', into = 'keyless', each = function() return { nope = 1 } end }"] = "keyless has no column nope",
            ["db:batch { from = 'big', siz = 5, each = function() end }"] = "db:batch has no option 'siz'",
            ["db:batch { from = 'big', size = 0, each = function() end }"] = "size of db:batch is no whole number from 1",
            ["db:batch { from = 'big', throttle = 'soon', each = function() end }"] = "throttle of db:batch is no length of time",
            ["db:batch { from = 'big', columns = { 'nope' }, each = function() end }"] = "big has no column 'nope'",
            ["db:batch { from = 'big', where = 'nope', each = function() end }"] = "core_r2.lua:5: column \"nope\" does not exist",
            ["db:batch { from = 'big', each = function() return { nope = 1 } end }"] = "big has no column nope",
            ["db:batch { from = 'big', each = function() return { id = 1 } end }"] = "id is part of the primary key",
            ["db:batch { from = 'big', each = function() return 5 end }"] = "each has given a number",
            ["db:batch { from = 'big', each = function() db:value 'SELECT 1' end }"] = "db cannot be used while db:batch is at work",
            ["db:batch { from = 'big', each = function(row) return { a = 'x' .. row.id } end }"] = "core_r2.lua:5: invalid input syntax for type integer",
        } do
            local result = project_of(big .. "; CREATE TABLE keyless (a int)", call):luamig("upgrade", { limit = 30 })
            assert.equal(1, result.code, call)
            assert.truthy(result.err:find(message, 1, true), call .. "\n" .. result.err)
        end
        local inside = chain.body("db:batch { from = 'x', each = function() end }"):luamig "upgrade"
        assert.matches("needs a phase of its own.*batches%(function", inside.err)
    end)

    it("runs under an organisation's role", function()
        local project = chain { "up = function() end" }
        local role = project.database.name .. "_acme"
        project.database:execute(("CREATE ROLE %s; GRANT CREATE, USAGE ON SCHEMA public TO %s"):format(role, role))
        project:write("migrations/20240105_000000_custom_acme_x.lua", ([[
revision { owner = "custom/acme", role = "%s",
  up = { function(op, db) op.execute "CREATE TABLE acme_t (id int PRIMARY KEY, a int); INSERT INTO acme_t SELECT i FROM generate_series(1, 500) i" end,
    batches(function(op, db) db:batch { from = "acme_t", parallel = 2, size = 50, each = function(row) return { a = row.id } end } end) } }]]):format(role))
        project:must "upgrade"
        assert.equal("500", project.database:value "SELECT count(*) FROM acme_t WHERE a = id")
        project.database:execute(("DROP OWNED BY %s; DROP ROLE %s"):format(role, role))
    end)
end)
