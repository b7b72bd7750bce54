-- Random values for properties. LUAMIG_SEED=... runs the same values again.
local random = { seed = math.tointeger(os.getenv "LUAMIG_SEED" or "") or 20241221 }

-- Each property begins again at the seed, so that it does not matter which others run.
function random.start()
  math.randomseed(random.seed)
end

function random.pick(list)
  return list[math.random(#list)]
end

-- For a failing property's message.
function random.where(round)
  return ("LUAMIG_SEED=%d, round %d"):format(random.seed, round)
end

local pieces = {
  function() return string.char(math.random(0, 255)) end,
  function() return string.char(math.random(32, 126)) end,
  function() return utf8.char(math.random(0x80, 0x7ff)) end,
  function() return utf8.char(math.random(0x800, 0xd7ff)) end,
  function() return utf8.char(math.random(0x10000, 0x10ffff)) end,
  function() return utf8.char(math.random(0x2000, 0x206f)) end,
  function() return utf8.char(math.random(0xd800, 0xdfff)) end, -- a surrogate: invalid
  function() return random.pick { "\0", "\r", "\n", "\r\n", "\t", "\\", '"', "'", "\127", "\27[31m" } end,
  function() return random.pick { "]", "]]", "]=]", "]==", "[[", "--[[", "]=", "=", "\\z", "${", "0", "7", "--" } end,
  function() return random.pick { "a", "word", " ", "select 1", "日本", "é", "\u{202e}", "\u{feff}" } end,
}

-- Bytes that texts are hard to write with. Some strings have only a few kinds of piece, so that whole lines of
-- plain text come up as well.
function random.hostile(most)
  local kinds, parts = {}, {}
  for i = 1, math.random(#pieces) do kinds[i] = random.pick(pieces) end
  for i = 1, math.random(0, most or 12) do parts[i] = random.pick(kinds)() end
  return table.concat(parts)
end

-- Text that can stand in long brackets, made of what could end them.
function random.lines()
  local parts = {}
  for i = 1, math.random(2, 20) do
    parts[i] = random.pick { "\n", "\n", "a", " ", "]", "]]", "=", "]=", "]=]", "==", "]==]", "[[", "[=[", "--", "\t",
      "é" }
  end
  return table.concat(parts)
end

-- The text with a few bytes changed, removed, doubled or moved.
function random.mutate(text)
  for _ = 1, math.random(4) do
    local at, size = math.random(#text + 1), math.random(0, 4)
    local before, cut, after = text:sub(1, at - 1), text:sub(at, at + size - 1), text:sub(at + size)
    text = random.pick {
      before .. after,
      before .. cut .. cut .. after,
      before .. string.char(math.random(0, 255)) .. after,
      after .. before,
      before .. cut .. random.hostile(2) .. after,
    }
  end
  return text
end

io.stderr:write(("random values from LUAMIG_SEED=%d\n"):format(random.seed))
return random
