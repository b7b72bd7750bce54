-- private(): the project's own PostgreSQL, as root and as somebody else.
local support = require "spec.support"
local lfs = require "lfs"

-- A project without a database, in a folder of this name.
local function private(options)
    options = options or {}
    local folder = support.folder()
    if options.beneath then
        folder = folder .. "/" .. options.beneath
        assert(os.execute("mkdir -p '" .. folder:gsub("'", "'\\''") .. "'"))
    end
    return support.project({}, { database = false, folder = folder, as = options.as })
end

local function url_of(project, options)
    local result = project:must("server url", options)
    return (result.out:gsub("\n$", ""))
end

local function ask(project, sql)
    local result = project:must { "server", "psql", "--", "-XAtc", sql }
    return (result.out:gsub("\n$", ""))
end

local function record(project, name)
    return project:read(".luamig/server"):match("%f[%a]" .. name .. " +([^\n]+)")
end

local users = { support.is_root and "root" or "the user" }
if support.is_root then
    users[2] = "nobody"
end

for _, user in ipairs(users) do
    local as = user == "nobody" and user or nil

    describe("the private server of " .. user, function()
        it("is made and started when it is needed, and says so", function()
            local project = private { as = as }
            local first = project:must "server url"
            assert.truthy(first.err:find("making the project's private PostgreSQL %d+%.%d+ in .*/%.luamig/data"))
            assert.truthy(first.err:find("started the project's private PostgreSQL", 1, true))
            assert.truthy(first.out:find("^postgresql://postgres@/postgres%?host=/.*/%.luamig/socket\n$"))
            local second = project:must "server url"
            assert.same({ first.out, "" }, { second.out, second.err })
            assert.equal("UTF8 C.UTF-8", ask(project, [[
                SELECT pg_encoding_to_char(encoding) || ' ' || datcollate FROM pg_database
                WHERE datname = current_database()]]))
        end)

        it("listens on no port and keeps its folders to itself", function()
            local project = private { as = as }
            project:must "server start"
            assert.equal("|5432", ask(project,
                "SELECT current_setting('listen_addresses') || '|' || current_setting('port')"))
            assert.equal("rwx------", lfs.attributes(project.folder .. "/.luamig/socket", "permissions"))
            assert.equal("rwx------", lfs.attributes(project.folder .. "/.luamig/data", "permissions"))
            assert.equal("*\n", project:read ".luamig/.gitignore")
        end)

        it("stops, keeps its data and starts again", function()
            local project = private { as = as }
            ask(project, "CREATE TABLE kept (a integer)")
            assert.truthy(project:must("server stop").err:find("stopped", 1, true))
            assert.truthy(project:must("server stop").err:find("does not run", 1, true))
            assert.equal("0", ask(project, "SELECT count(*) FROM kept"))
        end)

        it("is started once by commands that start together", function()
            local project = private { as = as }
            local jobs = {}
            for at = 1, 5 do
                jobs[at] = project:start "server url"
            end
            local made = 0
            local out
            for _, job in ipairs(jobs) do
                local result = job:wait(60)
                assert.equal(0, result.code, result.err)
                out = out or result.out
                assert.equal(out, result.out)
                made = made + select(2, result.err:gsub("started the", ""))
            end
            assert.equal(1, made)
        end)

        it("starts again after SIGKILL of all its processes", function()
            local project = private { as = as }
            ask(project, "CREATE TABLE kept (a integer)")
            local pid = project:read(".luamig/data/postmaster.pid"):match "^%d+"
            os.execute("kill -KILL " .. pid)
            assert.equal("0", ask(project, "SELECT count(*) FROM kept"))
            assert.not_equal(pid, project:read(".luamig/data/postmaster.pid"):match "^%d+")
        end)

        it("is not misled by a postmaster.pid that names a living process", function()
            local project = private { as = as }
            ask(project, "CREATE TABLE kept (a integer)")
            local text = project:read ".luamig/data/postmaster.pid"
            project:must "server stop"
            local other = support.start("sleep 600", { as = as or (support.is_root and "postgres" or nil) })
            project:write(".luamig/data/postmaster.pid", (text:gsub("^%d+", other.pid)))
            assert.equal("0", ask(project, "SELECT count(*) FROM kept"))
            assert.is_nil(other:ended())
        end)

        it("stands elsewhere when the socket's path would be too long", function()
            local project = private { as = as, beneath = ("deep/"):rep(30) .. "end" }
            assert.equal("1", ask(project, "SELECT 1"))
            local elsewhere = as and "^/tmp/luamig%-%w+$" or support.is_root and "^/var/lib/luamig/%w+$" or "^/tmp/"
            assert.truthy(record(project, "socket"):find(elsewhere))
            assert.truthy(record(project, "data"):find("/.luamig/data", 1, true))
            -- Something sweeps the folder away while it is stopped.
            project:must "server stop"
            os.execute("rm -rf " .. record(project, "socket"))
            assert.equal("1", ask(project, "SELECT 1"))
        end)

        it("lives with blanks, quotes, commas and percent signs in the path", function()
            for _, name in ipairs { "a b's/say \"so\"/50%/ümlaut & #1?=x", "a,b" } do
                local project = private { as = as, beneath = name }
                assert.equal("1", ask(project, "SELECT 1"), name)
                assert.equal("2", support.run({ "psql", "-XAt", "-c", "SELECT 2", url_of(project) }, { as = as })
                    .out:gsub("\n", ""), name)
                project:must "server stop"
            end
        end)

        it("is the project's own: a copied project gets another, a moved one keeps its", function()
            local project = private { as = as, beneath = ("deep/"):rep(30) .. "end" }
            ask(project, "CREATE TABLE kept (a integer)")
            project:must "server stop"
            local copy = project.folder .. "-copy"
            assert(os.execute("cp -a '" .. project.folder .. "' '" .. copy .. "'"))
            local other = setmetatable({ folder = copy }, { __index = project })
            ask(other, "CREATE TABLE other (a integer)")
            assert.equal("kept", ask(project, "SELECT string_agg(relname, ',') FROM pg_class WHERE relkind = 'r'"
                .. " AND relnamespace = 'public'::regnamespace"))
            assert.not_equal(record(project, "socket"), record(other, "socket"))
            project:must "server stop"
            other:end_server()
            local moved = project.folder .. "-moved"
            assert(os.rename(project.folder, moved))
            project.folder = moved
            assert.equal("0", ask(project, "SELECT count(*) FROM kept"))
        end)

        it("tells what the server said when it does not start", function()
            local project = private { as = as }
            project:must "server start"
            project:must "server stop"
            local settings = project:read ".luamig/data/postgresql.conf"
            project:write(".luamig/data/postgresql.conf", settings .. "\nshared_buffers = nonsense\n")
            local result = project:luamig "server start"
            assert.equal(1, result.code)
            assert.truthy(result.err:find("the project's private PostgreSQL does not start", 1, true))
            assert.truthy(result.err:find('parameter "shared_buffers": "nonsense"', 1, true), result.err)
            assert.truthy(result.err:find("/.luamig/server.log", 1, true))
            project:write(".luamig/data/postgresql.conf", settings)
            assert.equal("1", ask(project, "SELECT 1"))
        end)

        it("begins anew after an initdb that was killed", function()
            local project = private { as = as }
            local job = project:start "server start"
            support.eventually(function()
                return lfs.attributes(project.folder .. "/.luamig/data.new/base", "mode")
            end)
            os.execute("kill -KILL " .. job.pid)
            os.execute("pkill -KILL -f 'initdb --pgdata=[/]" .. project.folder:sub(2) .. "/'")
            assert.is_nil(lfs.attributes(project.folder .. "/.luamig/data"))
            job:wait()
            assert.equal("1", ask(project, "SELECT 1"))
        end)
    end)
end

describe("the private server", function()
    it("does not come from a folder that has none", function()
        local project = private()
        local result = project:luamig("server start", { env = { LUAMIG_PG_BIN = "/nowhere" } })
        assert.equal(1, result.code)
        assert.truthy(result.err:find("LUAMIG_PG_BIN names /nowhere", 1, true), result.err)
        assert.truthy(result.err:find("apt install postgresql", 1, true))
    end)

    it("is not asked for when luamig.lua has a database", function()
        local project = support.project()
        project:luamig "status"
        assert.is_nil(lfs.attributes(project.folder .. "/.luamig/data"))
    end)

    it("prints one JSON document", function()
        local project = private()
        local result = project:must "--json server url"
        assert.equal('{"url": "' .. url_of(project) .. '"}\n', result.out)
    end)

    it("takes no more words than it knows", function()
        local project = private()
        for _, words in ipairs { "server", "server begin", "server stop now", "server start x" } do
            assert.equal(2, project:luamig(words).code, words)
        end
    end)

    if support.is_root then
        it("of root stands elsewhere when its user cannot reach the project's folder", function()
            local project = private()
            os.execute("chmod 700 " .. project.folder)
            assert.equal("1", ask(project, "SELECT 1"))
            assert.truthy(record(project, "data"):find("^/var/lib/luamig/%w+/data$"))
            assert.truthy(record(project, "socket"):find("^/var/lib/luamig/%w+/socket$"))
        end)

        it("of somebody else is run by root as that user", function()
            local project = private { as = "nobody" }
            ask(project, "CREATE TABLE kept (a integer)")
            project:must "server stop"
            project.as = nil
            assert.equal("0", ask(project, "SELECT count(*) FROM kept"))
            project.as = "nobody"
            assert.equal("0", ask(project, "SELECT count(*) FROM kept"))
        end)

        it("of root is refused to somebody else", function()
            local project = private()
            project:must "server start"
            local result = project:luamig("server url", { as = "nobody" })
            assert.equal(1, result.code)
            assert.truthy(result.err:find("belongs to user postgres", 1, true), result.err)
        end)
    end
end)
