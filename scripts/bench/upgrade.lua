-- 1,000 revisions, against psql running the same statements and ledger calls.
local bench = ...
local count = bench.count(1000)
local files, before = {}, nil
for i = 1, count do
    local id = ("2024%02d%02d_%06d_core_r%d"):format(i // 2400 + 1, i // 100 % 24 + 1, i % 100, i)
    files["migrations/" .. id .. ".lua"] = ([[
-- r%d
revision { owner = "core", %s
  up = function(op) op.execute "CREATE TABLE t%d (a integer, b text DEFAULT 'x')" op.execute "CREATE INDEX ON t%d (a)" end,
  down = function(op) op.execute "DROP TABLE t%d" end }
]]):format(i, before and ("parent = %q,"):format(before) or "", i, i, i)
    before = id
end
local project = bench.support.project(files)
local empty = project.database
local script = project:must({ "upgrade", "--sql" }, { limit = 300 }).out

local function fresh(work)
    return function()
        project.database = bench.copy_of(empty)
        local seconds = work()
        project.database:drop()
        return seconds
    end
end

bench.compare(count .. " revisions", {
    { "psql, the same statements", fresh(function() return bench.sql(project.database, script) end) },
    { "luamig upgrade", fresh(function() return bench.luamig(project, "upgrade") end), goal = 0.9 },
})
