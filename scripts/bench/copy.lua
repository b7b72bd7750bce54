-- db:copy of 1,000,000 rows that Lua makes, against psql's \copy of a file that holds them.
local bench = ...
local chain = require "spec.support.chain"
local process = require "spec.support.process"
local count = bench.count(1000000)
local base = bench.support.database()
base:execute "CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text)"
local path = process.scratch() .. "/rows.tsv"
local file = assert(io.open(path, "w"))
for i = 1, count do
    file:write(i, "\t", i % 1000, "\trow ", i, "\n")
end
file:close()
local project = chain.body(([[
    local i = 0
    db:copy("t", { "id", "a", "b" }, function()
        i = i + 1
        if i <= %d then return i, i %% 1000, "row " .. i end
    end)]]):format(count))

local function fresh(work)
    return function()
        project.database = bench.copy_of(base)
        local seconds = work(project.database)
        assert(project.database:value "SELECT count(*) FROM t" == tostring(count))
        project.database:drop()
        return seconds
    end
end

bench.compare(("a copy of %d rows"):format(count), {
    { "psql's \\copy", fresh(function(database) return bench.sql(database, "\\copy t from '" .. path .. "'") end) },
    { "db:copy", fresh(function() return bench.luamig(project, "upgrade") end), goal = 1.1 },
})
os.remove(path)
