-- Peak memory of what goes on for long: a million statements, and a million rows read.
local bench = ...
local chain = require "spec.support.chain"
local count = bench.count(1000000)

for name, body in pairs {
    ["a loop of %d db:execute"] = [[for i = 1, %d do db:execute("UPDATE t SET a = $1", i) end]],
    ["a db:query of %d rows"] = [[local n = 0 for row in db:query "SELECT i, repeat('x', 100) AS text FROM generate_series(1, %d) i" do n = n + row.i end]],
} do
    local project = chain.body(body:format(count))
    project.database:execute "CREATE TABLE t (a integer)"
    local _, memory = bench.luamig(project, "upgrade")
    bench.absolute(name:format(count) .. ", peak memory", "luamig upgrade", memory / 1024, 32, "MiB")
end
