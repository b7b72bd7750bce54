-- Finds a project's files by their patterns: models.lua of every owner, and revisions.
--
-- Paths are full. Nothing is raised: what is wrong is collected, so that all of it can be reported at once.

local lfs = require "lfs"

local LARGEST = 16 * 1024 * 1024
local ABSENT = { [2] = true, [20] = true } -- ENOENT, ENOTDIR
local ORGANISATION = "^[a-z0-9][a-z0-9_-]*$"

local function compile_segment(text)
  if text == "**" then return { any = true } end
  if not text:find "[{*]" then return { name = text } end
  local segment = { hidden = text:sub(1, 1) == ".", org = text:find("{org}", 1, true) ~= nil }
  local lua = text:gsub("[%^%$%(%)%%%.%[%]%+%-%?]", "%%%0"):gsub("%*", ".*")
  lua = lua:gsub("{org}", "(.+)"):gsub("{[a-z_]+}", ".+")
  segment.pattern = "^" .. lua .. "$"
  return segment
end

local function compile(pattern)
  local segments = {}
  for text in pattern:gmatch "[^/]+" do
    if text ~= "." then segments[#segments + 1] = compile_segment(text) end
  end
  return segments
end

local function shown(search, path)
  local root = search.root
  if path == root then return "." end
  local prefix = root == "/" and root or root .. "/"
  return path:sub(1, #prefix) == prefix and path:sub(#prefix + 1) or path
end

local function join(folder, name)
  return folder == "/" and folder .. name or folder .. "/" .. name
end

local function report(search, path, message, hint)
  local key = path .. "\0" .. message
  if search.reported[key] then return end
  search.reported[key] = true
  search.errors[#search.errors + 1] = { origin = shown(search, path), message = message, hint = hint }
end

-- What stands at a path, links followed; nil if nothing does. What cannot be told is an error.
local function look(search, path, attributes)
  local result, message, code = lfs.attributes(path, attributes)
  if result then return result end
  if not ABSENT[code] then
    report(search, path, "cannot be read: " .. message:match "([^:]*)$":gsub("^ ", ""))
  elseif lfs.symlinkattributes(path, "mode") == "link" then
    report(search, path, "is a link that leads nowhere")
  end
end

local function list(search, folder)
  local ok, iterator, handle = pcall(lfs.dir, folder)
  if not ok then
    report(search, folder, "cannot be read: " .. tostring(iterator):match "([^:]*)$":gsub("^ ", ""))
    return {}
  end
  local names = {}
  for name in iterator, handle do
    if name ~= "." and name ~= ".." then names[#names + 1] = name end
  end
  return names
end

local walk

-- Any number of folders: no links, since they may lead in circles, and nothing hidden.
local function walk_any(search, segments, at, folder, org)
  walk(search, segments, at + 1, folder, org)
  for _, name in ipairs(list(search, folder)) do
    if name:byte() ~= 46 then
      local path = join(folder, name)
      if lfs.symlinkattributes(path, "mode") == "directory" then
        walk_any(search, segments, at, path, org)
      end
    end
  end
end

-- A folder that stands where {org} stands is walked even if its name cannot be one: a file beneath it must not vanish
-- silently.
local function walk_captured(search, segments, at, folder, org)
  local segment = segments[at]
  for _, name in ipairs(list(search, folder)) do
    local captured = name:match(segment.pattern)
    if captured and (segment.org or segment.hidden or name:byte() ~= 46) then
      local path = join(folder, name)
      local good = not segment.org or captured:find(ORGANISATION)
      local mode = good and look(search, path, "mode") or lfs.attributes(path, "mode")
      if mode == "directory" then
        local inner = segment.org and { name = captured, folder = path, bad = not good } or org
        walk(search, segments, at + 1, path, inner)
      end
    end
  end
end

function walk(search, segments, at, folder, org)
  local segment = segments[at]
  if not segment then
    search.visit(search, folder, org)
  elseif segment.any then
    walk_any(search, segments, at, folder, org)
  elseif segment.name then
    local path = join(folder, segment.name)
    if look(search, path, "mode") == "directory" then walk(search, segments, at + 1, path, org) end
  else
    walk_captured(search, segments, at, folder, org)
  end
end

local function add(search, path, org, attributes)
  if org and org.bad then
    report(search, org.folder, ("'%s' stands where {org} stands and cannot be an organisation's name"):format(org.name),
      "a name is made of a-z, 0-9, _ and -, and begins with a letter or a digit: rename the folder")
    return
  end
  search.found[#search.found + 1] = {
    path = path,
    shown = shown(search, path),
    owner = org and "custom/" .. org.name or "core",
    identity = attributes and attributes.dev .. ":" .. attributes.ino,
  }
end

-- A folder of a pattern whose last segment is the file's name.
local function visit_tool(search, folder, org)
  local path = join(folder, search.file)
  local attributes = look(search, path, search.scratch)
  if not attributes then return end
  if attributes.mode ~= "file" then
    report(search, path, ("is a %s, not a regular file"):format(attributes.mode))
  elseif attributes.size > LARGEST then
    report(search, path, "is larger than 16 MiB")
  else
    add(search, path, org, attributes)
  end
end

local function visit_revisions(search, folder, org)
  for _, name in ipairs(list(search, folder)) do
    if name:byte() ~= 46 and name:find "%.lua$" then
      local path = join(folder, name)
      local mode = look(search, path, "mode")
      if mode == "file" then
        add(search, path, org)
      elseif mode then
        report(search, path, ("is a %s, not a regular file"):format(mode))
      end
    end
  end
end

local function new_search(root, visit)
  return { root = root, visit = visit, found = {}, errors = {}, reported = {}, scratch = {} }
end

local function begin(search, segments, pattern)
  if pattern:byte() == 47 then
    walk(search, segments, 1, "/")
  else
    walk(search, segments, 1, search.root)
  end
end

-- The tool is named after its folder; one called "models" is a part of the tool.
local function name_tool(file)
  file.folder = file.path:match "^(.*)/[^/]*$"
  if file.folder == "" then file.folder = "/" end
  local tool = file.folder:match "([^/]*)$"
  if tool == "models" then tool = file.folder:match "([^/]*)/[^/]*$" end
  file.tool = tool ~= "" and tool or "/"
end

-- One file may be found by several patterns or links of one owner, but not for two owners.
local function settle(search)
  table.sort(search.found, function(a, b)
    if a.shown ~= b.shown then return a.shown < b.shown end
    return a.owner < b.owner
  end)
  local first, kept = {}, {}
  for _, file in ipairs(search.found) do
    local key = file.identity or file.path
    local other = first[key]
    if not other then
      first[key] = file
      kept[#kept + 1] = file
    elseif other.owner ~= file.owner then
      local where = other.path == file.path and "" or (" (as %s)"):format(other.shown)
      report(search, file.path, ("is found for two owners: %s%s and %s"):format(other.owner, where, file.owner),
        "change the patterns in luamig.lua, or remove the link, so that each file has one owner")
    end
  end
  table.sort(search.errors, function(a, b)
    if a.origin ~= b.origin then return a.origin < b.origin end
    return a.message < b.message
  end)
  return kept, search.errors
end

local discover = {}

-- The files of all owners, in the order of the bytes of their paths, and what is wrong.
function discover.models(root, core, custom)
  local search = new_search(root, visit_tool)
  for _, patterns in ipairs { core, custom } do
    for _, pattern in ipairs(patterns) do
      local segments = compile(pattern)
      search.file = table.remove(segments).name
      begin(search, segments, pattern)
    end
  end
  local found, errors = settle(search)
  for _, file in ipairs(found) do name_tool(file) end
  return found, errors
end

-- The revisions in the given folders (which may hold {org}), by their base names, and what is wrong.
function discover.revisions(root, folders)
  local search = new_search(root, visit_revisions)
  local seen = {}
  for _, folder in ipairs(folders) do
    if not seen[folder] then begin(search, compile(folder), folder) end
    seen[folder] = true
  end
  -- Whose a revision is says the file itself, not the folder.
  for _, file in ipairs(search.found) do file.owner = "" end
  local found, errors = settle(search)
  for _, file in ipairs(found) do file.name = file.path:match "([^/]*)$" end
  table.sort(found, function(a, b)
    if a.name ~= b.name then return a.name < b.name end
    return a.path < b.path
  end)
  return found, errors
end

return discover
