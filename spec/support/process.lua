-- Other programs: run to their end with a time limit, or started in the background. Everything goes through sh and
-- coreutils, since Lua alone has neither folders, nor time limits, nor signals.
local lfs = require "lfs"
local system = require "system"

local process = {}

-- scripts/test preloads a sanitizer into busted where a spec loads C. It is not for what we start: PostgreSQL hangs in it.
local alone = "unset LD_PRELOAD; "

local function capture(command)
    local pipe = assert(io.popen(alone .. command))
    local output = pipe:read "a":gsub("%s+$", "")
    pipe:close()
    return output
end

local here = debug.getinfo(1, "S").source:match "^@(.*)/spec/support/[^/]+$"
    or debug.getinfo(1, "S").source:match "^@spec/support/" and "."
process.root = capture("cd '" .. here .. "' && pwd -P")
process.is_root = capture "id -u" == "0"

-- Replaced by lifecycle.lua; a script that uses these modules without busted cleans up at its end.
function process.on_made() end

function process.quote(word)
    assert(not word:find("\0", 1, true), "a NUL cannot be an argument of a program")
    return "'" .. word:gsub("'", "'\\''") .. "'"
end
local quote = process.quote

local function shell(command)
    local _, how, code = os.execute(alone .. command)
    return how == "signal" and 128 + code or code
end

-- One folder for everything this process makes. A shell outlives us, runs the *.end scripts (the server's stop) and
-- removes it, so nothing is left when busted is interrupted or killed. It watches our process id and not a pipe: the
-- server would inherit the pipe's other end and keep it open.
local scratch
function process.scratch()
    if not scratch then
        -- In memory if there is room and programs may run there: initdb syncs, and disks are slow and noisy.
        scratch = capture [[
            shm=/dev/shm
            room=$(df -P -k $shm 2>/dev/null | awk 'NR == 2 { print $4 }')
            if [ -z "$TMPDIR" ] && [ "${room:-0}" -gt 4000000 ] && made=$(mktemp -d $shm/luamig-spec-XXXXXX); then
                if cp /bin/true "$made/try" && "$made/try"; then rm "$made/try"; echo "$made"; exit; fi
                rm -rf "$made"
            fi
            mktemp -d "${TMPDIR:-/tmp}/luamig-spec-XXXXXX"]]
        shell("chmod 711 " .. quote(scratch))
        shell((([[setsid sh -c 'cd /; tail --pid=PID -s 0.2 -f /dev/null
            for f in "$1"/*.end; do [ -f "$f" ] && sh "$f"; done; rm -rf "$1"' sh SCRATCH >/dev/null 2>&1 </dev/null &]]
            ):gsub("%u%u+", { PID = capture "echo $PPID", SCRATCH = quote(scratch) })))
    end
    return scratch
end

local number = 0
local function fresh(kind)
    number = number + 1
    return process.scratch() .. "/" .. kind .. number
end

-- A new empty folder.
function process.folder()
    local path = fresh "f"
    assert(lfs.mkdir(path))
    process.on_made(function()
        shell("chmod -R u+rwX " .. quote(path) .. " 2>/dev/null; rm -rf " .. quote(path))
    end)
    return path
end

function process.write(path, text)
    local file = assert(io.open(path, "wb"))
    assert(file:write(text))
    assert(file:close())
end

function process.read(path)
    local file, why = io.open(path, "rb")
    if not file then
        return nil, why
    end
    local text = file:read "a"
    file:close()
    return text
end

-- Variables that would let the machine's own settings into a test.
local foreign = {
    "DATABASE_URL", "PGHOST", "PGHOSTADDR", "PGPORT", "PGUSER", "PGDATABASE", "PGPASSWORD", "PGPASSFILE", "PGSERVICE",
    "PGSERVICEFILE", "PGOPTIONS", "PGAPPNAME", "PGSSLMODE", "PGTZ", "PGDATESTYLE", "NO_COLOR", "COLUMNS", "LINES",
}
-- A sanitizer's report must never pass for luamig's own exit code 1.
local always = {
    ASAN_OPTIONS = "exitcode=99:detect_leaks=1:abort_on_error=0",
    UBSAN_OPTIONS = "exitcode=99:print_stacktrace=1",
}

-- `words`: a list of exact arguments, or a line for the shell.
local function command_line(words)
    if type(words) == "string" then
        return "sh -c " .. quote(words)
    end
    local quoted = {}
    for at, word in ipairs(words) do
        quoted[at] = quote(tostring(word))
    end
    return table.concat(quoted, " ")
end

local function environment(options)
    local parts = { "env" }
    for _, name in ipairs(foreign) do
        table.insert(parts, "-u " .. name)
    end
    if options.background then
        table.insert(parts, "--default-signal=INT,QUIT") -- sh ignores them in what it starts with &
    end
    for name, value in pairs(always) do
        table.insert(parts, name .. "=" .. quote(value))
    end
    for name, value in pairs(options.env or {}) do
        if value then
            table.insert(parts, quote(name .. "=" .. value))
        else
            table.insert(parts, 2, "-u " .. name) -- options stand before what is set
        end
    end
    return table.concat(parts, " ")
end

-- The words that make a program run as another user, when root runs the specs; nothing otherwise.
function process.become(user)
    if not user or not process.is_root then
        return ""
    end
    return ("setpriv --reuid=%s --regid=$(id -g %s) --clear-groups -- "):format(user, user)
end

local function taken_in(files, code)
    local result = { code = code, out = process.read(files .. ".out") or "", err = process.read(files .. ".err") or "" }
    for _, name in ipairs { ".out", ".err", ".in", ".rc", ".pid" } do
        os.remove(files .. name)
    end
    for _, sign in ipairs { "ERROR: AddressSanitizer", "ERROR: LeakSanitizer", ": runtime error: " } do
        if result.err:find(sign, 1, true) then
            error("a sanitizer reported:\n" .. result.err, 0)
        end
    end
    return result
end

-- Runs a program and returns { code =, out =, err = }. One that does not end within `limit` seconds (60) is killed
-- and is an error: nothing may hang. Options: dir, env (a value of false unsets), stdin (text), limit, as (a user).
function process.run(words, options)
    options = options or {}
    local files, limit = fresh "r", options.limit or 60
    process.write(files .. ".in", options.stdin or "")
    local began = system.monotime()
    local code = shell(("cd %s && %s timeout -k 5 %g %s%s >%s.out 2>%s.err <%s.in"):format(
        quote(options.dir or process.root), environment(options), limit, process.become(options.as),
        command_line(words), files, files, files))
    local took = system.monotime() - began
    local result = taken_in(files, code)
    result.seconds = took
    if code == 124 or (code == 137 and took >= limit) then
        error(("hung: not done after %g s: %s\nstdout: %s\nstderr: %s"):format(limit, command_line(words), result.out,
            result.err), 2)
    end
    return result
end

-- Calls `ready` until it returns something true, which it returns; an error after `limit` seconds (20).
function process.eventually(ready, limit, what)
    local until_when = system.monotime() + (limit or 20)
    repeat
        local value = ready()
        if value then
            return value
        end
        system.sleep(0.005)
    until system.monotime() > until_when
    error("waited in vain" .. (what and " for " .. what or ""), 2)
end

local background = {}
background.__index = background

-- Starts a program in the background; the same words and options as run(). Killed when the test ends.
function process.start(words, options)
    options = setmetatable({ background = true }, { __index = options })
    local self = setmetatable({ files = fresh "b", words = command_line(words) }, background)
    process.write(self.files .. ".in", options.stdin or "")
    local command = "cd DIR && { ENV sh -c 'echo $$ >&3; exec \"$@\" 3>&-' sh WORDS 3>IT.pid >IT.out 2>IT.err <IT.in;"
        .. " echo $? >IT.rc; } &"
    shell((command:gsub("%u%u+", {
        DIR = quote(options.dir or process.root),
        ENV = environment(options) .. " " .. process.become(options.as),
        WORDS = self.words,
        IT = self.files,
    })))
    self.pid = process.eventually(function()
        return (process.read(self.files .. ".pid") or ""):match "^(%d+)\n"
    end, 20, "the start of " .. self.words)
    process.on_made(function()
        self:stop()
    end)
    return self
end

-- Its exit code (128 + n for a signal), nil while it runs.
function background:ended()
    if not self.result then
        local code = (process.read(self.files .. ".rc") or ""):match "^(%d+)\n"
        if code then
            self.result = taken_in(self.files, math.tointeger(code))
        end
    end
    return self.result
end

-- Waits for its end: { code =, out =, err = } as run() gives it.
function background:wait(limit)
    local ok, result = pcall(process.eventually, function()
        return self:ended()
    end, limit or 60)
    if not ok then
        local err = self:stderr()
        self:stop()
        error(("hung: %s\nstderr: %s"):format(self.words, err), 2)
    end
    return result
end

function background:signal(name)
    if not self:ended() then
        shell(("kill -%s %s 2>/dev/null"):format(name, self.pid))
    end
end

function background:stop()
    if not self:ended() then
        self:signal "KILL"
        process.eventually(function()
            return self:ended()
        end, 20, "the end of " .. self.words)
    end
end

-- What it has printed so far.
function background:stdout()
    return self.result and self.result.out or process.read(self.files .. ".out") or ""
end

function background:stderr()
    return self.result and self.result.err or process.read(self.files .. ".err") or ""
end

process.shell, process.capture = shell, capture
return process
