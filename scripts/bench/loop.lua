-- A plain loop: db:query, and a db:execute for each of 20,000 rows. Against one UPDATE, and against psycopg2.
local bench = ...
local chain = require "spec.support.chain"
local count = bench.count(20000)
local base = bench.support.database()
base:execute(("CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text); INSERT INTO t SELECT i, i, 'none' FROM generate_series(1, %d) i; VACUUM ANALYZE t"):format(count))
local project = chain.body [[
    for row in db:query "SELECT id, a FROM t" do
        db:execute("UPDATE t SET b = $2 WHERE id = $1", row.id, "row " .. row.a)
    end]]

local function fresh(work)
    return function()
        project.database = bench.copy_of(base)
        local seconds = work(project.database)
        assert(project.database:value "SELECT count(*) FROM t WHERE b = 'row ' || a" == tostring(count))
        project.database:drop()
        return seconds
    end
end

bench.compare(("a loop of %d updates"):format(count), {
    { "one UPDATE", fresh(function(database) return bench.sql(database, "UPDATE t SET b = 'row ' || a") end) },
    { "db:query and db:execute", fresh(function() return bench.luamig(project, "upgrade") end), goal = 3.5 },
    { "(psycopg2, the same loop)", fresh(function(database) return bench.run { "/usr/bin/python3", "scripts/bench/loop.py", database.url } end) },
})
