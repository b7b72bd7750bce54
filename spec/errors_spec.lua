local chain = require "spec.support.chain"

-- Body of `up` (its first line is line 5), and what the message must hold.
local cases = {
    { "op.execute 'SELEC 1'", "core_r1.lua:5: syntax error at or near \"SELEC\" %(SQLSTATE 42601%)\n  LINE 1: SELEC 1\n +%^" },
    { "\n\nop.execute [[SELECT 1,\n  nope\nFROM pg_class]]", "core_r1.lua:7: column \"nope\" does not exist.*LINE 2:   nope\n" },
    { "db:execute('SELECT $1 FROM nowhere', 1)", "core_r1.lua:5: relation \"nowhere\" does not exist" },
    { "for row in db:query 'SELECT * FROM nowhere' do end", "core_r1.lua:5: relation \"nowhere\" does not exist" },
    { "local function f()\n  db:execute 'SELECT 1/0'\nend\nf()\ndb:execute 'SELECT 1'", "core_r1.lua:6: division by zero" },
    { "pcall(db.execute, db, 'SELECT 1/0')", "core_r1.lua:5: division by zero" },
    { "coroutine.wrap(function()\n db:execute 'SELECT 1/0' end)()", "core_r1.lua:6: division by zero" },
    { "coroutine.wrap(db.execute)(db, 'SELECT 1/0')", "core_r1.lua:5: division by zero" },
    { "return db:execute 'SELECT 1/0'", "core_r1.lua:?%d*: division by zero" },
    { "op.execute [[DO $$ BEGIN RAISE EXCEPTION 'no' USING DETAIL = 'why', HINT = 'so' ; END $$]]",
      "core_r1.lua:5: no %(SQLSTATE P0001%)\n  why\n  PL/pgSQL function inline_code_block line 1 at RAISE\n  hint: so\n" },
    { "op.execute 'CREATE TABLE t (a int CHECK (a > 0))' db:execute 'INSERT INTO t VALUES (-1)'",
      "violates check constraint \"t_a_check\".*Failing row contains %(%-1%)" },
    { "error 'plain'", "core_r1.lua:5: plain\n" },
    { "error('without place', 0)", "core_r1.lua:?%d*: without place\n" },
    { "error { code = 1 }", "core_r1.lua" },
    { "local t = nil\nt.x = 1", "core_r1.lua:6: attempt to index a nil value" },
    { "string.rep()", "core_r1.lua:5: bad argument #1 to 'rep'" },
    { "require 'x'", "core_r1.lua:5: .*require" },
    { "db:value 'SELECT 1; SELECT 2'", "core_r1.lua:5: cannot insert multiple commands" },
    { "db:execute('SELECT 1; SELECT $1', 2)", "core_r1.lua:5: cannot insert multiple commands" },
    { "op.execute 'CREATE TABLE a (); CREATE TABLE a ()'", "core_r1.lua:5: relation \"a\" already exists" },
    { "op.execute 'VACUUM'", "core_r1.lua:5: VACUUM cannot run inside a transaction block.*hint: .*no_transaction%(\"repeatable\"" },
    { "op.execute 'SET TRANSACTION ISOLATION LEVEL SERIALIZABLE'", "core_r1.lua:5: SET TRANSACTION ISOLATION LEVEL must be called before any query" },
    { "db:insert('t', { ['a\"b'] = 1 })", "core_r1.lua:5: relation \"t\" does not exist" },
}

describe("an error of a revision names its place:", function()
    for _, case in ipairs(cases) do
        it(case[1]:gsub("\n", " "), function()
            local result = chain.body(case[1]):luamig "upgrade"
            assert.equal(1, result.code)
            assert.matches(case[2], result.err)
            assert.matches("r1 was rolled back; 1 of 1 revision is left; to go on: luamig upgrade", result.err)
        end)
    end
end)

it("JSON has its parts", function()
    local result = chain.body("op.execute [[DO $$ BEGIN RAISE EXCEPTION 'no' USING DETAIL = 'why', HINT = 'so'; END $$]]"):luamig "upgrade --json"
    assert.equal(1, result.code)
    assert.matches('"sqlstate": ?"P0001"', result.out .. result.err)
end)

describe("a database that cannot be reached", function()
    local function connect(url)
        local project = chain { "up = function() end" }
        return project:luamig({ "upgrade", "--database", url })
    end

    it("is an error without a password", function()
        for url, message in pairs {
            ["postgresql://u:s3cret@localhost:1/db"] = "connection",
            ["postgresql+psycopg2://u:s3cret@localhost:1/db"] = "connection",
            ["postgresql://u:s3cret@x@localhost/db"] = "ambiguous",
            ["postgresql://u:s3cret/x@localhost/db"] = "ambiguous",
            ["postgresql://u:s3cret%zz@localhost/db"] = "cannot be read",
            ["u:s3cret@localhost/db"] = "ambiguous",
            ["host=localhost port=1 user=u password=s3cret"] = "connection",
            ["host=localhost 's3cret"] = "cannot be read",
            ["postgresql://u@localhost:1/db?password=s3cret"] = "connection",
        } do
            local result = connect(url)
            assert.equal(1, result.code, url)
            assert.matches(message, result.err)
            assert.is_nil((result.out .. result.err):find "s3cret", result.err)
        end
    end)

    it("is an error that names the database", function()
        local project = chain { "up = function() end" }
        local result = project:luamig { "upgrade", "--database", (project.database.url:gsub(project.database.name, "absent", 1)) }
        assert.equal(1, result.code)
        assert.matches('database "absent" does not exist', result.err)
    end)
end)

describe("-v", function()
    it("shows notices, which are silent else", function()
        local body = "op.execute [[DO $$ BEGIN RAISE NOTICE 'look here'; END $$]]"
        assert.matches("NOTICE: look here", chain.body(body):must("upgrade -v").err)
        assert.is_nil(chain.body(body):must("upgrade").err:find "look here")
    end)
end)
