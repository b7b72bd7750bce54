local support = require "spec.support"
local chain = require "spec.support.chain"

local function run(body)
    local project = chain.body(body)
    project:must "upgrade"
    return project
end

describe("db:copy", function()
    it("takes rows of an iterator, by position, by name, and as values", function()
        local project = run [[
            op.execute "CREATE TABLE v (a int, b text, c jsonb)"
            local i = 0
            assert(db:copy("v", { "a", "b", "c" }, function()
                i = i + 1
                if i <= 3 then return { i, "x" .. i, { k = i } } end
            end) == 3)
            assert(db:copy("v", { "a", "b" }, { { b = "named", a = 4 }, { 5, nil }, { 6, db.null } }) == 3)
            local k = 6
            assert(db:copy("v", { "a", "b" }, function(state, last) k = k + 1 if k <= 8 then return k, "two" end end) == 2)
            assert(db:copy("v", { "a" }, {}) == 0)
            assert(db:copy("v", { "a" }, coroutine.wrap(function() db:value "SELECT 1" coroutine.yield(9) db:value "SELECT 1" end)) == 1)
        ]]
        assert.same({ "1|x1|{\"k\": 1}", "2|x2|{\"k\": 2}", "3|x3|{\"k\": 3}", "4|named|", "5||", "6||", "7|two|", "8|two|", "9||" },
            project.database:column "SELECT a || '|' || coalesce(b, '') || '|' || coalesce(c::text, '') FROM v ORDER BY a")
    end)

    it("keeps every byte of text, bytea and arrays", function()
        local project = run [=[
            op.execute "CREATE TABLE v (n int, t text, b bytea, a text[])"
            local strings = { "", "\\", "\\N", "\\.", "a\tb\nc\rd\\e", "NULL", "it's \"q\"", "é ☃ \u{1F600}", ("x"):rep(200000), ("\\\n"):rep(50000) }
            local all = {}
            for i = 0, 255 do all[i + 1] = string.char(i) end
            local bytes = table.concat(all)
            local rows = {}
            for i, s in ipairs(strings) do rows[i] = { i, s, db.bytes(bytes), db.array { s, db.null, "}" } } end
            assert(db:copy("v", { "n", "t", "b", "a" }, rows) == #strings)
            for row in db:query "SELECT * FROM v ORDER BY n" do
                assert(row.t == strings[row.n] and row.b == bytes, row.n)
                assert(row.a[1] == strings[row.n] and row.a[2] == db.null and row.a[3] == "}")
            end
        ]=]
        assert.truthy(project)
    end)

    it("may call db in its iterator", function()
        local project = run [[
            op.execute "CREATE TABLE v (id int, a text); CREATE TABLE w (id int, a text); CREATE TABLE log (n int)"
            db:execute "INSERT INTO v SELECT i, repeat('x', 100) FROM generate_series(1, 20000) i"
            local rows, n = db:query "SELECT id, a FROM v ORDER BY id", 0
            local copied = db:copy("w", { "id", "a" }, function()
                local row = rows()
                n = n + 1
                if n % 1000 == 0 then db:execute("INSERT INTO log VALUES ($1)", n) end
                if n == 5000 then assert(db:value "SELECT count(*) FROM log" == 5) end
                if n == 6000 then assert(db:copy("log", { "n" }, { { 0 }, { 0 } }) == 2) end
                if n == 7000 then db:try(function() db:execute "INSERT INTO log VALUES (-1)" error "no" end) end
                if n == 8000 then op.create_table("made", { { "id", "integer" } }) end
                return row
            end)
            assert(copied == 20000)
        ]]
        assert.equal("200010000", project.database:value "SELECT sum(id) FROM w")
        assert.equal("22", project.database:value "SELECT count(*) FROM log")
        assert.truthy(project.database:value "SELECT to_regclass('made')")
    end)

    it("copies a query straight away", function()
        local project = run [[
            op.execute "CREATE TABLE v (id int, a text); CREATE TABLE w (id int, a text)"
            db:execute "INSERT INTO v SELECT i, i::text FROM generate_series(1, 3000) i"
            assert(db:copy("w", { "id", "a" }, db:query "SELECT * FROM v") == 3000)
        ]]
        assert.equal("3000", project.database:value "SELECT count(DISTINCT a) FROM w")
    end)

    it("waits in place where Lua cannot yield", function()
        run [[
            op.execute "CREATE TABLE v (a text)"
            table.sort({ 2, 1 }, function(a, b)
                local i = 0
                db:copy("v", { "a" }, function() i = i + 1 if i <= 5000 then return ("x"):rep(100) end end)
                return a < b
            end)
        ]]
    end)

    it("names the line, and PostgreSQL's context, of what fails", function()
        for body, message in pairs {
            ["db:copy('t', { 'a' }, { { 1 }, { 'x' } })"] = "core_r1.lua:6: invalid input syntax for type integer: \"x\".*COPY t, line 2, column a",
            ["db:copy('nowhere', { 'a' }, { { 1 } })"] = "core_r1.lua:6: relation \"nowhere\" does not exist",
            ["db:copy('t', { 'b' }, { { 1 } })"] = "core_r1.lua:6: column \"b\" of relation \"t\" does not exist",
            ["db:copy('t', { 'a' }, { { function() end } })"] = "core_r1.lua:6: a value of the row is a function",
            ["db:copy('t', { 'a' }, { { 'a\\0b' } })"] = "core_r1.lua:6: a value of the row holds a NUL byte",
            ["db:copy('t', { 'a' }, function() error 'mine' end)"] = "core_r1.lua:6: mine",
            ["local i = 0 db:copy('t', { 'a' }, function() i = i + 1 if i > 50000 then error 'late' end return i end)"] = "core_r1.lua:6: late",
            ["db:copy('t', {}, {})"] = "db:copy is given a table, its columns and the rows",
            ["db:copy('t', { 5 }, {})"] = "the columns of db:copy are a list of names",
            ["db:copy('t', { 'a' }, 5)"] = "the rows of db:copy are an iterator or a list",
        } do
            local project = chain.body("op.execute 'CREATE TABLE t (a int)'\n" .. body)
            local result = project:luamig("upgrade", { limit = 20 })
            assert.equal(1, result.code)
            assert.matches(message, result.err)
            assert.is_nil(project.database:value "SELECT to_regclass('t')")
        end
    end)

    it("can be tried, and goes on after a caught error", function()
        local project = run [[
            op.execute "CREATE TABLE v (a int CHECK (a < 100))"
            local none, err = db:try(function() db:copy("v", { "a" }, { { 1 }, { 200 } }) end)
            assert(none == nil and err.sqlstate == "23514")
            local i = 0
            assert(not db:try(function() db:copy("v", { "a" }, function() i = i + 1 if i > 50000 then error "late" end return i % 50 end) end))
            db:copy("v", { "a" }, { { 7 } })
        ]]
        assert.equal("7", project.database:value "SELECT string_agg(a::text, ',') FROM v")
    end)

    it("is interrupted", function()
        local project = chain.body [[
            op.execute "CREATE TABLE t (a text)"
            db:copy("t", { "a" }, function() return ("x"):rep(1000) end)]]
        local started = project:start "upgrade"
        support.eventually(function() return project.database:value "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'COPY t%'" end)
        started:signal "INT"
        assert.equal(130, started:wait(15).code)
        assert.is_nil(project.database:value "SELECT to_regclass('t')")
    end)

    it("is written into scripts", function()
        local project = chain.body [[
            op.execute "CREATE TABLE v (a int, b text)"
            db:copy("v", { "a", "b" }, { { 1, "a\tb" }, { 2, db.null } })
            db:execute "UPDATE v SET a = a + 1"]]
        local script = project:must("upgrade --sql").out
        local result = support.run({ support.server.program "psql", "-X", "-q", "-d", project.database.url }, { stdin = script })
        assert.equal("", result.err)
        assert.equal("5", project.database:value "SELECT sum(a) FROM v")
        assert.equal("a\tb", project.database:value "SELECT b FROM v WHERE a = 2")
    end)

    it("commits by itself in a repeatable phase", function()
        local project = chain { [[up = function(op) op.execute "CREATE TABLE v (a int)" end]], [[
            up = no_transaction("repeatable", function(op, db)
                assert(db:copy("v", { "a" }, { { 1 }, { 2 } }) == 2)
                assert(db:value "SELECT count(*) FROM v" == 2)
            end)]] }
        project:must "upgrade"
    end)
end)
