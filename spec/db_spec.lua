local support = require "spec.support"
local chain = require "spec.support.chain"

-- Runs the body as the `up` of one revision; assertions stand in it as Lua's own assert.
local function run(body)
    local project = chain.body(body)
    project:must "upgrade"
    return project
end

local function fails(body)
    local project = chain.body(body)
    local result = project:luamig "upgrade"
    assert.equal(1, result.code, result.out .. result.err)
    assert.is_nil(project.database:value "SELECT to_regclass('t')")
    return result.err, project
end

describe("values from the server", function()
    it("are exact integers, floats, booleans, and text for all else", function()
        run [[
            local row = db:one("SELECT 9223372036854775807 AS big, -1::smallint AS small, 1.50::numeric AS num, 0.1::float8 AS f, "
                .. "1.5::real AS r, true AS yes, false AS no, NULL::text AS null, 'a' AS a, '2024-01-02'::date AS d, "
                .. "'infinity'::float8 AS inf, 'NaN'::float8 AS nan, 7::oid AS o, 'x'::name AS n, '(1,2)'::point AS p")
            assert(row.big == math.maxinteger and math.type(row.big) == "integer")
            assert(row.small == -1 and row.num == "1.50" and row.f == 0.1 and row.r == 1.5)
            assert(row.yes == true and row.no == false and row.null == nil and row.a == "a" and row.d == "2024-01-02")
            assert(row.inf == math.huge and row.nan ~= row.nan and row.o == 7 and row.n == "x" and row.p == "(1,2)")
        ]]
    end)

    it("are tables for json and arrays, db.null within them", function()
        run [=[
            local row = db:one("SELECT '{\"a\":[1,2.5,null,{\"b\":\"x\"}],\"big\":123456789012345678901234567890}'::jsonb AS j, "
                .. "'null'::json AS jnull, ARRAY[1,NULL,3] AS ints, ARRAY['a','b \"q\" \\ , }','NULL',NULL] AS texts, "
                .. "'{}'::text[] AS none, ARRAY[[1,2],[3,4]] AS deep, '[0:1]={5,6}'::int[] AS bounds, "
                .. "ARRAY[true,false] AS bools, ARRAY['{\"k\":1}'::jsonb] AS docs, ARRAY[1.10::numeric] AS nums, "
                .. "ARRAY['2024-01-01'::date] AS dates, ARRAY['(1,2),(3,4)'::box, '(5,6),(7,8)'::box] AS boxes")
            assert(row.j.a[1] == 1 and row.j.a[2] == 2.5 and row.j.a[3] == db.null and row.j.a[4].b == "x")
            assert(tostring(row.j.big) == "123456789012345678901234567890")
            assert(row.jnull == db.null)
            assert(#row.ints == 3 and row.ints[1] == 1 and row.ints[2] == db.null and row.ints[3] == 3)
            assert(row.texts[1] == "a" and row.texts[2] == 'b "q" \\ , }' and row.texts[3] == "NULL" and row.texts[4] == db.null)
            assert(#row.none == 0 and json.encode(row.none) == "[]")
            assert(row.deep[2][1] == 3 and row.bounds[1] == 5 and row.bounds[2] == 6)
            assert(row.bools[1] == true and row.bools[2] == false and row.docs[1].k == 1 and row.nums[1] == "1.10")
            assert(row.dates[1] == "2024-01-01")
            assert(row.boxes[1] == "(3,4),(1,2)" and row.boxes[2] == "(7,8),(5,6)")
        ]=]
    end)

    it("of the user's own types are looked up", function()
        run [[
            op.execute "CREATE TYPE mood AS ENUM ('sad', 'so so'); CREATE DOMAIN even AS integer CHECK (value % 2 = 0)"
            local row = db:one "SELECT 'sad'::mood AS one, ARRAY['so so','sad']::mood[] AS moods, 4::even AS four, ARRAY[2,4]::even[] AS evens"
            assert(row.one == "sad" and row.moods[1] == "so so" and row.moods[2] == "sad")
            assert(row.four == 4 and row.evens[1] == 2 and row.evens[2] == 4)
            for again in db:query "SELECT ARRAY['sad']::mood[] AS moods FROM generate_series(1, 3)" do
                assert(again.moods[1] == "sad")
            end
        ]]
    end)

    it("are bytes for bytea, whatever the role's bytea_output", function()
        local project = chain.body [[
            local all = {}
            for i = 0, 255 do all[i + 1] = string.char(i) end
            local bytes = table.concat(all)
            local row = db:one("SELECT $1::bytea AS b, length($1::bytea) AS n, ARRAY[$1::bytea] AS list", db.bytes(bytes))
            assert(row.n == 256 and row.b == bytes and row.list[1] == bytes)
            assert(db:value("SELECT ''::bytea") == "")
        ]]
        project.database:execute("ALTER DATABASE " .. project.database.name .. " SET bytea_output = 'escape'")
        project:must "upgrade"
    end)

    it("of two columns with one name are an error", function()
        local err = fails [[op.execute "CREATE TABLE t ()"
            db:one "SELECT 1 AS a, 2 AS a"]]
        assert.matches("r1.lua:6: .*two columns of the rows are called a", err)
    end)
end)

describe("arguments", function()
    it("are typed by the statement", function()
        run [=[
            op.execute "CREATE TABLE v (i bigint, n numeric, f float8, b boolean, s text, j jsonb, a text[], d date, u uuid)"
            db:execute("INSERT INTO v VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", math.mininteger, "12.340", 0.1, false,
                "it's", { k = { 1, db.null } }, db.array { "x", db.null, "y,}" }, "2024-02-29", nil)
            local row = db:one "SELECT * FROM v"
            assert(row.i == math.mininteger and row.n == "12.340" and row.f == 0.1 and row.b == false and row.s == "it's")
            assert(row.j.k[1] == 1 and row.j.k[2] == db.null and row.a[1] == "x" and row.a[2] == db.null and row.a[3] == "y,}")
            assert(row.d == "2024-02-29" and row.u == nil)
            assert(db:value("SELECT $1::int", 3.0) == 3)
            assert(db:value("SELECT $1::bigint", 1e15) == 1000000000000000)
            assert(db:value("SELECT $1::float8", 1/3) == 1/3 and db:value("SELECT $1::float8", -1/0) == -1/0)
            assert(db:value("SELECT $1::text", nil) == nil and db:value("SELECT $1::text", db.null) == nil)
            assert(db:value("SELECT $2::text || coalesce($1::text, '-')", nil, "b") == "b-")
            assert(db:value("SELECT ($1::int[][])[2][1]", db.array { { 1, 2 }, { 3, 4 } }) == 3)
            assert(db:value("SELECT $1::text[] = '{}'", db.array {}) == true)
            assert(db:value("SELECT ($1::jsonb[])[1] ->> 'a'", db.array { { a = "q" } }) == "q")
            assert(db:value("SELECT jsonb_typeof($1)", json.array {}) == "array")
            assert(db:value("SELECT $1::jsonb -> 'n'", json.decode "{\"n\":12345678901234567890123}") ~= nil)
        ]=]
    end)

    it("that are no values are errors with the place", function()
        for call, message in pairs {
            ["db:execute('SELECT $1', function() end)"] = "r1.lua:5: the value of $1 is a function",
            ["db:execute('SELECT $1', 'a\\0b')"] = "r1.lua:5: the value of $1 holds a NUL byte",
            ["db:execute('SELECT $2', 1, db.array { 1, nil, 3 })"] = "r1.lua:5: the value of $2 is an array",
            ["db:execute('SELECT $1', { 1/0 })"] = "r1.lua:5: ",
            ["db:execute('SELECT $1', sql 'now()')"] = "is an expression",
            ["db:execute(5)"] = "r1.lua:5: the SQL text is a number, not a string",
            ["db:execute('SELECT \\0')"] = "the SQL text holds a NUL byte",
            ["db.execute('SELECT 1')"] = "db is called with a colon",
            ["db:exec('SELECT 1')"] = "db has no 'exec'",
            ["db.array(5)"] = "db.array is given a list",
        } do
            local result = chain.body(call):luamig "upgrade"
            assert.equal(1, result.code)
            assert.truthy(result.err:find(message, 1, true), call .. "\n" .. result.err)
        end
    end)
end)

describe("db:execute", function()
    it("tells how many rows were affected, when asked", function()
        run [[
            op.execute "CREATE TABLE v (a int)"
            local first = db:execute "INSERT INTO v SELECT generate_series(1, 10)"
            local second = db:execute("DELETE FROM v WHERE a > $1", 7)
            local none = db:execute "CREATE TABLE w ()"
            assert(second.rows == 3 and first.rows == 10 and none.rows == 0 and second.rows == 3)
            local ok, err = pcall(function() return first.row end)
            assert(not ok and tostring(err):find "only the field rows")
        ]]
    end)

    it("runs several statements in one string", function()
        local project = run [[
            db:execute "CREATE TABLE a (x int); INSERT INTO a VALUES (1); -- c\nINSERT INTO a VALUES (2);"
            db:execute "  ;; -- nothing\n"
            op.execute "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END; CREATE TABLE b ()"
            assert(db:value "SELECT f()" == 2)
        ]]
        assert.equal("2", project.database:value "SELECT count(*) FROM a")
    end)

    it("sends any number of statements in little memory", function()
        local project = chain.body [[
            op.execute "CREATE TABLE v (a int)"
            for i = 1, 200000 do db:execute("INSERT INTO v VALUES ($1)", i) end
            op.execute "CREATE TABLE wide (a text)"
            local text = ("x"):rep(1000000)
            for i = 1, 300 do db:execute("INSERT INTO wide VALUES (left($1, 1))", text .. i) end
        ]]
        local binary = os.getenv "LUAMIG" or support.root .. "/build/luamig"
        -- A sanitizer reserves terabytes of addresses.
        local limit = os.execute("grep -q __asan_init '" .. binary .. "'") and "unlimited" or "200000"
        local result = support.run(("ulimit -v %s; exec '%s' upgrade"):format(limit, binary), project:options { limit = 120 })
        assert.equal(0, result.code, result.err)
        assert.equal("200000", project.database:value "SELECT count(*) FROM v")
    end)

    it("sends a million statements, and transforms a wide table, in 32 MiB", function()
        local binary = os.getenv "LUAMIG" or support.root .. "/build/luamig"
        if os.execute("grep -q __asan_init '" .. binary .. "'") then
            return pending "a sanitizer keeps what is freed"
        end
        for _, body in ipairs {
            [[function(op, db) op.execute "CREATE TABLE v (a int)" for i = 1, 1000000 do db:execute("SELECT $1::int", i) end end]],
            [[batches(function(op, db) op.execute "CREATE TABLE w (id int PRIMARY KEY, a text); INSERT INTO w SELECT i, repeat('x', 10000) FROM generate_series(1, 20000) i"
                db:batch { from = "w", parallel = 4, each = function(row) return { a = row.a:sub(1, 9000) } end } end)]],
        } do
            local project = chain { "up = " .. body }
            local started = project:start "upgrade"
            local peak = 0
            support.eventually(function()
                local status = io.open("/proc/" .. started.pid .. "/status")
                peak = math.max(peak, status and tonumber(status:read "a":match "VmHWM:%s*(%d+)") or 0)
                return status and not status:close() or started:ended()
            end, 120)
            assert.equal(0, started:wait(1).code, started:stderr())
            assert.truthy(peak > 1000 and peak < 32 * 1024, peak .. " KiB")
        end
    end)

    it("refuses transaction control and COPY", function()
        for _, word in ipairs { "BEGIN", "COMMIT", "ROLLBACK", "END", "ABORT", "START TRANSACTION", "SAVEPOINT s",
            "ROLLBACK TO s", "RELEASE s", "PREPARE TRANSACTION 'x'", "SELECT 1; commit and chain" } do
            for _, call in ipairs { "op.execute", "db:execute" } do
                local result = chain.body(call .. "[[" .. word .. "]]"):luamig "upgrade"
                assert.equal(1, result.code)
                assert.matches("r1.lua:5: %u+ does not belong into a revision", result.err)
            end
        end
        assert.matches("COPY FROM STDIN or TO STDOUT cannot be used",
            chain.body("db:execute 'COPY (SELECT 1) TO STDOUT'"):luamig("upgrade").err)
    end)
end)

describe("db:query", function()
    it("is a cursor: the loop may call db and sees the rows as they were", function()
        local project = run [[
            op.execute "CREATE TABLE v (id int PRIMARY KEY, a int)"
            db:execute "INSERT INTO v SELECT i, 0 FROM generate_series(1, 5000) i"
            local seen = 0
            for row in db:query("SELECT id, a FROM v WHERE id > $1 ORDER BY id", 0) do
                seen = seen + 1
                assert(row.id == seen and row.a == 0)
                db:execute("UPDATE v SET a = a + 1 WHERE id = $1", 5001 - row.id)
                if seen % 1000 == 0 then assert(db:value "SELECT 1" == 1) end
            end
            assert(seen == 5000)
        ]]
        assert.equal("5000", project.database:value "SELECT sum(a) FROM v")
    end)

    it("reads in constant memory, also wide rows", function()
        run [[
            local n, bytes = 0, 0
            for row in db:query "SELECT repeat('x', 100000) AS x FROM generate_series(1, 2000)" do
                n, bytes = n + 1, bytes + #row.x
            end
            assert(n == 2000 and bytes == 200000000)
        ]]
    end)

    it("closes its cursor when the loop is left", function()
        run [[
            for i = 1, 3 do
                for row in db:query "SELECT generate_series(1, 100000) AS n" do
                    if row.n == 5 then break end
                end
            end
            pcall(function() for row in db:query "SELECT generate_series(1, 100000) AS n" do error "x" end end)
            local function first() for row in db:query "SELECT generate_series(1, 100000) AS n" do return row.n end end
            assert(first() == 1)
            assert(db:value "SELECT count(*) FROM pg_cursors WHERE name <> ''" == 0)
            for row in db:query "SELECT 1 WHERE false" do error "a row" end
            for row in db:query "SELECT 1 AS one" do assert(row.one == 1) end
            assert(db:value "SELECT count(*) FROM pg_cursors WHERE name <> ''" == 0)
        ]]
    end)

    it("nests, and reads RETURNING, SHOW, VALUES and WITH", function()
        run [[
            op.execute "CREATE TABLE v (a int)"
            local pairs_seen = 0
            for x in db:query "VALUES (1), (2), (3)" do
                for y in db:query("WITH w AS (SELECT generate_series(1, $1) AS n) SELECT n FROM w", x.column1) do
                    pairs_seen = pairs_seen + 1
                end
            end
            assert(pairs_seen == 6)
            local sum = 0
            for row in db:query "INSERT INTO v VALUES (1), (2) RETURNING a" do sum = sum + row.a end
            for row in db:query "WITH gone AS (DELETE FROM v RETURNING a) SELECT a FROM gone" do sum = sum + row.a end
            assert(sum == 6 and db:value "SELECT count(*) FROM v" == 0)
            for row in db:query "SHOW server_encoding" do assert(row.server_encoding == "UTF8") end
            for row in db:query "SELECT * FROM v FOR UPDATE" do error "a row" end
            local next_row = db:query "SELECT 7 AS n"
            assert(next_row().n == 7 and next_row() == nil and next_row() == nil)
        ]]
    end)

    it("refuses to hold more than 16 MiB of what is no cursor", function()
        local err = fails [[
            op.execute "CREATE TABLE t (a text)"
            for row in db:query "INSERT INTO t SELECT repeat('x', 1000000) FROM generate_series(1, 30) RETURNING a" do end]]
        assert.matches("r1.lua:6: the statement gives more than 16 MiB of rows", err)
    end)

    it("keeps Lua's memory limit", function()
        local err = fails [[
            op.execute "CREATE TABLE t ()"
            local all = {}
            for row in db:query "SELECT repeat('x', 1000) AS x FROM generate_series(1, 200000)" do all[#all + 1] = row.x .. #all end]]
        assert.matches("used more than 64 MiB of memory", err)
    end)
end)

describe("db:one and db:value", function()
    it("give one row, one value, or nil", function()
        run [[
            assert(db:one "SELECT 1 WHERE false" == nil and db:value "SELECT 1 WHERE false" == nil)
            assert(db:one("SELECT $1::int + 1 AS n", 1).n == 2 and db:value("SELECT $1", "x") == "x")
            op.execute "CREATE TABLE v (id serial, a text)"
            assert(db:value("INSERT INTO v (a) VALUES ($1) RETURNING id", "q") == 1)
            for i = 1, 2 do
                local call = i == 1 and db.one or db.value
                local ok, err = pcall(call, db, "SELECT generate_series(1, 2) AS n")
                assert(not ok and tostring(err):find "more than one row")
            end
            assert(not pcall(db.value, db, "SELECT 1 AS a, 2 AS b"))
        ]]
    end)
end)

describe("db:insert, update and delete", function()
    it("take values as parameters and names quoted", function()
        local project = run [=[
            op.execute [[CREATE SCHEMA "Odd"; CREATE TABLE "Odd"."select" (id int, "A b" text, j jsonb, at timestamptz)]]
            local one = db:insert("Odd.select", { id = 1, ["A b"] = "it's", j = { x = db.null }, at = sql "now()" })
            local many = db:insert("Odd.select", { { id = 2 }, { id = 3, ["A b"] = db.null }, { id = 4, ["A b"] = "z" } })
            local none = db:insert("Odd.select", {})
            assert(one.rows == 1 and many.rows == 3 and none.rows == 0)
            assert(db:update("Odd.select", { ["A b"] = "new", at = sql "at + interval '1 day'" }, { id = 1, ["A b"] = "it's" }).rows == 1)
            assert(db:update("Odd.select", { j = 5 }, { ["A b"] = db.null }).rows == 2)
            assert(db:delete("Odd.select", { id = 4 }).rows == 1)
            assert(db:value [[SELECT string_agg(id || coalesce("A b", '-'), ',' ORDER BY id) FROM "Odd"."select"]] == "1new,2-,3-")
        ]=]
        assert.equal("t", project.database:value [[SELECT at > now() + interval '23 hours' FROM "Odd"."select" WHERE id = 1]])
    end)

    it("insert a long list", function()
        local project = run [[
            op.execute "CREATE TABLE v (a int, b text)"
            local rows = {}
            for i = 1, 3000 do rows[i] = { a = i, b = i % 2 == 0 and "even" or nil } end
            assert(db:insert("v", rows).rows == 3000)
        ]]
        assert.equal("1500", project.database:value "SELECT count(b) FROM v")
    end)

    it("refuse what would hit every row, and what is no row", function()
        for call, message in pairs {
            ["db:update('t', { a = 1 }, {})"] = "r1.lua:6: the condition is empty",
            ["db:update('t', { a = 1 })"] = "the condition is a nil, not a table",
            ["db:delete('t', {})"] = "the condition is empty",
            ["db:insert('t', 5)"] = "db:insert is given a row or a list of rows",
            ["db:insert('t', { { a = 1 }, 2 })"] = "the row is a number, not a table",
            ["db:insert('a.b.c', { a = 1 })"] = "the table's name is not of the form",
            ["db:insert(nil, { a = 1 })"] = "the table's name is not of the form",
            ["db:insert('t', { a = function() end })"] = "the value of column a is a function",
        } do
            local err = fails("op.execute 'CREATE TABLE t (a int)'\n" .. call)
            assert.truthy(err:find(message, 1, true), call .. "\n" .. err)
        end
    end)
end)

describe("db:try", function()
    it("rolls back to its savepoint and gives the error", function()
        local project = run [[
            op.execute "CREATE TABLE v (a int PRIMARY KEY)"
            db:execute "INSERT INTO v VALUES (1)"
            local ok, err = db:try(function()
                db:execute "INSERT INTO v VALUES (2)"
                db:execute "INSERT INTO v VALUES (1)"
                db:execute "INSERT INTO v VALUES (3)"
            end)
            assert(ok == nil and err.sqlstate == "23505" and err.detail:find "already exists" and tostring(err):find "r1.lua:9")
            local a, b = db:try(function() db:execute "INSERT INTO v VALUES (4)" return "x", nil end)
            assert(a == "x" and b == nil)
            assert(db:try(function() db:execute "INSERT INTO v VALUES (5)" end) == true)
            local none, why = db:try(function() db:execute "INSERT INTO v VALUES (6)" error { code = 7 } end)
            assert(none == nil and why.code == 7)
            local outer = db:try(function()
                db:execute "INSERT INTO v VALUES (7)"
                local inner, e = db:try(function() db:value "SELECT 1 / 0" end)
                assert(inner == nil and e.sqlstate == "22012")
                db:execute "INSERT INTO v VALUES (8)"
            end)
            assert(outer == true)
        ]]
        assert.same({ "1", "4", "5", "7", "8" }, project.database:column "SELECT a FROM v ORDER BY a")
    end)

    it("undoes op calls and what they told the ledger", function()
        local project = run [[
            local ok = db:try(function()
                op.create_table("gone", { { "id", "bigint" } })
                db:value "SELECT 1 / 0"
            end)
            assert(not ok)
            op.create_table("kept", { { "id", "bigint" } })
        ]]
        assert.same({ "{public,kept}" }, project.database:column "SELECT identity::text FROM luamig.object WHERE kind = 'table'")
        assert.is_nil(project.database:value("SELECT sql FROM luamig.run"):find "gone")
    end)

    it("does not catch what had failed before it", function()
        local err = fails [[
            op.execute "CREATE TABLE t (a int PRIMARY KEY)"
            db:execute "INSERT INTO t VALUES (1), (1)"
            pcall(function() db:try(function() db:execute "SELECT 1" end) end)]]
        assert.matches("r1.lua:6: .*duplicate key", err)
    end)

    it("fails the phase when Lua catches an error without it", function()
        local err = fails [[
            op.execute "CREATE TABLE t ()"
            pcall(function() db:value "SELECT 1 / 0" end)]]
        assert.matches("r1.lua:6: .*division by zero", err)
    end)
end)

it("refuses the db of a phase that is over", function()
    local project = chain { [[
        up = { function(op, db) KEEP(op, db) end, function(op, db) USE(op, db) end }, down = function() end
    ]] }
    project:write(chain.path(1), [[
local old, query, result
revision { owner = "core",
  up = {
    function(op, db)
        old, query = db, db:query "SELECT 1 AS a"
        result = db:execute "SELECT 1"
    end,
    function(op, db)
        for _, call in ipairs { function() old:execute "SELECT 1" end, function() query() end, function() op.execute(5) end } do
            local ok, err = pcall(call)
            assert(not ok, "it worked")
            print(err)
        end
        print(pcall(function() return result.rows end))
    end,
  } }
]])
    local result = project:must "upgrade"
    assert.matches("this db belongs to a phase that is over", result.err)
    assert.matches("this query belongs to a phase that is over", result.err)
end)
