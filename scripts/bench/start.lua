-- From the start of the process to its end: against a C program that connects and does nothing.
local bench = ...
local project = bench.support.project { ["core/models.lua"] = [[model "t" { { "id", "integer", primary_key = true } }]] }
project:must { "create", "first" }
project:must "upgrade"
local connect = bench.connect()

local function often(words)
    return function()
        local script = ("for i in $(seq 50); do %s >/dev/null || exit; done"):format(words)
        return bench.run({ "sh", "-c", script }, project:options()) / 50
    end
end

bench.compare("start of a command that connects", {
    { "connect", often(connect .. " \"$DATABASE_URL\"") },
    { "luamig current", often(project.binary .. " current"), goal = 1.5 },
    { "luamig upgrade, nothing to do", often(project.binary .. " upgrade"), goal = 2 },
})
