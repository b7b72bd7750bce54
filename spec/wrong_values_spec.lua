-- Every key and item of the cases' models is given every sort of value: luamig says file and line, or takes it and
-- writes a revision. It never crashes, and never blames another place.
--
-- Which keys there are is asked of luamig itself: its complaint of an unknown key lists those that are known.
local lfs = require "lfs"
local support = require "spec.support"

local values = {
    "{}", "true", "-0.5", '""', '"x y"', "{ 1 }", "{ {} }", '{ "a", "a" }', "function() end", 'sql "1"',
}

-- What stands for a call in a tree of tables: printed as it is.
local raw = {}
local function as_written(text)
    return setmetatable({ text = text }, raw)
end

-- The declarations of a models.lua: { word =, name =, body = }. nil where it holds more than data.
local function read(text)
    local declarations, whole = {}, true
    local words = {
        sql = function(expression) return as_written(("sql %q"):format(expression)) end,
        now = function() return as_written "now()" end,
        timestamps = function() return as_written "timestamps()" end,
        json = { null = as_written "json.null", array = function() whole = false end },
    }
    setmetatable(words, {
        __index = function(_, word)
            return function(name)
                local declaration = { word = word, name = name }
                table.insert(declarations, declaration)
                return function(body) declaration.body = body end
            end
        end,
    })
    local chunk = load(text, "=models", "t", words)
    return chunk and pcall(chunk) and whole and declarations or nil
end

local function print_value(value)
    if type(value) == "string" then
        return (("%q"):format(value):gsub("\\\n", "\\n"))
    elseif type(value) ~= "table" then
        return tostring(value)
    elseif getmetatable(value) == raw then
        return value.text
    end
    local parts, keys = {}, {}
    for _, item in ipairs(value) do
        table.insert(parts, print_value(item))
    end
    for key in pairs(value) do
        if type(key) == "string" then
            table.insert(keys, key)
        end
    end
    table.sort(keys)
    for _, key in ipairs(keys) do
        table.insert(parts, ("[%q] = %s"):format(key, print_value(value[key])))
    end
    return "{ " .. table.concat(parts, ", ") .. " }"
end

local function print_models(declarations)
    local lines = {}
    for _, declaration in ipairs(declarations) do
        table.insert(lines, ("%s %s %s"):format(declaration.word, print_value(declaration.name),
            declaration.body and print_value(declaration.body) or ""))
    end
    return table.concat(lines, "\n") .. "\n"
end

-- Calls visit(node, place) for each table: the place is "model.indexes.*", names and numbers being one.
local function walk(node, place, is_object, visit)
    visit(node, place)
    for key, value in pairs(node) do
        if type(value) == "table" and getmetatable(value) ~= raw then
            walk(value, place .. "." .. (is_object and type(key) == "string" and key or "*"),
                not is_object or type(key) == "number", visit)
        end
    end
end

local function case_models()
    local texts = {}
    for kind in lfs.dir(support.root .. "/spec/case") do
        local folder = support.root .. "/spec/case/" .. kind
        if kind:sub(1, 1) ~= "." and lfs.attributes(folder, "mode") == "directory" then
            for case in lfs.dir(folder) do
                local file = io.open(folder .. "/" .. case .. "/models.lua")
                if file then
                    table.insert(texts, file:read "a")
                    file:close()
                end
            end
        end
    end
    table.sort(texts, function(a, b) return #a == #b and a < b or #a < #b end)
    return texts
end

-- Many projects, one run of luamig in each: { code =, out = } for each text.
local function run_all(texts, words, database)
    local root = support.folder()
    local project = support.project({}, { database = false })
    local configuration = project:read "luamig.lua"
    for at, text in ipairs(texts) do
        local folder = root .. "/" .. at
        lfs.mkdir(folder)
        lfs.mkdir(folder .. "/core")
        for name, content in pairs { ["luamig.lua"] = configuration, ["core/models.lua"] = text } do
            local file = assert(io.open(folder .. "/" .. name, "w"))
            file:write(content)
            file:close()
        end
    end
    local binary = os.getenv "LUAMIG" or support.root .. "/build/luamig"
    support.run(([[cd %s; for d in *; do cd $d; %s %s >out 2>&1; echo $? >code; cd ..; done]]):format(root, binary, words),
        { env = { DATABASE_URL = database and database.url }, limit = 600 })
    local results = {}
    for at in ipairs(texts) do
        local out, code = io.open(root .. "/" .. at .. "/out"), io.open(root .. "/" .. at .. "/code")
        results[at] = { out = out:read "a", code = math.tointeger(code:read "n") }
        out:close()
        code:close()
    end
    return results
end

-- The keys that luamig knows at each place, from its complaints of one that it does not.
local function known_keys(places)
    local texts, names = {}, {}
    for name, place in pairs(places) do
        place.node.zz_unknown_zz = true
        table.insert(texts, print_models(place.declarations))
        table.insert(names, name)
        place.node.zz_unknown_zz = nil
    end
    local keys = {}
    for at, result in ipairs(run_all(texts, "models")) do
        keys[names[at]] = {}
        for key in (result.out:match "its keys are ([^\n]+)" or ""):gmatch "[%w_]+" do
            table.insert(keys[names[at]], key)
        end
    end
    return keys
end

-- One text for each place, key and value.
local function mutants()
    local places, found = {}, {}
    local function visit_all(visit)
        for _, text in ipairs(case_models()) do
            local declarations = read(text)
            for _, declaration in ipairs(declarations or {}) do
                if declaration.body then
                    walk(declaration.body, declaration.word, true, function(node, place)
                        visit(declarations, node, place)
                    end)
                end
            end
        end
    end
    visit_all(function(declarations, node, place)
        places[place] = places[place] or { declarations = declarations, node = node }
    end)
    local keys = known_keys(places)
    local done = {}
    local function mutate(declarations, node, place, key)
        local name = place .. "." .. (math.type(key) and "#" .. key or key)
        if done[name] then
            return
        end
        done[name] = true
        local was = node[key]
        for _, value in ipairs(values) do
            node[key] = as_written("\n" .. value .. "\n")
            table.insert(found, { name = name .. " = " .. value, text = print_models(declarations) })
        end
        node[key] = was
    end
    visit_all(function(declarations, node, place)
        local all = { table.unpack(keys[place] or {}) }
        for key in pairs(node) do
            if type(key) == "string" and not place:find "%*$" or type(key) == "number" and key <= 2 then
                table.insert(all, key)
            end
        end
        for _, key in ipairs(all) do
            mutate(declarations, node, place, key)
        end
    end)
    return found
end

describe("a wrong value", function()
    local all, taken = nil, {}

    lazy_setup(function()
        all = mutants()
    end)

    local function check(results, list, visit)
        local problems = {}
        for at, result in ipairs(results) do
            local placed = result.out:find "core/models%.lua:%d+"
            if result.code ~= 0 and not (result.code == 1 and placed) then
                table.insert(problems, ("%s\nexit %d: %s\n%s"):format(list[at].name, result.code, result.out, list[at].text))
            elseif result.code == 0 then
                visit(list[at])
            end
        end
        assert.same({}, problems)
    end

    it("is told with its place when it is read", function()
        local texts = {}
        for at, mutant in ipairs(all) do
            texts[at] = mutant.text
        end
        check(run_all(texts, "models"), all, function(mutant) table.insert(taken, mutant) end)
        assert.is_true(#all > 1000 and #taken > 100)
    end)

    it("is told with its place, or makes a revision", function()
        local texts = {}
        for at, mutant in ipairs(taken) do
            texts[at] = mutant.text
        end
        check(run_all(texts, "create x --dry-run", support.database()), taken, function() end)
    end)

    it("is told with its place by each op call", function()
        local project = support.project {
            ["migrations/20250101_000000_core_x.lua"] = [[
revision {
  owner = "core",
  up = function(op)
    local names, values = {}, { {}, true, 1, "", "t", { 1 }, { "a", "b" }, { x = 1 }, function() end }
    for name in pairs(op) do
      if name ~= "execute" then
        names[#names + 1] = name
      end
    end
    table.sort(names)
    local count, missing = 0, 0
    local function try(name, ...)
      local done, problem = pcall(op[name], ...)
      count = count + 1
      if not done and not tostring(problem):find("20250101_000000_core_x.lua:%d+: ") then
        missing = missing + 1
        print(name, problem)
      end
    end
    for _, name in ipairs(names) do
      try(name)
      for _, a in ipairs(values) do
        try(name, a)
        for _, b in ipairs(values) do
          try(name, a, b)
          for _, c in ipairs(values) do
            try(name, a, b, c)
          end
        end
        try(name, "column", "t", "t", a)
      end
    end
    error(("%d calls, %d without a place"):format(count, missing))
  end,
  down = function() end,
}]],
        }
        local result = project:luamig("upgrade --sql", { limit = 120 })
        assert.equal(1, result.code, result.out .. result.err)
        local count, missing = result.err:match "(%d+) calls, (%d+) without a place"
        assert.equal("0", missing, result.err)
        assert.is_true(math.tointeger(count) > 10000)
    end)
end)
