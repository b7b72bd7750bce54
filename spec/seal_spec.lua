-- What was found equal is not compared again until something moves. Evaluating the models is seen by what they print.
local support = require "spec.support"

local models = [[
print "evaluated"
enum "mood" { "sad", "glad" }
sequence "counter" {}
routine "twice(integer)" { arguments = "a integer", returns = "integer", language = "sql", body = "SELECT a * 2" }
model "things" {
    { "id", "bigint", primary_key = true, identity = true },
    { "name", "text", default = "x", check = "name <> ''" },
    { "mood", "mood" },
    indexes = { { "name" } },
}
view "glad_things" { "SELECT id FROM things WHERE mood = 'glad'" }
]]

-- Each changes a catalog.
local changes = {
    "COMMENT ON TABLE things IS 'c'",
    "COMMENT ON COLUMN things.name IS 'c'",
    "ALTER TABLE things ADD COLUMN added text",
    "ALTER TABLE things ALTER COLUMN name TYPE varchar(30)",
    "ALTER TABLE things ALTER COLUMN name SET DEFAULT 'y'",
    "ALTER TABLE things ALTER COLUMN name SET NOT NULL",
    "ALTER TABLE things ALTER COLUMN name SET STATISTICS 7",
    "ALTER TABLE things ALTER COLUMN name SET STORAGE external",
    "ALTER TABLE things SET (fillfactor = 70)",
    "ALTER TABLE things REPLICA IDENTITY FULL",
    "ALTER TABLE things CLUSTER ON things_pkey",
    "ALTER TABLE things ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE things DROP CONSTRAINT things_name_check",
    "ALTER TABLE things ADD CONSTRAINT longer CHECK (length(name) > 1) NOT VALID",
    "ALTER TABLE things RENAME TO items",
    "ALTER TABLE things OWNER TO seal_role",
    "ALTER TABLE things ALTER COLUMN id SET GENERATED ALWAYS",
    "ALTER SEQUENCE counter INCREMENT 2",
    "ALTER SEQUENCE counter OWNED BY things.name",
    "ALTER TYPE mood ADD VALUE 'wild'",
    "ALTER TYPE mood RENAME VALUE 'sad' TO 'low'",
    "ALTER INDEX things_name_idx RENAME TO other_idx",
    "CREATE INDEX ON things (mood)",
    "DROP INDEX things_name_idx",
    "CREATE OR REPLACE FUNCTION twice(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a + a'",
    "ALTER FUNCTION twice(integer) STABLE",
    "CREATE OR REPLACE VIEW glad_things AS SELECT id FROM things WHERE mood = 'sad'",
    "GRANT SELECT ON things TO seal_role",
    "GRANT UPDATE (name) ON things TO seal_role",
    "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO seal_role",
    "CREATE POLICY p ON things USING (true)",
    "CREATE RULE r AS ON INSERT TO things DO NOTHING",
    "CREATE STATISTICS s ON name, mood FROM things",
    "CREATE TRIGGER t BEFORE UPDATE ON things FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "CREATE DOMAIN d AS text CHECK (value <> '')",
    "CREATE TYPE pair AS (a int, b int)",
    "CREATE TYPE span AS RANGE (subtype = integer)",
    "CREATE AGGREGATE total(integer) (sfunc = int4pl, stype = integer)",
    "CREATE OPERATOR <+> (leftarg = integer, rightarg = integer, function = int4pl)",
    "CREATE CAST (mood AS integer) WITH INOUT",
    "CREATE COLLATION german FROM \"C\"",
    "CREATE TEXT SEARCH CONFIGURATION plain (copy = simple)",
    "CREATE TEXT SEARCH DICTIONARY words (template = simple)",
    "CREATE PUBLICATION news FOR TABLE things",
    "CREATE FOREIGN DATA WRAPPER wrapper",
    "CREATE SCHEMA elsewhere",
    "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION told()",
    "DELETE FROM luamig.object WHERE kind = 'view'",
    "ALTER ROLE seal_role RENAME TO seal_role_2",
}
describe("a comparison that found nothing", function()
    local project

    setup(function()
        project = support.project { ["core/models.lua"] = models, ["core/part.lua"] = "return 'text'" }
        project:must { "create", "first" }
        project:must "upgrade"
        project.database:execute [[
            CREATE ROLE seal_role;
            CREATE FUNCTION told() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
        ]]
    end)

    teardown(function()
        project.database:execute "DROP ROLE IF EXISTS seal_role, seal_role_2"
    end)

    local function evaluates(words)
        local run = project:luamig(words or { "create", "again" })
        return run.err:find("evaluated", 1, true) ~= nil, run
    end

    -- Afterwards there is a seal that holds.
    local function seal(words)
        evaluates(words)
        local again, run = evaluates(words)
        assert.is_false(again)
        assert.equal("no changes\n", run.out)
        assert.equal(0, run.code)
    end

    it("is not made again", function()
        seal()
        local checked, check = evaluates "check"
        assert.is_false(checked)
        assert.equal("models, revisions and database agree\n", check.out)
        assert.equal(0, check.code)
    end)

    it("is sealed by check too", function()
        project:write("core/models.lua", models .. "\n")
        assert.is_true(evaluates "check")
        assert.is_false(evaluates())
    end)

    it("is made again once a catalog has changed", function()
        for _, change in ipairs(changes) do
            local copy = support.database { template = project.database }
            local words = { "check", "--database", copy.url }
            assert.is_true(evaluates(words), change)
            assert.is_false(evaluates(words), change)
            copy:execute(change)
            assert.is_true(evaluates(words), change)
            copy:drop()
        end
    end)

    it("is made again once a file has changed", function()
        seal()
        project:write("core/models.lua", models .. "require 'part'\n")
        assert.is_true(evaluates())
        seal()
        project:write("core/part.lua", "return 'other text'")
        assert.is_true(evaluates())
        seal()
        project:write("core/more/models.lua", "")
        assert.is_true(evaluates())
        seal()
        project:write("luamig.lua", (project:read "luamig.lua":gsub("return {", "return { schema = 'elsewhere',")))
        assert.is_true(evaluates { "create", "again", "--dry-run" })
        project:write("luamig.lua", (project:read "luamig.lua":gsub(" schema = 'elsewhere',", "")))
        assert.is_false(evaluates())
    end)

    it("is never sealed while a file is missing that may come", function()
        project:write("core/models.lua", models .. "pcall(require, 'later')\n")
        assert.is_true(evaluates())
        assert.is_true(evaluates())
        project:write("core/later.lua", "model 'late' { { 'id', 'bigint' } }")
        assert.match("create_table%(\"late\"", project:must({ "create", "late", "--dry-run" }).out)
        assert(os.remove(project.folder .. "/core/later.lua"))
        project:write("core/models.lua", models)
    end)

    it("is never sealed while something is to be said", function()
        local hinted = models:gsub('model "things" {', 'model "things" { renamed_from = "stuff",')
        project:write("core/models.lua", hinted)
        for _ = 1, 2 do
            local again, run = evaluates()
            assert.is_true(again)
            assert.match("stuff", run.err)
        end
        project:write("core/models.lua", models)
    end)

    it("is made again where its seal is damaged or cannot be written", function()
        for _, text in ipairs { "", "x", "x\ny\n", ("\0"):rep(100), ("a"):rep(64) .. "\n" } do
            seal()
            for name in require "lfs".dir(project.folder .. "/.luamig/seal") do
                if #name > 2 then
                    project:write(".luamig/seal/" .. name, text)
                end
            end
            assert.is_true(evaluates())
        end
        assert(os.execute("rm -r " .. project.folder .. "/.luamig/seal"))
        project:write(".luamig/seal", "a file stands where the folder belongs")
        for _ = 1, 2 do
            local again, run = evaluates()
            assert.is_true(again)
            assert.equal("no changes\n", run.out)
        end
        assert(os.remove(project.folder .. "/.luamig/seal"))
    end)

    it("tells of broken models though no database answers", function()
        project:write("core/models.lua", models .. "nonsense(")
        assert.match("core/models.lua:%d+", project:luamig({ "create", "x", "--database", "host=/nowhere" }).err)
        project:write("core/models.lua", models)
    end)
end)
