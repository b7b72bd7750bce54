local unit = require "spec.unit"
local random = require "spec.unit.random"

-- "kind:text" of each token but the end
local function words(source)
  local list = {}
  for _, token in ipairs(assert(unit.tokens(source), "no tokens: " .. source)) do
    if token[1] ~= "end" then list[#list + 1] = token[1] .. ":" .. token[2] end
  end
  return list
end

local function lines(source)
  local list = {}
  for i, token in ipairs(assert(unit.tokens(source))) do list[i] = token[3] end
  return list
end

-- The source again, each token on its line, with nothing else between them.
local function rebuild(source)
  local parts, line = {}, 1
  for _, token in ipairs(unit.tokens(source)) do
    parts[#parts + 1] = ("\n"):rep(token[3] - line) .. " " .. token[2]
    local _, breaks = token[2]:gsub("\r\n", "\n"):gsub("\n\r", "\n"):gsub("\r", "\n"):gsub("\n", "")
    line = token[3] + breaks
  end
  return table.concat(parts)
end

describe("the lexer", function()
  it("tells names from keywords", function()
    assert.same({ "keyword:local", "name:localx", "keyword:end", "name:_end", "name:x1" },
      words("local localx end _end x1"))
  end)

  it("knows every keyword of Lua 5.4 and no other", function()
    local all = "and break do else elseif end false for function goto if in local nil not or repeat return then " ..
      "true until while"
    for word in all:gmatch("%a+") do
      assert.same({ "keyword:" .. word }, words(word))
      assert.same({ "name:" .. word .. "s" }, words(word .. "s"))
      assert.same({ "name:" .. word:upper() }, words(word:upper()))
    end
  end)

  it("takes the longest symbol", function()
    assert.same({ "symbol:...", "symbol:..", "symbol:." }, words("... .. ."))
    assert.same({ "symbol:...", "symbol:.." }, words("....."))
    assert.same({ "symbol:<<", "symbol:<=", "symbol:<", "symbol:>>", "symbol:>=", "symbol:>" }, words("<<<=<>>>=>"))
    assert.same({ "symbol:==", "symbol:=", "symbol:~=", "symbol:~" }, words("=== ~=~"))
    assert.same({ "symbol://", "symbol:/", "symbol:::", "symbol::" }, words("/// :::"))
    for c in ("+-*/%^#&~|<>=(){}[];:,."):gmatch(".") do assert.same({ "symbol:" .. c }, words(" " .. c)) end
  end)

  it("reads numbers of all forms", function()
    local forms = { "0", "3", "345", "0xff", "0xBEBADA", "3.0", "3.1416", "314.16e-2", "0.31416E1", "34e1", "0x0.1E",
      "0xA23p-4", "0X1.921FB54442D18P+1", ".5", "5.", "0x.8p1", "0x8.", "1e+5", "9223372036854775808" }
    for _, form in ipairs(forms) do
      assert(load("return " .. form))
      assert.same({ "number:" .. form }, words(form))
      assert.same({ "number:" .. form, "symbol:,", "number:" .. form }, words(form .. "," .. form))
    end
    assert.same({ "number:0xep1", "symbol:-", "number:1" }, words("0xep1-1"))
    assert.same({ "number:0xe", "symbol:+", "number:1" }, words("0xe+1"))
    assert.same({ "number:1", "symbol:..", "number:2" }, words("1 ..2"))
  end)

  it("reads strings in quotes", function()
    local forms = { [["a'b"]], [['a"b']], [["a\"b"]], [['\'']], [["\\"]], '"a\\\nb"', '"a\\\r\nb"', '"a\\z \n\n  b"',
      [["\x41\u{48}\065"]], '""', "''", '"--"', '"\0"' }
    for _, form in ipairs(forms) do
      assert(load("return " .. form), form)
      assert.same({ "string:" .. form, "name:x" }, words(form .. "x"))
    end
  end)

  it("reads long strings of every level", function()
    for level = 0, 12 do
      local equals = ("="):rep(level)
      local inner = "a]" .. ("="):rep(level + 1) .. "] ]" .. (level > 0 and "]" or "") .. " [[ --[[ \n \" '"
      local form = "[" .. equals .. "[" .. inner .. "]" .. equals .. "]"
      assert.same({ "string:" .. form, "name:x" }, words(form .. "x"))
    end
    assert.same({ "string:[[a]]", "symbol:]" }, words("[[a]]]"))
    assert.same({ "string:[==[]=]==]" }, words("[==[]=]==]"))
    assert.same({ "name:t", "symbol:[", "name:a", "symbol:[", "number:1", "symbol:]", "symbol:]" }, words("t[a[1]]"))
  end)

  it("skips comments of all levels", function()
    assert.same({ "name:a", "name:b" }, words("a--x\nb--"))
    assert.same({ "name:a", "name:b" }, words("a--[[x\n]]b"))
    assert.same({ "name:a", "name:b" }, words("a--[==[ ]] ]=] \n]==]b"))
    assert.same({ "name:a", "name:b" }, words("a--[=x ]=]\nb"))
    assert.same({ "name:a", "name:b" }, words("a-- [[x\nb"))
    assert.same({ "name:a", "symbol:-", "name:b" }, words("a-b"))
    assert.same({}, words("--[[]]"))
  end)

  it("skips a first line that begins with #, and a byte order mark", function()
    assert.same({ "name:a" }, words("#!/usr/bin/lua \" [[\na"))
    assert.same({ "name:a" }, words("\xEF\xBB\xBFa"))
    assert.same({ "name:a" }, words("\xEF\xBB\xBF#!\na"))
    assert.same({ "symbol:#", "name:a" }, words("\n#a"))
    assert.same({}, words("#"))
    assert.same({ 2, 2 }, lines("#!\na"))
  end)

  it("counts lines as Lua does", function()
    assert.same({ 1, 2, 3, 3 }, lines("a\nb\nc"))
    assert.same({ 1, 2, 3, 3 }, lines("a\r\nb\r\nc"))
    assert.same({ 1, 2, 3, 3 }, lines("a\rb\n\rc"))
    assert.same({ 1, 3, 3 }, lines("a\n\nb"))
    assert.same({ 1, 3, 3 }, lines("[[\n\n]]b"))
    assert.same({ 1, 2, 2 }, lines('"\\\n"b'))
    assert.same({ 1, 4, 4 }, lines('"\\z\n\n\n"b'))
    assert.same({ 1, 3, 3 }, lines("a--[[\n\n]]b"))
    assert.same({ 1, 1, 1 }, lines("a\v\f\tb"))
  end)

  it("refuses what Lua could not cut either", function()
    local broken = { '"', "'a", '"a\nb"', '"\\', '"a\\"', "[[", "[[a]", "[==[a]=]", "[=", "--[[", "--[==[ ]=]", "$",
      "!", "a?", "`", "@", "\0", "\127", "é", "3x", "0xg", "12_", "\\" }
    for _, source in ipairs(broken) do
      assert.is_nil(unit.tokens(source), source)
      assert.is_nil(load("return " .. source), source)
    end
    assert.is_nil(unit.tokens("a\0b"))
    assert.is_not_nil(unit.tokens("--\0\n'\0'"))
  end)

  it("gives any random row of tokens back, whatever stands between them", function()
    local tokens = { "a", "end", "x1", "...", "..", "==", "[", "]", "{", "(", ")", "-", "/", "//", "::", ":", "'a'",
      '"\\""',
      "[[\n]]", "[=[]]]=]", "3", "0xA.8p-1", "1e5", ".5", "~", "~=", "<", "<<" }
    local blanks = { " ", "\n", "\t", "\r\n", "--\n", "--[[\n]]", "--[==[]]]==]", " -- \"\n", "--[=\n", "\f\v" }
    random.start()
    for round = 1, 3000 do
      local row, parts = {}, { random.pick { "", "#!x\n", "\xEF\xBB\xBF" } }
      for i = 1, math.random(0, 20) do
        row[i] = random.pick(tokens)
        parts[#parts + 1] = row[i] .. " " .. random.pick(blanks)
      end
      local read = unit.tokens(table.concat(parts))
      for i, token in ipairs(row) do assert.equal(token, read[i][2], random.where(round)) end
      assert.equal(#row + 1, #read, random.where(round))
    end
  end)

  it("loses nothing of any Lua file that is installed here", function()
    local files, find = 0, assert(io.popen("find /usr -name '*.lua' -type f 2>/dev/null"))
    for path in find:lines() do
      local file = assert(io.open(path, "rb"))
      local source = file:read("a")
      file:close()
      local plain = source:gsub("^\xEF\xBB\xBF", ""):gsub("^#[^\n]*", "")
      local known = load(plain, "=x", "t")
      if known then
        files = files + 1
        local again = assert(load(rebuild(source), "=x", "t"), path)
        assert.is_true(string.dump(known, true) == string.dump(again, true), path)
      end
    end
    find:close()
    assert.is_true(files >= 20, "only " .. files .. " Lua files found")
  end)

  it("survives damaged text, and cuts whatever Lua can load", function()
    local sources = {}
    for _, path in ipairs { "spec/lexer_spec.lua", "spec/unit/random.lua" } do
      local file = assert(io.open(path, "rb"))
      sources[#sources + 1] = file:read("a")
      file:close()
    end
    random.start()
    for round = 1, 3000 do
      local source = random.pick(sources)
      local from = math.random(#source)
      source = random.mutate(source:sub(from, from + 400))
      local tokens = unit.tokens(source)
      if load(source:gsub("^\xEF\xBB\xBF", ""):gsub("^#[^\r\n]*", ""), "=x", "t") then
        assert.is_not_nil(tokens, random.where(round))
      end
    end
  end)
end)

describe("the checksum", function()
  local text = 'local a <const> = "x\\\ny" -- why\nreturn { a, [[\nlong\n]], 0x10 }\n'

  it("is SHA-256 with the version of its rule", function()
    assert.equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", unit.sha256(""))
    assert.equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", unit.sha256("abc"))
    assert.matches("^1:%x+$", unit.checksum(text))
    assert.equal(66, #unit.checksum(text))
    assert.is_nil(unit.checksum("'"))
  end)

  it("stays what it was: ledgers hold it", function()
    assert.equal("1:891dc9e07c87c4fb7216e30c5f21d8c03c007cf7855c718e0488f2905343e0d3", unit.checksum("x=1"))
  end)

  it("does not change with comments, blanks and line ends", function()
    local known = unit.checksum(text)
    for _, same in ipairs {
      text:gsub("\n", "\r\n"), text:gsub("\n", "\r"), text:gsub("%-%- why", "--[[ other ]]"), "#!lua\n" .. text,
      "\n\n" .. text .. "-- end", text:gsub("{ ", "{\n\t"), text:gsub(" <const> =", "<\nconst\n>\n="),
    } do
      if type(same) == "string" then assert.equal(known, unit.checksum(same), same) end
    end
  end)

  it("changes with everything else", function()
    random.start()
    local function loaded(source)
      local chunk = load(source, "=x", "t")
      return chunk and string.dump(chunk, true)
    end
    local seen = 0
    for round = 1, 20000 do
      local other = random.mutate(text)
      if other ~= text and unit.checksum(other) == unit.checksum(text) then
        -- Only what says the same may have the same checksum (lines move, and stripped bytecode has none of main's).
        local plain = other:gsub("^\xEF\xBB\xBF", ""):gsub("^#[^\r\n]*", "")
        assert.equal(loaded(text), loaded(plain), random.where(round))
        seen = seen + 1
      end
    end
    assert.is_true(seen > 0)
    for _, pair in ipairs { { "a b", "ab" }, { "'a'", '"a"' }, { "'ab' 'c'", "'a' 'bc'" }, { "a.b", "a . c" },
      { "x", "" },
      { "[[a]]", "[[\na]]" }, { "1", "1.0" } } do
      assert.not_equal(unit.checksum(pair[1]), unit.checksum(pair[2]))
    end
  end)
end)
