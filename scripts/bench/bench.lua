-- What the benchmarks share, and the table at the end: see scripts/bench/run.
package.path = "./?.lua;./?/init.lua;" .. package.path
local support = require "spec.support"
local process = require "spec.support.process"

local bench = {
    times = tonumber(os.getenv "BENCH_TIMES") or 3,
    scale = tonumber(os.getenv "BENCH_SCALE") or 1,
    support = support,
    psql = support.server.program "psql",
}

-- A number of rows or tables, as BENCH_SCALE shrinks it.
function bench.count(number)
    return math.max(10, math.floor(number * bench.scale))
end

local compiled = {}
local function compile(name, flags)
    if not compiled[name] then
        compiled[name] = process.scratch() .. "/" .. name
        local command = ("cc -O2 -o %s scripts/bench/%s.c %s"):format(compiled[name], name, flags or "")
        assert(process.shell(command) == 0, command)
    end
    return compiled[name]
end

function bench.connect()
    return compile("connect", "$(pkg-config --cflags --libs libpq)")
end

-- Runs a program to its end, which must be a good one: its seconds, its peak memory in KiB, and what it printed.
function bench.run(words, options)
    local file = process.scratch() .. "/peak.out"
    local result = support.run({ compile "peak", file, table.unpack(words) },
        setmetatable({ limit = 900 }, { __index = options or {} }))
    if result.code ~= 0 then
        error(table.concat(words, " ") .. ":\n" .. result.err, 2)
    end
    local seconds, memory = assert(process.read(file)):match "(%S+) (%d+)"
    return tonumber(seconds), tonumber(memory), result.out
end

-- luamig in a project's folder.
function bench.luamig(project, ...)
    return bench.run({ project.binary, ... }, project:options())
end

-- SQL text through psql, which prints nothing.
function bench.sql(database, text)
    return bench.run({ bench.psql, "-X", "-q", "-o", "/dev/null", "-v", "ON_ERROR_STOP=1", "-d", database.url, "-f", "-" },
        { stdin = text })
end

-- A fresh copy of a database, vacuumed: each measurement finds the same.
function bench.copy_of(database)
    return support.database { template = database }
end

function bench.median(list)
    table.sort(list)
    local middle = (#list + 1) // 2
    return #list % 2 == 1 and list[middle] or (list[middle] + list[middle + 1]) / 2
end

local lines = {}

local function add(line)
    line.file = bench.file
    table.insert(lines, line)
    io.stderr:write(("%-44s %-10s %s\n"):format(line.work, line.figure, line.ours))
end

-- Each of `contestants` is a list { name, function() return seconds end, goal = ... }; the first is the measure of the
-- others. They take turns.
function bench.compare(work, contestants)
    local seconds = {}
    for _ = 1, bench.times do
        for at, contestant in ipairs(contestants) do
            seconds[at] = seconds[at] or {}
            table.insert(seconds[at], (contestant[2]()))
        end
    end
    local peer = bench.median(seconds[1])
    for at = 2, #contestants do
        local own = bench.median(seconds[at])
        add {
            work = work, ours = ("%s: %.3f s"):format(contestants[at][1], own),
            peer = ("%s: %.3f s"):format(contestants[1][1], peer), figure = ("%.2f x"):format(own / peer),
            goal = contestants[at].goal and ("%g x"):format(contestants[at].goal) or "",
        }
    end
end

-- A figure that is measured against a fixed goal: peak memory, or seconds.
function bench.absolute(work, what, value, goal, unit)
    add { work = work, ours = what, peer = "", figure = ("%.3g %s"):format(value, unit), goal = ("%g %s"):format(goal, unit) }
end

local function machine()
    local cpu = process.capture "grep -m 1 'model name' /proc/cpuinfo | cut -d: -f2-"
    return ("%s, %s cores, %s MB of memory; %s; %s; PostgreSQL %d on a local socket, its data in %s, fsync off"):format(
        cpu:gsub("^ ", ""), process.capture "nproc", process.capture "free -m | awk 'NR == 2 { print $2 }'",
        process.capture "uname -sr", process.capture ". /etc/os-release; echo $PRETTY_NAME", support.server.version() // 10000,
        process.scratch():match "^/dev/shm" and "memory (tmpfs)" or "files")
end

local function row(cells)
    return "| " .. table.concat(cells, " | ") .. " |"
end

local results = "scripts/bench/RESULTS.md"

-- The lines of benchmarks that did not run now.
local function kept(ran)
    local list = {}
    for line in (process.read(results) or ""):gmatch "[^\n]+" do
        local file = line:match "^| ([%w_]+) | "
        if file and file ~= "file" and not ran[file] then
            table.insert(list, line)
        end
    end
    return list
end

local function write(ran)
    local list = kept(ran)
    for _, line in ipairs(lines) do
        table.insert(list, row { line.file, line.work, line.ours, line.peer, line.figure, line.goal })
    end
    table.sort(list)
    local text = ("# Results\n\nMedians of %d, measured in turns by `scripts/bench/run` on %s.\n%s, load %s.\n\n%s\n|---|---|---|---|---|---|\n%s\n"):format(
        bench.times, os.date "!%Y-%m-%d", machine(), process.capture "cut -d' ' -f1-3 /proc/loadavg",
        row { "file", "work", "luamig", "peer", "figure", "goal" }, table.concat(list, "\n"))
    io.write(text)
    if bench.scale == 1 then
        process.write(results, text)
    end
end

local names = { ... }
if #names == 0 then
    for path in process.capture("ls scripts/bench/*.lua"):gmatch "([%w_]+)%.lua" do
        if path ~= "bench" then
            table.insert(names, path)
        end
    end
end
local ran = {}
for _, name in ipairs(names) do
    bench.file, ran[name] = name, true
    assert(loadfile("scripts/bench/" .. name .. ".lua"), "there is no scripts/bench/" .. name .. ".lua")(bench)
end
write(ran)
