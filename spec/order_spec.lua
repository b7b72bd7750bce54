-- The graph of revisions: the order in which they run, and what is wrong with it.
local json = require "dkjson"
local lfs = require "lfs"
local support = require "spec.support"
local random = require "spec.unit.random"

local function text(revision)
    local function list(key)
        if #revision[key] == 0 then return "" end
        return ("%s = { '%s' }, "):format(key, table.concat(revision[key], "', '"))
    end
    return ("revision { owner = '%s', %s%s%sup = function() end }"):format(revision.owner,
        revision.parent and ("parent = '%s', "):format(revision.parent) or "", list "requires", list "before")
end

local function files(revisions)
    local all = {}
    for _, revision in ipairs(revisions) do
        all["migrations/" .. revision.id .. ".lua"] = text(revision)
    end
    return all
end

local function revision(id, fields)
    local made = { id = id, owner = "core", requires = {}, before = {} }
    for key, value in pairs(fields or {}) do
        made[key] = value
    end
    return made
end

-- All revisions in run order, as luamig has it, or the text of its failure.
local function run_order(revisions, database)
    local project = support.project({}, { database = database })
    lfs.mkdir(project.folder .. "/migrations")
    for path, content in pairs(files(revisions)) do
        local file = assert(io.open(project.folder .. "/" .. path, "w"))
        file:write(content)
        file:close()
    end
    local result = project:luamig { "history", "--json" }
    local found = json.decode(result.out)
    if found.error then return nil, found.error end
    local order = {}
    for _, row in ipairs(found.revisions) do
        table.insert(order, 1, row.id)
    end
    return order
end

-- The same by the rule as DESIGN has it: of those ready, core first, then the older.
local function reference(revisions)
    local waits = {}
    for _, one in ipairs(revisions) do
        waits[one.id] = waits[one.id] or {}
        if one.parent then waits[one.id][one.parent] = true end
        for _, id in ipairs(one.requires) do
            waits[one.id][id] = true
        end
        for _, id in ipairs(one.before) do
            waits[id] = waits[id] or {}
            waits[id][one.id] = true
        end
    end
    local order, done = {}, {}
    for _ = 1, #revisions do
        local best
        for _, one in ipairs(revisions) do
            local ready = not done[one.id]
            for id in pairs(waits[one.id]) do
                ready = ready and done[id]
            end
            local rank = (one.owner == "core" and "0" or "1") .. one.id
            if ready and (not best or rank < best.rank) then best = { rank = rank, id = one.id } end
        end
        if not best then return nil end
        done[best.id] = true
        order[#order + 1] = best.id
    end
    return order
end

local owners = { "core", "custom/a", "custom/b", "custom/c" }

local function below(count)
    return math.random(count) - 1
end

-- A graph without a cycle: every edge goes along a hidden order.
local function generate()
    local revisions, last = {}, {}
    local count = below(40) + 1
    local seconds = {}
    for i = 1, count do
        local second
        repeat
            second = below(100000)
        until not seconds[second]
        seconds[second] = true
        local owner = owners[below(4) + 1]
        local one = revision(("20240101_%06d_%s_r"):format(second, (owner:gsub("/", "_"))),
            { owner = owner, parent = last[owner], requires = {}, before = {} })
        last[owner] = one.id
        for _ = 1, below(3) do
            local other = i > 1 and revisions[below(i - 1) + 1]
            if not other then break end
            if below(2) == 0 and (owner ~= "core" or other.owner == "core") then
                table.insert(one.requires, other.id)
            else
                table.insert(other.before, one.id)
            end
        end
        revisions[i] = one
    end
    return revisions
end

describe("the order of revisions", function()
    local database
    setup(function()
        database = support.database()
    end)

    it("is core before custom wherever the graph allows both, then by age", function()
        assert.same({
            "20240105_000000_core_first", "20240106_000000_core_second",
            "20240101_000000_custom_a_first", "20240102_000000_custom_b_first",
        }, run_order({
            revision("20240105_000000_core_first"),
            revision("20240106_000000_core_second", { parent = "20240105_000000_core_first" }),
            revision("20240101_000000_custom_a_first", { owner = "custom/a" }),
            revision("20240102_000000_custom_b_first",
                { owner = "custom/b", requires = { "20240105_000000_core_first" } }),
        }, database))
    end)

    it("lets custom come before core by `before` only", function()
        assert.same({
            "20240101_000000_core_first", "20240103_000000_custom_a_first", "20240102_000000_core_second",
        }, run_order({
            revision("20240101_000000_core_first"),
            revision("20240102_000000_core_second", { parent = "20240101_000000_core_first" }),
            revision("20240103_000000_custom_a_first",
                { owner = "custom/a", requires = { "20240101_000000_core_first" },
                    before = { "20240102_000000_core_second" } }),
        }, database))
    end)

    it("is that of the chain where the ages say otherwise", function()
        assert.same({ "20240109_000000_core_a", "20240101_000000_core_b" }, run_order({
            revision("20240101_000000_core_b", { parent = "20240109_000000_core_a" }),
            revision("20240109_000000_core_a"),
        }, database))
    end)

    it("is that of a plain reference for random graphs", function()
        random.start()
        for round = 1, 40 do
            local revisions = generate()
            assert.same(reference(revisions), run_order(revisions, database), random.where(round))
        end
    end)

    it("is refused for random graphs with a circle, and one circle is shown", function()
        random.start()
        local met = 0
        for round = 1, 40 do
            local revisions = generate()
            -- One edge backwards makes a circle if there is a way forwards.
            local from, to = revisions[math.random(#revisions)], revisions[math.random(#revisions)]
            table.insert(from.before, to.id)
            local expected, context = reference(revisions), random.where(round)
            local order, failure = run_order(revisions, database)
            assert.same(expected, order, context)
            if not expected then
                met = met + 1
                assert.truthy(failure.message:find "wait" , context)
                -- Each line says that one waits for another; together they come round.
                local waits, first, count = {}, nil, 0
                for line in failure.detail:gmatch "[^\n]+" do
                    local file, key, id = line:match "^migrations/([^:]*)%.lua:1: (%a+) = {? ?\"([^\"]*)\""
                    assert.truthy(file, line)
                    if key == "before" then file, id = id, file end
                    waits[file], first, count = id, first or file, count + 1
                end
                local at = first
                for _ = 1, count do
                    at = assert(waits[at], context)
                end
                assert.equal(first, at, context)
            end
        end
        assert.is_true(met > 0)
    end)
end)

describe("a graph of revisions", function()
    local function failure(revisions, extra)
        local all = files(revisions)
        for path, content in pairs(extra or {}) do
            all[path] = content
        end
        local result = support.project(all, { database = false }):luamig { "heads" }
        assert.equal(1, result.code, result.out)
        return result.err
    end

    local function says(found, ...)
        for _, wanted in ipairs { ... } do
            assert(found:find(wanted, 1, true), ("wanted: %s\nfound: %s"):format(wanted, found))
        end
    end

    local first = revision "20240101_000000_core_first"

    it("with two firsts of one owner is refused, with the mend", function()
        says(failure { first, revision "20240102_000000_core_other" },
            "2 revisions of core have no parent",
            "migrations/20240101_000000_core_first.lua:1", "migrations/20240102_000000_core_other.lua:1",
            'set parent = "20240101_000000_core_first" in migrations/20240102_000000_core_other.lua')
    end)

    it("with two heads is refused, and the mend is to follow the end of the older branch", function()
        says(failure {
            first,
            revision("20240102_000000_core_a", { parent = first.id }),
            revision("20240103_000000_core_b", { parent = first.id }),
            revision("20240104_000000_core_a2", { parent = "20240102_000000_core_a" }),
        }, '2 revisions of core have the parent "20240101_000000_core_first"',
            "migrations/20240102_000000_core_a.lua:1", "migrations/20240103_000000_core_b.lua:1",
            "if 20240102_000000_core_a is to run first, "
                .. 'set parent = "20240104_000000_core_a2" in migrations/20240103_000000_core_b.lua')
    end)

    it("may have one first for each owner", function()
        support.project(files {
            first,
            revision("20240102_000000_custom_a_first", { owner = "custom/a" }),
            revision("20240102_000000_custom_b_first", { owner = "custom/b" }),
        }, { database = false }):must { "heads" }
    end)

    it("with a missing parent is refused, naming the nearest", function()
        says(failure { first, revision("20240102_000000_core_b", { parent = "20240101_000000_core_frist" }) },
            'migrations/20240102_000000_core_b.lua:1: parent names "20240101_000000_core_frist", but no revision has '
                .. "that id", 'the nearest id is "20240101_000000_core_first"')
    end)

    it("with a parent written as a file is refused, naming the id", function()
        says(failure { first, revision("20240102_000000_core_b", { parent = "20240101_000000_core_first.lua" }) },
            'the nearest id is "20240101_000000_core_first"')
    end)

    it("with a missing requirement is refused", function()
        says(failure { first, revision("20250102_000000_custom_a_b", { owner = "custom/a", requires = { "gone" } }) },
            'migrations/20250102_000000_custom_a_b.lua:1: requires names "gone", but no revision has that id',
            "bring the file gone.lua back")
    end)

    it("with a missing `before` is refused", function()
        says(failure { revision("20240101_000000_core_first", { before = { "gone" } }) },
            'before names "gone", but no revision has that id')
    end)

    it("with a parent of another owner is refused, naming requires", function()
        says(failure { first, revision("20240102_000000_custom_a_b", { owner = "custom/a", parent = first.id }) },
            "migrations/20240102_000000_custom_a_b.lua:1: the parent migrations/20240101_000000_core_first.lua belongs "
                .. "to core, but this revision to custom/a", 'requires = { "20240101_000000_core_first" }')
    end)

    it("in which core requires custom is refused, naming `before`", function()
        says(failure {
            revision("20240101_000000_custom_a_first", { owner = "custom/a" }),
            revision("20240102_000000_core_first", { requires = { "20240101_000000_custom_a_first" } }),
        }, "migrations/20240102_000000_core_first.lua:1: core requires migrations/20240101_000000_custom_a_first.lua, "
            .. "which is custom/a's", 'before = { "20240102_000000_core_first" }')
    end)

    it("with a revision that requires itself is refused", function()
        says(failure { revision("20240101_000000_core_first", { requires = { "20240101_000000_core_first" } }) },
            "a revision waits for itself",
            'migrations/20240101_000000_core_first.lua:1: requires = { "20240101_000000_core_first" }')
    end)

    it("with parents in a circle is refused, with each file", function()
        says(failure {
            revision("20240101_000000_core_a", { parent = "20240102_000000_core_b" }),
            revision("20240102_000000_core_b", { parent = "20240101_000000_core_a" }),
        }, "revisions wait for each other in a circle",
            'migrations/20240101_000000_core_a.lua:1: parent = "20240102_000000_core_b"',
            'migrations/20240102_000000_core_b.lua:1: parent = "20240101_000000_core_a"', "hint: take one of these out")
    end)

    it("with one id in two folders is refused, with both files", function()
        says(failure({}, {
            ["luamig.lua"] = "return { core = { revisions = 'a' }, custom = { revisions = 'b' } }",
            ["a/20240101_000000_core_x.lua"] = text(first),
            ["b/20240101_000000_core_x.lua"] = text(first),
        }), "b/20240101_000000_core_x.lua: a/20240101_000000_core_x.lua has the same id", "hint: rename one")
    end)

    it("is told with the line of the key, and of all mistakes at once", function()
        local found = failure({}, {
            ["migrations/20240101_000000_core_a.lua"] = "revision {\n\n  parent = 'x',\n  up = function() end }",
            ["migrations/20240102_000000_core_b.lua"] = "revision {\n  requires = {\n 'y' },\n  up = function() end }",
        })
        says(found, 'migrations/20240101_000000_core_a.lua:3: parent names "x"',
            'migrations/20240102_000000_core_b.lua:2: requires names "y"')
    end)
end)
