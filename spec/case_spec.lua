-- Golden cases: spec/case/<kind>/<case>/ holds before.lua and models.lua (a models.lua before and after a change),
-- perhaps data.sql (rows that are there when it happens), and revision.lua, the revision that `create` must write.
--
-- Each case, and random pairs of all states both ways, must keep laws 1 to 4, and each case law 5:
--   1. create writes the golden revision
--   2. after upgrade the schema is that of a fresh build of the same models
--   3. a second create finds nothing
--   4. downgrade brings the first schema back
--   5. what `pull` makes of the database builds the same schema
--
--   LUAMIG_GOLDEN=1            writes the golden revisions anew
--   LUAMIG_CASES=index/,view/  only the cases whose path holds one of these
--   LUAMIG_SEED=7              the seed of the random pairs; it is printed
--   LUAMIG_PAIRS=500           how many pairs
--   LUAMIG_DUMP=both           schemas are read by pg_dump and from the catalogs, and the two must see the same changes
local lfs = require "lfs"
local support = require "spec.support"

local root = support.root .. "/spec/case"
local rewrite = os.getenv "LUAMIG_GOLDEN"
local seed = math.tointeger(os.getenv "LUAMIG_SEED" or "") or os.time()
local pairs_wanted = math.tointeger(os.getenv "LUAMIG_PAIRS" or "") or 10

local function read(path)
    local file = io.open(path, "rb")
    if not file then
        return nil
    end
    local text = file:read "a"
    file:close()
    return text
end

local function write(path, text)
    local file = assert(io.open(path, "wb"))
    file:write(text)
    file:close()
end

local function folders(path)
    local names = {}
    for name in lfs.dir(path) do
        if name:sub(1, 1) ~= "." and lfs.attributes(path .. "/" .. name, "mode") == "directory" then
            names[#names + 1] = name
        end
    end
    table.sort(names)
    return names
end

local function is_wanted(name)
    local filter = os.getenv "LUAMIG_CASES"
    for part in (filter or ""):gmatch "[^,]+" do
        if name:find(part, 1, true) then
            return true
        end
    end
    return not filter
end

-- Words of models that a server cannot follow: such states are left out there. What a build of PostgreSQL may lack (lz4)
-- is asked of the server.
local since = {
    [14] = { "multirange", "compression", "pg_read_all_data", "BEGIN ATOMIC", 'body = "RETURN ' },
    [15] = { "nulls_distinct", "security_invoker", "set null (", "publications = {" },
}

local function is_possible(text)
    local version = support.server.version() // 10000
    for first, words in pairs(since) do
        for _, word in ipairs(words) do
            if version < first and text:find(word, 1, true) then
                return false
            end
        end
    end
    return support.server.has_lz4() or not text:find("lz4", 1, true)
end

local cases = {}
for _, kind in ipairs(folders(root)) do
    for _, name in ipairs(folders(root .. "/" .. kind)) do
        local folder = root .. "/" .. kind .. "/" .. name
        local case = {
            name = kind .. "/" .. name,
            folder = folder,
            before = assert(read(folder .. "/before.lua"), folder .. " has no before.lua"),
            models = assert(read(folder .. "/models.lua"), folder .. " has no models.lua"),
            data = read(folder .. "/data.sql"),
        }
        if is_possible(case.before) and is_possible(case.models) then
            cases[#cases + 1] = case
        end
    end
end

-- Writes the models and creates the revision that leads there: its text, or nil if there is nothing to do.
local function create(project, models, message)
    project:write("core/models.lua", models)
    local before = #project:revisions()
    local result = project:luamig { "create", message, "--allow", "deletes_data" }
    if result.code ~= 0 then
        return nil, result.err .. result.out
    end
    local revisions = project:revisions()
    return #revisions > before and project:read(revisions[#revisions]) or nil
end

local function build(models)
    local project = support.project {}
    local text, problem = create(project, models, "build")
    assert.is_nil(problem)
    if text then
        project:must "upgrade"
    end
    return project
end

-- A fresh build's schema; models are built once.
local built = {}
local function fresh_dump(models)
    if not built[models] then
        local project = build(models)
        built[models] = project.database:dump()
        project.database:drop()
    end
    return built[models]
end

local function same(was, is, what)
    local difference = support.difference(was, is)
    assert(not difference, what .. ":\n" .. (difference or ""))
end

local function without_timestamps(text)
    return (text:gsub("%d%d%d%d%d%d%d%d_%d%d%d%d%d%d", "00000000_000000"))
end

-- Law 1. The golden revisions were written on PostgreSQL 15: others have other versions of extensions, and what may come
-- in any order comes in another.
local function check_golden(case, text)
    if support.server.version() // 10000 ~= 15 then
        return
    end
    local path = case.folder .. "/revision.lua"
    local golden = text and without_timestamps(text) or "-- no changes\n"
    if rewrite then
        write(path, golden)
    else
        assert.equal(read(path) or "no golden revision: LUAMIG_GOLDEN=1 writes it", golden)
    end
end

-- How many rows all tables have together.
local function rows(project)
    return project.database:value [[
        SELECT sum((xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %s', c.oid::regclass),
                                                        false, true, '')))[1]::text::bigint)
          FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace
         WHERE c.relkind = 'r' AND s.nspname NOT IN ('pg_catalog', 'information_schema', 'luamig')]]
end

-- Where schemas are read by both: what one sees, the other must see.
local function check_readers(was, is)
    local by_catalog = support.difference(support.dump_part(was, "catalog"), support.dump_part(is, "catalog"))
    local by_pg_dump = support.difference(support.dump_part(was, "pg_dump"), support.dump_part(is, "pg_dump"))
    assert(by_catalog or not by_pg_dump, "the catalog dump does not see:\n" .. (by_pg_dump or ""))
    assert(by_pg_dump or not by_catalog, "pg_dump does not see:\n" .. (by_catalog or ""))
end

-- Laws 2 to 4, from a project that stands at `first` (its dump) to `models`, for which a revision is written. Returns
-- the dump of what was reached.
local function check_laws(project, models, first, changed)
    if changed then
        project:must "upgrade"
    end
    local there = project.database:dump()
    if os.getenv "LUAMIG_DUMP" == "both" and support.server.has_dump() then
        check_readers(first, there)
    end
    same(fresh_dump(models), there, "law 2: a fresh build (-) and the upgraded schema (+) differ")
    local again, problem = create(project, models, "again")
    assert(not problem, "law 3: " .. (problem or ""))
    assert(not again, "law 3: a second create is not empty:\n" .. (again or ""))
    if changed then
        project:must "downgrade -1"
        same(first, project.database:dump(), "law 4: the first schema (-) and the downgraded one (+) differ")
        project:must "upgrade"
        same(there, project.database:dump(), "the schema before (-) and after (+) down and up differ")
    end
    return there
end

-- Law 5, of the state that a case ends in.
local function check_pull(project)
    local models = project:must "pull".out
    local pulled = support.project {}
    local text, problem = create(pulled, models, "pulled")
    assert(not problem, ("law 5: %s\n%s"):format(problem, models))
    if text then
        local result = pulled:luamig "upgrade"
        assert(result.code == 0, ("law 5: %s\n%s"):format(result.err, models))
    end
    local difference = support.difference(project.database:dump(), pulled.database:dump())
    assert(not difference, ("law 5: the database (-) and what was pulled from it (+) differ:\n%s\n%s"):format(
        difference or "", models))
end

for _, case in ipairs(cases) do
    if is_wanted(case.name) then
        describe("case", function()
            it(case.name, function()
                local project = build(case.before)
                local first = project.database:dump()
                if case.data then
                    project.database:execute(case.data)
                end
                local text, problem = create(project, case.models, "change")
                assert(not problem, problem)
                check_golden(case, text)
                local before = case.data and rows(project)
                local there = check_laws(project, case.models, first, text ~= nil)
                if text and text:gsub("op%.rename_", ""):find("op.", 1, true) then
                    assert(support.difference(first, there), "what the revision changes is seen by no dump")
                end
                if case.data and not text:find "drop_table" then
                    assert.equal(before, rows(project), "rows before, and after up, down and up")
                end
                check_pull(project)
            end)
        end)
    end
end

-- What no tool can know: how the values of one type become another's.
local function needs_using(problem)
    return problem:find("cannot be cast", 1, true) or problem:find("cannot cast type", 1, true)
end

local function check_pair(from, to)
    local project = build(from)
    local first = project.database:dump()
    local text, problem = create(project, to, "pair")
    assert(not problem, problem)
    local result = text and project:luamig "upgrade"
    if result and result.code ~= 0 then
        assert(needs_using(result.err), result.err .. "\n" .. text)
        same(first, project.database:dump(), "a revision that fails leaves something behind")
        return
    end
    local ok, reason = pcall(check_laws, project, to, first, text ~= nil)
    if not ok and not needs_using(tostring(reason)) then
        error(tostring(reason) .. "\n" .. (text or ""), 0)
    end
end

describe("a random pair of states", function()
    local random = {}
    setup(function()
        io.stderr:write(("random pairs of cases: LUAMIG_SEED=%d\n"):format(seed))
    end)
    math.randomseed(seed)
    local function draw()
        local case = cases[math.random(#cases)]
        local side = math.random(2) == 1 and "before" or "models"
        return { name = case.name .. "/" .. side, text = case[side] }
    end
    for number = 1, pairs_wanted do
        random[number] = { draw(), draw() }
    end
    for _, pair in ipairs(random) do
        local a, b = pair[1], pair[2]
        it(a.name .. " -> " .. b.name, function()
            check_pair(a.text, b.text)
        end)
        it(b.name .. " -> " .. a.name, function()
            check_pair(b.text, a.text)
        end)
    end
end)
