-- Where revisions stand when the files and the ledger do not agree, and how stamp and repair mend the ledger.
local json = require "dkjson"
local support = require "spec.support"

local CORE1, CORE2 = "20240101_000000_core_first", "20240105_000000_core_second"
local ACME1, ACME2 = "20240102_000000_custom_acme_first", "20240103_000000_custom_acme_second"
local ODD1 = "20240104_000000_custom_odd_first"

local function path(id)
    return "migrations/" .. id .. ".lua"
end

local function files()
    return {
        [path(CORE1)] = "revision { up = function() end }",
        [path(CORE2)] = ("revision { parent = '%s', up = function() end }"):format(CORE1),
        [path(ACME1)] = ("revision { requires = { '%s' }, up = function() end }"):format(CORE1),
        [path(ACME2)] = ("revision { parent = '%s', requires = { '%s' }, up = function() end }"):format(ACME1, CORE2),
        [path(ODD1)] = "revision { up = function() end }",
    }
end

describe("standing", function()
    local project

    before_each(function()
        project = support.project(files())
    end)

    local function decode(...)
        local result = project:must(...)
        return (assert(json.decode(result.out)))
    end

    -- id = state, with "edited" and "missing" where they are.
    local function states()
        local found = {}
        for _, row in ipairs(decode({ "history", "--json" }).revisions) do
            found[row.id] = row.edited and "edited" or row.missing and "missing" or row.state
        end
        return found
    end

    local function owner(name)
        for _, one in ipairs(decode({ "status", "--json" }).owners) do
            if one.owner == name then return one end
        end
    end

    local function fails(code, words, ...)
        local result = project:luamig(words)
        assert.equal(code, result.code, result.out .. result.err)
        for _, wanted in ipairs { ... } do
            assert(result.err:find(wanted, 1, true), ("wanted: %s\nfound: %s"):format(wanted, result.err))
        end
        return result
    end

    describe("of files that have vanished", function()
        before_each(function()
            project:must "stamp"
        end)

        it("is missing while others of the owner are there", function()
            project:write(path(ACME1), nil)
            project:write(path(ACME2), ("revision { requires = { '%s' }, up = function() end }"):format(CORE2))
            assert.equal("missing", states()[ACME1])
            assert.equal(1, owner "custom/acme".missing)
            assert.is_false(owner "custom/acme".absent)
            local status = project:must "status"
            assert.truthy(status.out:find(ACME1, 1, true))
            assert.truthy(status.out:find("luamig repair --forget ID", 1, true))
            assert.equal(3, project:luamig { "status", "--exit-code" }.code)
        end)

        it("is absent where none of the owner's files is left, and nothing is wrong", function()
            project:write(path(ACME1), nil)
            project:write(path(ACME2), nil)
            assert.equal("applied", states()[ACME1])
            assert.is_true(owner "custom/acme".absent)
            assert.equal(0, owner "custom/acme".missing)
            assert.equal(2, owner "custom/acme".applied)
            local status = project:must { "status", "--exit-code" }
            assert.truthy(status.out:find "custom/acme +absent +2 applied")
        end)

        it("is shown from the ledger", function()
            project:write(path(ODD1), nil)
            local shown = decode { "show", "20240104", "--json" }
            assert.equal("custom/odd", shown.owner)
            assert.equal("applied", shown.state)
            assert.is_nil(shown.file)
            local text = project:must { "show", ODD1 }.out
            assert.truthy(text:find("its file is gone", 1, true))
            assert.truthy(text:find("absent", 1, true))
        end)

        it("stands in history behind what ran before it", function()
            project:write(path(ACME1), nil)
            project:write(path(ACME2), ("revision { requires = { '%s' }, up = function() end }"):format(CORE2))
            local order = {}
            for _, row in ipairs(decode({ "history", "--json" }).revisions) do
                table.insert(order, 1, row.id)
            end
            assert.same({ CORE1, CORE2, ACME1, ACME2, ODD1 }, order)
        end)

        it("is forgotten only if repair is asked to", function()
            project:write(path(ODD1), nil)
            local result = project:must { "repair" }
            assert.equal("", result.out)
            assert.truthy(result.err:find("nothing to repair", 1, true))
            assert.equal("applied", states()[ODD1])
            project:must { "repair", "--forget", ODD1, "--dry-run" }
            assert.equal("applied", states()[ODD1])
            assert.same({ dry_run = false, accepted = {}, forgotten = { ODD1 } },
                decode { "repair", "--forget", "20240104", "--json" })
            assert.is_nil(states()[ODD1])
            assert.equal("forget", project.database:value "SELECT action FROM luamig.run ORDER BY id DESC LIMIT 1")
        end)

        it("is told of by repair", function()
            project:write(path(ACME1), nil)
            project:write(path(ACME2), ("revision { requires = { '%s' }, up = function() end }"):format(CORE2))
            project:must { "repair" }
            assert.truthy(project:must("repair").err:find("1 applied revision is without a file", 1, true))
            project:must { "repair", "--forget", ACME1 }
            assert.truthy(project:must("repair").err:find("nothing to repair", 1, true))
        end)

        it("is not forgotten while its file is there, or unknown", function()
            fails(2, { "repair", "--forget", ODD1 }, ODD1 .. " is not gone: it stands in " .. path(ODD1))
            fails(2, { "repair", "--forget", "2025" }, 'no revision\'s id begins with "2025"')
            fails(2, { "repair", "--forget", "2024" }, "5 revisions' ids begin with \"2024\"", CORE1, ACME2)
        end)
    end)

    describe("of files that were edited", function()
        before_each(function()
            project:must "stamp"
            project:write(path(CORE1), "revision { up = function() local a end }")
        end)

        it("is edited after a change of its code", function()
            assert.equal("edited", states()[CORE1])
            assert.equal(1, owner "core".edited)
            assert.equal(3, project:luamig { "status", "--exit-code" }.code)
            assert.equal(0, project:luamig { "status", "--exit-code", "--custom", "acme" }.code)
            assert.truthy(project:must("status").out:find("luamig repair", 1, true))
            local shown = decode { "show", CORE1, "--json" }
            assert.is_true(shown.edited)
            assert.not_equal(shown.checksum, shown.applied_checksum)
        end)

        it("is applied again after a change of comments and blanks only", function()
            project:write(path(CORE1), "-- why\r\nrevision\n{ up = function()\n  end } -- done\r\n")
            assert.equal("applied", states()[CORE1])
        end)

        it("is accepted by repair, once", function()
            assert.same({ dry_run = true, accepted = { CORE1 }, forgotten = {} },
                decode { "repair", "--dry-run", "--json" })
            assert.equal("edited", states()[CORE1])
            assert.truthy(project:must("repair").out:find("accepted  " .. path(CORE1), 1, true))
            assert.equal("applied", states()[CORE1])
            assert.truthy(project:must("repair").err:find("nothing to repair", 1, true))
            assert.equal("repair", project.database:value "SELECT action FROM luamig.run ORDER BY id DESC LIMIT 1")
        end)

        it("is accepted by name", function()
            project:write(path(ODD1), "revision { up = function() local a end }")
            project:must { "repair", path(ODD1) }
            assert.equal("applied", states()[ODD1])
            assert.equal("edited", states()[CORE1])
            fails(2, { "repair", ODD1 }, ODD1 .. " is not edited")
        end)

        it("is accepted of one organisation", function()
            project:write(path(ODD1), "revision { up = function() local a end }")
            project:must { "repair", "--custom", "odd" }
            assert.equal("applied", states()[ODD1])
            assert.equal("edited", states()[CORE1])
        end)

        it("takes over what the file requires now", function()
            project:write(path(ODD1), ("revision { requires = { '%s' }, up = function() end }"):format(CORE1))
            project:must "repair"
            assert.equal("{" .. CORE1 .. "}",
                project.database:value(("SELECT requires FROM luamig.revision WHERE id = '%s'"):format(ODD1)))
        end)
    end)

    describe("before upgrade", function()
        local THIRD = "20240106_000000_core_third"

        before_each(function()
            project:must "upgrade"
            project:write(path(THIRD), ("revision { parent = '%s', up = function() end }"):format(CORE2))
        end)

        it("lets it run what is pending", function()
            project:must "upgrade"
            assert.equal("applied", states()[THIRD])
        end)

        it("refuses it while an applied file is edited, until repair accepts that", function()
            project:write(path(CORE1), "revision { up = function() local a end }")
            fails(1, "upgrade", path(CORE1) .. ": the file was changed after it was applied", "luamig repair")
            assert.equal("pending", states()[THIRD])
            project:must "repair"
            project:must "upgrade"
            assert.equal("applied", states()[THIRD])
        end)

        it("refuses it while an applied file is missing, until it is back or forgotten", function()
            local text = project:read(path(ACME1))
            local second = project:read(path(ACME2))
            project:write(path(ACME1), nil)
            project:write(path(ACME2), ("revision { requires = { '%s' }, up = function() end }"):format(CORE2))
            project:must "repair"
            fails(1, "upgrade", ACME1 .. " of custom/acme is applied, but its file is gone",
                "luamig repair --forget " .. ACME1)
            assert.equal("pending", states()[THIRD])
            project:write(path(ACME1), text)
            project:write(path(ACME2), second)
            project:must "repair"
            project:must "upgrade"
            assert.equal("applied", states()[THIRD])
        end)

        it("refuses nothing for an absent owner", function()
            project:write(path(ACME1), nil)
            project:write(path(ACME2), nil)
            project:must "upgrade"
            assert.equal("applied", states()[THIRD])
        end)
    end)

    describe("of what is half done", function()
        before_each(function()
            project:write(path(ODD1), "revision { up = { function() end, function() end, function() end } }")
            project:must "stamp"
            project.database:execute(
                ("UPDATE luamig.revision SET state = 'up', phase = 2 WHERE id = '%s'"):format(ODD1))
        end)

        it("says how many phases are done", function()
            assert.truthy(project:must("status").out:find(ODD1 .. "  2 of 3 phases up", 1, true))
            assert.truthy(project:must("history").out:find "^2 of 3 phases up")
            assert.equal(1, owner "custom/odd".partly)
            assert.equal(2, decode({ "status", "--json" }).partly[1].phases_done)
            assert.equal(3, project:luamig { "status", "--exit-code" }.code)
        end)

        it("may be accepted with other phases to come, but not with fewer than were done", function()
            project:write(path(ODD1), "revision { up = { function() end, function() end, function() local a end } }")
            project:must "repair"
            assert.equal("up", states()[ODD1])
            project:write(path(ODD1), "revision { up = { function() end, function() end } }")
            fails(1, { "repair" }, path(ODD1) .. ": 2 phases of up are done, but the file has only 2 now")
            assert.equal("edited", states()[ODD1])
        end)

        it("is made whole by stamp", function()
            project:must { "stamp", ODD1 }
            assert.equal("applied", states()[ODD1])
            assert.equal("3",
                project.database:value(("SELECT phase FROM luamig.revision WHERE id = '%s'"):format(ODD1)))
        end)
    end)

    describe("after stamp", function()
        it("is applied for all revisions, in run order", function()
            assert.same({ dry_run = false, applied = { CORE1, CORE2, ACME1, ACME2, ODD1 }, not_applied = {} },
                decode { "stamp", "--json" })
            for _, state in pairs(states()) do
                assert.equal("applied", state)
            end
            assert.equal("5", project.database:value "SELECT count(*) FROM luamig.run WHERE action = 'stamp'")
            local again = project:must "stamp"
            assert.equal("", again.out)
            assert.truthy(again.err:find("nothing to stamp", 1, true))
        end)

        it("is applied for a target and what it needs", function()
            decode { "stamp", ACME1, "--json" }
            local found = states()
            assert.same({ [CORE1] = "applied", [CORE2] = "pending", [ACME1] = "applied", [ACME2] = "pending",
                [ODD1] = "pending" }, found)
        end)

        it("is not applied for what came after the target, and what requires that", function()
            project:must "stamp"
            assert.same({ dry_run = false, applied = {}, not_applied = { CORE2, ACME2 } },
                decode { "stamp", CORE1, "--json" })
            assert.equal("applied", states()[ACME1])
            assert.equal("applied", states()[ODD1])
        end)

        it("of base is not applied", function()
            project:must "stamp"
            project:must { "stamp", "base", "--custom", "acme" }
            assert.equal("pending", states()[ACME1])
            assert.equal("applied", states()[CORE2])
            project:must { "stamp", "base" }
            assert.equal("0", project.database:value "SELECT count(*) FROM luamig.revision")
        end)

        it("of one organisation is applied, with what it needs", function()
            project:must { "stamp", "--custom", "acme" }
            assert.same({ [CORE1] = "applied", [CORE2] = "applied", [ACME1] = "applied", [ACME2] = "applied",
                [ODD1] = "pending" }, states())
        end)

        it("writes nothing with --dry-run, not even the ledger", function()
            local result = project:must { "stamp", "--dry-run" }
            assert.truthy(result.out:find("applied      " .. CORE1, 1, true))
            assert.truthy(result.err:find("nothing was written", 1, true))
            assert.is_nil(project.database:value "SELECT to_regnamespace('luamig')")
        end)

        it("says that it registers no object and undoes nothing", function()
            assert.truthy(project:must("stamp").err:find("registers no object", 1, true))
            assert.truthy(project:must("stamp base").err:find("undoes nothing", 1, true))
        end)

        it("is refused for a target of another owner, or an unknown one", function()
            fails(2, { "stamp", CORE1, "--custom", "acme" }, CORE1 .. " belongs to core, not to custom/acme")
            fails(2, { "stamp", "1999" }, 'no revision\'s id begins with "1999"')
            fails(2, { "stamp", "--custom", "acmee" },
                'belongs to the organisation "acmee"', "did you mean --custom acme?")
        end)

        it("waits for the lock, and exits 4 when that is not to be had", function()
            -- The lock as engine/lock.c has it.
            support.start({ "psql", "-X", "-d", project.database.url, "-c",
                "SELECT pg_advisory_xact_lock(1819631981, hashtext('luamig')), pg_sleep(60)" })
            support.eventually(function()
                return project.database:value "SELECT true FROM pg_locks WHERE locktype = 'advisory' AND granted"
            end)
            fails(4, { "stamp", "--lock-wait", "0" })
            fails(4, { "repair", "--lock-wait", "0.1" })
            project:must { "stamp", "--dry-run" }
        end)
    end)
end)
