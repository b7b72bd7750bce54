local unit = require "spec.unit"

local source = [==[
local common = { "x" }
model "acme_invoice_data" {
  comment = "Invoices",
  { "id", "bigint", primary_key = true },
  {
    "status",
    "acme_invoice_status",
    null = false,
    references = { "clients.id",
      on_delete = "cascade" },
  },
  timestamps(), common; { "metadata",
    "jsonb" },

  ["checks"] = {
    positive = "amount >= 0",
    ['a b'] = [[ } ]],
  },
  indexes = {
    { "client_id" }, { "status",
      where = "status <> 'paid'" },
    -- { "a comment" },
  },
  [ [[odd]] ] = 1, ["a\x41"] = 2, [1 + 1] = 3,
  hook = function(db, ...)
    if a then b = 1; c = 2 elseif d then return 3, 4 end
    for i = 1, 2 do local x, y = i, { i } end
    while false do break end
    repeat local z = 1, 2 until z
    return function() end, 5
  end,
  after = not common[1] and { 1, 2 } or { 3 },
  calls = f(1, 2, { 3 })(4),
  last = 1, last =
    2,
}
model "a" {} model "b" {
} enum "e" { "x",
  "y" }
model("c") { { "one" } }
model("d")({
  { "two" } })
model[[e]]{ "three",
  ...
}
model(name("f", { 1,
  2 })) {
  "four" }
model "g" (common)
model "h"
local model = "model"
t.model "i" { "five" }
return { model = "j", { model "k" { "x",
  "y" } } }]==]

local function line(at, nth, ...)
  return unit.place(source, at, "model", nth, ...)
end

describe("places", function()
  it("know the lines of items", function()
    assert.equal(4, line(2, 0, 1))
    assert.equal(5, line(2, 0, 2))
    assert.equal(12, line(2, 0, 3))
    assert.equal(12, line(2, 0, 4))
    assert.equal(12, line(2, 0, 5))
    assert.equal(0, line(2, 0, 6))
    assert.equal(0, line(2, 0, 0))
    assert.equal(0, line(2, 0, -1))
  end)

  it("know the lines of keys", function()
    assert.equal(3, line(2, 0, "comment"))
    assert.equal(15, line(2, 0, "checks"))
    assert.equal(19, line(2, 0, "indexes"))
    assert.equal(0, line(2, 0, "unique"))
    assert.equal(0, line(2, 0, "null"))
    assert.equal(0, line(2, 0, "odd"))
  end)

  it("know the lines within tables", function()
    assert.equal(6, line(2, 0, 2, 1))
    assert.equal(7, line(2, 0, 2, 2))
    assert.equal(8, line(2, 0, 2, "null"))
    assert.equal(9, line(2, 0, 2, "references"))
    assert.equal(10, line(2, 0, 2, "references", "on_delete"))
    assert.equal(13, line(2, 0, 5, 2))
    assert.equal(16, line(2, 0, "checks", "positive"))
    assert.equal(17, line(2, 0, "checks", "a b"))
    assert.equal(20, line(2, 0, "indexes", 1))
    assert.equal(20, line(2, 0, "indexes", 2))
    assert.equal(21, line(2, 0, "indexes", 2, "where"))
    assert.equal(0, line(2, 0, "indexes", 3))
  end)

  it("go over whatever is a value", function()
    assert.equal(25, line(2, 0, "hook"))
    assert.equal(32, line(2, 0, "after"))
    assert.equal(33, line(2, 0, "calls"))
    assert.equal(34, line(2, 0, "last"))
    assert.equal(0, line(2, 0, "local"))
    assert.equal(0, line(2, 0, "b"))
    assert.equal(0, line(2, 0, "c"))
    assert.is_nil(line(2, 0, "after", 1))
    assert.is_nil(line(2, 0, "calls", 1))
    assert.is_nil(unit.place("model 'x' { { 1 } == 2, a = { 1 } .. {} }", 1, "model", 0, 1, 1))
    assert.is_nil(unit.place("model 'x' { { 1 } == 2, a = { 1 } .. {} }", 1, "model", 0, "a", 1))
    assert.is_nil(line(2, 0, "hook", 1))
    assert.is_nil(line(2, 0, 3, 1))
    assert.is_nil(line(2, 0, "comment", 1))
  end)

  it("take the last of equal keys, as Lua does", function()
    assert.equal(2, unit.place("model 'x' { a = 1,\na = 2 }", 1, "model", 0, "a"))
  end)

  it("find the nth call of the word on a line", function()
    assert.equal(0, line(37, 0, 1))
    assert.equal(0, line(37, 1, 1))
    assert.is_nil(line(37, 2, 1))
    assert.equal(39, unit.place(source, 38, "enum", 0, 2))
    assert.is_nil(unit.place(source, 37, "enum", 0, 2))
    assert.is_nil(line(1, 0))
    assert.is_nil(line(9999, 0))
    assert.is_nil(line(0, 0))
    assert.is_nil(line(-1, 0))
  end)

  it("find the table behind a call of any form", function()
    assert.equal(40, line(40, 0, 1, 1))
    assert.equal(42, line(41, 0, 1, 1))
    assert.equal(43, line(43, 0, 1))
    assert.equal(44, line(43, 0, 2))
    assert.equal(48, line(46, 0, 1))
    assert.is_nil(line(49, 0))
    assert.is_nil(line(50, 0))
    assert.is_nil(line(51, 0))
    assert.equal(52, line(52, 0, 1))
    assert.is_nil(line(53, 0))
    assert.equal(54, line(53, 1, 2))
  end)

  it("stop at the end of a text that never closes", function()
    for _, text in ipairs { "model 'x' {", "model 'x' { a =", "model 'x' { a = {", "model 'x' { [", "model 'x' { ['a']",
      "model 'x' { function", "model (", "model 'x' { ) end , }", "model 'x' { ; ; , , }", "model" } do
      for k = 1, 3 do unit.place(text, 1, "model", 0, k, "a", 1) end
    end
  end)

  it("agree with Lua about which item is where", function()
    -- Every item is a call that notes its line.
    local random = require "spec.unit.random"
    random.start()
    local values = {
      "at()", "(at())", "{ at(), at() } and at()", "at(function() return 1, 2 end)", "at[[x, y]]", "at{ 1, 2; 3 }",
      "at(1,\n2)", "at('}')", "at(not nil == true)", "at(#'x' .. 1)",
    }
    for round = 1, 1000 do
      local parts, count = { "model 'x' {" }, math.random(0, 8)
      for i = 1, count do
        parts[#parts + 1] = random.pick { "", "\n", " -- ,\n", "k" .. i .. " = 1,", "['q'] = { at },\n" }
        parts[#parts + 1] = random.pick(values) .. random.pick { ",", ";", ",\n" }
      end
      local text = table.concat(parts) .. "}"
      local found
      local env = {
        at = function() return { line = debug.getinfo(2, "l").currentline } end,
        model = function() return function(t) found = t end end,
      }
      assert(load(text, "=x", "t", env), text)()
      for i = 1, count do
        local expected = found[i].line
        assert.equal(expected, unit.place(text, 1, "model", 0, i), random.where(round) .. "\n" .. text)
      end
      assert.equal(0, unit.place(text, 1, "model", 0, count + 1))
    end
  end)
end)
