-- Runs luamig through build/cutter, which does one harm at a chosen message of its connections: see spec/cutter.
local process = require "spec.support.process"
local server = require "spec.support.server"

local cutter = {}

local binary = (os.getenv "LUAMIG_BUILD" or process.root .. "/build") .. "/cutter"

-- `harm`: { what =, side = "client" or "server", at = }, as spec/cutter/cutter.c tells; "server" as what is the end of
-- the server by SIGKILL, and the caller starts it again. Returns what process.run does, and the report:
-- { client = messages, server = messages, done = whether the harm was done }.
function cutter.run(project, words, harm, options)
    local folder = process.folder()
    local report = folder .. "/report"
    local what = harm.what == "server" and server.pid() or harm.what
    local command = { binary, folder, server.socket(), what, harm.side or "client", harm.at or 0, report,
        project.binary, table.unpack(words) }
    options = project:options(options)
    options.env.DATABASE_URL = project.database.url:gsub("host=.*", "host=" .. folder)
    local result = process.run(command, options)
    local client, backend, done = assert(process.read(report)):match "client (%d+) server (%d+) done (%d)"
    return result, { client = tonumber(client), server = tonumber(backend), done = done == "1" }
end

return cutter
