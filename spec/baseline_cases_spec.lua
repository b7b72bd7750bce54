-- `baseline` of what each case ends in: a database whose ledger is forgotten is adopted without a difference, and the
-- revision builds it again. All cases with LUAMIG_CASES= (parts of their names, or "/" for all), else ten drawn by
-- LUAMIG_SEED.
local lfs = require "lfs"
local support = require "spec.support"

local root = support.root .. "/spec/case"
local filter = os.getenv "LUAMIG_CASES"
local seed = math.tointeger(os.getenv "LUAMIG_SEED" or "") or os.time()

local function read(path)
    local file = io.open(path, "rb")
    local text = file and file:read "a"
    if file then
        file:close()
    end
    return text
end

local cases = {}
for kind in lfs.dir(root) do
    for name in lfs.dir(root .. "/" .. kind) do
        local models = not name:find "^%." and read(("%s/%s/%s/models.lua"):format(root, kind, name))
        -- What only the ledger knows cannot be found again without it.
        if models and not models:find "sql_object" then
            cases[#cases + 1] = { name = kind .. "/" .. name, models = models }
        end
    end
end
table.sort(cases, function(a, b) return a.name < b.name end)

local function chosen()
    if filter then
        local found = {}
        for _, case in ipairs(cases) do
            for part in filter:gmatch "[^,]+" do
                if case.name:find(part, 1, true) then
                    found[#found + 1] = case
                end
            end
        end
        return found
    end
    math.randomseed(seed)
    local drawn = {}
    for number = 1, 10 do
        drawn[number] = cases[math.random(#cases)]
    end
    return drawn
end

describe("baseline of", function()
    for _, case in ipairs(chosen()) do
        it(("%s (LUAMIG_SEED=%d)"):format(case.name, seed), function()
            local made = support.project { ["core/models.lua"] = case.models }
            made:must { "create", "made" }
            if #made:revisions() == 0 then
                return
            end
            made:must "upgrade"
            made.database:execute "DROP SCHEMA luamig CASCADE"
            local before = made.database:dump()
            local project = support.project({}, { database = made.database })
            local result = project:luamig "baseline"
            if result.err:find("holds nothing that luamig could adopt", 1, true) then
                return
            end
            assert.equal(0, result.code, result.err)
            local text = project:read "core/models.lua"
            assert.is_nil(support.difference(before, made.database:dump()))
            assert.equal("no changes\n", project:must({ "create", "nothing" }).out, text)
            local database = support.database()
            project:must { "upgrade", "--database", database.url }
            local difference = support.difference(before, database:dump())
            assert(not difference, (difference or "") .. text .. project:read(project:revisions()[1]))
        end)
    end
end)
