local unit = require "spec.unit"
local random = require "spec.unit.random"
local json = unit.json

local function fails(pattern, call, ...)
  local done, message = pcall(call, ...)
  assert.is_false(done, "no error: " .. pattern)
  assert.is_truthy(tostring(message):find(pattern, 1, true), tostring(message) .. " should say " .. pattern)
end

local function again(text)
  return json.encode(json.decode(text))
end

-- Nested `levels` deep.
local function nested(levels)
  local value = json.array {}
  for _ = 2, levels do value = { value } end
  return value
end

describe("json.encode", function()
  it("writes values", function()
    assert.equal('{"a":1,"b":[true,false,null],"c":{"d":"x"}}',
      json.encode { c = { d = "x" }, b = { true, false, json.null }, a = 1 })
    assert.equal('"x"', json.encode("x"))
    assert.equal("null", json.encode(json.null))
  end)

  it("keeps [] and {} apart", function()
    assert.equal("{}", json.encode {})
    assert.equal("[]", json.encode(json.array {}))
    assert.equal('{"a":[],"o":{}}', again('{ "o": {}, "a": [ ] }'))
    assert.equal("[[],{}]", again("[[],{}]"))
  end)

  it("sorts keys by their bytes", function()
    assert.equal('{"":0,"\\u0000":1,"A":2,"Z":3,"a":4,"a\\u0000":5,"a\\u0000b":6,"aa":7,"é":8}', json.encode {
      ["é"] = 8, aa = 7, ["a\0b"] = 6, ["a\0"] = 5, a = 4, Z = 3, A = 2, ["\0"] = 1, [""] = 0 })
  end)

  it("escapes what JSON must", function()
    assert.equal([["\"\\/\b\f\n\r\t\u0000\u001f]] .. "\127é\u{2028}😀\"",
      json.encode('"\\/\b\f\n\r\t\0\31\127é\u{2028}😀'))
  end)

  it("tells integers from floats", function()
    assert.equal("[1,1.0,-0.0,0,0.1,1e+300,5e-324]", json.encode { 1, 1.0, -0.0, 0, 0.1, 1e300, 5e-324 })
    assert.equal("[9223372036854775807,-9223372036854775808]", json.encode { math.maxinteger, math.mininteger })
    assert.equal("0.30000000000000004", json.encode(0.1 + 0.2))
  end)

  it("refuses what JSON has not, and names the path", function()
    fails("cannot write JSON: NaN is no number", json.encode, 0 / 0)
    fails("items[2].price: infinity", json.encode, { items = { 1, { price = math.huge } } })
    fails('a["x y"][1]: a function has no JSON form', json.encode, { a = { ["x y"] = { print } } })
    fails("a: a table with both items and keys", json.encode, { a = { 1, b = 2 } })
    fails("a[2]: a list with a hole", json.encode, { a = { 1, nil, 3 } })
    fails("[1]: a list with a hole", json.encode, { [math.maxinteger] = 1 })
    fails("[1]: a list with a hole", json.encode, { [-1] = 1 })
    fails("[2]: a list with a hole", json.encode, { [0] = 1, [1] = 1 })
    fails("a key that is a boolean", json.encode, { [true] = 1 })
    fails("a key that is a number", json.encode, { [1.5] = 1 })
    fails("an array with keys", json.encode, json.array { a = 1 })
    fails("nil, which is written json.null", json.encode, nil)
    fails("a thread has no JSON form", json.encode, coroutine.create(print))
    fails("a userdata has no JSON form", json.encode, io.stdout)
    fails("value expected", json.encode)
    fails(("k"):rep(60) .. "...[1]: a function", json.encode, { [("k"):rep(1000)] = { print } })
    fails('["a\nb"]: a function', json.encode, { ["a\nb"] = print })
    for _, bytes in ipairs { "\xff", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "a\xe2\x82", "\xe0\x9f\xbf",
      "\xf0\x8f\xbf\xbf", "\xf8\x88\x80\x80\x80", "\x80" } do
      fails("a: a string that is no UTF-8", json.encode, { a = bytes })
      fails("a string that is no UTF-8", json.encode, { [bytes] = 1 })
    end
  end)

  it("goes 200 levels deep and no further", function()
    assert.equal(("["):rep(200) .. ("]"):rep(200), json.encode(nested(200)))
    fails("more than 200 levels", json.encode, nested(201))
    local circle = {}
    circle.a = circle
    fails("...a.a.a", json.encode, circle)
  end)

  it("calls no metamethod and survives a weak table", function()
    local called = function() error("called") end
    local hostile = { __index = called, __pairs = called, __len = called, __tostring = called }
    assert.equal('{"a":1}', json.encode(setmetatable({ a = 1 }, hostile)))
    local weak = setmetatable({}, { __mode = "kv" })
    for i = 1, 2000 do weak["key number " .. i .. ("x"):rep(40)] = { ("y"):rep(100) } end
    pcall(json.encode, weak)
  end)

  it("leaves nothing on the way to an error", function()
    local value = { ("x"):rep(100000), print }
    collectgarbage()
    local before = collectgarbage("count")
    for _ = 1, 200 do pcall(json.encode, value) end
    collectgarbage()
    assert.is_true(collectgarbage("count") - before < 1000)
  end)
end)

describe("json.decode", function()
  it("reads values", function()
    local value = json.decode ' { "a" : [ 1 , 2.5 , "x" , true , false , null ] , "b" : { } } '
    assert.same({ 1, 2.5, "x", true, false, json.null }, { table.unpack(value.a) })
    assert.equal("integer", math.type(value.a[1]))
    assert.same({}, value.b)
    assert.equal(6, #value.a)
  end)

  it("keeps 64-bit integers exact", function()
    for _, text in ipairs { "0", "-1", "9007199254740993", "9223372036854775807", "-9223372036854775808" } do
      assert.equal(math.tointeger(text), json.decode(text))
      assert.equal("integer", math.type(json.decode(text)))
      assert.equal(text, again(text))
    end
  end)

  it("keeps a number that Lua has not as it stood", function()
    for _, text in ipairs { "9223372036854775808", "-9223372036854775809", "1" .. ("0"):rep(400), "1e400", "-1E+400",
      "1e-400", "0.10000000000000001", "3.14159265358979323846264338327950288", "1e999999999999999999999999",
      "1e-999999999999999999999999", "0." .. ("0"):rep(400) .. "1", "123456789012345678.5", "5e-325",
      "1.7976931348623159e308" } do
      local value = json.decode(text)
      assert.equal("userdata", type(value), text)
      assert.equal(text, tostring(value))
      assert.equal(text, again(text))
      assert.equal(value, json.decode(text))
      assert.not_equal(value, json.decode(text .. "0"))
      assert.is_true(value ~= 1 and value ~= text)
    end
  end)

  it("reads a float that says the same", function()
    for text, value in pairs { ["0.1"] = 0.1, ["1.10"] = 1.1, ["1e2"] = 100.0, ["1E+2"] = 100.0, ["-0"] = -0.0,
      ["-0.0"] = -0.0,
      ["0e999999999999999999999"] = 0.0, ["1.0"] = 1.0, ["5e-324"] = 5e-324, ["4.9406564584124654e-324"] = false,
      ["1.7976931348623157e308"] = 1.7976931348623157e308, ["0.30000000000000004"] = 0.1 + 0.2,
      ["100000000000000000000000e-22"] = 10.0, ["0.0000000000000000000000001e26"] = 10.0,
      ["2.2250738585072014e-308"] = 2.2250738585072014e-308 } do
      local read = json.decode(text)
      if value then
        assert.equal("float", math.type(read), text)
        assert.equal(string.pack("n", value), string.pack("n", read), text)
      else
        assert.equal("userdata", type(read), text)
      end
    end
  end)

  it("reads every escape", function()
    assert.equal('"\\/\b\f\n\r\t', json.decode [["\"\\\/\b\f\n\r\t"]])
    assert.equal("A\0é\u{ffff}😀\u{10ffff}x", json.decode [["\u0041\u0000\u00E9\uffff\ud83d\uDE00\udbff\udfffx"]])
  end)

  it("keeps keys with NUL apart, and the last of equal ones", function()
    assert.same({ ["a\0b"] = 1, a = 2 }, json.decode [[{"a\u0000b":1,"a":2}]])
    assert.same({ a = 2 }, json.decode [[{"a":1,"\u0061":2}]])
  end)

  it("refuses malformed text, and says where", function()
    for text, message in pairs {
      [""] = "byte 1: it ends before the value",
      ["  "] = "byte 3: it ends before the value",
      ["[1,]"] = "byte 4 ([2]): no value begins",
      ["[1 2]"] = "byte 4 ([1]): a comma or ]",
      ["[1"] = "byte 3 ([1]): a comma or ]",
      ["[,1]"] = "byte 2 ([1]): no value begins",
      ['{"a":{"b":[1,tru]}}'] = "byte 14 (a.b[2]): no value begins",
      ["{a:1}"] = "byte 2: a key in double quotes",
      ['{"a":1,}'] = "byte 8: a key in double quotes",
      ['{"a" 1}'] = "byte 6 (a): a colon",
      ['{"a":1 "b":2}'] = "byte 8 (a): a comma or }",
      ['{"a":1'] = "byte 7 (a): a comma or }",
      ["{"] = "byte 2: a key",
      ["[1]]"] = "byte 4: something follows",
      ["nullx"] = "byte 5: something follows",
      ["01"] = "byte 2: something follows",
      ["1."] = "byte 1: no value begins",
      ["1e"] = "byte 1: no value begins",
      ["+1"] = "byte 1: no value begins",
      [".5"] = "byte 1: no value begins",
      ["-"] = "byte 1: no value begins",
      ["NaN"] = "byte 1: no value begins",
      ["Infinity"] = "byte 1: no value begins",
      ["0x10"] = "byte 2: something follows",
      ["'a'"] = "byte 1: no value begins",
      ["// x\n1"] = "byte 1: no value begins",
      ["\xEF\xBB\xBF1"] = "byte 1: no value begins",
      ["\0"] = "byte 1: no value begins",
      ["1\0"] = "byte 2: something follows",
      ['"a'] = "byte 3: a string that does not end",
      ['"a\\'] = "byte 3: an escape",
      ['"a\\"'] = "byte 5: a string that does not end",
      ['"\\x41"'] = "byte 2: an escape",
      ['"\\\0"'] = "byte 2: an escape",
      ['"\\u12'] = "byte 2: \\u wants four",
      ['"\\u12g4"'] = "byte 2: \\u wants four",
      ['"\\ud800"'] = "byte 2: half of a surrogate pair",
      ['"\\ud800\\u0041"'] = "byte 2: half of a surrogate pair",
      ['"\\ud800\\ud800"'] = "byte 2: half of a surrogate pair",
      ['"x\\udc00"'] = "byte 3: half of a surrogate pair",
      ['"a\nb"'] = "byte 3: a control character",
      ['"a\0b"'] = "byte 3: a control character",
      ['"\xff"'] = "byte 2: text that is no UTF-8",
      ['"\xed\xa0\x80"'] = "byte 2: text that is no UTF-8",
      ['"\xc0\x80"'] = "byte 2: text that is no UTF-8",
      ['{"\xff":1}'] = "byte 3: text that is no UTF-8",
      ['{"long key":[{"x":nul}]}'] = 'byte 19 (["long key"][1].x): no value begins',
    } do
      fails(message, json.decode, text)
    end
    fails("string expected", json.decode, 1)
    fails("string expected", json.decode, {})
  end)

  it("goes 200 levels deep and no further", function()
    local deep = ("["):rep(200) .. ("]"):rep(200)
    assert.equal(deep, again(deep))
    fails("more than 200 levels", json.decode, "[" .. deep .. "]")
    fails("more than 200 levels", json.decode, ('{"a":'):rep(1000000))
    fails("...a.a.a.a.a.a.a.a.a.a.a.a): more than 200 levels", json.decode, ('{"a":'):rep(201))
  end)
end)

describe("what a file sees of JSON", function()
  it("is one null", function()
    assert.equal("null", tostring(json.null))
    assert.equal(json.null, json.decode("null"))
    assert.is_true(json.null and true)
    assert.is_false(getmetatable(json.null))
  end)

  it("is an array that stays one", function()
    local list = json.decode("[]")
    list[1] = "x"
    assert.equal('["x"]', json.encode(list))
    list[1] = nil
    assert.equal("[]", json.encode(list))
    assert.equal("json.array", getmetatable(list))
    assert.is_false(pcall(setmetatable, list, {}))
    local t = { 1 }
    assert.equal(t, json.array(t))
    assert.equal(t, json.array(t))
    fails("a metatable of its own", json.array, setmetatable({}, {}))
    fails("table expected", json.array, 1)
  end)

  it("is a number as text", function()
    assert.equal("1.50", tostring(json.number "1.50"))
    assert.equal("[1.50]", json.encode { json.number "1.50" })
    assert.equal(json.number "1.50", json.number "1.50")
    assert.not_equal(json.number "1.50", json.number "1.5")
    assert.equal("json.number", getmetatable(json.number "1"))
    for _, text in ipairs { "", "1x", "0x1", " 1", "1 ", "01", "+1", "1.", ".1", "nan", "1\0" } do
      fails("not a number as JSON writes it", json.number, text)
    end
    fails("json.number", function() return json.number "1" + 1 end)
  end)
end)

-- A random value and its text, as PostgreSQL or another writer may have put it.
local make
local texts = {
  function() return tostring(math.random(-1000, 1000)) end,
  function() return tostring(math.random(0)) end,
  function() return ("%d%s"):format(math.random(0), ("%d"):format(math.random(0)):gsub("-", "")) end,
  function() return ("%.17g"):format(math.random()) end,
  function() return ("%d.%d"):format(math.random(-99, 99), math.random(0, 99999)) end,
  function() return ("%d.%de%d"):format(math.random(-9, 9), math.random(0, 99999), math.random(-350, 350)) end,
  function() return random.pick { "true", "false", "null", "[]", "{}", "-0", "0.0", "1e0" } end,
  function() return json.encode((random.hostile():gsub("[\x80-\xff]", ""))) end,
  function() return json.encode(utf8.char(math.random(0, 0xd7ff), math.random(0xe000, 0x10ffff))) end,
  function() return ('"\\u%04x\\u%04X"'):format(math.random(0, 0xd7ff), math.random(0xe000, 0xffff)) end,
  function(depth) return make(depth) end,
}

function make(depth)
  local parts, object = {}, math.random(2) == 1
  for i = 1, depth > 4 and 0 or math.random(0, 5) do
    local blank = random.pick { "", "", " ", "\n", "\t" }
    local value = random.pick(texts)(depth + 1)
    local key = object and ("%s:%s"):format(json.encode(random.pick { "a", "", "é", "\0", '"' } .. i), blank) or ""
    parts[i] = blank .. key .. value .. blank
  end
  local inner = table.concat(parts, ",")
  return object and "{" .. inner .. "}" or "[" .. inner .. "]"
end

-- Equal in type too; a json.number by its text.
local function same(a, b)
  if math.type(a) ~= math.type(b) or type(a) ~= type(b) or getmetatable(a) ~= getmetatable(b) then return false end
  if type(a) ~= "table" then return rawequal(a, b) or a == b and type(a) == "userdata" end
  for key, value in pairs(a) do
    if not same(value, b[key]) then return false end
  end
  for key in pairs(b) do
    if a[key] == nil then return false end
  end
  return true
end

describe("JSON", function()
  it("comes back as it was, whatever the document", function()
    random.start()
    for round = 1, 20000 do
      local text = make(1)
      local value = json.decode(text)
      local written = json.encode(value)
      assert.is_true(same(value, json.decode(written)), random.where(round) .. "\n" .. text)
      assert.equal(written, again(written), random.where(round))
    end
  end)

  it("comes back as it was, whatever the value", function()
    random.start()
    for round = 1, 20000 do
      local float = string.unpack("n", string.pack("j", math.random(0)))
      if float == float and float ~= math.huge and float ~= -math.huge then
        local read = json.decode(json.encode(float))
        assert.equal("float", math.type(read), random.where(round) .. json.encode(float))
        assert.is_true(read == float)
      end
      local bytes = random.hostile()
      if utf8.len(bytes) then
        assert.equal(bytes, json.decode(json.encode(bytes)))
        assert.equal(bytes, next(json.decode(json.encode { [bytes] = 1 })))
      else
        fails("no UTF-8", json.encode, bytes)
      end
    end
  end)

  it("survives damage, and reads nothing that it would not write", function()
    random.start()
    local read = 0
    for round = 1, 100000 do
      local text = random.mutate(make(1))
      local done, value = pcall(json.decode, text)
      if done then
        read = read + 1
        assert.is_true(same(value, json.decode(json.encode(value))), random.where(round) .. "\n" .. text)
      else
        assert.matches("malformed JSON at byte %d+", value)
      end
    end
    assert.is_true(read > 1000, read .. " documents were still well formed")
  end)
end)
