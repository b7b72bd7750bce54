local support = require "spec.support"

local models = [[
model "items" {
    { "id", "integer", primary_key = true, identity = true },
    { "kind", "text", null = false, references = "kinds.name" },
    { "price", "numeric(10,2)" },
    { "tags", "text[]" },
    { "extra", "jsonb", default = { new = true } },
}
model "kinds" { { "name", "text", primary_key = true }, { "weight", "integer", default = 1 } }
]]

local function project(seeds, files)
    files = files or {}
    files["core/models.lua"] = models .. seeds
    local made = support.project(files)
    made:must { "create", "first" }
    made:must "upgrade"
    return made
end

local csv = 'name,weight\r\nbook,2\r\n"a ""big"", thing",\r\n'

describe("luamig seed", function()
    it("loads CSV, JSON and functions, a table after those that it refers to", function()
        local made = project([[
            seed "items" { file = "seeds/items.json" }
            seed "kinds" { file = "seeds/kinds.csv" }
            model "notes" { { "id", "bigint", primary_key = true, identity = true }, { "item", "integer", references = "items.id" }, { "text", "text" } }
            seed "notes" {
                fill = function(db)
                    for row in db:query "SELECT id FROM items ORDER BY id" do
                        db:insert("notes", { item = row.id, text = "note " .. row.id })
                    end
                    print "noted"
                end,
            }
        ]], {
            ["core/seeds/kinds.csv"] = csv,
            ["core/seeds/items.json"] = [[ [ { "id": 7, "kind": "book", "price": 12345678.90, "tags": ["a", "b"], "extra": { "x": 9007199254740993 } },
                { "id": 9, "kind": "book" } ] ]],
        })
        assert.matches('\n    seed "kinds"  :10\n    seed "items"  :9\n', made:must("models").out)
        local result = made:must "seed"
        assert.matches("seeded kinds  2 rows  core/seeds/kinds.csv\nseeded items  2 rows  core/seeds/items.json\nseeded notes  2 rows  core/models.lua:%d+\n", result.out)
        assert.equal("noted\n", result.err)
        local db = made.database
        assert.same({ 'a "big", thing', "book" }, db:column "SELECT name FROM kinds ORDER BY 1")
        assert.is_nil(db:value "SELECT weight FROM kinds WHERE name <> 'book'")
        assert.equal('7|book|12345678.90|{a,b}|{"x": 9007199254740993}', db:value "SELECT concat_ws('|', id, kind, price, tags, extra) FROM items WHERE id = 7")
        assert.equal('{"new": true}', db:value "SELECT extra FROM items WHERE id = 9")
        assert.equal("note 7 note 9", db:value "SELECT string_agg(text, ' ' ORDER BY id) FROM notes")
        -- The sequence goes on behind what was loaded.
        assert.equal("10", db:value "INSERT INTO items (kind) VALUES ('book') RETURNING id")
        assert.equal("3", db:value "INSERT INTO notes DEFAULT VALUES RETURNING id")
    end)

    it("loads each once, and only into empty tables", function()
        local made = project('seed "kinds" { file = "kinds.csv" }', { ["core/kinds.csv"] = csv })
        made.database:execute "INSERT INTO kinds VALUES ('mine')"
        local result = made:must "seed"
        assert.equal("nothing to do\n", result.out)
        assert.matches("kinds holds rows already", result.err)
        made.database:execute "DELETE FROM kinds"
        assert.matches("seeded kinds  2 rows", made:must("seed").out)
        made.database:execute "DELETE FROM kinds"
        assert.equal("nothing to do\n", made:must("seed").out)
        assert.equal("0", made.database:value "SELECT count(*) FROM kinds")
        assert.matches('"outcome": "seeded",', made:must("seed --again --json").out)
        assert.equal("2", made.database:value "SELECT count(*) FROM kinds")
    end)

    it("is one transaction", function()
        local made = project([[
            seed "kinds" { file = "kinds.csv" }
            seed "items" { fill = function(db)
                db:execute "INSERT INTO items (kind) VALUES ('book')"
                db:execute "INSERT INTO items (kind) VALUES ('nothing')"
            end }
        ]], { ["core/kinds.csv"] = csv })
        local result = made:luamig "seed"
        assert.equal(1, result.code)
        assert.matches("core/models.lua:12: insert or update on table \"items\" violates foreign key", result.err)
        assert.equal("0", made.database:value "SELECT count(*) FROM kinds")
        assert.equal("0", made.database:value "SELECT count(*) FROM luamig.run WHERE action = 'seed'")
    end)

    it("names file and line of what cannot be loaded", function()
        for text, message in pairs {
            ["name,weight\na,1\n\"b\nc\",2\nd,x\n"] = "core/t.csv:5: invalid input syntax for type integer: \"x\"",
            ["name,weight\na,1\na,2\n"] = "core/t.csv:3: duplicate key value",
            ["name,weight\na\n"] = "core/t.csv:2: missing data for column",
            ["name,wait\na,1\n"] = "core/t.csv: column \"wait\" of relation \"kinds\" does not exist",
            [""] = "core/t.csv:1: the first line is no list of columns",
            ["name,,weight\n"] = "core/t.csv:1: the first line is no list of columns",
        } do
            local made = project('seed "kinds" { file = "t.csv" }', { ["core/t.csv"] = text })
            local result = made:luamig "seed"
            assert.equal(1, result.code)
            assert.is_truthy(result.err:find(message, 1, true), result.err)
            assert.equal("0", made.database:value "SELECT count(*) FROM kinds")
        end
        local made = project('seed "kinds" { file = "t.json" }', { ["core/t.json"] = '[\n{"name": "a"},\n{"name": b}\n]' })
        assert.matches("core/t.json:3: invalid input syntax for type json", made:luamig("seed").err)
        made:write("core/t.json", '{"name": "a"}')
        local result = made:luamig "seed"
        assert.matches("core/t.json: .*a JSON seed is a list of objects", result.err)
    end)

    it("stays within the tool's folder", function()
        for path, message in pairs { ["../x.csv"] = "wants a path beneath", ["/etc/x.csv"] = "wants a path beneath", ["a/../../x.csv"] = "wants a path beneath",
            ["x.txt"] = "neither .csv nor .json" } do
            local made = support.project({ ["core/models.lua"] = models .. ('seed "kinds" {\nfile = "%s" }'):format(path) }, { database = false })
            local result = made:luamig "models"
            assert.equal(1, result.code)
            assert.matches('core/models.lua:10: seed "kinds" .*' .. message:gsub("%p", "%%%0"), result.err)
        end
        local made = project('seed "kinds" { file = "t.csv" }')
        assert.matches("core/models.lua:9: core/t.csv: No such file", made:luamig("seed").err)
        assert.equal(0, select(3, os.execute(("echo name > %s/t.csv; ln -s ../t.csv %s/core/t.csv"):format(made.folder, made.folder))))
        assert.matches("core/t.csv leads out of the tool's folder", made:luamig("seed").err)
    end)

    it("is declared once for a table of the same owner", function()
        for text, message in pairs {
            ['seed "kinds" { file = "a.csv" } seed "kinds" { file = "b.csv" }'] = "seed \"kinds\" is declared twice: here and at core/models.lua:9",
            ['seed "kind" { file = "a.csv" }'] = "seed \"kind\": no table of that name is declared",
            ['seed "kinds" {}'] = "has neither file nor fill",
            ['seed "kinds" { file = "a.csv", fill = function() end }'] = "has both file and fill",
            ['seed "kinds" { rows = {} }'] = "has the unknown key 'rows'",
            ['seed "kinds" { fill = 1 }'] = "wants a function(db) as its fill, not a number",
            ['local x = 1 seed "kinds" { fill = function(db) return x end }'] = "the hook uses 'x', a local of its file",
        } do
            local made = support.project({ ["core/models.lua"] = models .. text }, { database = false })
            local result = made:luamig "models"
            assert.equal(1, result.code)
            assert.is_truthy(result.err:find(message, 1, true), result.err)
        end
        local made = support.project({ ["core/models.lua"] = models, ["custom_tools/acme/x/models.lua"] = 'seed "kinds" { file = "a.csv" }' }, { database = false })
        assert.matches("the table belongs to core", made:luamig("models").err)
    end)

    it("takes one organisation, under its role", function()
        local role = "seeder_" .. tostring(os.time())
        local made = support.project {
            ["core/models.lua"] = models .. 'seed "kinds" { file = "kinds.csv" }', ["core/kinds.csv"] = csv,
            ["custom_tools/acme/x/models.lua"] = [[
                model "acme_logs" { { "line", "text" }, { "by", "text", default = sql "current_user" } }
                seed "acme_logs" { file = "logs.csv" }]],
            ["custom_tools/acme/x/logs.csv"] = "line\none\n",
        }
        made:must { "create", "first" }
        made:must "upgrade"
        made:must { "create", "first", "--custom", "acme" }
        made:must "upgrade"
        made.database:execute(("CREATE ROLE %s; GRANT USAGE ON SCHEMA public TO %s; GRANT ALL ON acme_logs TO %s"):format(role, role, role))
        made:write("luamig.lua", (made:read("luamig.lua"):gsub("custom = {", ("custom = { role = %q,"):format(role))))
        assert.equal("seeded acme_logs  1 row  custom_tools/acme/x/logs.csv\n", made:must("seed --custom acme").out)
        assert.equal(role, made.database:value 'SELECT "by" FROM acme_logs')
        assert.equal("0", made.database:value "SELECT count(*) FROM kinds")
        assert.equal("seeded kinds  2 rows  core/kinds.csv\n", made:must("seed").out)
        made.database:execute(("DROP OWNED BY %s; DROP ROLE %s"):format(role, role))
    end)

    it("asks for upgrade where the table is not there", function()
        local made = support.project { ["core/models.lua"] = models .. 'seed "kinds" { file = "kinds.csv" }', ["core/kinds.csv"] = csv }
        local result = made:luamig "seed"
        assert.matches('core/models.lua:9: relation "kinds" does not exist.*first run: luamig upgrade', result.err)
    end)

    it("leaves the database usable after an error in Lua", function()
        local made = project 'seed "kinds" { fill = function(db)\n db:execute "INSERT INTO kinds VALUES (1)"\n local x = nil; x.y = 1 end }'
        local result = made:luamig "seed"
        assert.matches("core/models.lua:11: attempt to index a nil value", result.err)
        made:write("core/models.lua", models .. 'seed "kinds" { fill = function(db)\n db:try(function() db:value "SELECT 1/0" end)\n db:execute("INSERT INTO kinds VALUES ($1)", db:value "SELECT 1") end }')
        assert.matches("seeded kinds  1 row", made:must("seed").out)
    end)
end)
