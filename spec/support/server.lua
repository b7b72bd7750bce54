-- The one PostgreSQL that all specs of a run share: a cluster in a fresh folder, a private socket, no TCP port. As
-- root it runs as the user `postgres`. LUAMIG_PG_BIN names the folder of the binaries; without it the newest
-- installed version is taken.
local lfs = require "lfs"
local process = require "spec.support.process"
local quote = process.quote

local server = {}

local function newest_installed()
    return process.capture "ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1"
end

local binaries = os.getenv "LUAMIG_PG_BIN"
if not binaries or binaries == "" then
    binaries = newest_installed()
end
if binaries == "" then
    binaries = process.capture "dirname \"$(command -v postgres)\""
end
server.binaries = binaries

-- A program of the tested version, else of the machine's (npm's versions bring no psql and no pg_dump); nil if none.
function server.program(name)
    local path = binaries .. "/" .. name
    if lfs.attributes(path, "mode") == "file" then
        return path
    end
    path = process.capture("command -v " .. name)
    return path ~= "" and path or nil
end

local settings = [[
listen_addresses = ''
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
max_connections = 200
max_prepared_transactions = 0
max_wal_size = 4GB
timezone = 'UTC'
log_timezone = 'UTC'
]]

local folder, running

local function must(command, what)
    if process.shell(command) ~= 0 then
        error(what .. " failed:\n" .. process.read(folder .. "/out") .. (process.read(folder .. "/log") or ""), 0)
    end
end

local function control(verb)
    return ("cd / && %s %s/pg_ctl -D %s/data -l %s/log -w -t 60 %s >>%s/out 2>&1"):format(process.become "postgres",
        quote(binaries), folder, folder, verb, folder)
end

-- Starts it if it does not run yet.
function server.start()
    if running then
        return
    end
    assert(binaries ~= "", "no PostgreSQL is installed: run scripts/setup")
    folder = process.scratch() .. "/pg"
    assert(lfs.attributes(folder, "mode") or lfs.mkdir(folder))
    process.write(folder .. "/out", "")
    if process.is_root then
        must("chown postgres " .. quote(folder), "chown")
    end
    must("chmod 700 " .. quote(folder), "chmod")
    must(("cd / && %s %s/initdb -D %s/data -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >>%s/out 2>&1")
        :format(process.become "postgres", quote(binaries), folder, folder), "initdb")
    process.write(folder .. "/data/postgresql.auto.conf",
        settings .. ("unix_socket_directories = '%s'\n"):format(folder))
    process.write(process.scratch() .. "/server.end", control "-m immediate stop")
    must(control "start", "the start of PostgreSQL")
    running = true
end

-- For specs that end the server under luamig: "immediate" is what SIGQUIT does.
function server.stop(mode)
    must(control("-m " .. (mode or "immediate") .. " stop"), "the stop of PostgreSQL")
end

function server.restart(mode)
    must(control("-m " .. (mode or "immediate") .. " restart"), "the restart of PostgreSQL")
end

-- False once something else has ended it.
function server.answers()
    return process.shell(("%s -q -h %s"):format(quote(server.program "pg_isready"), folder)) == 0
end

-- After something else has ended it: the last of its processes may take a moment to let go of its memory.
function server.start_again()
    process.eventually(function()
        return process.shell(control "start") == 0
    end, 60, "the start of PostgreSQL after its end")
end

-- The process id of the postmaster.
function server.pid()
    return process.read(folder .. "/data/postmaster.pid"):match "^%d+"
end

function server.log()
    return process.read(folder .. "/log")
end

-- The folder of the socket.
function server.socket()
    server.start()
    return folder
end

-- 150018, as server_version_num says it.
local version
function server.version()
    if not version then
        server.start()
        local text = process.capture(quote(binaries .. "/postgres") .. " --version")
        local major, minor = text:match "(%d+)%.?(%d*)"
        version = tonumber(major) * 10000 + (tonumber(minor) or 0)
    end
    return version
end

-- Is there a pg_dump that is not older than the server?
local has_dump
function server.has_dump()
    if has_dump == nil then
        local program = server.program "pg_dump"
        local major = program and process.capture(quote(program) .. " --version"):match " (%d+)"
        has_dump = major ~= nil and tonumber(major) >= server.version() // 10000
    end
    return has_dump
end

-- Was it built with lz4, which columns may be compressed by?
local has_lz4
function server.has_lz4()
    if has_lz4 == nil then
        has_lz4 = process.shell(("grep -q LZ4_compress %s/postgres"):format(quote(binaries))) == 0
    end
    return has_lz4
end

function server.url(database, user)
    return ("postgresql://%s@/%s?host=%s"):format(user or "postgres", database, server.socket())
end

return server
