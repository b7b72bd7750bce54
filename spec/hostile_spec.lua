-- Hostile names and texts go through create, upgrade, a second create and downgrade, and arrive as they were written.
local support = require "spec.support"

-- A part of a dotted name, and an identifier in SQL: both double what stands in double quotes.
local function quoted(name)
    return '"' .. name:gsub('"', '""') .. '"'
end

-- %q of Lua for every value of this text: {{name}} is a Lua string, {{part}} one of the quoted name.
local function fill(text, values)
    return (text:gsub("{{([%w_]+)}}", function(key)
        return ("%q"):format(assert(values[key], key)):gsub("\\\n", "\\n")
    end))
end

local names = {
    "a b", " leading", "trailing ", "dot.name", ".", 'double"quote', '"', '""', "single'quote", "''", "back\\slash",
    "\\", "new\nline", "tab\tname", "cr\rname", "\1\2\127", "SELECT", "table", "user", "Groß", "日本語", "😀", "e\u{301}",
    "\u{202e}right to left", "zero\u{200b}width", "\u{feff}", "%s%n%d%%", "%I%L%o", "$1", "$$", "$body$", "-- comment",
    "/* comment */", "; DROP TABLE victims; --", "'); DROP TABLE victims; --", '"; DROP TABLE victims; --', "[[", "]]",
    "]=]", "{}", "a,b", "a=b", "E'x'", "null", "none", "0", "1e5", "true", "*", "public", "end", "nil", "renamed_from",
    "name", "primary_key", "t", "😀😀😀😀😀😀😀😀😀😀😀😀", "a(b", "f()", ")(",
}

local objects = [[
schema {{part_s}} { comment = {{name}} }
enum {{part_e}} { {{name}}, {{other}} }
model {{path}} {
  comment = {{name}},
  { {{name}}, "integer", primary_key = true, comment = {{name}} },
  { {{other}}, "text", unique = true, default = {{name}} },
  { "of_type", {{type}}, default = {{name}}, null = false },
  { "up", "integer", references = {{column}} },
  { "doubled", "text", generated = {{doubled}} },
  checks = { [{{check}}] = {{condition}}, [{{check2}}] = {{literal_condition}} },
  unique = { [{{key}}] = { {{other}}, {{name}} } },
  foreign_keys = { [{{foreign}}] = { {{column}}, columns = "up", on_delete = "cascade" } },
  indexes = {
    { {{name}} },
    [{{index}}] = { {{element}}, where = {{condition}} },
  },
  policies = { [{{name}}] = { using = {{condition}} } },
  triggers = { [{{name}}] = { {{call}}, timing = "before", events = { "insert" }, each = "row", arguments = { {{name}}, "" } } },
}
view {{part_v}} { {{select}}, comment = {{name}} }
sequence {{part_q}} { comment = {{name}} }
routine {{routine}} { returns = "trigger", language = "plpgsql", body = "BEGIN RETURN NEW; END", comment = {{name}} }
]]

-- A table that is not managed, and that an injection would drop.
local victims = "CREATE TABLE victims (id integer); INSERT INTO victims VALUES (1)"

local function values_of(name)
    local literal = "E'" .. name:gsub("\\", "\\\\"):gsub("'", "''") .. "'"
    local other, schema = name .. "2", name .. "_s"
    local inner = quoted(schema) .. "."
    return {
        name = name, other = other, literal = literal,
        part_s = quoted(schema), path = inner .. quoted(name), part_e = quoted(name .. "_e"), part_v = quoted(name .. "_v"),
        part_q = inner .. quoted(name .. "_q"), type = quoted(name .. "_e"), routine = inner .. quoted(name) .. "()",
        call = inner .. quoted(name) .. "()", column = inner .. quoted(name) .. "." .. quoted(name),
        check = name .. "_c", check2 = name .. "_d", key = name .. "_u", foreign = name .. "_f", index = name .. "_i",
        condition = quoted(name) .. " > 0", literal_condition = quoted(other) .. " <> " .. literal .. " OR true",
        doubled = quoted(other) .. " || " .. literal, element = quoted(name) .. " DESC",
        select = "SELECT " .. quoted(name) .. " AS " .. quoted(other) .. ", " .. literal .. "::text AS x FROM " .. inner .. quoted(name),
    }
end

-- Laws 3 and 4, and a way back up.
local function keeps_laws(project, check)
    local before = project.database:dump()
    project:must { "create", "it's \"hostile\" \\ %s \n--" }
    project:must "upgrade"
    check()
    local after = project.database:dump()
    local again = project:must { "create", "again" }
    assert.equal("no changes\n", again.out, #project:revisions() > 0 and project:read(project:revisions()[#project:revisions()]))
    project:must "downgrade -1"
    assert.is_nil(support.difference(before, project.database:dump()))
    project:must "upgrade"
    assert.is_nil(support.difference(after, project.database:dump()))
    assert.equal("1", project.database:value "SELECT id FROM victims")
end

local function project_with(models)
    local project = support.project { ["core/models.lua"] = models }
    project.database:execute(victims)
    return project
end


-- Several names to a project: each has a schema of its own.
local function in_groups(list, size, visit)
    for at = 1, #list, size do
        visit({ table.unpack(list, at, math.min(at + size - 1, #list)) }, at)
    end
end

local function sql_literal(text)
    return "E'" .. text:gsub("\\", "\\\\"):gsub("'", "''") .. "'"
end

describe("things that have hostile names", function()
    in_groups(names, 8, function(group, from)
        it(("%d to %d of the list"):format(from, from + #group - 1), function()
            local texts = {}
            for at, name in ipairs(group) do
                texts[at] = fill(objects, values_of(name))
                if name:find("(", 1, true) then -- begins the argument types of a routine
                    texts[at] = texts[at]:gsub("\nroutine.*$", "\n"):gsub("  triggers = [^\n]*\n", "")
                end
            end
            local project = project_with(table.concat(texts))
            keeps_laws(project, function()
                local database = project.database
                for _, name in ipairs(group) do
                    local values = values_of(name)
                    database:execute(("INSERT INTO %s (%s) VALUES (1)"):format(values.path, quoted(name)))
                    local row = database:query("SELECT * FROM " .. values.path)[1]
                    assert.equal(name, row[values.other])
                    assert.equal(name, row.of_type)
                    assert.equal(name .. name, row.doubled)
                    assert.equal(name, database:value(("SELECT x FROM %s"):format(values.part_v)))
                    assert.equal(name, database:value(([[SELECT obj_description(c.oid) FROM pg_class c
                        JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = %s AND c.relname = %s]]):format(
                        sql_literal(name .. "_s"), values.literal)))
                end
            end)
        end)
    end)

    it("are renamed to others", function()
        local before, after, rows = {}, {}, {}
        for at, name in ipairs(names) do
            local to, old = names[at % #names + 1] .. "3", name .. "3"
            local text = 'model {{path}} { {{hint}}{ {{column}}, "integer", primary_key = true {{column_hint}} }, '
                .. 'checks = { [{{check}}] = {{condition}} }, indexes = { { {{column}} } } }\n'
                .. 'enum {{type}} { {{label}} }\n'
            local function values(called)
                return { path = quoted(called), column = called, check = called .. "c", type = quoted(called .. "e"),
                    condition = quoted(called) .. " > 0", label = called }
            end
            before[at] = fill(text:gsub("{{hint}}", ""):gsub("{{column_hint}}", ""), values(old))
            local now = values(to)
            now.old_path, now.old_column, now.old_type = quoted(old), old, quoted(old .. "e")
            after[at] = fill(text:gsub("{{hint}}", "renamed_from = {{old_path}}, ")
                :gsub("{{column_hint}}", ", renamed_from = {{old_column}}")
                :gsub("{ {{label}} }", "{ { {{label}}, renamed_from = {{old_column}} }, renamed_from = {{old_type}} }"), now)
            rows[at] = ("INSERT INTO %s VALUES (%d);"):format(quoted(old), at)
        end
        local project = project_with(table.concat(before))
        project:must { "create", "before" }
        project:must "upgrade"
        project.database:execute(table.concat(rows))
        project:write("core/models.lua", table.concat(after))
        keeps_laws(project, function()
            for at in ipairs(names) do
                local to = names[at % #names + 1] .. "3"
                assert.equal(tostring(at), project.database:value(("SELECT %s FROM %s"):format(quoted(to), quoted(to))))
            end
        end)
        local fresh = project_with(table.concat(after))
        fresh:must { "create", "fresh" }
        fresh:must "upgrade"
        assert.is_nil(support.difference(fresh.database:dump(), project.database:dump()))
    end)
end)

describe("hostile texts", function()
    local texts = { ("x"):rep(10000), ("'\\\n\""):rep(2500), "", " ", "\n", "\r\n", "]]]=]]==]", "$$ $body$ $body1$ $", "-- c\n/* d",
        "%s%n%%", "\u{202e}\u{200b}\u{feff}", "😀", "\1\2\127", "E'\\n'", "{\"a\": [1]}", "now()", "NULL", "'); DROP TABLE victims; --" }

    it("are defaults, comments, checks, labels, arguments, bodies and rows", function()
        local columns, indexes = {}, {}
        for at, text in ipairs(texts) do
            local commented = text:find "%S" and fill(", comment = {{text}}", { text = text }) or ""
            columns[at] = ("  { \"c%d\", \"text\", default = %%q, check = %%q%s },\n"):format(at, (commented:gsub("%%", "%%%%")))
                :format(text, ("c%d IS DISTINCT FROM %s OR true"):format(at, sql_literal(text)))
            indexes[at] = ("    i%d = { %q },\n"):format(at, ("(c%d || %s)"):format(at, sql_literal(text:sub(1, 900))))
        end
        local body = {}
        for at, text in ipairs(texts) do
            body[at] = ("  t := t || %s;\n"):format(sql_literal(text))
        end
        local project = project_with(fill([==[
model "t" {
  { "id", "integer", primary_key = true },
]==] .. table.concat(columns):gsub("{{", "{ {") .. [==[
  { "doc", "jsonb", default = { [{{quote}}] = { {{long}}, {{quote}} }, a = json.array {}, b = {}, n = 0.1 } },
  indexes = {
]==] .. table.concat(indexes) .. [==[
  },
  triggers = {
    g = { "f()", timing = "before", events = "insert", each = "row", arguments = { {{quote}}, "", {{long}}, "a\\000" } },
  },
}
routine "f()" { returns = "trigger", language = "plpgsql", body = "DECLARE t text := ''; BEGIN\n" .. {{body}} .. "  RETURN NEW;\nEND" }
view "v" { {{view}} }
data_migration {{quote}} {
  up = function(db)
    db:insert("t", { id = 7, c1 = "]]'\"\\" })
  end,
  down = function(db) db:execute("DELETE FROM t WHERE c1 = $1", "]]'\"\\") end,
}
]==], { quote = "'\"\\\n%s]]", long = ("é'"):rep(5000), body = table.concat(body),
            view = "SELECT id, " .. sql_literal(texts[2]) .. "::text AS x -- a comment\nFROM t /* another */;" }))
        keeps_laws(project, function()
            local row = project.database:query("SELECT * FROM t WHERE id = 7")[1]
            assert.equal("]]'\"\\", row.c1)
            for at = 2, #texts do
                assert.equal(texts[at], row["c" .. at])
            end
            assert.equal("t", project.database:value(("SELECT doc = %s"):format("doc") .. " AND doc ? " .. sql_literal "'\"\\\n%s]]"
                .. " AND doc->>'a' = '[]' AND doc->>'b' = '{}' FROM t"))
        end)
    end)

    it("are names of revisions, reasons and organisations' data migrations, and what is printed as JSON", function()
        local project = project_with 'model "t" { { "a", "integer" } }'
        local result = project:must { "create", "'; DROP TABLE victims; -- \"\\\n]]", "--json" }
        assert.matches('"revision"', result.out)
        assert.matches("core_drop_table_victims%.lua$", project:revisions()[1])
        project:must "upgrade"
        project:write("core/models.lua", "")
        project:must { "create", "]]--[[ %s \u{202e}", "--allow", "deletes_data='; DROP TABLE victims; -- \"\\\n" }
        project:must "upgrade"
        assert.equal("1", project.database:value "SELECT id FROM victims")
        project:must "status"
        project:must "history"
    end)
end)

-- What a text of SQL could smuggle in: the statement's end, a second statement, the end of the transaction.
describe("a second statement", function()
    local ends = { "; DROP TABLE victims; --", "); DROP TABLE victims; --", "); COMMIT; DROP TABLE victims; --",
        "; COMMIT; DROP TABLE victims; BEGIN; --", "'; DROP TABLE victims; --", "\"; DROP TABLE victims; --",
        "$$; DROP TABLE victims; --", "*/; DROP TABLE victims; --" }
    local places = {
        ["a type"] = { 'model "t" { { "a", %s } }', "integer" },
        ["a collation"] = { 'model "t" { { "a", "text", collate = %s } }', "C" },
        ["a default"] = { 'model "t" { { "a", "integer", default = sql(%s) } }', "1" },
        ["a generated column"] = { 'model "t" { { "a", "integer", generated = %s } }', "1" },
        ["a check"] = { 'model "t" { { "a", "integer", check = %s } }', "true" },
        ["an index's column"] = { 'model "t" { { "a", "integer" }, indexes = { { %s } } }', "a" },
        ["an index's condition"] = { 'model "t" { { "a", "integer" }, indexes = { { "a", where = %s } } }', "true" },
        ["an index's method"] = { 'model "t" { { "a", "integer" }, indexes = { { "a", using = %s } } }', "btree" },
        ["a concurrent index"] = { 'model "t" { { "a", "integer" }, indexes = { { "a", where = %s, concurrently = true } } }', "true" },
        ["a storage parameter"] = { 'model "t" { { "a", "integer" }, with = { %s } }', "fillfactor=70" },
        ["a storage parameter's name"] = { 'model "t" { { "a", "integer" }, with = { [%s] = 70 } }', "fillfactor" },
        ["an exclusion"] = { 'model "t" { { "a", "integer" }, exclude = { { %s } } }', "a WITH =" },
        ["a foreign key's action"] = { 'model "t" { { "a", "integer", unique = true, references = { "t.a", on_delete = %s } } }',
            "set null (a)" },
        ["a policy"] = { 'model "t" { { "a", "integer" }, policies = { p = { using = %s } } }', "true" },
        ["a policy's role"] = { 'model "t" { { "a", "integer" }, policies = { p = { roles = { %s } } } }', "postgres" },
        ["a grant's role"] = { 'model "t" { { "a", "integer" }, grants = { [%s] = { "select" } } }', "postgres" },
        ["a grant's privilege"] = { 'model "t" { { "a", "integer" }, grants = { postgres = { %s } } }', "select" },
        ["a view"] = { 'view "v" { %s }', "SELECT 1" },
        ["a sequence's type"] = { 'sequence "s" { type = %s }', "integer" },
        ["a routine's arguments"] = { 'routine "f(integer)" { arguments = %s, returns = "integer", body = "SELECT 1" }', "a integer" },
        ["a routine's name"] = { 'routine(%s) { returns = "integer", body = "SELECT 1" }', "f(integer" },
        ["a routine's result"] = { 'routine "f()" { returns = %s, body = "SELECT 1" }', "integer" },
        ["a routine's language"] = { 'routine "f()" { returns = "integer", language = %s, body = "SELECT 1" }', "sql" },
        ["a routine's body"] = { 'routine "f()" { returns = "integer", body = %s }', "SELECT 1" },
        ["a routine's setting"] = { 'routine "f()" { returns = "integer", body = "SELECT 1", set = { %s } }', "work_mem=1MB" },
        ["a routine's setting's name"] = { 'routine "f()" { returns = "integer", body = "SELECT 1", set = { [%s] = "1MB" } }', "work_mem" },
        ["a trigger's condition"] = { 'model "t" { { "a", "integer", on_update = 1 }, triggers = { g = { "on_update_a()", '
            .. 'timing = "after", events = "insert", each = "row", when = %s } } }', "true" },
        ["a trigger's routine"] = { 'model "t" { { "a", "integer" }, triggers = { g = { %s, timing = "after", events = "insert" } } }', "f()" },
        ["an on_update"] = { 'model "t" { { "a", "integer", on_update = sql(%s) } }', "1" },
        ["an extension's version"] = { 'extension "citext" { version = %s }', "1.6" },
        ["an extension's schema"] = { 'extension "citext" { schema = %s }', "public" },
        ["an enum's label"] = { 'enum "e" { %s }', "a" },
        ["a comment"] = { 'model "t" { { "a", "integer" }, comment = %s }', "c" },
    }
    local order = {}
    for place in pairs(places) do
        order[#order + 1] = place
    end
    table.sort(order)

    for _, place in ipairs(order) do
        it("cannot come in through " .. place, function()
            local project = project_with ""
            local text, innocent = table.unpack(places[place])
            for _, tail in ipairs(ends) do
                project:write("core/models.lua", text:format(("%q"):format(innocent .. tail)))
                if project:luamig({ "create", "x" }).code == 0 then
                    local up = project:luamig "upgrade"
                    if up.code ~= 0 then
                        local script = project:luamig { "upgrade", "--sql" }
                        pcall(project.database.execute, project.database, script.out)
                        os.remove(project.folder .. "/" .. project:revisions()[#project:revisions()])
                    end
                end
                assert.equal("1", project.database:value "SELECT id FROM victims", tail)
            end
        end)
    end
end)
