local unit = require "spec.unit"
local random = require "spec.unit.random"

local folder, path

local function write(name, text)
  local file = assert(io.open(folder .. "/" .. name, "wb"))
  file:write(text)
  file:close()
end

-- The texts of the functions that the file gives to freeze(), or nil, message, origin, hint.
local function freeze(text)
  write("models.lua", text)
  return unit.freeze(path, "core/models.lua", folder)
end

local function refuses(message, line, text)
  local frozen, told, origin, hint = freeze(text)
  assert.is_nil(frozen, frozen)
  assert.equal(message, told)
  assert.equal("core/models.lua:" .. line, origin)
  return hint
end

-- One folder for all: busted runs this before the specs of the file.
setup(function()
  folder = os.tmpname()
  os.remove(folder)
  assert(os.execute("mkdir -m 700 " .. folder))
  path = folder .. "/models.lua"
end)

teardown(function()
  os.execute("rm -r " .. folder)
end)

describe("a frozen hook", function()
  it("is its source text", function()
    assert.equal("function(db) end", freeze "freeze(function(db) end)")
    assert.equal("function(db) return 1 -- one\n end", freeze "freeze(function(db) return 1 -- one\n end)")
    assert.equal("function( ...) return ... end", freeze "freeze ( function ( ...) return ... end )")
  end)

  it("loses the indentation of its first line", function()
    assert.equal("function(db)\n  db:execute()\n\n    -- more\nend", freeze [[
  freeze(
    function(db)
      db:execute()

        -- more
    end)]])
    assert.equal("function(db)\n\tlocal x = 1\nend", freeze "\tfreeze(function(db)\n\t\tlocal x = 1\n\tend)")
    assert.equal("function(db)\nreturn\n  1\nend", freeze "    freeze(function(db)\nreturn\n      1\n  end)")
  end)

  it("keeps the lines of its long strings and moves those of its comments", function()
    local long, plain = "[[\n    select 1\n  ]]", '"\\\n    x", "\\z\n    y"'
    assert.equal("function(db)\n  db:execute " .. long .. "\n  --[[\n  a\n  ]]\n  return " .. plain .. "\nend",
      freeze("  freeze(function(db)\n    db:execute " .. long .. "\n    --[[\n    a\n    ]]\n    return " .. plain ..
        "\n  end)"))
  end)

  it("is told from others on its line", function()
    local a, b, c = freeze "freeze(function(db) return 1 end)freeze(function(db) return 2 end)freeze(function() end)"
    assert.equal("function(db) return 1 end", a)
    assert.equal("function(db) return 2 end", b)
    assert.equal("function() end", c)
    a, b = freeze "local f = function(g) return function(x) return x end end\nfreeze(f) freeze(f())"
    assert.equal("function(g) return function(x) return x end end", a)
    assert.equal("function(x) return x end", b)
  end)

  it("may be written anywhere in the file", function()
    local a, b, c, d = freeze [[
local M = { n = {} }
local function plain(db) return db end
function M.n.field(db, x) return x end
function M:method() return self end
function M.n:more(db) return self, db end
freeze(plain) freeze(M.n.field) freeze(M.method) freeze(M.n.more)]]
    assert.equal("function(db) return db end", a)
    assert.equal("function(db, x) return x end", b)
    assert.equal("function(self) return self end", c)
    assert.equal("function(self, db) return self, db end", d)
  end)

  it("may stand within functions that use globals and locals of their own", function()
    assert.equal("function(db) print(db) end", freeze [[
local a, b = 1, 2
local function make()
  local c, d = a, b
  return function()
    local e = { c, d, print }
    return e, function(db) print(db) end
  end
end
local _, f = make()()
freeze(f)]])
  end)

  it("may come from a file that the tool requires", function()
    write("lib.lua", "\n\nlocal limit = 5\nreturn { good = function(db) return 1 end,\n" ..
      " bad = function() return limit end }")
    assert.equal("function(db) return 1 end", freeze "freeze(require 'lib'.good)")
    local _, message, origin = freeze "freeze(require 'lib'.bad)"
    assert.equal("the hook uses 'limit', a local of its file", message)
    assert.equal("core/lib.lua:5", origin)
  end)

  it("may be far down a file, and behind odd beginnings", function()
    assert.equal("function(db) print(1) end", freeze(("\n"):rep(5000) .. "freeze(function(db) print(1) end)"))
    assert.equal("function(db)\n  print(1)\nend", freeze "\xEF\xBB\xBFfreeze(function(db)\r\n  print(1)\r\nend)")
  end)

  it("may use the globals of revisions", function()
    for name in ([[assert error ipairs next pairs pcall print rawequal rawget rawlen rawset select setmetatable
      getmetatable tonumber tostring type xpcall string table math utf8 coroutine json db sql none
      now]]):gmatch("%w+") do
      assert.equal("function() return " .. name .. " end", freeze("freeze(function() return " .. name .. " end)"))
    end
  end)

  it("may use its arguments, its locals, fields, keys, labels", function()
    assert.is_string(freeze [[
freeze(function(db, arg)
  local limit <const>, close <close> = 5, nil
  local function inner(x) return x and inner(limit), close end
  for i = 1, 2 do for key, value in pairs(arg) do inner(i, key, value) end end
  goto done
  do local t = { helper = 1, ["x"] = 2 }; t.helper = t.other.third; t:method(arg.os); db.io = t end
  ::done::
end)]])
  end)
end)

describe("a hook is refused", function()
  it("if it uses a local of its file", function()
    local hint = refuses("the hook uses 'limit', a local of its file", 5,
      "local limit = 5\n\nfreeze(function(db)\n  db.limit = 1\n  return limit\nend)")
    assert.equal("a revision holds a copy of the function alone: declare what it needs inside of it", hint)
    refuses("the hook uses 'helper', a local of its file", 3,
      "local function helper() end\nfreeze(function(db)\n  return function() return function() helper() end end end)")
    refuses("the hook uses 'f', a local of its file", 1, "local function f() return f end freeze(f)")
    refuses("the hook uses 'json', a local of its file", 2, "local json = {}\nfreeze(function() return json end)")
  end)

  it("if it uses a constant of its file, which is no upvalue", function()
    refuses("the hook uses 'limit', which revisions do not have", 3,
      "local limit <const> = 5\nfreeze(function(db)\n  return limit\nend)")
    refuses("the hook uses 'limit', which revisions do not have", 1,
      "local limit <const> = 5 freeze(function() end) freeze(function() return limit end)")
  end)

  it("if it uses a global that revisions do not have", function()
    for _, name in ipairs { "model", "os", "io", "require", "load", "_G", "_VERSION", "helper", "dofile", "op",
      "timestamps", "self", "arg", "batches" } do
      refuses("the hook uses '" .. name .. "', which revisions do not have", 3,
        "freeze(function(db)\n  local x = db." .. name .. "\n  return x, " .. name .. "\nend)")
    end
    refuses("the hook uses 'total', which revisions do not have", 2, "freeze(function(db)\n  total = 1\nend)")
    refuses("the hook uses 'x', which revisions do not have", 1, "freeze(function(db) do local x end return x end)")
    refuses("the hook uses 'x', which revisions do not have", 1, "freeze(function() for x = 1, 2 do end return x end)")
    refuses("the hook uses 'x', which revisions do not have", 1, "freeze(function(db) local x = x end)")
  end)

  it("if it uses one behind hundreds of locals", function()
    local parts = { "freeze(function(db)" }
    for i = 1, 450 do parts[#parts + 1] = ("do local v%d = %d end"):format(i, i) end
    local text = table.concat(parts, "\n")
    assert.is_string(freeze(text .. "\nend)"))
    refuses("the hook uses 'v77', which revisions do not have", 78, text .. "\nreturn v77\nend)")
    refuses("the hook uses 'v450', which revisions do not have", 451, text .. "\nreturn v450\nend)")
  end)

  it("if it has an _ENV of its own", function()
    refuses("the hook has an _ENV of its own", 2,
      "local _ENV = { freeze = freeze }\nfreeze(function() return print end)")
    refuses("the hook has an _ENV of its own", 1,
      "local function f(_ENV) return function() return print end end freeze(f {})")
    refuses("the hook uses _ENV", 2, "freeze(function()\n  return _ENV\nend)")
    refuses("the hook uses _ENV", 1, "freeze(function(_ENV) return x end)")
    refuses("the hook uses _ENV", 1, "freeze(function() local _ENV <const> = {}; return x end)")
    assert.is_string(freeze "freeze(function(db) return db._ENV end)")
  end)

  it("if there are too many of them", function()
    refuses("ran more than 100000000 instructions", 1, "while true do freeze(function(db) return db end) end")
  end)

  it("if it has no text", function()
    local message = "a hook must be a Lua function that is written in the tool's own files"
    refuses(message, 1, "freeze(print)")
    refuses(message, 2, "\nfreeze(coroutine.wrap(function() end))")
  end)

  it("if its parameters stand on another line than its name", function()
    local hint = refuses("the hook cannot be told from the text of its line", 1,
      "local M = {} function M.f\n(db)\nend\nfreeze(M.f)")
    assert.equal("write it as function(db) ... end with its parameters on the line of that word", hint)
    assert.equal("function(db)\nend", freeze "freeze(function\n(db)\nend)")
  end)
end)

describe("the text of a hook", function()
  -- What the function was compiled to, and what its text is compiled to on the same line.
  local function check(source, line, text, why)
    local original
    assert(load(source, "=x", "t", setmetatable({ freeze = function(f) original = f end }, { __index = _G })), why)()
    local again = assert(load(("\n"):rep(line - 1) .. "return " .. text, "=x", "t"), why)()
    assert.is_true(string.dump(original, true) == string.dump(again, true), why)
  end

  it("gives the same bytecode for each Lua file that is installed here, made a function", function()
    local outside = "local require, io, os, debug, package, load, loadfile, dofile, loadstring, " ..
      "unpack, setfenv, getfenv, arg, collectgarbage, rawlen, bit32, bit, jit, ngx, module, warn, " ..
      "_G, _VERSION, describe, it, assert, spec, pending"
    local found, find = 0, assert(io.popen("find /usr -name '*.lua' -type f -size -200k 2>/dev/null"))
    for name in find:lines() do
      local file = assert(io.open(name, "rb"))
      local body = file:read("a"):gsub("^\xEF\xBB\xBF", ""):gsub("^#[^\n]*", "")
      file:close()
      if load("return function(...)\n" .. outside .. "\n" .. body .. "\nend", "=x", "t") then
        local indent = random.pick { "", "  ", "\t", " \t " }
        local source = "--\n" .. indent .. "freeze(function(...)\n" .. outside .. "\n" .. body .. "\nend)"
        local text, message, origin = freeze(source)
        if text then
          found = found + 1
          check(source, 2, text, name)
        else
          local global = message:find("^the hook uses '[%w_]+', which revisions do not have$")
          assert.is_truthy(global or message == "the hook uses _ENV", name .. ": " .. message .. (origin or ""))
        end
      end
    end
    find:close()
    assert.is_true(found >= 20, found .. " files")
  end)

  it("gives the same bytecode, whatever stands in it and around it", function()
    local statements = {
      "local a, b = 1, 2", "db:execute [[\n   x\n ]]", "if x then return end", "while x do break end",
      "repeat until x",
      "for i = 1, 3 do print(i) end", "x = function(...) return ... end", "do end", "-- end function(\n",
      "--[[ end\n ]]",
      "local s = 'end' .. \"function(\"", "return", "local t = { function() end, x = { 1 } }", "x.y.z = 1",
      "goto l ::l::",
      "local u = \"\\\n  a\\z\n   b\"", "function x.f(db) end function x:g() return self end", "x = x << 2 // 3 ~= 4",
    }
    random.start()
    for round = 1, 1500 do
      local indent, parts = random.pick { "", "  ", "\t", "    " }, {}
      for i = 1, math.random(0, 6) do
        local statement = random.pick(statements)
        if statement == "return" then statement = "do return end" end
        parts[i] = statement:gsub("::l::", "::l" .. i .. "::"):gsub("goto l", "goto l" .. i)
      end
      local space = random.pick { " ", "\n", "\n" .. indent, "\n" .. indent .. "  ", "\n\n" }
      local twin = random.pick { "", "local _ = function(x, db) end ", "local _ = { function(db, x) return 1 end } " }
      local before = random.pick { "", "\n\n", "local z = 1\n" }
      local body = space .. table.concat(parts, space) .. space
      local source = before .. indent .. twin .. "freeze(function(x, db)" .. body .. "end)"
      local text, message = freeze(source)
      assert.is_string(text, random.where(round) .. ": " .. tostring(message) .. "\n" .. source)
      check(source, select(2, before:gsub("\n", "")) + 1, text, random.where(round) .. "\n" .. source)
    end
  end)
end)

-- What becomes of a data migration between models.lua and the database.
describe("a data migration", function()
  local support = require "spec.support"

  local before = [[
model "t" { { "id", "integer", primary_key = true }, { "old", "text" } }
]]
  local after = [[
model "t" {
  { "id", "integer", primary_key = true },
  { "new", "integer", null = false },
  checks = { t_new_check = "new > 0" },
}
]]
  local hook = [[
data_migration "numbers of t" {
  up = function(db) db:execute "UPDATE t SET new = old::integer" end,
  down = function(db) db:execute "UPDATE t SET old = new::text" end,
}
]]

  local function begun()
    local project = support.project { ["core/models.lua"] = before }
    project:must { "create", "first" }
    project:must "upgrade"
    project.database:execute "INSERT INTO t SELECT i, i::text FROM generate_series(1, 100) i"
    return project
  end

  local function migrated()
    local project = begun()
    project:write("core/models.lua", after .. hook)
    project:must { "create", "numbers", "--allow", "deletes_data" }
    project:must "upgrade"
    return project
  end

  it("stands between what adds and what tightens or removes, both ways", function()
    local project = migrated()
    local text = project:read(project:revisions()[2])
    local up, down = text:match "up = (.-)\n  down = (.*)$"
    assert.matches('create_column%("t", { "new", "integer" }%).*hook%("numbers of t".*alter_column%("t", "new", { null = false }', up)
    assert.matches('hook.*create_check.*', up)
    assert.matches('hook.*drop_column%("t", "old"', up)
    assert.matches('create_column%("t", { "old", "text" }%).*hook%("numbers of t".*drop_column%("t", "new"', down)
    assert.equal("5050", project.database:value "SELECT sum(new) FROM t")
    project:must "downgrade -1"
    assert.equal("5050", project.database:value "SELECT sum(old::integer) FROM t")
    project:must "upgrade"
    assert.equal("no changes\n", project:must { "create", "again" }.out)
  end)

  it("that leaves a row NULL stops there, and is mended in the data", function()
    local project = begun()
    project.database:execute "INSERT INTO t VALUES (101, NULL)"
    project:write("core/models.lua", after .. hook)
    project:must { "create", "numbers", "--allow", "deletes_data" }
    local result = project:luamig "upgrade"
    assert.equal(1, result.code)
    assert.matches('column "new" of relation "t" contains null values', result.err)
    assert.matches("those before it stay", result.err)
    project.database:execute "UPDATE t SET new = 1 WHERE new IS NULL"
    project:must "upgrade"
    assert.equal("5051", project.database:value "SELECT sum(new) FROM t")
  end)

  it("changes nothing when it goes from models.lua, nor when it is edited", function()
    local project = migrated()
    project:write("core/models.lua", after)
    assert.equal("no changes\n", project:must { "create", "gone" }.out)
    project:must "check"
    project:must "downgrade base"
    project:must "upgrade"
    project:write("core/models.lua", after .. hook:gsub("old::integer", "1"))
    assert.equal("no changes\n", project:must { "create", "edited" }.out)
    assert.equal(2, #project:revisions())
  end)

  it("of another name is another one, alone in its revision", function()
    local project = migrated()
    project:write("core/models.lua", after .. hook .. 'data_migration "halves" { up = function(db) db:execute "UPDATE t SET new = new / 2 + 1" end }')
    project:must { "create", "halves" }
    local text = project:read(project:revisions()[3])
    assert.matches('up = {%s+hook%("halves"', text)
    assert.is_nil(text:find("numbers of t", 1, true))
    project:must "upgrade"
    assert.equal("2600", project.database:value "SELECT sum(new) FROM t")
    local result = project:luamig "downgrade -1"
    assert.equal(1, result.code)
    assert.equal("2600", project.database:value "SELECT sum(new) FROM t")
  end)
end)
