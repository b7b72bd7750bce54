-- A project whose core revisions r1, r2, ... are written by hand:
--
--   local chain = require "spec.support.chain"
--   local project = chain { [[up = function(op, db) ... end, down = function(op, db) ... end]], ... }
--
-- Each text is what stands in revision { ... } behind owner and parent, on line 4 of its file.
local support = require "spec.support"

local function name(number, owner, slug)
    return ("2024010%d_000000_%s_%s"):format(number, owner:gsub("/", "_"), slug or "r" .. number)
end

local function text(number, owner, body)
    local parent = number > 1 and ('parent = "%s",'):format(name(number - 1, owner)) or ""
    return ("-- r%d\nrevision {\nowner = %q, %s\n%s\n}\n"):format(number, owner, parent, body)
end

local chain = {}

-- The id of a revision of core.
function chain.id(number)
    return name(number, "core")
end

function chain.path(number)
    return "migrations/" .. name(number, "core") .. ".lua"
end

-- Writes one more revision, or replaces it.
function chain.write(project, number, body)
    project:write(chain.path(number), text(number, "core", body))
end

function chain.new(bodies, options)
    local files = {}
    for number, body in ipairs(bodies) do
        files[chain.path(number)] = text(number, "core", body)
    end
    return support.project(files, options)
end

-- A project of one revision whose `up` is this body of function(op, db), the first line of which is line 5.
function chain.body(body, options)
    return chain.new({ "up = function(op, db)\n" .. body .. "\nend, down = function() end," }, options)
end

return setmetatable(chain, { __call = function(_, ...) return chain.new(...) end })
