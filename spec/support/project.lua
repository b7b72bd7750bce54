-- A luamig project in a fresh folder, with an empty database of its own in DATABASE_URL.
local lfs = require "lfs"
local database = require "spec.support.database"
local process = require "spec.support.process"
local server = require "spec.support.server"
local quote = process.quote

local project = {}
project.__index = project

local configuration = [[
return {
    database = env "DATABASE_URL" or private(),
    core = { models = { "core/**/models.lua" } },
    custom = { models = { "custom_tools/{org}/**/models.lua", "custom_resources/{org}/**/models.lua" } },
    revisions = "migrations",
}
]]

-- The binary under test: LUAMIG, else build/luamig. Another user may not reach the checkout, so it gets a copy.
local binary = os.getenv "LUAMIG" or process.root .. "/build/luamig"
local copy
local function binary_for(user)
    assert(lfs.attributes(binary, "mode") == "file",
        binary .. " is not built: cmake -S . -B build -G Ninja && ninja -C build")
    if not user then
        return binary
    end
    if not copy then
        copy = process.scratch() .. "/luamig"
        assert(process.shell("cp " .. quote(binary) .. " " .. quote(copy)) == 0)
    end
    return copy
end

local function command(words, options)
    local program = binary_for(options and options.as)
    if type(words) == "string" then
        return "exec " .. quote(program) .. " " .. words
    end
    return { program, table.unpack(words) }
end

-- Runs luamig: `words` is a list of exact arguments, or a string for the shell to split. Returns { code =, out =,
-- err = }. Options are those of process.run: dir, env, stdin, limit, as.
function project.run(words, options)
    return process.run(command(words, options), options)
end

-- `files`: path = text. Options: database (false: none, DATABASE_URL unset; or one that exists), as (the user who
-- owns the folder and runs luamig), folder (where to make it), from (a folder of the checkout to copy first).
function project.new(files, options)
    options = options or {}
    local self = setmetatable({ folder = options.folder or process.folder(), as = options.as }, project)
    if options.database ~= false then
        self.database = options.database or database.new()
    end
    self:write("luamig.lua", configuration)
    if options.from then
        local source = process.root .. "/" .. options.from
        assert(process.shell(("cd %s && tar cf - --exclude=./.luamig . | tar xf - -C %s"):format(quote(source),
            quote(self.folder))) == 0)
    end
    for path, text in pairs(files or {}) do
        self:write(path, text)
    end
    self:give()
    process.on_made(function()
        self:end_server()
    end)
    return self
end

-- Ends a private server that was started in it, and removes what of it stands outside.
function project:end_server()
    local record = process.read(self.folder .. "/.luamig/server")
    if record then
        self:luamig "server stop"
        for path in record:gmatch "%u?[a-z]+ +(/[^\n]*)" do
            local outside = path:match "^/tmp/luamig%-%w+" or path:match "^/var/lib/luamig/%w+"
            if outside then
                process.shell("rm -rf " .. quote(outside))
            end
        end
    end
end

function project:give()
    if self.as and process.is_root then
        assert(process.shell(("chown -R %s %s"):format(self.as, quote(self.folder))) == 0)
    end
end

-- Writes a file (its folders are made); nil as text removes it.
function project:write(path, text)
    local full = self.folder .. "/" .. path
    if not text then
        os.remove(full)
        return
    end
    assert(process.shell("mkdir -p " .. quote(full:match "^(.*)/")) == 0)
    process.write(full, text)
end

function project:read(path)
    return assert(process.read(self.folder .. "/" .. path))
end

-- The paths of all files beneath a folder of the project, sorted; none if it is absent.
function project:files(folder)
    local found = {}
    local function walk(path)
        for name in lfs.dir(self.folder .. "/" .. path) do
            if name ~= "." and name ~= ".." then
                local inner = path .. "/" .. name
                if lfs.symlinkattributes(self.folder .. "/" .. inner, "mode") == "directory" then
                    walk(inner)
                else
                    table.insert(found, inner)
                end
            end
        end
    end
    if lfs.attributes(self.folder .. "/" .. folder, "mode") == "directory" then
        walk(folder)
    end
    table.sort(found)
    return found
end

-- The revisions, oldest first.
function project:revisions()
    return self:files "migrations"
end

function project:options(options)
    local all = { dir = self.folder, as = self.as }
    for name, value in pairs(options or {}) do
        all[name] = value
    end
    all.env = { DATABASE_URL = self.database and self.database.url }
    if self.as then
        all.env.HOME = self.folder
    end
    for name, value in pairs(options and options.env or {}) do
        all.env[name] = value
    end
    return all
end

-- Runs luamig in the project's folder; see project.run.
function project:luamig(words, options)
    return project.run(words, self:options(options))
end

-- The same, and it must exit 0.
function project:must(words, options)
    local result = self:luamig(words, options)
    if result.code ~= 0 then
        error(("luamig %s: exit %d\n%s%s"):format(type(words) == "table" and table.concat(words, " ") or words,
            result.code, result.out, result.err), 2)
    end
    return result
end

-- The same in the background; see process.start.
function project:start(words, options)
    options = self:options(options)
    return process.start(command(words, options), options)
end

project.server, project.binary = server, binary
return project
