-- Real schemas, from Debian's packages. Each is loaded as its installer would, and must keep the laws:
--   5. what `pull` writes of it, created into an empty database, is the same schema
--   3. a second create finds nothing
--   4. downgrade leaves what was before: nothing
-- and `baseline` adopts it, after which nothing is to do.
--
--   LUAMIG_CORPORA=openQA,pgTAP   only these
local corpus = require "spec.support.corpus"
local support = require "spec.support"

local function is_wanted(name)
    local wanted = os.getenv "LUAMIG_CORPORA"
    return not wanted or ("," .. wanted .. ","):find("," .. name .. ",", 1, true)
end

local function same(was, is, what)
    local difference = support.difference(was, is)
    assert(not difference, what .. ":\n" .. (difference or ""):sub(1, 4000))
end

-- The models of a database that was made without luamig.
local function pull(database)
    local project = support.project({}, { database = database })
    local result = project:must "pull --out pulled"
    return project, result
end

local function objects_by_kind(database)
    return table.concat(database:column [[
        SELECT format('%s %s', count(*), kind) FROM luamig.object GROUP BY kind ORDER BY count(*) DESC, kind]], ", ")
end

for _, one in ipairs(corpus.list) do
    if is_wanted(one.name) then
        describe("the schema of " .. one.name, function()
            local original, first, built, empty, copy

            setup(function()
                original = support.database()
                original:execute(one.sql(), { settings = "-c client_min_messages=error" })
                first = original:dump()
                copy = support.database()
                empty = copy:dump()
                built = support.project({}, { database = copy })
            end)

            it("is pulled, and created again the same", function()
                local pulled, result = pull(original)
                for _, path in ipairs(pulled:files "pulled") do
                    built:write(path:gsub("^pulled/", ""), pulled:read(path))
                end
                built:must { "create", "all of it" }
                built:must "upgrade"
                io.stderr:write(("%s: %s%s\n"):format(one.name, objects_by_kind(copy),
                    result.err:find "no word" and "\n" .. result.err or ""))
                same(first, copy:dump(), "law 5: the schema (-) and what was made of its models (+) differ")
            end)

            it("needs no second revision", function()
                assert.equal("no changes\n", built:must({ "create", "again" }).out)
            end)

            it("goes again", function()
                built:must "downgrade base"
                same(empty, copy:dump(), "law 4: the empty database (-) and the downgraded one (+) differ")
            end)

            it("is adopted", function()
                local project = support.project({}, { database = original })
                project:must "baseline"
                same(first, original:dump(), "before baseline (-) and after (+)")
                assert.equal("no changes\n", project:must({ "create", "nothing" }).out)
            end)
        end)
    end
end
