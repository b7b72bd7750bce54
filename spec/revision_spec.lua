-- Revision files: what they say, and each mistake in one told with its place and the way out.
local support = require "spec.support"
local json = require "dkjson"

local FIRST = "migrations/20240101_000000_core_first.lua"

local function project(files)
    return support.project(files, { database = false })
end

local function heads(files)
    local result = project(files):must { "heads", "--json" }
    return json.decode(result.out).heads
end

-- The text of the failure of one broken file.
local function failure(text, path)
    local result = project { [path or FIRST] = text }:luamig { "heads" }
    assert.equal(1, result.code, result.out)
    assert.equal("", result.out)
    return result.err
end

local function says(wanted, text, path)
    local found = failure(text, path)
    assert(found:find(wanted, 1, true), ("wanted: %s\nfound: %s"):format(wanted, found))
end

local BODY = "up = function() end"

describe("a revision file", function()
    it("has its file's name as id, and its first comment as message", function()
        local found = heads { [FIRST] = "\n\n--\n--- add *everything*  \n-- and more\nrevision { " .. BODY .. " }" }
        assert.same({
            { id = "20240101_000000_core_first", owner = "core", message = "add *everything*", file = FIRST },
        }, found)
    end)

    it("takes the message out of a long comment", function()
        local found = heads { [FIRST] = "--[[\n  add clients\n  and more ]]\nrevision { " .. BODY .. " }" }
        assert.equal("add clients", found[1].message)
        found = heads { [FIRST] = "--[==[ add clients ]==]\nrevision { " .. BODY .. " }" }
        assert.equal("add clients", found[1].message)
    end)

    it("without a comment before its code takes the words of its name as message", function()
        local found = heads {
            [FIRST] = "revision { " .. BODY .. " } -- no message",
            ["migrations/20240102_000000_custom_acme_add_price_list.lua"] = "revision { " .. BODY .. " }",
        }
        assert.equal("first", found[1].message)
        assert.equal("add price list", found[2].message)
    end)

    it("is owned as it says", function()
        local found = heads { [FIRST] = "revision { owner = 'custom/a-b_9', " .. BODY .. " }" }
        assert.equal("custom/a-b_9", found[1].owner)
    end)

    it("without owner is owned as its name says: by the longest organisation that is known, else the first word",
        function()
            local files = {
                ["migrations/20240102_000000_custom_acme_inc_add_x.lua"] = "revision { " .. BODY .. " }",
            }
            assert.equal("custom/acme", heads(files)[1].owner)
            files["custom_tools/acme/one/models.lua"] = ""
            assert.equal("custom/acme", heads(files)[1].owner)
            files["custom_tools/acme_inc/one/models.lua"] = ""
            local found = heads(files)[1]
            assert.equal("custom/acme_inc", found.owner)
            assert.equal("add x", found.message)
            files["custom_tools/acme_in/one/models.lua"] = ""
            assert.equal("custom/acme_inc", heads(files)[1].owner)
        end)

    it("finds an organisation with - behind the _ of a name", function()
        local found = heads {
            ["custom_tools/acme-inc/one/models.lua"] = "",
            ["migrations/20240102_000000_custom_acme_inc_add_x.lua"] = "revision { " .. BODY .. " }",
        }
        assert.equal("custom/acme-inc", found[1].owner)
    end)

    it("may say everything that a revision can say", function()
        local found = heads {
            [FIRST] = "revision { " .. BODY .. " }",
            ["migrations/20240102_000000_core_second.lua"] = [[
                -- second
                local function move(db) end
                revision {
                    owner = "core", parent = "20240101_000000_core_first", requires = {}, before = {},
                    allow = { deletes_data = "the table was never used" },
                    lock_timeout = "500ms", statement_timeout = 60, role = "owner",
                    up = {
                        function(op, db) end,
                        batches(function(op, db) end),
                        hook("one", move),
                        hook("two", batches(move)),
                        no_transaction(function(op) end),
                        no_transaction("repeatable", function(op, db) end),
                    },
                    down = no_transaction("repeatable", function(op, db) end),
                }
            ]],
        }
        assert.equal("20240102_000000_core_second", found[1].id)
    end)

    it("may stand in a BOM, in CRLF, behind other code and return something", function()
        local found = heads {
            [FIRST] = "\xef\xbb\xbf-- first\r\nlocal x = 1\r\nrevision {\r\n  " .. BODY .. ",\r\n}\r\nreturn x\r\n",
        }
        assert.equal("first", found[1].message)
    end)

    it("knows none, sql, now and json", function()
        heads {
            [FIRST] = [[
                assert(tostring(sql "a + 1") == "a + 1" and sql "now()" == now() and none ~= nil)
                assert(json.encode(json.array {}) == "[]")
                revision { up = function() end }
            ]],
        }
    end)

    it("leaves files with other endings and hidden ones alone", function()
        heads {
            [FIRST] = "revision { " .. BODY .. " }",
            ["migrations/README.md"] = "x",
            ["migrations/.#20240101_000000_core_first.lua"] = "x",
            ["migrations/20240101_000000_core_first.lua.orig"] = "x",
        }
    end)

    it("is found in the folder of its owner", function()
        local at = support.project({
            ["luamig.lua"] = [[return { core = { revisions = "core/revisions" },
                custom = { revisions = "./tools/{org}/migrations" } }]],
            ["core/revisions/20240101_000000_core_a.lua"] = "revision { " .. BODY .. " }",
            ["tools/acme/migrations/20240101_000000_custom_acme_a.lua"] = "revision { " .. BODY .. " }",
        }, { database = false })
        local found = json.decode(at:must({ "heads", "--json" }).out).heads
        assert.equal("core", found[1].owner)
        assert.equal("custom/acme", found[2].owner)
    end)

    it("cannot make itself another owner's where the folders are apart", function()
        local at = support.project({
            ["luamig.lua"] = [[return { core = { revisions = "core/revisions" },
                custom = { revisions = "tools/{org}/migrations" } }]],
            ["tools/acme/migrations/20240101_000000_custom_acme_a.lua"] = "revision { owner = 'core', " .. BODY .. " }",
            ["tools/acme/migrations/20240102_000000_custom_acme_b.lua"] =
                "revision { owner = 'custom/widgets', " .. BODY .. " }",
        }, { database = false })
        local result = at:luamig { "heads" }
        assert.equal(1, result.code)
        assert.truthy(result.err:find("tools/acme/migrations/20240101_000000_custom_acme_a.lua: a revision of core "
            .. "stands in a folder that is not core's", 1, true))
        assert.truthy(result.err:find("move it to core/revisions, or mend its owner", 1, true))
        assert.truthy(result.err:find("20240102_000000_custom_acme_b.lua: a revision of custom/widgets", 1, true))
    end)
end)

describe("a mistake in a revision", function()
    local cases = {
        { "no revision", "local x = 1", FIRST .. ": no revision stands in this file" },
        { "an empty file", "", FIRST .. ": no revision stands in this file" },
        { "two revisions", "revision { up = function() end }\nrevision { up = function() end }",
            FIRST .. ":2: a second revision; the first stands in " .. FIRST .. ":1" },
        { "revision without a table", "revision 'x'", FIRST .. ":1: revision takes one table" },
        { "revision with two arguments", "revision({ up = function() end }, 1)", ":1: revision takes one table" },
        { "revision with nothing", "revision()", ":1: revision takes one table" },
        { "no up", "\n\nrevision {\n  down = function() end }", FIRST .. ":3: up is missing" },
        { "an unknown key", "revision {\n  up = function() end,\n  requirs = {} }",
            FIRST .. ":3: unknown key \"requirs\"; the nearest is \"requires\"" },
        { "an unknown key like none", "revision { up = function() end, zzzzzzzz = 1 }",
            ":1: unknown key \"zzzzzzzz\"\n  hint: revision knows owner, parent, requires, before, allow," },
        { "two unknown keys, in order", "revision { up = function() end, zzz = 1, aaa = 2 }", "unknown key \"aaa\"" },
        { "a value without a key", "revision { function() end }", ":1: a value in revision has no key" },
        { "a number as key", "revision { [7] = 1, up = function() end }", ":1: a value in revision has no key" },
        { "up as text", "revision { up = 'CREATE TABLE t ()' }",
            ":1: up is a function or a list of phases, not a string" },
        { "up as number", "revision {\n\nup = 1 }", FIRST .. ":3: up is a function or a list of phases, not a number" },
        { "up empty", "revision { up = {} }", ":1: up is an empty list\n  hint: where nothing is to be done it is" },
        { "up with keys", "revision { up = { first = function() end } }", ":1: up is a list of phases, without keys" },
        { "up with a hole", "revision { up = { function() end, nil, function() end } }",
            ":1: up has a hole: phase 2 is nil" },
        { "up nested", "revision { up = { { function() end } } }",
            ":1: phase 1 of up is a table: phases do not nest" },
        { "up with text in it", "revision { up = { function() end, 'x' } }", ":1: phase 2 of up is a string" },
        { "up as a function of Lua's", "revision { up = print }", ":1: phase 1 of up is a function of Lua's own" },
        { "down false", "revision { up = function() end,\n down = false }",
            FIRST .. ":2: down is a function or a list of phases, not a boolean" },
        { "down none", "revision { up = function() end, down = none }",
            ":1: down is a function or a list of phases, not a userdata" },
        { "down with a bad phase", "revision { up = function() end, down = { 7 } }",
            ":1: phase 1 of down is a number" },
        { "batches without a function", "revision { up = batches() }", ":1: batches takes one function" },
        { "batches of text", "revision {\n up = batches 'x' }", FIRST .. ":2: batches takes one function" },
        { "batches of batches", "revision { up = batches(batches(function() end)) }", "batches takes one function" },
        { "a hook without a name", "revision { up = hook(function() end) }", ":1: hook takes a name and a function" },
        { "a hook with an empty name", "revision { up = hook('', function() end) }", "hook takes a name" },
        { "a hook without a function", "revision { up = hook 'x' }",
            ":1: the hook \"x\" takes one function, or batches(function)" },
        { "a hook of no_transaction", "revision { up = hook('x', no_transaction(function() end)) }",
            "the hook \"x\" takes one function, or batches(function)" },
        { "a hook of a hook", "revision { up = hook('x', hook('y', function() end)) }", "the hook \"x\" takes one" },
        { "a hook twice", "revision { up = { hook('x', function() end), hook('x', function() end) } }",
            ":1: the hook \"x\" stands twice in up" },
        { "no_transaction without a function", "revision { up = no_transaction() }",
            ":1: no_transaction takes one function" },
        { "another word for no_transaction", "revision { up = no_transaction('often', function() end) }",
            ":1: unknown word \"often\" for no_transaction; it knows \"repeatable\"" },
        { "repeatable without a function", "revision { up = no_transaction 'repeatable' }",
            "no_transaction takes one function" },
        { "a phase that was changed", "local p = batches(function() end) rawset(p, 'kind', 9) revision { up = p }",
            ":1: a phase of up was changed after it was made" },
        { "a phase whose function was taken",
            "local p = batches(function() end) rawset(p, 'fn', 1) revision { up = p }",
            ":1: a phase of up was changed after it was made" },
        { "a phase that is changed", "local p = batches(function() end)\np.name2 = 1",
            ":2: a phase cannot be changed" },
        { "an unknown owner", "revision {\n owner = 'acme', up = function() end }",
            FIRST .. ":2: unknown owner \"acme\": it is \"core\" or \"custom/ORG\"" },
        { "an owner without a name", "revision { owner = 'custom/', up = function() end }",
            "unknown owner \"custom/\"" },
        { "an owner in capitals", "revision { owner = 'custom/Acme', up = function() end }", "unknown owner" },
        { "an owner that is a list", "revision { owner = {}, up = function() end }",
            ":1: owner is \"core\" or \"custom/ORG\", not a table" },
        { "a parent that is a list", "revision {\n parent = { 'x' }, up = function() end }",
            FIRST .. ":2: parent is the id of a revision, not a table" },
        { "an empty parent", "revision { parent = '', up = function() end }", ":1: parent is empty" },
        { "a NUL in a parent", "revision { parent = 'a\\0b', up = function() end }", ":1: parent holds a NUL byte" },
        { "requires as text", "revision {\n\n requires = 'x', up = function() end }",
            FIRST .. ":3: requires is a list of revisions, not a string\n  hint: requires = { \"ID\", \"ID\" }" },
        { "requires with keys", "revision { requires = { a = 'x' }, up = function() end }",
            ":1: requires is a list of revisions, without keys" },
        { "requires with a hole", "revision { requires = { 'x', nil, 'y' }, up = function() end }",
            ":1: requires has a hole: item 2 is nil" },
        { "requires with a number", "revision { requires = { 7 }, up = function() end }",
            ":1: requires is a list of revisions, but item 1 is a number" },
        { "before as text", "revision { before = 'x', up = function() end }",
            ":1: before is a list of revisions, not a string" },
        { "allow as text", "revision {\n allow = 'deletes_data', up = function() end }",
            FIRST .. ":2: allow is a table of hazards, not a string" },
        { "allow as a list", "revision { allow = { 'deletes_data' }, up = function() end }",
            ":1: allow says a reason for each hazard\n  hint: allow = { deletes_data = \"the reason\" }" },
        { "allow without a reason", "revision { allow = { deletes_data = ' ' }, up = function() end }",
            ":1: allow.deletes_data has no reason" },
        { "allow = true", "revision { allow = { deletes_data = true }, up = function() end }",
            ":1: allow.deletes_data has no reason" },
        { "a timeout that is a table", "revision { lock_timeout = {}, up = function() end }",
            ":1: lock_timeout is a length of time, not a table" },
        { "a timeout below 0", "revision { lock_timeout = -1, up = function() end }",
            ":1: lock_timeout cannot be -1\n  hint: seconds as a number, or a text" },
        { "a timeout of no unit", "revision { statement_timeout = '5 days', up = function() end }",
            ":1: statement_timeout cannot be 5 days" },
        { "a timeout of nan", "revision { statement_timeout = 0/0, up = function() end }",
            "statement_timeout cannot be" },
        { "a timeout for ever", "revision { statement_timeout = 1/0, up = function() end }",
            ":1: statement_timeout cannot be inf" },
        { "a role that is a number", "revision { role = 7, up = function() end }",
            ":1: role is the name of a role, not a number" },
        { "sql without text", "local x = sql(7)", ":1: sql is followed by a string" },
        { "sql of nothing", "local x = sql ' '", ":1: the text of sql is empty" },
        { "a syntax error", "revision {\n up = function( end }", FIRST .. ":2: " },
        { "an unclosed string", "revision { up = 'x }", FIRST .. ":1: unfinished string" },
        { "an unknown name", "revision { up = functoin }", FIRST .. ":1: unknown name 'functoin'" },
        { "a global", "x = 1", FIRST .. ":1: " },
        { "an error of its own", "error 'no, thanks'", FIRST .. ":1: no, thanks" },
        { "a require", "require 'x'", FIRST .. ":1: " },
        { "bytecode", "\27Lua", FIRST },
    }
    for _, case in ipairs(cases) do
        it("is told: " .. case[1], function()
            says(case[3], case[2])
        end)
    end

    it("is told with the line of the word where the table is not written out", function()
        says(FIRST .. ":3: unknown key \"upp\"", "local t = {\n upp = 1 }\nrevision(t)")
    end)

    it("is told when revision is called again while it runs", function()
        says(FIRST .. ":1: a second revision", "revision { up = function() end } revision { up = function() end }")
    end)

    for name, wanted in pairs {
        ["first.lua"] = "none of a revision",
        ["20240101_core_first.lua"] = "none of a revision",
        ["2024-01-01_core_first.lua"] = "none of a revision",
        ["20240101_000000.lua"] = "none of a revision",
        ["20240101_000000_.lua"] = "none of a revision",
        ["20240101_000000_core a.lua"] = "none of a revision",
        ["20240101_000000_first.lua"] = "neither the file nor its name says whose revision this is",
        ["20240101_000000_custom.lua"] = "neither the file nor its name says whose revision this is",
        ["20240101_000000_custom__x.lua"] = "neither the file nor its name says whose revision this is",
        ["20240101_000000_corex_a.lua"] = "neither the file nor its name says whose revision this is",
    } do
        it("is told of the file's name " .. name, function()
            local path = "migrations/" .. name
            local found = failure("revision { " .. BODY .. " }", path)
            assert(found:find(path, 1, true) and found:find(wanted, 1, true) and found:find("hint: ", 1, true), found)
        end)
    end

    it("is told of every broken file at once", function()
        local result = project {
            ["migrations/20240101_000000_core_a.lua"] = "revision { upp = 1 }",
            ["migrations/20240102_000000_core_b.lua"] = "revision { up = 1 }",
            ["migrations/b.lua"] = "revision { up = 1 }",
        }:luamig { "heads" }
        assert.equal(1, result.code)
        assert.truthy(result.err:find("20240101_000000_core_a.lua:1: unknown key \"upp\"", 1, true))
        assert.truthy(result.err:find("20240102_000000_core_b.lua:1: up is a function", 1, true))
        assert.truthy(result.err:find("migrations/b.lua: the file's name", 1, true))
    end)

    it("is told as JSON with --json", function()
        local result = project { [FIRST] = "revision { upp = 1 }" }:luamig { "heads", "--json" }
        local found = json.decode(result.out).error
        assert.equal(FIRST .. ":1", found.origin)
        assert.equal("unknown key \"upp\"; the nearest is \"up\"", found.message)
        assert.equal(1, found.code)
    end)
end)
