-- busted's helper script: loads the support modules once (busted forgets what a spec file has loaded when the file
-- ends) and removes what tests have made as soon as nobody can look at it any more.
local busted = require "busted"
local process = require "spec.support.process"
require "spec.support"

-- busted tells when a test starts only after its before_each has run. What was made since the test before it ended
-- is before_each's work, unless a describe began in between: then it may be setup's and stays until the file ends.
local of_file, of_test = {}, {}
local fresh = {}
local in_test, describe_began = false, true

function process.on_made(remove)
    table.insert(in_test and of_test or fresh, remove)
end

local function remove_all(list)
    while #list > 0 do
        table.remove(list)()
    end
end

local function move(from, to)
    table.move(from, 1, #from, #to + 1, to)
    for at = #from, 1, -1 do
        from[at] = nil
    end
end

busted.subscribe({ "describe", "start" }, function()
    describe_began = true
    return nil, true
end)
busted.subscribe({ "test", "start" }, function()
    move(fresh, describe_began and of_file or of_test)
    in_test, describe_began = true, false
    return nil, true
end)
busted.subscribe({ "test", "end" }, function()
    in_test = false
    remove_all(of_test)
    return nil, true
end)
busted.subscribe({ "file", "start" }, function()
    describe_began = true
    return nil, true
end)
busted.subscribe({ "file", "end" }, function()
    remove_all(fresh)
    remove_all(of_file)
    return nil, true
end)

-- LUAMIG_SHARD=2/4 runs every fourth test, from the second on: scripts/test shares a long file out among the cores.
local which, of = (os.getenv "LUAMIG_SHARD" or ""):match "^(%d+)/(%d+)$"
if which then
    local number = 0
    busted.subscribe({ "register", "it" }, function()
        number = number + 1
        return nil, (number - 1) % tonumber(of) == tonumber(which) - 1
    end, { priority = 1 })
end
