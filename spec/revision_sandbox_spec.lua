-- What holds revisions: memory and SIGINT, but no count of instructions; and what they see.
local support = require "spec.support"

local FILE = "migrations/20250101_000000_core_a.lua"

local function has(text, part)
  assert.is_truthy(text:find(part, 1, true), ("should say '%s', but says:\n%s"):format(part, text))
end

-- A project whose one revision does this.
local function revision(body)
  return support.project { [FILE] = ("revision {\n  up = function(op, db) %s end,\n}"):format(body) }
end

local function upgrade(body)
  return revision(body):luamig "upgrade"
end

local function stopped(result, message)
  assert.equal(1, result.code, result.err)
  has(result.err, FILE)
  has(result.err, message)
  assert.is_nil(result.err:find("WENT ON", 1, true))
end

describe("a revision", function()
  it("may run more instructions than a models.lua", function()
    local result = upgrade "local n = 0 for i = 1, 2e8 do n = n + i end db:execute 'CREATE TABLE t ()'"
    assert.equal(0, result.code, result.err)
  end)

  it("has math.random", function()
    assert.equal(0, upgrade("assert(math.random(10) <= 10)").code)
  end)

  for what, case in pairs {
    ["os"] = { "os.exit(0)", FILE .. ":2: a revision has no 'os'" },
    ["io"] = { "io.open '/etc/passwd'", FILE .. ":2: a revision has no 'io'" },
    ["load"] = { "load 'x = 1'", FILE .. ":2: a revision has no 'load'" },
    ["require"] = { "require 'x'", FILE .. ":2: a revision has no 'require'" },
    ["a global"] = { "x = 1", FILE .. ":2: 'x' is assigned as a global" },
    ["an unknown name"] = { "db:execute(tostirng(1))", "did you mean 'tostring'?" },
    ["__gc"] = { "setmetatable({}, { __gc = print })", "a metatable may have no __gc here" },
    ["a growing table"] = { "local t = {} while true do t[#t + 1] = {} end", "used more than 64 MiB of memory" },
    ["the same in pcall"] = {
      "pcall(function() local t = {} while true do t[#t + 1] = {} end end) print 'WENT ON'",
      "used more than 64 MiB of memory",
    },
    ["the same in a coroutine"] = {
      "pcall(coroutine.wrap(function() local t = {} while true do t[#t + 1] = {} end end)) print 'WENT ON'",
      "used more than 64 MiB of memory",
    },
    ["results kept"] = {
      "local t = {} for row in db:query 'SELECT repeat(md5(i::text), 100) AS x FROM generate_series(1, 50000) i' do "
        .. "t[#t + 1] = row end",
      "used more than 64 MiB of memory",
    },
    ["a missed request"] = { "pcall(string.rep, 'x', 7e7) print 'WENT' db:value 'SELECT 1'", "used more than 64 MiB" },
    ["a yield of its own"] = { "coroutine.yield(1)", "coroutine.yield was called outside of every coroutine" },
  } do
    it("is held against " .. what, function()
      local made = revision("db:execute 'CREATE TABLE made ()' db:value 'SELECT 1' " .. case[1])
      stopped(made:luamig "upgrade", case[2])
      assert.equal("0", made.database:value "SELECT count(*) FROM pg_class WHERE relname = 'made'")
    end)
  end

  for what, body in pairs {
    ["a loop"] = "while true do end",
    ["a loop of pcall"] = "while true do pcall(function() while true do end end) end",
    ["a loop of failing handlers"] = "while true do xpcall(error, function() error 'again' end) end",
    ["a coroutine"] = "coroutine.wrap(function() while true do end end)()",
    ["short coroutines"] = "while true do coroutine.wrap(function() end)() end",
    ["a tree of coroutines"] = [[
      local function grow(depth)
        for _ = 1, 60 do if depth < 180 then pcall(coroutine.wrap(function() grow(depth + 1) end)) end end
      end
      grow(1)]],
    ["a coroutine in pcall"] = "while true do pcall(coroutine.wrap(function() while true do pcall(error) end end)) end",
    ["__close"] = [[
      pcall(function()
        local x <close> = setmetatable({}, { __close = function() while true do end end })
        error "x"
      end)]],
    ["coroutine.close"] = [[
      local c = coroutine.create(function()
        local x <close> = setmetatable({}, { __close = function() while true do end end })
        coroutine.yield()
      end)
      coroutine.resume(c)
      coroutine.close(c)]],
    ["a comparator"] = "table.sort({ 2, 1 }, function() while true do end end)",
    ["a loop of queries in pcall"] = "while true do pcall(db.value, db, 'SELECT 1') end",
    ["a query in pcall"] = "while true do pcall(db.value, db, 'SELECT pg_sleep(60)') end",
    ["a query in a coroutine"] =
      "while true do pcall(coroutine.wrap(function() db:value 'SELECT pg_sleep(60)' end)) end",
  } do
    it("is interrupted in " .. what, function()
      local made = revision("db:execute 'CREATE TABLE made ()' db:value 'SELECT 1' print 'BEGUN' " .. body)
      local process = made:start "upgrade"
      support.eventually(function()
        return made.database:value(
          "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE a.datname = current_database() "
            .. "AND l.relation IS NOT NULL AND l.mode = 'AccessExclusiveLock'") ~= "0"
      end)
      process:signal "INT"
      local result = process:wait(20)
      assert.equal(130, result.code, result.err)
      has(result.err, "interrupted")
      assert.equal("0", made.database:value "SELECT count(*) FROM pg_class WHERE relname = 'made'")
    end)
  end
end)
