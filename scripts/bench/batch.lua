-- db:batch over 1,000,000 rows, against one UPDATE that does the same.
local bench = ...
local chain = require "spec.support.chain"
local count = bench.count(1000000)

local function revision(options)
    return ([[up = batches(function(op, db)
        db:batch { from = "big", columns = { "a", "b" }, %s each = function(row) return { b = "row " .. row.a } end }
    end)]]):format(options)
end

local base = bench.support.database()
base:execute(("CREATE TABLE big (id bigint PRIMARY KEY, a integer, b text); INSERT INTO big SELECT i, i, 'none' FROM generate_series(1, %d) i; VACUUM ANALYZE big"):format(count))

local peaks = {}
local function batch(options)
    local project = chain { revision(options) }
    return function()
        project.database = bench.copy_of(base)
        local seconds, memory = bench.luamig(project, "upgrade", "--quiet")
        table.insert(peaks, memory)
        assert(project.database:value "SELECT count(*) FROM big WHERE b = 'row ' || a" == tostring(count))
        project.database:drop()
        return seconds
    end
end

bench.compare(("a batch over %d rows"):format(count), {
    { "one UPDATE", function()
        local database = bench.copy_of(base)
        local seconds = bench.sql(database, "UPDATE big SET b = 'row ' || a")
        database:drop()
        return seconds
    end },
    { "db:batch", batch "", goal = 1.5 },
    { "db:batch, parallel = 2", batch "parallel = 2,", goal = 1.2 },
})
bench.absolute(("a batch over %d rows, peak memory"):format(count), "luamig upgrade", math.max(table.unpack(peaks)) / 1024, 32, "MiB")
