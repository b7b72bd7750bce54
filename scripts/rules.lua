-- The rules of the code that no compiler knows. Prints each breach as file:line, and exits 1 if there is one.
-- `lua5.4 scripts/rules.lua`, from the root of the checkout; scripts/check calls it.

local breaches = 0
local function breach(place, format, ...)
    breaches = breaches + 1
    print(place .. ": " .. format:format(...))
end

local function lines_of(command)
    local pipe = assert(io.popen(command))
    local list = {}
    for line in pipe:lines() do
        list[#list + 1] = line
    end
    pipe:close()
    return list
end

local function read(path)
    local file = assert(io.open(path))
    local text = file:read "a"
    file:close()
    return text
end

local files = lines_of "git ls-files --cached --others --exclude-standard engine include lua scripts spec examples"

-- C without comments and strings (line by line, so that numbers stay), for rules about code.
local code = {}
local function code_of(path)
    if not code[path] then
        local text = read(path):gsub("/%*.-%*/", function(comment)
            return (comment:gsub("[^\n]", " "))
        end)
        code[path] = {}
        for line in (text .. "\n"):gmatch "(.-)\n" do
            table.insert(code[path], line)
        end
    end
    return code[path]
end

local function each_line(pattern_of_path, visit)
    for _, path in ipairs(files) do
        if path:find(pattern_of_path) and not path:find "^spec/" and not path:find "^scripts/" then
            for number, line in ipairs(code_of(path)) do
                visit(path, line, path .. ":" .. number)
            end
        end
    end
end

-- What may stand in one place only.
local alone = {
    { "libpq%-fe%.h", "engine/link.c" },
    { "%f[%w_]longjmp%f[^%w_]", "engine/box.c" },
    { "%f[%w_]lua_newstate%f[^%w_]", "engine/box.c" },
    { "%f[%w_]setlocale%f[^%w_]", nil }, -- it changes how numbers are read
}
each_line("%.[ch]$", function(path, line, place)
    for _, rule in ipairs(alone) do
        local bare = line:gsub('"[^"]*"', '""')
        local found = (rule[1]:find("%.h", 1, true) and line or bare):find(rule[1])
        if found and path ~= rule[2] then
            breach(place, "%s may stand in %s", line:match(rule[1]), rule[2] and rule[2] .. " only" or "no file")
        end
    end
end)

-- Kinds are known by name in their own folder only.
local kinds = {}
each_line("^engine/kind/", function(_, line)
    local name = line:match "^const struct kind (kind_[%w_]+) ="
    if name then
        kinds[name] = true
    end
end)
each_line("%.[ch]$", function(path, line, place)
    if path:find "^engine/kind/" then
        return
    end
    for word in line:gmatch "%f[%w_]kind_[%w_]+" do
        if kinds[word] then
            breach(place, "%s stands outside engine/kind/: ask the kind's own fields or functions", word)
        end
    end
    if line:find "switch *%([^)]*kind" or line:find 'str%a*cmp%([^;]*kind%->name' then
        breach(place, "a decision by kind outside engine/kind/: give struct kind a field or a function for it")
    end
end)

-- One noun to a file.
for _, path in ipairs(files) do
    local base = path:match "([^/]+)%.%w+$"
    for _, word in ipairs { "utils?", "commons?", "helpers?", "misc" } do
        if base and ("_" .. base .. "_"):find("_" .. word:gsub("%?", "%%?") .. "_")
            or base and base:find("^" .. word .. "$") then
            breach(path, "a file is named after its noun, not '%s'", base)
        end
    end
end

-- Layers.
local rank_of, layer_name = {}, {}
do
    local rank = 0
    for line in io.lines "scripts/layers" do
        local layer, nouns = line:match "^(%l+): +(.*)$"
        if layer then
            if layer_name[rank] ~= layer then
                rank = rank + 1
                layer_name[rank] = layer
            end
            for noun in nouns:gmatch "%S+" do
                if rank_of[noun] then
                    breach("scripts/layers", "'%s' stands there twice", noun)
                end
                rank_of[noun] = rank
            end
        end
    end
end
local function noun_of(path)
    return path:match "^engine/(kind)/" or path:match "^engine/(command)/" or path:match "([^/]+)%.[ch]$"
end
local unknown = {}
each_line("%.[ch]$", function(path, line, place)
    local header = line:match '^#include "luamig/(.-)%.h"'
    if not header then
        return
    end
    local own, other = rank_of[noun_of(path)], rank_of[header]
    for noun, rank in pairs { [noun_of(path)] = own or false, [header] = other or false } do
        if not rank and not unknown[noun] then
            unknown[noun] = true
            breach(place, "'%s' stands in no layer: add it to scripts/layers", noun)
        end
    end
    if own and other and other > own then
        breach(place, "layer %s includes %s.h of layer %s above it", layer_name[own], header, layer_name[other])
    end
end)
for noun in pairs(rank_of) do
    if not io.open("include/luamig/" .. noun .. ".h") and not io.open("engine/" .. noun .. ".c") then
        breach("scripts/layers", "there is no '%s' any more", noun)
    end
end

-- Lua's own headers belong to those who marshal: to the ground of C they are foreign.
each_line("%.[ch]$", function(path, line, place)
    if line:find "^#include <l%a+%.h>" and line:find "<lu?a" then
        local layer = layer_name[rank_of[noun_of(path)] or 0]
        local marshals = layer ~= "ground" and layer ~= "object"
        if not marshals or path:find "^engine/kind/" or path:find "^engine/command/" then
            breach(place, "layer %s knows no Lua: marshal in a file of its own", layer)
        end
    end
end)

-- Own header first: it proves that the header needs nothing before it.
for _, path in ipairs(files) do
    if path:find "^engine/.*%.c$" then
        local first = read(path):match '#include ([^\n]+)'
        local noun = path:match "^engine/([%w_]+)%.c$"
        local own = noun and io.open("include/luamig/" .. noun .. ".h")
        if own and first ~= ('"luamig/%s.h"'):format(noun) then
            breach(path, "its own header comes first, not %s", first)
        end
    end
    if path:find "^include/luamig/.*%.h$" then
        local text = read(path)
        local guard = "LUAMIG_" .. path:match("([%w_]+)%.h$"):upper() .. "_H"
        if not text:find "^/%*" then
            breach(path, "a header begins with a comment: what the noun is, who owns it, how it fails")
        end
        if not text:find("#ifndef " .. guard, 1, true) then
            breach(path, "its guard is %s", guard)
        end
    end
end

-- Every script says what it runs in, and can be run.
for _, path in ipairs(lines_of "git ls-files --cached --others --exclude-standard scripts .ci") do
    local text = read(path)
    if text:find "^#!" and lines_of("test -x '" .. path .. "' && echo yes")[1] ~= "yes" then
        breach(path, "it cannot be executed: chmod +x")
    end
end

os.exit(breaches == 0 and 0 or 1)
