-- openQA's released schemas, each of them and the next as a change of models: a database that was made by openQA's own
-- SQL is adopted, `create` writes what leads to the models of the next release, and
--   2. after `upgrade` the schema is that of openQA's next release
--   3. a second create finds nothing
--   4. downgrade brings the release back
-- openQA's own upgrade scripts are held to the same: where one makes exactly what openQA's next release is, luamig has
-- made the same; where it does not, the script leaves something behind or fails, and the test says how many do.
local corpus = require "spec.support.corpus"
local support = require "spec.support"

local versions = corpus.openqa_versions()

local function load_release(version)
    local database = support.database()
    database:execute(corpus.openqa(version), { settings = "-c client_min_messages=error" })
    return database
end

local function same(was, is, what)
    local difference = support.difference(was, is)
    assert(not difference, what .. ":\n" .. (difference or ""):sub(1, 4000))
end

-- What a release is: its dump, and the models that `pull` writes of it.
local releases = {}
local function release(version)
    if not releases[version] then
        local database = load_release(version)
        releases[version] = {
            dump = database:dump(),
            models = support.project({}, { database = database }):must "pull".out,
        }
        database:drop()
    end
    return releases[version]
end

describe("openQA", function()
    local exact, inexact = 0, 0

    -- Tells nothing of luamig: 85-86 drops a column that release 85 does not have.
    local function try_own_script(from, version, wanted)
        local script = corpus.openqa_upgrade(version)
        if script then
            local own = support.database { template = from }
            local done = pcall(own.execute, own, script, { settings = "-c client_min_messages=error" })
            if done and not support.difference(wanted, own:dump()) then
                exact = exact + 1
            else
                inexact = inexact + 1
            end
            own:drop()
        end
    end

    teardown(function()
        io.stderr:write(("openQA's own upgrade scripts: %d make the next release exactly, %d do not\n"):format(exact,
            inexact))
    end)

    it("has released schemas that follow one another", function()
        assert(#versions > 20, "only " .. #versions .. " versions")
    end)

    for i = 1, #versions - 1 do
        local from, to = versions[i], versions[i + 1]
        it(("%d becomes %d"):format(from, to), function()
            local first, wanted = release(from).dump, release(to).dump
            local database = load_release(from)
            if to == from + 1 then
                try_own_script(database, to, wanted)
            end
            local project = support.project({}, { database = database })
            project:must "baseline"
            for _, path in ipairs(project:files "core") do
                project:write(path, nil)
            end
            project:write("core/models.lua", release(to).models)
            project:must { "create", "release " .. to, "--allow", "deletes_data" }
            project:must "upgrade"
            same(wanted, database:dump(), "law 2: the next release (-) and the upgraded schema (+) differ")
            assert.equal("no changes\n", project:must({ "create", "again" }).out)
            if #project:revisions() > 1 then
                project:must "downgrade -1"
                same(first, database:dump(), "law 4: the release (-) and the downgraded schema (+) differ")
            end
            database:drop()
        end)
    end
end)
