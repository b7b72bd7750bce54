-- What PostgreSQL would refuse at upgrade is an error of create, at the line of the model.
local support = require "spec.support"

local shared
local function complaint(models)
    local project = support.project({ ["core/models.lua"] = models }, { database = shared })
    local result = project:luamig { "create", "first", "--dry-run" }
    local line, message = result.err:match "core/models%.lua:(%d+): ([^\n]+)"
    return message, math.tointeger(line), result
end

local mistakes = {
    ["a default that is no value of the type"] = {
        [[model "t" { { "a", "integer" },
  { "b", "integer", default = "abc" } }]],
        'column t.b: invalid input syntax for type integer: "abc" (SQLSTATE 22P02)',
    },
    ["a default of another type"] = {
        [[model "t" {
  { "a", "integer", default = true } }]],
        'column t.a: column "a" is of type integer but default expression is of type boolean (SQLSTATE 42804)',
    },
    ["a default after another"] = {
        [[model "t" {
  { "a", "integer", default = sql "1, ADD COLUMN b text" } }]],
        "column t.a: default holds two expressions: a comma stands outside of brackets",
    },
    ["a function that is misspelt in a check"] = {
        [[model "t" { { "a", "text" },
  checks = { x = "lowr(a) = 'x'" } }]],
        "check t.x: function lowr(text) does not exist (SQLSTATE 42883)",
    },
    ["a check that is no condition"] = {
        [[model "t" { { "a", "text" },
  checks = { x = "a" } }]],
        "check t.x: argument of CHECK must be type boolean, not type text (SQLSTATE 42804)",
    },
    ["a check that ends too early"] = {
        [[model "t" { { "a", "integer" },
  checks = { x = "true) NO INHERIT, ADD CHECK (true" } }]],
        "check t.x closes a bracket that it has not opened",
    },
    ["a check that never ends"] = {
        [[model "t" { { "a", "integer" },
  checks = { x = "(a > 0" } }]],
        "check t.x leaves a bracket open",
    },
    ["a check that ends in a comment"] = {
        [[model "t" { { "a", "integer" },
  checks = { x = "a > 0 -- x" } }]],
        "check t.x leaves a string, a name or a comment open",
    },
    ["an index whose element ends too early"] = {
        [[model "t" { { "n", "integer" },
  indexes = { { "n) where (true" } } }]],
        "an index of table t: item 1 closes a bracket that it has not opened",
    },
    ["an index of two columns in one text"] = {
        [[model "t" { { "a", "integer" }, { "b", "integer" },
  indexes = { { "a, b" } } }]],
        "an index of table t: item 1 holds two expressions: a comma stands outside of brackets",
    },
    ["an index of a column that is not there"] = {
        [[model "t" { { "a", "integer" },
  indexes = { { "b" } } }]],
        'index t_b_idx: column "b" does not exist (SQLSTATE 42703)',
    },
    ["an index of a type that has no order"] = {
        [[model "t" { { "a", "json" },
  indexes = { { "a" } } }]],
        'index t_a_idx: data type json has no default operator class for access method "btree" (SQLSTATE 42704)',
    },
    ["an index over what changes"] = {
        [[model "t" { { "a", "text" },
  indexes = { i = { "to_tsvector(a)", using = "gin" } } }]],
        "index i: functions in index expression must be marked IMMUTABLE (SQLSTATE 42P17)",
    },
    ["a key of a type that has no order"] = {
        [[model "t" {
  { "a", "json", unique = true } }]],
        'unique t.t_a_key: data type json has no default operator class for access method "btree" (SQLSTATE 42704)',
    },
    ["a generated column over what changes"] = {
        [[model "t" {
  { "a", "timestamptz", generated = "now()" } }]],
        "column t.a: generation expression is not immutable (SQLSTATE 42P17)",
    },
    ["a collation that is not there"] = {
        [[model "t" {
  { "a", "text", collate = "Cx" } }]],
        'column t.a: collation "Cx" for encoding "UTF8" does not exist (SQLSTATE 42704)',
    },
    ["a foreign key to another type"] = {
        [[model "t" { { "id", "uuid", primary_key = true } } model "u" {
  { "t_id", "integer", references = "t.id" } }]],
        'foreign key u.u_t_id_fkey: foreign key constraint "u_t_id_fkey" cannot be implemented (SQLSTATE 42804)',
    },
    ["a view of a column that is not there"] = {
        [[model "t" { { "a", "integer" } }
view "v" { "SELECT b FROM t" }]],
        'view v: column "b" does not exist (SQLSTATE 42703)',
    },
    ["an identity with a default"] = {
        [[model "t" {
  { "a", "integer", identity = true, default = 1 } }]],
        "column t.a has an identity and a default; it can be only one",
    },
    ["an identity that is generated"] = {
        [[model "t" { { "b", "integer" },
  { "a", "integer", identity = true, generated = "b" } }]],
        "column t.a has an identity and is generated; it can be only one",
    },
}

describe("create", function()
    setup(function()
        shared = support.database()
    end)

    for name, mistake in pairs(mistakes) do
        it("refuses " .. name, function()
            local message, line, result = complaint(mistake[1])
            assert.equal(1, result.code, result.out)
            assert.equal(mistake[2], message, result.err)
            assert.equal(2, line)
        end)
    end

    it("takes names of collations as they are", function()
        local project = support.project {
            ["core/models.lua"] = [[model "t" {
                { "a", "text", collate = "C" },
                { "c", "text", collate = '"C"' },
                { "d", "text", collate = "a; DROP TABLE x" },
            }]],
        }
        local result = project:luamig { "create", "first" }
        assert.matches('collation "a; DROP TABLE x" for encoding "UTF8" does not exist', result.err, 1, true)
        project.database:execute [[CREATE COLLATION "a; DROP TABLE x" FROM "C"]]
        project:must { "create", "first" }
        project:must "upgrade"
        assert.equal("no changes\n", project:must { "create", "again" }.out)
        assert.equal("C", project.database:value [[SELECT collname FROM pg_attribute a JOIN pg_collation c
            ON c.oid = a.attcollation WHERE attrelid = 't'::regclass AND attname = 'c']])
    end)

    it("locks nothing while it tries what leans on a table", function()
        local project = support.project { ["core/models.lua"] = [[model "t" { { "id", "integer", primary_key = true } }]] }
        project:must { "create", "first" }
        project:must "upgrade"
        local holder = support.start({ support.server.program "psql", "-X", "-q", "-d", project.database.url, "-c", "BEGIN",
            "-c", "LOCK TABLE t IN EXCLUSIVE MODE", "-c", "SELECT pg_sleep(60)" })
        support.eventually(function()
            return project.database:value "SELECT count(*) FROM pg_locks WHERE mode = 'ExclusiveLock' AND relation > 16383" == "1"
        end)
        project:write("core/models.lua", [[
            model "t" { { "id", "integer", primary_key = true }, { "more", "text", check = "more <> ''", unique = true } }
            model "u" { { "id", "integer", references = "t.id" } }
            view "v" { "SELECT id FROM t" }]])
        assert.matches("created", project:must({ "create", "second" }, { limit = 20 }).out)
        assert.is_nil(holder:ended())
    end)
end)
