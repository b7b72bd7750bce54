-- What status, history, show, current and heads say of a project whose files and ledger agree.
local json = require "dkjson"
local support = require "spec.support"

local CORE1, CORE2 = "20240101_000000_core_first", "20240105_000000_core_second"
local ACME1, ACME2 = "20240102_000000_custom_acme_first", "20240103_000000_custom_acme_second"

local function files()
    return {
        ["core/models.lua"] = "",
        ["custom_tools/acme/one/models.lua"] = "",
        ["custom_tools/acme/two/models.lua"] = "",
        ["custom_tools/fresh/one/models.lua"] = "",
        ["migrations/" .. CORE1 .. ".lua"] = "-- add clients\nrevision { up = function() end, down = function() end }",
        ["migrations/" .. CORE2 .. ".lua"] = ([[
-- drop the old price
revision {
  parent = "%s",
  before = { "%s" },
  allow = { deletes_data = "nobody read it" },
  up = {
    function(op, db) end,
    hook("cents from decimal", function(db) end),
    hook("in pieces", batches(function(db) end)),
    batches(function(op, db) end),
    no_transaction(function(op) end),
    no_transaction("repeatable", function(op, db) end),
  },
}
]]):format(CORE1, ACME2),
        ["migrations/" .. ACME1 .. ".lua"] = ("revision { requires = { '%s' }, up = function() end }"):format(CORE1),
        ["migrations/" .. ACME2 .. ".lua"] = ("revision { parent = '%s', up = function() end }"):format(ACME1),
    }
end

local project

local function decode(...)
    return (assert(json.decode(project:must(...).out)))
end

local function ids(rows)
    local found = {}
    for i, row in ipairs(rows) do
        found[i] = row.id
    end
    return found
end

-- The lines, with runs of blanks made one.
local function lines(...)
    local found = {}
    for line in project:must(...).out:gmatch "[^\n]*" do
        found[#found + 1] = (line:gsub("%s+", " "):gsub("%s$", ""))
    end
    if found[#found] == "" then found[#found] = nil end
    return found
end

describe("status", function()
    before_each(function()
        project = support.project(files())
    end)

    it("has a line for each owner, and what is pending in run order, in an empty database", function()
        assert.same({
            "core 2 pending nothing applied",
            "custom/acme 2 pending nothing applied",
            'custom/fresh no revisions luamig create "first" --custom fresh',
            "",
            "Pending, in the order in which luamig upgrade runs it:",
            " " .. CORE1 .. " add clients",
            " " .. CORE2 .. " drop the old price",
            " " .. ACME1 .. " first",
            " " .. ACME2 .. " second",
        }, lines "status")
        assert.is_nil(project.database:value "SELECT to_regnamespace('luamig')")
    end)

    it("has a line for each owner also when nothing is pending", function()
        project:must "stamp"
        assert.same({
            "core up to date 2 applied, last " .. CORE2,
            "custom/acme up to date 2 applied, last " .. ACME2,
            'custom/fresh no revisions luamig create "first" --custom fresh',
        }, lines "status")
    end)

    it("has a line for core where there is nothing at all", function()
        project = support.project {}
        assert.same({ "core no revisions and no models.lua" }, lines "status")
        assert.same({ clean = true, owners = { { owner = "core", models = 0, files = 0, applied = 0, pending = 0,
            partly = 0, edited = 0, missing = 0, absent = false } }, pending = {}, partly = {}, edited = {},
            missing = {}, stale_hooks = {}, drift = {}, unmanaged = {} }, decode { "status", "--json" })
    end)

    it("exits 3 with --exit-code while something is pending, else 0", function()
        assert.equal(3, project:luamig({ "status", "--exit-code" }).code)
        assert.equal(0, project:luamig({ "status" }).code)
        project:must "stamp"
        assert.equal(0, project:luamig({ "status", "--exit-code" }).code)
        project:must { "stamp", ACME1 }
        assert.equal(3, project:luamig({ "status", "--exit-code", "--custom", "acme" }).code)
        assert.equal(0, project:luamig({ "status", "--exit-code", "--custom", "fresh" }).code)
    end)

    it("is limited to an organisation", function()
        project:must { "stamp", CORE2 }
        assert.same({
            "custom/acme 2 pending nothing applied", "",
            "Pending, in the order in which luamig upgrade runs it:",
                " " .. ACME1 .. " first", " " .. ACME2 .. " second",
        }, lines { "status", "--custom", "acme" })
        local result = project:luamig { "status", "--custom", "acm" }
        assert.equal(2, result.code)
        assert.truthy(result.err:find("did you mean --custom acme?", 1, true))
    end)

    it("says the same as JSON", function()
        project:must { "stamp", CORE1 }
        local found = decode { "status", "--json" }
        assert.is_false(found.clean)
        assert.same({ owner = "core", models = 1, files = 2, applied = 1, pending = 1, partly = 0, edited = 0,
            missing = 0, absent = false, current = CORE1, head = CORE2 }, found.owners[1])
        assert.same({ owner = "custom/acme", models = 2, files = 2, applied = 0, pending = 2, partly = 0, edited = 0,
            missing = 0, absent = false, head = ACME2 }, found.owners[2])
        assert.equal("custom/fresh", found.owners[3].owner)
        assert.same({ CORE2, ACME1, ACME2 }, ids(found.pending))
        assert.same({ id = ACME1, owner = "custom/acme", state = "pending", edited = false, missing = false,
            message = "first", file = "migrations/" .. ACME1 .. ".lua", requires = { CORE1 } }, found.pending[2])
    end)

    it("lists 20 of a section, and all with -v", function()
        for i = 1, 30 do
            project:write(("migrations/20240201_0000%02d_custom_many_m.lua"):format(i),
                ("revision { %sup = function() end }")
                :format(i > 1 and ("parent = '20240201_0000%02d_custom_many_m', "):format(i - 1) or ""))
        end
        local found = lines { "status", "--custom", "many" }
        assert.equal(2 + 1 + 20 + 1, #found)
        assert.equal(" and 10 more: luamig status -v", found[#found])
        assert.equal(2 + 1 + 30, #lines { "status", "--custom", "many", "-v" })
    end)

    it("names a broken models.lua's place by discovery, and a broken revision's file", function()
        project:write("migrations/" .. CORE1 .. ".lua", "revision { }")
        local result = project:luamig "status"
        assert.equal(1, result.code)
        assert.truthy(result.err:find("migrations/" .. CORE1 .. ".lua:1: up is missing", 1, true))
    end)

    it("tells what is wrong with the connection, without a password", function()
        local result = project:luamig { "status", "--database", "postgresql://u:geheim@/x?host=/nowhere" }
        assert.equal(1, result.code)
        assert.is_nil((result.out .. result.err):find("geheim", 1, true))
    end)
end)

describe("status of data migrations", function()
    local MODEL = [[
data_migration "cents" {
  up = function(db)
    db:execute("UPDATE prices SET cents = %s * price")
  end,
  down = function(db) db:execute "UPDATE prices SET price = cents / 100" end,
}
]]
    local REVISION = "20240101_000000_core_cents"

    before_each(function()
        project = support.project {
            ["core/models.lua"] = MODEL:format "100",
            ["migrations/" .. REVISION .. ".lua"] = [[
revision {
  up = { hook("cents", function(db) -- indented and written otherwise
      db:execute("UPDATE prices SET cents = 100 * price")
    end) },
  down = hook("cents", function(db) db:execute "UPDATE prices SET price = cents / 100" end),
}
]],
        }
    end)

    it("says nothing while the copy is what the model says", function()
        assert.same({}, decode({ "status", "--json" }).stale_hooks)
        assert.is_nil(project:must("status").out:find("Data migrations", 1, true))
    end)

    it("tells of a hook that was edited after it was copied", function()
        project:write("core/models.lua", "\n" .. MODEL:format "1000")
        assert.same({ { name = "cents", owner = "core", origin = "core/models.lua:2", revision = REVISION } },
            decode({ "status", "--json" }).stale_hooks)
        local found = project:must("status").out
        assert.truthy(found:find("Data migrations edited after a revision had copied them", 1, true))
        assert.truthy(found:find('"cents"  core/models.lua:2, copied into ' .. REVISION, 1, true))
        project:must "stamp"
        assert.equal(0, project:luamig({ "status", "--exit-code" }).code)
    end)

    it("tells of an edited down, too", function()
        project:write("core/models.lua", (MODEL:format "100":gsub("cents / 100", "cents / 10")))
        assert.equal("cents", decode({ "status", "--json" }).stale_hooks[1].name)
    end)

    it("is limited to an organisation", function()
        project:write("core/models.lua", MODEL:format "1000")
        project:write("custom_tools/acme/one/models.lua", "")
        assert.same({}, decode({ "status", "--json", "--custom", "acme" }).stale_hooks)
    end)

    it("still tells where revisions stand while a models.lua is broken, and says so", function()
        project:write("core/models.lua", "modell 'x'")
        local result = project:must "status"
        assert.truthy(result.out:find(REVISION, 1, true))
        assert.truthy(result.err:find("data migrations were not compared with their copies: core/models.lua:1: ", 1, true))
    end)
end)

describe("history", function()
    before_each(function()
        project = support.project(files())
    end)

    it("lists the newest first, with when it was applied", function()
        project:must { "stamp", CORE2 }
        local found = lines "history"
        assert.equal("pending " .. ACME2 .. " second", found[1])
        assert.equal("pending " .. ACME1 .. " first", found[2])
        local time = "%d%d%d%d%-%d%d%-%d%d %d%d:%d%d"
        assert.truthy(found[3]:find("^applied " .. time .. " " .. CORE2 .. " drop the old price$"), found[3])
        assert.truthy(found[4]:find("^applied " .. time .. " " .. CORE1 .. " add clients$"), found[4])
        assert.equal(4, #found)
    end)

    it("is limited to an organisation", function()
        assert.equal(2, #lines { "history", "--custom", "acme" })
    end)

    it("is a list as JSON", function()
        project:must { "stamp", CORE1 }
        local found = decode { "history", "--json" }
        assert.same({ ACME2, ACME1, CORE2, CORE1 }, ids(found.revisions))
        local first = found.revisions[4]
        assert.equal("applied", first.state)
        assert.truthy(first.applied_at:find "^%d%d%d%d%-%d%d%-%d%dT%d%d:%d%d:%d%dZ$")
        assert.equal(project.database:value "SELECT session_user", first.applied_by)
        assert.same({ CORE1 }, found.revisions[2].requires)
        assert.equal(ACME1, found.revisions[1].parent)
    end)
end)

describe("show", function()
    before_each(function()
        project = support.project(files())
    end)

    it("shows what a revision says of itself, and where it stands", function()
        local found = lines { "show", CORE2 }
        assert.same({
            CORE2,
            " drop the old price",
            " file migrations/" .. CORE2 .. ".lua",
            " owner core",
            " parent " .. CORE1,
            " before " .. ACME2,
            " allows deletes_data: nobody read it",
            " up 1. transaction, line 7",
            ' 2. hook "cents from decimal", line 8',
            ' 3. hook "in pieces" in batches, line 9',
            " 4. batches, line 10",
            " 5. no_transaction, line 11",
            " 6. repeatable, line 12",
            " down none: it cannot be undone",
            " state pending",
        }, { table.unpack(found, 1, 15) })
        assert.truthy(found[16]:find "^ checksum 1:%x+$")
        assert.is_nil(found[17])
    end)

    it("takes a beginning of the id, or the file", function()
        assert.equal(CORE2, lines({ "show", "20240105" })[1])
        assert.equal(CORE2, lines({ "show", "migrations/" .. CORE2 .. ".lua" })[1])
        assert.equal(ACME1, lines({ "show", ACME1 .. ".lua" })[1])
    end)

    it("prints the file with -v", function()
        local found = project:must { "show", CORE1, "-v" }.out
        assert.truthy(found:find(
            "\n\n-- add clients\nrevision { up = function() end, down = function() end }", 1, true))
    end)

    it("shows who applied it, with what, when", function()
        project:must { "stamp", CORE1 }
        local found = project:must { "show", CORE1 }.out
        assert.truthy(found:find(
            "state +applied\n +applied +[%d-]+T[%d:]+Z by %g+, luamig %d+%.%d+%.%d+, 0 ms\n"), found)
    end)

    it("says the same as JSON", function()
        local found = decode { "show", CORE2, "--json" }
        assert.equal(CORE2, found.id)
        assert.same({ deletes_data = "nobody read it" }, found.allow)
        assert.same({ ACME2 }, found.before)
        assert.same({}, found.down)
        assert.same({
            { kind = "transaction", line = 7 },
            { kind = "transaction", hook = "cents from decimal", line = 8 },
            { kind = "batches", hook = "in pieces", line = 9 },
            { kind = "batches", line = 10 },
            { kind = "no_transaction", line = 11 },
            { kind = "repeatable", line = 12 },
        }, found.up)
        assert.is_nil(found.applied_checksum)
    end)

    it("fails for an unknown or ambiguous revision, naming candidates", function()
        local result = project:luamig { "show", "2024010" }
        assert.equal(2, result.code)
        assert.truthy(result.err:find('4 revisions\' ids begin with "2024010"', 1, true))
        assert.truthy(result.err:find(ACME2, 1, true))
        result = project:luamig { "show", "x" }
        assert.equal(2, result.code)
        assert.truthy(result.err:find('no revision\'s id begins with "x"', 1, true))
        assert.equal(2, project:luamig({ "show", "" }).code)
    end)
end)

describe("current and heads", function()
    before_each(function()
        project = support.project(files())
    end)

    it("print the last applied and the last written revision of each owner", function()
        project:must { "stamp", CORE1 }
        assert.same({ "core " .. CORE1, "custom/acme -" }, lines "current")
        project:must { "stamp", ACME1 }
        assert.same({ "core " .. CORE1, "custom/acme " .. ACME1 }, lines "current")
        assert.same({ "core " .. CORE2 .. " drop the old price", "custom/acme " .. ACME2 .. " second" }, lines "heads")
        assert.same({ "custom/acme " .. ACME1 }, lines { "current", "--custom", "acme" })
        assert.same({ "custom/acme " .. ACME2 .. " second" }, lines { "heads", "--custom", "acme" })
    end)

    it("are lists as JSON", function()
        project:must { "stamp", CORE1 }
        local current = decode { "current", "--json" }.current
        assert.equal(CORE1, current[1].id)
        assert.equal("applied", current[1].state)
        local heads = decode { "heads", "--json" }.heads
        assert.same({ CORE2, ACME2 }, ids(heads))
        assert.equal("migrations/" .. CORE2 .. ".lua", heads[1].file)
    end)

    it("ask no database for the heads", function()
        project = support.project(files(), { database = false })
        project:must "heads"
    end)
end)
