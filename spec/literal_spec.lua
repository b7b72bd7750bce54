local unit = require "spec.unit"
local random = require "spec.unit.random"

local function read(source)
  return assert(load("return " .. source, "=x", "t"), source)()
end

describe("a string's literal", function()
  it("is what a person would write", function()
    assert.equal('""', unit.string(""))
    assert.equal('"pending"', unit.string("pending"))
    assert.equal([["status <> 'paid'"]], unit.string("status <> 'paid'"))
    assert.equal([['lower("Name")']], unit.string('lower("Name")'))
    assert.equal([["\"a\" = 'b'"]], unit.string([["a" = 'b']]))
    assert.equal([["a\\b\n\tc\r"]], unit.string("a\\b\n\tc\r"))
    assert.equal('"grün 日本 😀"', unit.string("grün 日本 😀"))
  end)

  it("shows what would not be seen", function()
    assert.equal([["\0\7\27[31m\127"]], unit.string("\0\7\27[31m\127"))
    assert.equal([["\0001\0279\0x"]], unit.string("\0001\0279\0x"))
    assert.equal([["\xff\xc0\x80\xed\xa0\x80\xf5\xe9"]], unit.string("\xff\xc0\x80\xed\xa0\x80\xf5\xe9"))
    assert.equal([["a\u{202e}b\u{200b}\u{feff}\u{85}\u{2028}\u{e0001}"]],
      unit.string("a\u{202e}b\u{200b}\u{feff}\u{85}\u{2028}\u{e0001}"))
    assert.equal([["\xe2\x80"]], unit.string("\xe2\x80"))
  end)

  it("is read as the string it was, whatever its bytes", function()
    random.start()
    for round = 1, 30000 do
      local bytes = random.hostile()
      local source = unit.string(bytes)
      assert.is_true(read(source) == bytes, random.where(round) .. ": " .. source)
      assert.is_nil(source:find("[\0-\31\127]"), random.where(round))
      assert.is_truthy(utf8.len(source), random.where(round))
    end
  end)

  it("holds every pair of bytes", function()
    for a = 0, 255 do
      local bytes = {}
      for b = 0, 255 do bytes[#bytes + 1] = string.char(a, b) end
      local all = table.concat(bytes)
      assert.is_true(read(unit.string(all)) == all)
    end
  end)
end)

describe("a block", function()
  it("stands in long brackets if it has lines", function()
    assert.equal("[[\na\nb]]", unit.block("a\nb"))
    assert.equal("[[\n\na\n]]", unit.block("\na\n"))
    assert.equal("[[\nif x then\n\ty 'z' \"\\n\"\nend\n]]", unit.block("if x then\n\ty 'z' \"\\n\"\nend\n"))
    assert.equal('"a"', unit.block("a"))
    assert.equal('""', unit.block(""))
  end)

  it("takes the level that it needs and no other", function()
    assert.equal("[=[\na\n]]]=]", unit.block("a\n]]"))
    assert.equal("[=[\na\n]]=]", unit.block("a\n]"))
    assert.equal("[[\na\n]=]]", unit.block("a\n]="))
    assert.equal("[==[\n]] ]=]\n]==]", unit.block("]] ]=]\n"))
    assert.equal("[[\n[[ a[1] ]\n]]", unit.block("[[ a[1] ]\n"))
  end)

  it("is a plain string if something in it would not be seen", function()
    for _, bytes in ipairs { "\n\0", "\n\r", "\n\27", "\n\127", "\n\xff", "\n\u{202e}", "\n\u{85}" } do
      assert.equal(unit.string(bytes), unit.block(bytes))
    end
  end)

  it("is read as the string it was, whatever its bytes", function()
    random.start()
    local blocks = 0
    for round = 1, 30000 do
      local bytes = round % 2 == 0 and random.hostile() or random.lines()
      local source = unit.block(bytes)
      blocks = blocks + (source:find("^%[") and 1 or 0)
      assert.is_true(read(source) == bytes, random.where(round) .. ": " .. source)
      -- What an editor or git does to line ends harms no literal.
      assert.is_nil(source:find("[\r\0\127]"), random.where(round))
      assert.is_truthy(utf8.len(source), random.where(round))
    end
    assert.is_true(blocks > 10000, blocks .. " blocks")
  end)
end)

describe("a key", function()
  it("is a name where Lua allows one", function()
    assert.equal("on_delete", unit.key("on_delete"))
    assert.equal('["end"]', unit.key("end"))
    assert.equal('["goto"]', unit.key("goto"))
    assert.equal('["2nd"]', unit.key("2nd"))
    assert.equal('["a b"]', unit.key("a b"))
    assert.equal('[""]', unit.key(""))
    assert.equal('["größe"]', unit.key("größe"))
    assert.equal([=[['"x"']]=], unit.key('"x"'))
  end)

  it("is read as the key it was", function()
    random.start()
    for round = 1, 30000 do
      local key = random.hostile():gsub("%z", "")
      assert.equal(key, next(read("{" .. unit.key(key) .. "=1}")), random.where(round))
    end
  end)
end)

describe("a number's literal", function()
  it("keeps integers and floats apart", function()
    assert.equal("1", unit.number(1))
    assert.equal("1.0", unit.number(1.0))
    assert.equal("-0.0", unit.number(-0.0))
    assert.equal("0.1", unit.number(0.1))
    assert.equal("1e+25", unit.number(1e25))
    assert.equal("5e-324", unit.number(5e-324))
    assert.equal("0x8000000000000000", unit.number(math.mininteger))
    assert.equal("1e999", unit.number(math.huge))
    assert.equal("-1e999", unit.number(-math.huge))
    local nan = read(unit.number(0 / 0))
    assert.is_true(nan ~= nan)
  end)

  it("is read as the number it was", function()
    random.start()
    for round = 1, 30000 do
      local bits = string.pack("j", math.random(0))
      local integer, float = string.unpack("j", bits), string.unpack("n", bits)
      assert.is_true(math.type(read(unit.number(integer))) == "integer" and read(unit.number(integer)) == integer)
      local again = read(unit.number(float))
      assert.is_true(math.type(again) == "float", random.where(round))
      assert.is_true(again == float or float ~= float, random.where(round) .. ": " .. unit.number(float))
    end
  end)
end)
