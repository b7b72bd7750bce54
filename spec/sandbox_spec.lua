-- What a hostile or broken models.lua may try, and what stops it. Each attempt runs in a process of its own.
local support = require "spec.support"
local process = require "spec.support.process"

local FILE = "custom_tools/acme/trap/models.lua"

-- Lower than the real ones, so that each attempt ends soon; time alone is short only where it is what counts.
local LIMITS = "return { limits = { instructions = 2e6, memory = 8 } }"
local SOON = "return { limits = { seconds = 0.3, memory = 16 } }"

local INSTRUCTIONS = "ran more than 2000000 instructions"
local MEMORY = "used more than 8 MiB of memory"
local SECONDS = "ran for more than 0.3 s"
local KILLED = "ran for more than 0.3 s, inside one call of a C function"

local function project(files, limits)
  files["luamig.lua"] = files["luamig.lua"] or limits or LIMITS
  return support.project(files, { database = false })
end

-- Runs one models.lua and returns what luamig said about it.
local function attempt(text, files, limits)
  files = files or {}
  files[FILE] = text
  local made = project(files, limits)
  local result = made:luamig("models", { limit = 30 })
  result.project = made
  return result
end

local function has(text, part)
  assert.is_truthy(text:find(part, 1, true), ("should say '%s', but says:\n%s"):format(part, text))
end

local function lacks(text, part)
  assert.is_nil(text:find(part, 1, true), ("should not say '%s':\n%s"):format(part, text))
end

-- It ended by itself, soon, with a message that names file, tool and owner, and the trap never went on.
local function stopped(result, by, file)
  assert.equal(1, result.code, result.err)
  has(result.err, file or FILE)
  has(result.err, "tool trap, owner custom/acme")
  has(result.err, by)
  lacks(result.err, "WENT ON")
  assert.is_true(result.seconds < 10, "took " .. result.seconds .. " s")
end

local function with_line(result)
  assert.is_truthy(result.err:find(FILE .. ":%d+: "), "has no line:\n" .. result.err)
end

-- { what, text, what the message says }
local function each(attempts, also, limits)
  for _, case in ipairs(attempts) do
    local what, text, by = table.unpack(case)
    it("stops " .. what, function()
      local result = attempt(text, nil, limits)
      stopped(result, by)
      if also then also(result) end
    end)
  end
end

describe("the sandbox", function()
  describe("leaves out", function()
    local attempts = {}
    for _, name in ipairs { "os", "io", "debug", "package", "load", "loadfile", "loadstring", "dofile",
      "collectgarbage", "warn" } do
      table.insert(attempts, { name, ("local x = %s.x"):format(name), ("models.lua has no '%s'"):format(name) })
    end
    each(attempts, with_line)

    each({
      { "string.dump", "string.dump(print)", "attempt to call a nil value (field 'dump')" },
      { "string.dump as a method", "local d = ('').dump d(print)", "attempt to call a nil value (local 'd')" },
      { "math.random", "math.random(10)", "attempt to call a nil value (field 'random')" },
      { "math.randomseed", "math.randomseed(1)", "attempt to call a nil value (field 'randomseed')" },
      { "os through _G", "local x = _G.os", "models.lua has no 'os'" },
      { "io through _ENV", "local x = _ENV['io']", "models.lua has no 'io'" },
      { "os through rawget", "local x = rawget(_G, 'os').x", "attempt to index a nil value" },
      { "setfenv", "setfenv(1, {})", "unknown name 'setfenv'" },
      { "getfenv", "local x = getfenv(0)", "unknown name 'getfenv'" },
      { "module", "module('x')", "unknown name 'module'" },
      { "jit and ffi", "local x = jit.on", "unknown name 'jit'" },
      { "bytecode as models.lua", string.dump(load "return 1"), "is bytecode, not Lua text" },
      { "stripped bytecode", string.dump(load "return 1", true), "is bytecode, not Lua text" },
      { "the beginning of bytecode", "\27Lua", "is bytecode, not Lua text" },
    })
  end)

  describe("counts instructions of", function()
    each({
      { "an endless while", "while true do end", INSTRUCTIONS },
      { "an endless repeat", "repeat until false", INSTRUCTIONS },
      { "an endless for", "for i = 1, math.huge do end", INSTRUCTIONS },
      { "a for to the largest integer", "for i = 1, math.maxinteger do end", INSTRUCTIONS },
      { "goto", "::again:: goto again", INSTRUCTIONS },
      { "tail calls", "local function f() return f() end f()", INSTRUCTIONS },
      { "tail calls of two", "local g local function f() return g() end g = function() return f() end f()",
        INSTRUCTIONS },
      { "a loop in a loop of pcall", "while true do pcall(function() while true do end end) end", INSTRUCTIONS },
      { "pcall of pcall", "while true do pcall(pcall, pcall, error) end", INSTRUCTIONS },
      { "xpcall's handler", "xpcall(error, function() while true do end end)", INSTRUCTIONS },
      { "a loop of failing handlers", "while true do xpcall(error, function() error 'again' end) end", INSTRUCTIONS },
      { "a coroutine", "coroutine.wrap(function() while true do end end)()", INSTRUCTIONS },
      { "a resumed coroutine", "coroutine.resume(coroutine.create(function() while true do end end))", INSTRUCTIONS },
      { "a generator", "for i in coroutine.wrap(function() while true do coroutine.yield(1) end end) do end",
        INSTRUCTIONS },
      { "__close at a block's end",
        "do local x <close> = setmetatable({}, { __close = function() while true do end end }) end", INSTRUCTIONS },
      { "__close after an error", [[pcall(function()
          local x <close> = setmetatable({}, { __close = function() while true do end end })
          error "x"
        end)]], INSTRUCTIONS },
      { "coroutine.close", [[
        local c = coroutine.create(function()
          local x <close> = setmetatable({}, { __close = function() while true do end end })
          coroutine.yield()
        end)
        coroutine.resume(c)
        coroutine.close(c)]], INSTRUCTIONS },
      { "__tostring", "tostring(setmetatable({}, { __tostring = function() while true do end end }))", INSTRUCTIONS },
      { "__tostring of an error", "error(setmetatable({}, { __tostring = function() while true do end end }))",
        INSTRUCTIONS },
      { "__tostring under print", "print(setmetatable({}, { __tostring = function() while true do end end }))",
        INSTRUCTIONS },
      { "__concat", "local x = setmetatable({}, { __concat = function() while true do end end }) .. ''", INSTRUCTIONS },
      { "__index", "local x = setmetatable({}, { __index = function() while true do end end }).x", INSTRUCTIONS },
      { "__newindex", "setmetatable({}, { __newindex = function() while true do end end }).x = 1", INSTRUCTIONS },
      { "__eq", "local x = setmetatable({}, { __eq = function() while true do end end }) == {}", INSTRUCTIONS },
      { "__lt", "local x = setmetatable({}, { __lt = function() while true do end end }) < {}", INSTRUCTIONS },
      { "__le", "local x = setmetatable({}, { __le = function() while true do end end }) <= {}", INSTRUCTIONS },
      { "__len", "local x = #setmetatable({}, { __len = function() while true do end end })", INSTRUCTIONS },
      { "__unm", "local x = -setmetatable({}, { __unm = function() while true do end end })", INSTRUCTIONS },
      { "__call", "setmetatable({}, { __call = function() while true do end end })()", INSTRUCTIONS },
      { "__pairs", "for k in pairs(setmetatable({}, { __pairs = function() while true do end end })) do end",
        INSTRUCTIONS },
      { "an iterator without an end", "for k in function() return 1 end do end", INSTRUCTIONS },
      { "ipairs over __index", "for i in ipairs(setmetatable({}, { __index = function(t, i) return i end })) do end",
        INSTRUCTIONS },
      { "a comparator", "table.sort({ 3, 1, 2 }, function() while true do end end)", INSTRUCTIONS },
      { "gsub's function", "string.gsub('aaa', 'a', function() while true do end end)", INSTRUCTIONS },
      { "gsub's table", "string.gsub('a', 'a', setmetatable({}, { __index = function() while true do end end }))",
        INSTRUCTIONS },
      { "gmatch's loop", "while true do for x in string.gmatch('a b c', '%a') do end end", INSTRUCTIONS },
      { "endless short coroutines", "while true do coroutine.wrap(function() end)() end", INSTRUCTIONS },
      { "endless coroutines never begun", "while true do coroutine.create(print) end", INSTRUCTIONS },
      { "a tree of coroutines, 60 to the 180", [[
        local function grow(depth)
          for _ = 1, 60 do
            if depth < 180 then pcall(coroutine.wrap(function() grow(depth + 1) end)) end
          end
        end
        grow(1)]], INSTRUCTIONS },
    }, with_line)
  end)

  describe("watches the clock in", function()
    each({
      { "loops slow in each instruction", "while true do string.rep('x', 1e6) end", SECONDS },
      { "the same in pcall", "while true do pcall(string.rep, 'x', 1e6) end", SECONDS },
      { "the same in coroutines", "while true do coroutine.wrap(function() string.rep('x', 1e6) end)() end", SECONDS },
      { "slow finds", "local s = ('a'):rep(2e5) while true do s:find('b') end", SECONDS },
      { "slow concatenation", "local s = ('a'):rep(1e6) while true do local t = s .. s end", SECONDS },
    }, with_line, SOON)

    -- Inside one call of a C function, which only the second tick ends; there is no line.
    each({
      { "a pattern of eight .-", "string.find(('a'):rep(300), ('.-'):rep(8) .. 'b')", KILLED },
      { "the same in pcall", "pcall(string.find, ('a'):rep(300), ('.-'):rep(8) .. 'b') print 'WENT ON'", KILLED },
      { "a pattern of many a*", "string.match(('a'):rep(3000), ('a*'):rep(12) .. 'b')", KILLED },
      { "a plain find over 3 MB", "string.find(('a'):rep(3e6), ('a'):rep(1.5e6) .. 'b', 1, true)", KILLED },
      { "table.move of 2^53", "table.move({}, 1, 1 << 53, 2)", KILLED },
      { "table.insert with a __len of 2^60",
        "table.insert(setmetatable({}, { __len = function() return 1 << 60 end }), 1, 'x')", KILLED },
      { "repeating nothing 2^60 times", "string.rep('', 1 << 60)", KILLED },
    }, nil, SOON)
  end)

  describe("counts memory of", function()
    each({
      { "a growing table", "local t = {} while true do t[#t + 1] = {} end", MEMORY },
      { "a growing list of numbers", "local t = {} for i = 1, 1e9 do t[i] = i end", MEMORY },
      { "a table of keys", "local t = {} for i = 1, 1e9 do t['k' .. i] = true end", MEMORY },
      { "tables in tables", "local t = {} while true do t = { t } end", MEMORY },
      { "a doubling string", "local s = 'x' while true do s = s .. s end", MEMORY },
      { "strings kept", "local t = {} while true do t[#t + 1] = ('x'):rep(1e5) .. #t end", MEMORY },
      { "coroutines kept", "local t = {} while true do t[#t + 1] = coroutine.create(print) end", "" },
      { "closures kept", "local t = {} while true do local n = #t t[n + 1] = function() return n end end", MEMORY },
      { "recursion", "local function f() return 1 + f() end f()", "" },
      { "a long argument list", "local t = {} for i = 1, 3e5 do t[i] = i end local n = { table.unpack(t) }", "" },
      { "gsub", "local x = ('x'):rep(1e6):gsub('x', ('y'):rep(100))", MEMORY },
      { "concat", "local t = {} for i = 1, 100 do t[i] = ('x'):rep(1e5) end local x = table.concat(t, ', ')", MEMORY },
      { "format", "local s = ('x'):rep(2e6) local x = ('%s%s%s%s%s'):format(s, s, s, s, s)", MEMORY },
      { "pack", "local x = string.pack('s4s4', ('x'):rep(3e6), ('y'):rep(3e6))", MEMORY },
      { "utf8.char", "local t = {} while true do t[#t + 1] = utf8.char(0x10000, #t):rep(1e4) end", MEMORY },
      { "table.pack", "local t = {} while true do t = table.pack(t, t, t, t, t, t, t, t) end", MEMORY },
      { "reverse and upper", "local t = {} local s = ('x'):rep(2e6) while true do t[#t + 1] = s:upper():reverse() end",
        MEMORY },
      { "rep", "local x = ('x'):rep(6e7)", MEMORY },
      { "rep in pcall", "while true do pcall(string.rep, 'x', 6e7) end", MEMORY },
      { "rep in pcall as the last thing", "pcall(string.rep, 'x', 6e7)", MEMORY },
      { "a growing table in pcall", [[
        local t = {}
        while true do pcall(function() while true do t[#t + 1] = {} end end) end]], MEMORY },
      { "a growing table in a coroutine", [[
        local t = {}
        coroutine.wrap(function() while true do t[#t + 1] = {} end end)()]], MEMORY },
      { "__close that grows", [[
        local t = {}
        do
          local x <close> = setmetatable({}, { __close = function() while true do t[#t + 1] = {} end end })
        end]], MEMORY },
      { "a handler that grows", [[
        local t = {}
        xpcall(error, function() while true do t[#t + 1] = {} end end)]], MEMORY },
      { "__len of 2^31", "local x = { table.unpack(setmetatable({}, { __len = function() return 1 << 31 end })) }",
        "too many results to unpack" },
      { "a table of negative numbers", "local t = {} for i = 1, 1e7 do t[-i] = i end", MEMORY },
    })

    -- luaL_Buffer does not ask for a collection: what is garbage must not come near the limit.
    it("forgets garbage", function()
      local result = attempt([[
        local kept = {}
        for i = 1, 28 do kept[i] = ("x"):rep(1 << 20) .. i end
        for i = 1, 50 do local s = ("y"):rep(6e6) .. i end]], nil, "return {}")
      assert.equal(0, result.code, result.err)
    end)
  end)

  -- Whatever stands around it, a limit is not an error that the file could catch.
  describe("lets no file catch", function()
    local bombs = {
      instructions = { "while true do end", INSTRUCTIONS },
      memory = { "local t = {} while true do t[#t + 1] = {} end", MEMORY },
      ["a missed request"] = { "while true do pcall(string.rep, 'x', 6e7) end", MEMORY },
      seconds = { "while true do string.rep('x', 1e6) end", SECONDS, SOON },
    }
    local around = {
      ["pcall"] = "pcall(function() %s end) print 'WENT ON'",
      ["pcall in pcall"] = "pcall(pcall, pcall, function() %s end) print 'WENT ON'",
      ["xpcall"] = "xpcall(function() %s end, function() print 'WENT ON' end) print 'WENT ON'",
      ["a coroutine"] = "coroutine.resume(coroutine.create(function() %s end)) print 'WENT ON'",
      ["pcall in a coroutine in pcall"] =
        "pcall(coroutine.wrap(function() pcall(function() %s end) print 'WENT ON' end)) print 'WENT ON'",
      ["__close"] = [[pcall(function()
        local x <close> = setmetatable({}, { __close = function() print 'WENT ON' end })
        %s
      end) print 'WENT ON']],
      ["a comparator"] = "pcall(table.sort, { 2, 1 }, function() %s end) print 'WENT ON'",
      ["gsub"] = "pcall(string.gsub, 'a', 'a', function() %s end) print 'WENT ON'",
      ["__tostring"] =
        "pcall(tostring, setmetatable({}, { __tostring = function() %s end })) print 'WENT ON'",
      ["__index in a coroutine"] = [[pcall(coroutine.wrap(function()
        local x = setmetatable({}, { __index = function() %s end }).x
      end)) print 'WENT ON']],
    }
    for what, bomb in pairs(bombs) do
      for where, text in pairs(around) do
        it(what .. " in " .. where, function()
          local result = attempt(text:format(bomb[1]), nil, bomb[3])
          stopped(result, bomb[2])
          with_line(result)
        end)
      end
    end
  end)

  describe("relies on Lua's own limits for", function()
    each({
      { "rep of 2^62", "local x = ('x'):rep(1 << 62)", "resulting string too large" },
      { "unpack of 2^40", "local x = { table.unpack({}, 1, 1 << 40) }", "too many results to unpack" },
      { "concat of 2^60", "local x = table.concat({}, '', 1, 1 << 60)", "invalid value (nil) at index 1" },
      { "a wide format", "local x = ('%99999d'):format(1)", "invalid conversion" },
      { "a comparator that lies", [[
        local t = {}
        for i = 1, 200 do t[i] = i end
        table.sort(t, function() return true end)]], "invalid order function" },
      { "deep patterns", "local x = ('a'):rep(3e5):match(('(.)'):rep(40))", "too many captures" },
      { "patterns that recur", "local x = ('a'):rep(3e5):match(('a?'):rep(3e5) .. 'b')", "pattern too complex" },
      { "an __index loop", "local t = {} setmetatable(t, { __index = t }) local x = t.x", "loop" },
      { "__index that asks itself",
        "local t t = setmetatable({}, { __index = function(_, k) return t[k] end }) local x = t.x",
        "C stack overflow" },
      { "__tostring that asks itself",
        "local t t = setmetatable({}, { __tostring = function() return tostring(t) end }) local x = tostring(t)",
        "stack overflow" },
      { "coroutines in coroutines", "local function f() coroutine.wrap(f)() end f()", "C stack overflow" },
      { "pcall in pcall without end", "local function f() return select(2, pcall(f)) end error(f())", "" },
    }, with_line)
  end)

  describe("tells of an error with", function()
    each({
      { "nil", "error(nil)", "error was called with a nil value, not with a text" },
      { "nothing", "error()", "error was called with a nil value, not with a text" },
      { "a table", "error({})", "error was called with a table value, not with a text" },
      { "a function", "error(print)", "error was called with a function value, not with a text" },
      { "a coroutine", "error(coroutine.create(print))", "error was called with a thread value, not with a text" },
      { "false", "error(false)", FILE .. ":1: false" },
      { "a number", "error(42)", FILE .. ":1: 42" },
      { "an empty text", "error('', 0)", "error was called with an empty text" },
      { "no place", "local function f()\nerror('boom', 0) end f()", FILE .. ":2: boom" },
      { "the caller's place", "local function f() error('boom', 2) end\nf()", FILE .. ":2: boom" },
      { "the place of a C function", "local x\nstring.rep()", FILE .. ":2: bad argument #1 to 'rep'" },
      { "a table that has a text", "error(setmetatable({}, { __tostring = function() return 'boom' end }))",
        FILE .. ":1: boom" },
      { "a __tostring that fails", "error(setmetatable({}, { __tostring = function() error 'x' end }))",
        "error was called with a table value whose __tostring fails" },
      { "a __tostring that lies", "error(setmetatable({}, { __tostring = function() return {} end }))",
        "error was called with a table value whose __tostring fails" },
      { "a __tostring that is none", "error(setmetatable({}, { __tostring = 1 }))",
        "error was called with a table value whose __tostring fails" },
      { "a __name that misleads", "error(setmetatable({}, { __name = 'fine' }))", "not with a text" },
      { "escapes", "error '\27[2J\27]0;x\7'", "\\x1b[2J\\x1b]0;x\\x07" },
      { "NUL", "error 'a\\0b'", "a\\x00b" },
      { "text that turns", "error 'a\u{202e}b'", "a\\u{202e}b" },
      { "bytes that are no text", "error '\\xff\\xfe'", "\\xff\\xfe" },
      { "another file's name", "error('custom_tools/good/models.lua:1: boom', 0)",
        FILE .. ":1: custom_tools/good/models.lua:1: boom" },
      { "an error of another", "local _, e = pcall(error, 'inner') error('outer: ' .. e, 0)",
        FILE .. ":1: outer: inner" },
      { "an error rethrown", "local _, e = pcall(function() local x = {} + 1 end)\nerror(e, 0)",
        FILE .. ":1: attempt to perform arithmetic on a table value" },
      { "an error of a coroutine", "\ncoroutine.wrap(function()\nlocal x = nil .. 'x' end)()",
        FILE .. ":3: attempt to concatenate a nil value" },
      { "an error in __close",
        "\ndo local x <close> = setmetatable({}, { __close = function()\nerror 'late' end }) end",
        FILE .. ":3: late" },
    }, with_line)

    it("a text of a million bytes", function()
      local result = attempt "error(('x'):rep(1e6), 0)"
      stopped(result, ("x"):rep(100))
      assert.is_true(#result.err < 10000)
    end)

    it("its place in a file that it required", function()
      local result = attempt("local x = require 'lib.columns'", {
        ["custom_tools/acme/trap/lib/columns.lua"] = "local x\nx.y = 1",
      })
      local file = "custom_tools/acme/trap/lib/columns.lua"
      stopped(result, file .. ":2: attempt to index a nil value (local 'x')", file)
    end)

    it("the place of a declaration in a file that it required", function()
      local file = "custom_tools/acme/trap/lib/tables.lua"
      local result = attempt("require 'lib.tables'", {
        [file] = "\nmodel 't' {\n  { 'id', 'bigint' },\n  { 'a', 'text', nul = false },\n}",
      })
      stopped(result, file .. ":4: ", file)
    end)

    it("what pcall gave it, under print", function()
      local result = attempt "print(select(2, pcall(function()\nlocal x = {} + 1 end)))"
      assert.equal(0, result.code, result.err)
      has(result.err, FILE .. ":2: attempt to perform arithmetic")
    end)
  end)

  describe("protects the environment from", function()
    each({
      { "a global", "x = 1", "'x' is assigned as a global: use local" },
      { "a global function", "function helper() end", "'helper' is assigned as a global" },
      { "a global in a function", "local function f() y = 1 end f()", "'y' is assigned as a global" },
      { "_G.x", "_G.x = 1", "'x' is assigned as a global" },
      { "_ENV.x", "_ENV.x = 1", "'x' is assigned as a global" },
      { "_ENV.string", "_ENV.string = nil", "'string' is assigned as a global" },
      { "a word of models.lua", "model = print", "'model' is assigned as a global" },
      { "_G itself", "_G = {}", "'_G' is assigned as a global" },
      { "a number as a name", "_G[1] = 2", "assigned as a global" },
      { "rawset", "rawset(_G, 'x', 1)", "globals cannot be assigned here" },
      { "rawset on _ENV", "rawset(_ENV, 'model', nil)", "globals cannot be assigned here" },
      { "setmetatable on _G", "setmetatable(_G, {})", "cannot change a protected metatable" },
      { "setmetatable on _ENV", "setmetatable(_ENV, nil)", "cannot change a protected metatable" },
      { "the metatable of _G", "getmetatable(_G).__index = nil", "attempt to index a boolean value" },
      { "the metatable of strings", "getmetatable('').__index = nil", "attempt to index a boolean value" },
      { "setmetatable on a string", "setmetatable('', {})", "bad argument #1 to 'setmetatable'" },
      { "an _ENV of its own", "local _ENV <const> = {} model 'x' {}", "attempt to call a nil value (global 'model')" },
      { "no _ENV", "_ENV = nil model 'x' {}", "attempt to index a nil value" },
      { "an unknown name", "local t = {\n  a = 1,\n  b = flase,\n}", FILE .. ":3: unknown name 'flase'" },
      { "an unknown name's neighbour", "local x = tabel.concat", "did you mean 'table'?" },
      { "an unknown word's neighbour", "modle 't' {}", "did you mean 'model'?" },
      { "__gc", "setmetatable({}, { __gc = print })", "a metatable may have no __gc here" },
      { "__gc that is no function", "setmetatable({}, { __gc = true })", "a metatable may have no __gc here" },
      { "a protected metatable of its own", "setmetatable(setmetatable({}, { __metatable = 1 }), {})",
        "cannot change a protected metatable" },
    }, with_line)

    for what, text in pairs {
      ["__gc set later"] = [[
        local meta = {}
        for _ = 1, 1000 do setmetatable({}, meta) end
        meta.__gc = function() print "FINALIZED" while true do end end
        for _ = 1, 1000 do setmetatable({}, meta.__index or nil) local s = ("x"):rep(1e5) end]],
      ["__gc through __index"] = [[
        local meta = setmetatable({}, { __index = { __gc = function() print "FINALIZED" while true do end end } })
        for _ = 1, 1000 do setmetatable({}, meta) local s = ("x"):rep(1e5) end]],
    } do
      it("runs no finalizer: " .. what, function()
        local result = attempt(text)
        assert.equal(0, result.code, result.err)
        lacks(result.err, "FINALIZED")
      end)
    end

    it("what another file did to its own", function()
      local made = project({
        ["custom_tools/acme/a/models.lua"] = "string.rep = nil; table.insert = error; math.pi = 3",
        ["custom_tools/acme/b/models.lua"] = "assert(string.rep and table.insert ~= error and math.pi > 3.1)",
        ["core/models.lua"] = "assert(string.rep and table.insert ~= error and math.pi > 3.1)",
      })
      assert.equal(0, made:luamig("models").code)
    end)
  end)

  describe("holds require to the tool's folder against", function()
    local names = { ["up"] = "../x", ["an absolute path"] = "/etc/passwd", ["a slash"] = "a/b", ["two dots"] = "a..b",
      ["a dot before"] = ".a", ["a dot behind"] = "a.", ["no name"] = "", ["NUL"] = "a\\0b", ["a blank"] = "a b",
      ["a hyphen"] = "a-b", ["a back slash"] = "a\\\\b", ["another script"] = "\u{e4}" }
    for what, name in pairs(names) do
      it(what, function()
        local result = attempt(('require "%s"'):format(name))
        stopped(result, "require takes names such as")
        with_line(result)
      end)
    end

    each({
      { "a module that is not there", "require 'a.b'", "require 'a.b': the tool has no such file" },
      { "Lua's libraries", "require 'os'", "require 'os': the tool has no such file" },
      { "the engine's own Lua", "require 'luamig.discover'", "the tool has no such file" },
      { "no text", "require(nil)", "bad argument #1 to 'require'" },
    }, with_line)

    local inside = "custom_tools/acme/trap/"
    local function with_link(target, name)
      local made = project { [FILE] = "\nrequire 'x'", ["outside/y.lua"] = "print 'WENT ON'" }
      assert.equal(0, process.run({ "ln", "-s", target, made.folder .. "/" .. inside .. name }).code)
      return made:luamig "models"
    end

    it("a link to a file outside", function()
      stopped(with_link("../../../outside/y.lua", "x.lua"), "require 'x' leads out of the tool's folder")
    end)

    it("a link to a folder outside", function()
      local made = project { [FILE] = "require 'x.y'", ["outside/y.lua"] = "print 'WENT ON'" }
      process.run { "ln", "-s", "../../../outside", made.folder .. "/" .. inside .. "x" }
      stopped(made:luamig "models", "require 'x.y' leads out of the tool's folder")
    end)

    it("a folder beside whose name begins the same", function()
      local made = project { [FILE] = "require 'x'", ["custom_tools/acme/trap2/y.lua"] = "print 'WENT ON'" }
      process.run { "ln", "-s", "../trap2/y.lua", made.folder .. "/" .. inside .. "x.lua" }
      stopped(made:luamig "models", "require 'x' leads out of the tool's folder")
    end)

    it("a link to a device", function()
      stopped(with_link("/dev/zero", "x.lua"), "require 'x' leads out of the tool's folder")
    end)

    it("a link to itself", function()
      stopped(with_link("x.lua", "x.lua"), "require 'x'")
    end)

    it("a FIFO", function()
      local made = project { [FILE] = "require 'x'" }
      process.run { "mkfifo", made.folder .. "/" .. inside .. "x.lua" }
      stopped(made:luamig "models", "is a FIFO, not a regular file", inside .. "x.lua")
    end)

    it("a folder", function()
      stopped(attempt("require 'x'", { [inside .. "x.lua/y"] = "" }), "is a folder, not a regular file",
        inside .. "x.lua")
    end)

    it("bytecode", function()
      stopped(attempt("require 'x'", { [inside .. "x.lua"] = string.dump(load "return 1") }),
        "is bytecode, not Lua text", inside .. "x.lua")
    end)

    it("a file of 17 MiB", function()
      stopped(attempt("require 'x'", { [inside .. "x.lua"] = ("-"):rep(17 << 20) }), "is larger than 16 MiB",
        inside .. "x.lua")
    end)

    it("itself", function()
      local result = attempt "require 'models'"
      stopped(result, "require 'models' goes in a circle")
      with_line(result)
    end)

    it("a circle of two", function()
      local result = attempt("require 'a'", {
        [inside .. "a.lua"] = "require 'b'",
        [inside .. "b.lua"] = "\nrequire 'a'",
      })
      stopped(result, inside .. "b.lua:2: require 'a' goes in a circle", inside)
    end)

    -- What is read is kept, so that reading counts.
    it("reading a file again and again", function()
      for _, text in ipairs { "error 'x' --" .. ("-"):rep(1 << 20), "\27Lua" .. ("-"):rep(1 << 20) } do
        local result = attempt("local n = 0 while true do pcall(require, 'x') n = n + 1 print('read ' .. n) end", {
          [inside .. "x.lua"] = text,
        })
        stopped(result, INSTRUCTIONS)
        has(result.err, "read 1\n")
        lacks(result.err, "read 3\n")
      end
    end)

    it("a syntax error", function()
      stopped(attempt("require 'x'", { [inside .. "x.lua"] = "\n= 1" }),
        inside .. "x.lua:2: unexpected symbol near '='", inside)
    end)

    it("nothing that is allowed", function()
      local result = attempt([[
        local a, b = require "a", require "lib.b"
        assert(a == require "a" and a.x == 1 and b == true)
        assert(require "lib.b" == true)]], {
        [inside .. "a.lua"] = "return { x = 1 }",
        [inside .. "lib/b.lua"] = "local name = ... assert(name == 'lib.b')",
      })
      assert.equal(0, result.code, result.err)
    end)
  end)

  describe("leaves to Lua's parser", function()
    each {
      { "300 brackets", "local x = " .. ("("):rep(300) .. "1" .. (")"):rep(300), "C stack overflow" },
      { "300 tables", "local x = " .. ("{"):rep(300) .. ("}"):rep(300), "C stack overflow" },
      { "300 functions", ("local f = function() "):rep(300) .. ("end "):rep(300), "C stack overflow" },
      { "300 locals", ("local x = 1 "):rep(300), "too many local variables" },
      { "100,000 gotos", ("goto x "):rep(100000) .. "::x::", "" },
      { "an unclosed string", "local x = 'abc\n", FILE .. ":1: unfinished string" },
      { "an unclosed bracket", "\nmodel 'x' {", FILE .. ":2: unexpected symbol near <eof>" },
      { "no Lua at all", "SELECT 1;\n", FILE .. ":1: syntax error near '1'" },
      { "NUL", "local x = 1\n\0", FILE .. ":2: unexpected symbol" },
      { "a label twice", "::a:: ::a::", "label 'a' already defined" },
      { "a long concatenation", "local x = " .. ("'x' .. "):rep(1e5) .. "'x'", "" },
    }

    it("17 MiB of text, which is not even read", function()
      local result = attempt(("-"):rep(17 << 20))
      assert.equal(1, result.code)
      has(result.err, FILE .. ": is larger than 16 MiB")
    end)

    it("15 MiB of comments, which are fine", function()
      assert.equal(0, attempt("--" .. ("-"):rep(15 << 20)).code)
    end)
  end)

  describe("reads", function()
    it("past a byte order mark", function()
      stopped(attempt "\u{feff}local x = 1\nerror 'here'", FILE .. ":2: here")
    end)

    it("CRLF as LF", function()
      assert.equal(0, attempt "assert([[a\r\nb]] == 'a\\nb')\r\nlocal x = 1\r\n".code)
      stopped(attempt "local x = 1\r\nerror 'here'\r\n", FILE .. ":2: here")
    end)

    it("a file whose path is longer than Lua's names", function()
      local long = "custom_tools/acme/" .. ("folder_with_a_long_name/"):rep(5) .. "models.lua"
      local made = project { [long] = "\nerror 'here'" }
      has(made:luamig("models").err, long .. ":2: here")
    end)

    it("nothing of an empty file", function()
      assert.equal(0, attempt "".code)
    end)
  end)

  describe("gives", function()
    it("pairs in order", function()
      local result = attempt [[
        local t = { [true] = 0, b = 0, a = 0, [10] = 0, [2.5] = 0, [-1] = 0, 0, 0, B = 0, ["\xff"] = 0, ["a\0"] = 0,
          [math.maxinteger] = 0, [2^63] = 0, [math.mininteger] = 0, [-math.huge] = 0 }
        local keys = {}
        for k in pairs(t) do keys[#keys + 1] = tostring(k) end
        print(table.concat(keys, " "))]]
      assert.equal(0, result.code, result.err)
      has(result.err, "-inf -9223372036854775808 -1 1 2 2.5 10 9223372036854775807 9.2233720368548e+18"
        .. " B a a\\x00 b \\xff true")
    end)

    it("pairs over what is removed meanwhile", function()
      local result = attempt [[
        local t, seen = { a = 1, b = 2, c = 3 }, {}
        for k, v in pairs(t) do seen[#seen + 1] = k .. v; t.b = nil; t.c = 4 end
        assert(table.concat(seen, " ") == "a1 c4", table.concat(seen, " "))
        for k in pairs {} do error(k) end
        assert(not pcall(pairs, nil) and not pcall(pairs, 1))]]
      assert.equal(0, result.code, result.err)
    end)

    it("print to stderr", function()
      local result = attempt "print('a', nil, 1.5, '\27[1m')"
      assert.equal(0, result.code)
      has(result.err, "a\tnil\t1.5\t\\x1b[1m\n")
      lacks(result.out, "1.5")
    end)

    it("the libraries that only compute", function()
      local result = attempt [[
        assert(string.format("%05.1f", 3.14159) == "003.1" and utf8.len "äö" == 2 and #table.pack(1, 2) == 2)
        assert(math.floor(2.5) == 2 and select("#", 1, nil) == 2 and rawlen { 1 } == 1 and next {} == nil)
        local c = coroutine.create(function(a) local b = coroutine.yield(a + 1) return b * 2 end)
        local _, x = coroutine.resume(c, 1)
        local _, y = coroutine.resume(c, 10)
        assert(x == 2 and y == 20 and coroutine.status(c) == "dead" and not coroutine.resume(c))
        assert(coroutine.close(coroutine.create(print)) and coroutine.isyieldable() == false)
        local ok, e = pcall(coroutine.wrap(function() error { code = 7 } end))
        assert(not ok and e.code == 7)
        assert(rawset({}, 1, 2)[1] == 2 and rawget({ 5 }, 1) == 5 and tostring(1e15) == "1e+15")]]
      assert.equal(0, result.code, result.err)
    end)
  end)

  describe("has limits of", function()
    it("100 million instructions", function()
      local result = attempt("while true do end", nil, "return {}")
      stopped(result, "ran more than 100000000 instructions")
    end)

    it("64 MiB", function()
      assert.equal(0, attempt("local s = ('x'):rep(31 << 20)", nil, "return {}").code)
      stopped(attempt("local s = ('x'):rep(65 << 20)", nil, "return {}"), "used more than 64 MiB of memory")
    end)

    it("10 s #slow", function()
      local result = attempt("string.find(('a'):rep(300), ('.-'):rep(8) .. 'b')", nil, "return {}")
      assert.is_true(result.seconds > 10.5 and result.seconds < 20)
      has(result.err, "ran for more than 10 s, inside one call of a C function")
    end)

    it("which do not add up over files", function()
      local files = { ["luamig.lua"] = LIMITS }
      for i = 1, 20 do files[("core/t%d/models.lua"):format(i)] = "for i = 1, 3e5 do end local s = ('x'):rep(3e6)" end
      assert.equal(0, support.project(files, { database = false }):luamig("models").code)
    end)
  end)

  it("reports all broken files at once, each with its owner", function()
    local made = project {
      ["core/models.lua"] = "x = 1",
      ["custom_tools/acme/a/models.lua"] = "while true do end",
      ["custom_resources/widgets/b/models.lua"] = "local t = {} while true do t[#t + 1] = {} end",
      ["custom_tools/acme/good/models.lua"] = "local x = 1",
    }
    local result = made:luamig "models"
    assert.equal(1, result.code)
    has(result.err, "core/models.lua:1: 'x' is assigned as a global")
    has(result.err, "tool core, owner core")
    has(result.err, "custom_tools/acme/a/models.lua:1: " .. INSTRUCTIONS)
    has(result.err, "tool a, owner custom/acme")
    has(result.err, "custom_resources/widgets/b/models.lua:1: " .. MEMORY)
    has(result.err, "tool b, owner custom/widgets")
    lacks(result.err, "tool good")
  end)

  describe("also holds luamig.lua to", function()
    for what, case in pairs {
      ["its limits"] = { "while true do end", "luamig.lua:1: ran more than 100000000 instructions" },
      ["its memory"] = { "local t = {} while true do t[#t + 1] = {} end", "luamig.lua:1: used more than 64 MiB" },
      ["no io"] = { "io.open 'x'", "luamig.lua:1: luamig.lua has no 'io'" },
      ["no require"] = { "require 'x'", "luamig.lua:1: luamig.lua has no 'require'" },
      ["text"] = { string.dump(load "return {}"), "luamig.lua: is bytecode, not Lua text" },
      ["no globals"] = { "x = 1", "luamig.lua:1: 'x' is assigned as a global" },
    } do
      it(what, function()
        local result = attempt("", nil, case[1])
        assert.equal(1, result.code, result.err)
        has(result.err, case[2])
      end)
    end
  end)
end)
