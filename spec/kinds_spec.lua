-- What the kinds say about models that cannot be right, and what on_update does for custom owners.
local support = require "spec.support"

-- The error that a core/models.lua gives, without its place, and the line it names.
local function complaint(models)
    local project = support.project({ ["core/models.lua"] = models }, { database = false })
    local result = project:luamig "models"
    assert.not_equal(0, result.code, result.out)
    local line, message = result.err:match "core/models%.lua:(%d+): ([^\n]+)"
    assert(line, result.err)
    return message, math.tointeger(line), result.err
end

local trigger = [[
routine "touch()" { returns = "trigger", language = "plpgsql", body = "BEGIN RETURN NEW; END" }
model "t" { { "a", "integer" }, triggers = { tt = %s } }
]]

local mistakes = {
    ["a grant of all"] = {
        [[model "t" { { "a", "integer" }, grants = { joe = { "all" } } }]],
        'the grant to joe says "all", which differs between servers',
    },
    ["an unknown privilege"] = {
        [[model "t" { { "a", "integer" }, grants = { joe = { "selct" } } }]],
        'the grant to joe: there is no privilege "selct"',
    },
    ["a privilege twice"] = {
        [[model "t" { { "a", "integer" }, grants = { joe = { "select", "SELECT with grant option" } } }]],
        'the grant to joe says "select" twice',
    },
    ["a grant of nothing"] = {
        [[model "t" { { "a", "integer" }, grants = { joe = {} } }]],
        "the grant to joe gives no privilege",
    },
    ["what PUBLIC has already"] = {
        [[routine "f()" { returns = "integer", body = "SELECT 1", grants = { public = { "execute" } } }]],
        "public has execute on every routine unless that is revoked",
    },
    ["a routine without types"] = {
        [[routine "f" { returns = "integer", body = "SELECT 1" }]],
        "the name of a routine 'f' is malformed",
    },
    ["a routine with argument names"] = {
        [[routine "f(a integer)" { returns = "integer", body = "SELECT 1" }]],
        "the name of a routine 'f(a integer)' is malformed",
    },
    ["an argument of another type"] = {
        [[routine "f(integer)" { arguments = "a bigint", returns = "integer", body = "SELECT 1" }]],
        'routine f(integer): the argument "a bigint" is not in its name',
    },
    ["too many arguments"] = {
        [[routine "f(int)" { arguments = "a integer, b text DEFAULT 'x, y'", returns = "integer", body = "SELECT 1" }]],
        "routine f(integer): the argument \"b text DEFAULT 'x, y'\" is not in its name",
    },
    ["too few arguments"] = {
        [[routine "f(integer, text)" { arguments = "a integer", returns = "integer", body = "SELECT 1" }]],
        "routine f(integer, text) has more types in its name than arguments",
    },
    ["a routine without a body"] = {
        [[routine "f()" { returns = "integer" }]],
        "routine f() has no body",
    },
    ["a procedure that returns"] = {
        [[routine "f()" { returns = "integer", procedure = true, body = "SELECT 1" }]],
        "routine f() is a procedure and says what it returns",
    },
    ["two names of one routine"] = {
        [[routine "f(int)" { returns = "integer", body = "SELECT 1" }
routine "f(integer)" { returns = "integer", body = "SELECT 2" }]],
        "routine f(integer) is declared twice: here and at core/models.lua:1",
        2,
    },
    ["an attribute that is unique"] = {
        [[composite "c" { { "a", "text", unique = true } }]],
        "attribute c.a: unknown key 'unique'",
    },
    ["a domain without a type"] = { [[domain "d" { null = false }]], "domain d lacks its type" },
    ["a hypothetical aggregate of no order"] = {
        [[aggregate "f(integer)" { sfunc = "int4pl", stype = "integer", hypothetical = true }]],
        "aggregate f(integer) is hypothetical, but its arguments have no ORDER BY",
    },
    ["an aggregate without a state"] = {
        [[aggregate "f(integer)" { sfunc = "int4pl" }]],
        "aggregate f(integer) lacks its stype",
    },
    ["a rule of an unknown event"] = {
        [[model "t" { { "a", "integer" }, rules = { r = { event = "truncate" } } }]],
        'rule t.r: event cannot be "truncate"',
    },
    ["an event trigger of an unknown event"] = {
        [[event_trigger "e" { "f()", event = "ddl" }]],
        'event trigger e: event cannot be "ddl"',
    },
    ["a view without SELECT"] = { [[view "v" { " ; " }]], "view v has no SELECT" },
    ["a trigger without timing"] = {
        trigger:format [[{ "touch()", events = { "insert" } }]],
        'trigger tt lacks its timing: "before", "after" or "instead of"',
        2,
    },
    ["a trigger without events"] = {
        trigger:format [[{ "touch()", timing = "before" }]],
        'trigger tt lacks its events, as in events = { "update" }',
        2,
    },
    ["a trigger of an unknown event"] = {
        trigger:format [[{ "touch()", timing = "before", events = { "updat" } }]],
        'trigger tt: there is no event "updat"',
        2,
    },
    ["a trigger of unknown timing"] = {
        trigger:format [[{ "touch()", timing = "befor", events = { "insert" } }]],
        'trigger t.tt: timing cannot be "befor"',
        2,
    },
    ["default privileges of nobody"] = {
        [[default_privileges "tables in s" { "select" }]],
        "'tables in s' are no default privileges",
    },
    ["default privileges of columns"] = {
        [[default_privileges "columns to joe" { "select" }]],
        "'columns to joe' are no default privileges",
    },
    ["default privileges in another order"] = {
        [[default_privileges "functions in s of app to joe" { "execute" }]],
        "default privileges 'functions in s of app to joe' are called 'routines of app in s to joe'",
    },
    ["default privileges that PUBLIC has already"] = {
        [[default_privileges "routines to public" { "execute" }]],
        "public has execute on every new one unless that is revoked",
    },
    ["a cast of one type"] = { [[cast "mood" { inout = true }]], "the cast 'mood' does not name two types" },
    ["a cast of an alias"] = { [[cast "int4 AS text" { inout = true }]], "the cast 'int4 AS text' is called 'integer AS text'" },
    ["a cast with two ways"] = {
        [[cast "integer AS text" { inout = true, routine = "f(integer)" }]],
        "the cast 'integer AS text' has a routine and goes by way of text too",
    },
    ["an operator without types"] = {
        [[operator "+()" { routine = "f()" }]],
        "operator +() has no type on either side",
    },
    ["an operator renamed"] = {
        [[operator "+(integer, integer)" { routine = "f(integer, integer)", renamed_from = "-(integer, integer)" }]],
        "operator +(integer, integer): unknown key 'renamed_from'",
    },
    ["SQL that ends the transaction"] = {
        [[sql_object "x" { create = "SELECT 1; COMMIT", drop = "SELECT 1" }]],
        "sql_object x: COMMIT is the revision's, not an object's",
    },
    ["SQL after what is not there"] = {
        [[sql_object "x" { create = "SELECT 1", drop = "SELECT 1", after = { "t" } }]],
        "sql_object x comes after 't', which no model declares",
    },
    ["two expressions for one on_update"] = {
        [[model "a" { { "at", "timestamptz", on_update = now() } }
model "b" {
  { "at", "timestamptz", on_update = sql "clock_timestamp()" },
}]],
        "on_update = clock_timestamp() of column b.at: routine on_update_at() does something else, "
            .. "declared at core/models.lua:1",
        3,
    },
    ["an on_update whose trigger is there"] = {
        [[model "a" { { "at", "timestamptz", on_update = now() },
  triggers = { a_on_update = { "on_update_at()", timing = "after", events = { "insert" } } } }]],
        "trigger a.a_on_update is declared twice: here and at core/models.lua:1",
        2,
    },
}

describe("a model", function()
    for name, mistake in pairs(mistakes) do
        it("cannot have " .. name, function()
            local message, line, all = complaint(mistake[1])
            assert.equal(mistake[2], message)
            assert.equal(mistake[3] or 1, line, all)
        end)
    end
end)

describe("on_update", function()
    it("sets the column whatever the UPDATE says", function()
        local project = support.project {
            ["core/models.lua"] = [[model "t" { { "a", "integer" }, timestamps() }]],
        }
        project:must { "create", "first" }
        project:must "upgrade"
        local database = project.database
        database:execute "INSERT INTO t VALUES (1, '2001-01-01', '2001-01-01')"
        database:execute "UPDATE t SET a = 2, updated_at = '2002-02-02'"
        local row = database:query "SELECT created_at = '2001-01-01', updated_at > now() - interval '1 minute' FROM t"[1]
        assert.same({ "t", "t" }, { row[1], row[2] })
    end)

    it("has one function for each owner and column", function()
        local models = [[model "%s_a" { { "id", "integer" }, { "updated_at", "timestamptz", on_update = now() } }
model "%s_b" { { "id", "integer" }, { "updated_at", "timestamptz", on_update = now() } }]]
        local project = support.project {
            ["core/models.lua"] = models:gsub("%%s", "core"),
            ["custom_tools/acme/x/models.lua"] = models:gsub("%%s", "acme"),
            ["custom_tools/acme/y/models.lua"] = [[model "acme_c" { { "updated_at", "date", on_update = now() } }]],
        }
        project:must { "create", "core" }
        project:must "upgrade"
        project:must { "create", "acme", "--custom", "acme" }
        project:must "upgrade"
        assert.same({ "acme_on_update_updated_at", "on_update_updated_at" },
            project.database:column "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1")
        assert.same({
            "acme_a acme_a_on_update acme_on_update_updated_at", "acme_b acme_b_on_update acme_on_update_updated_at",
            "acme_c acme_c_on_update acme_on_update_updated_at", "core_a core_a_on_update on_update_updated_at",
            "core_b core_b_on_update on_update_updated_at",
        }, project.database:column [[
            SELECT tgrelid::regclass || ' ' || tgname || ' ' || tgfoid::regproc FROM pg_trigger ORDER BY 1]])
        project:write("custom_tools/acme/y/models.lua", nil)
        project:write("custom_tools/acme/x/models.lua", [[model "acme_a" { { "id", "integer" } }]])
        project:must { "create", "less", "--custom", "acme", "--allow", "deletes_data" }
        project:must "upgrade"
        assert.same({ "on_update_updated_at" },
            project.database:column "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace")
    end)
end)

describe("a grant", function()
    it("of PUBLIC's own rights is no grant", function()
        local project = support.project {
            ["core/models.lua"] = [[
enum "e" { "a", grants = { public = {} } }
routine "f()" { returns = "integer", body = "SELECT 1", grants = { public = {} } }]],
        }
        project:must { "create", "first" }
        project:must "upgrade"
        local database = project.database
        local function rights()
            return database:query([[SELECT has_type_privilege('pg_monitor', 'e', 'usage'),
                                           has_function_privilege('pg_monitor', 'f()', 'execute')]])[1]
        end
        assert.equal("f", rights()[1])
        assert.equal("f", rights()[2])
        project:write("core/models.lua", [[
enum "e" { "a" }
routine "f()" { returns = "integer", body = "SELECT 1" }]])
        project:must { "create", "second" }
        project:must "upgrade"
        assert.equal("t", rights()[1])
        assert.equal("t", rights()[2])
    end)
end)

describe("a user mapping's password", function()
    local models = [[foreign_data_wrapper "w" {}
server "far" { foreign_data_wrapper = "w", user_mappings = { public = { options = { password = "hunter%d" } } } }]]

    it("is told by no message", function()
        local project = support.project { ["core/models.lua"] = models:format(1) }
        local database = project.database
        database:execute "CREATE FOREIGN DATA WRAPPER w"
        database:execute "CREATE SERVER far FOREIGN DATA WRAPPER w"
        database:execute "CREATE USER MAPPING FOR PUBLIC SERVER far OPTIONS (password 'hunter2')"
        local result = project:luamig { "create", "first" }
        assert.equal("error: core/models.lua:2: user mapping far.public is in the database, unmanaged and different: "
            .. "options is kept secret there, kept secret here", result.err:match "[^\n]*")
        project:must { "create", "first", "--adopt" }
        project:must "upgrade"
        database:execute "ALTER USER MAPPING FOR PUBLIC SERVER far OPTIONS (SET password 'hunter3')"
        result = project:luamig { "create", "second" }
        assert.equal(1, result.code)
        assert.truthy(result.err:find("user mapping far.public: options was kept secret, is kept secret", 1, true))
        assert.is_nil((result.err .. result.out):find "hunter")
    end)
end)
