-- Malformed models: each mistake with its complete message, at the line of the key or item that is wrong.
local support = require "spec.support"

-- What stderr says of mistakes: each is { "3: message" } or { "path:3: message", tool =, owner =, hint = }.
local function report(mistakes)
    local lines = {}
    for at, mistake in ipairs(mistakes) do
        local place = mistake[1]:find "^%d+: " and "core/models.lua:" or ""
        lines[#lines + 1] = (at == 1 and "error: " or "") .. place .. mistake[1]
        lines[#lines + 1] = ("  tool %s, owner %s"):format(mistake.tool or "core", mistake.owner or "core")
        if mistake.hint then
            lines[#lines + 1] = "  hint: " .. mistake.hint
        end
    end
    return table.concat(lines, "\n") .. "\n"
end

local function project_of(files)
    return support.project(type(files) == "string" and { ["core/models.lua"] = files } or files, { database = false })
end

-- The models of the case, and what is wrong with them.
local function refused(files, ...)
    local result = project_of(files):luamig { "models" }
    assert.equal(report { ... }, result.err)
    assert.equal("", result.out)
    assert.equal(1, result.code)
end

local function mistakes(list)
    for _, case in ipairs(list) do
        it(case[1], function()
            refused(case[2], { case[3], hint = case.hint })
        end)
    end
end

describe("a word", function()
    mistakes {
        { "without its body", '\nmodel "t"', '2: model "t" has no body: write model "t" { ... }' },
        { "without its body, of a kind that needs no columns", 'enum "e"',
            '1: enum "e" has no body: write enum "e" { ... }' },
        { "without the body of a data migration", 'data_migration "x"',
            '1: data_migration "x" has no body: write data_migration "x" { ... }' },
        { "with a string for a body", '\nmodel "t" "x"', '2: model "t" wants a table, not a string' },
        { "with nil for a body", 'local t\nmodel "t" (t)', '2: model "t" wants a table, not a nil' },
        { "with two bodies", 'local m = model "t"\nm { { "a", "int" } }\nm { { "a", "int" } }',
            '1: model "t" is given two bodies' },
        { "without a name", '\n\nmodel { { "a", "int" } }',
            '3: model wants a name, as in model "name" { ... }, not a table' },
        { "with a number for a name", 'model(3)', '1: model wants a name, as in model "name" { ... }, not a number' },
        { "with nil for a name", 'model(nil, {})', '1: model wants a name, as in model "name" { ... }, not nil' },
        { "that is unknown", '\nmodle "t" {}', "2: unknown name 'modle'", hint = "did you mean 'model'?" },
    }
end)

describe("the name", function()
    local long = ("x"):rep(64)
    mistakes {
        { "of a table that is empty", 'model "" {}', "1: the name of a table is empty" },
        { "with an empty part", 'model "a." {}', "1: the name of a table 'a.' is malformed",
            hint = 'write "name" or "schema.name"; a part that holds a dot stands in double quotes' },
        { "with too many parts", 'model "a.b.c" {}', "1: the name of a table 'a.b.c' is malformed",
            hint = 'write "name" or "schema.name"; a part that holds a dot stands in double quotes' },
        { "with a double quote that is not closed", "model '\"a' {}", "1: the name of a table '\"a' is malformed",
            hint = 'write "name" or "schema.name"; a part that holds a dot stands in double quotes' },
        { "with a dot, of what lies in no schema", 'schema "a.b"', "1: the name of a schema 'a.b' is malformed",
            hint = "a name that holds a dot stands in double quotes" },
        { "with a NUL", 'model "a\\0b" {}', "1: a name holds a NUL byte, which PostgreSQL cannot store" },
        { "that is no UTF-8", 'model "a\\xff" {}', "1: the name of a table is not valid UTF-8" },
        { "of 64 bytes", ('model "%s" {}'):format(long),
            "1: the name of a table 'xxxxxxxxxxxxxxxxxxxx...' has 64 bytes; PostgreSQL keeps 63" },
        { "of 64 bytes whose 20th is within a character", ('model "%s" {}'):format(("é"):rep(31) .. "xx"),
            "1: the name of a table 'éééééééééé...' has 64 bytes; PostgreSQL keeps 63" },
        { "of a column that is empty", 'model "t" {\n  { "", "int" },\n}', "2: the name of a column of table t is empty" },
        { "of a column with a NUL", 'model "t" {\n  {\n    "a\\0",\n    "int" },\n}',
            "3: the name of a column of table t holds a NUL byte, which PostgreSQL cannot store" },
        { "of a column that is no UTF-8", 'model "t" {\n  { "a\\xff", "int" },\n}',
            "2: the name of a column of table t is not valid UTF-8" },
        { "of a column of 64 bytes", ('model "t" {\n  { "%s", "int" },\n}'):format(long),
            "2: the name of a column of table t 'xxxxxxxxxxxxxxxxxxxx...' has 64 bytes; PostgreSQL keeps 63" },
        { "of a check that is empty", 'model "t" {\n  checks = {\n    [""] = "a > 0",\n  },\n}',
            "3: table t: checks: the name is empty" },
        { "of an index of 64 bytes", ('model "t" {\n  { "a", "int" },\n  indexes = {\n    { "a",\n      name = "%s" },\n  },\n}')
            :format(long),
            "5: the name of an index of table t 'xxxxxxxxxxxxxxxxxxxx...' has 64 bytes; PostgreSQL keeps 63" },
        { "of an index that is a number", 'model "t" {\n  { "a", "int" },\n  indexes = {\n    { "a", name = 3 },\n  },\n}',
            "4: the name of an index of table t wants a name, not a number" },
        { "of a routine without the types of its arguments", 'routine "f" { returns = "int", body = "SELECT 1" }',
            "1: the name of a routine 'f' is malformed",
            hint = 'it holds the types of the arguments and nothing else, as in "tax(integer)"' },
        { "given before and inside", 'model "t" {\n  { "a", "int" },\n  indexes = {\n    i = { "a",\n      name = "j" },\n  },\n}',
            "5: index i: unknown key 'name'", hint = "its keys are unique, nulls_distinct, using, include, where, "
            .. "with, tablespace, statistics, concurrently, comment, renamed_from" },
        { "that renamed_from gives is its own", 'model "t" {\n  { "a", "int",\n    renamed_from = "a" },\n}',
            "3: column t.a: renamed_from is its own name", hint = "leave it out" },
        { "that renamed_from gives has too many parts", 'model "t" {\n  { "a", "int" },\n  renamed_from = "a.b.c",\n}',
            "3: table t: renamed_from: the name 'a.b.c' is malformed",
            hint = "a part that holds a dot stands in double quotes" },
        { "that renamed_from gives is empty", 'model "t" {\n  { "a", "int", renamed_from = "" },\n}',
            "2: column t.a: renamed_from is empty" },
        { "that renamed_from gives is a number", 'model "t" {\n  { "a", "int" },\n  renamed_from = 3,\n}',
            "3: table t: renamed_from wants a name, not a number" },
    }
end)

describe("a key", function()
    mistakes {
        { "that is nearly one", 'model "t" {\n  { "id", "int" },\n  commment = "x",\n}',
            "3: table t: unknown key 'commment'", hint = "did you mean comment?" },
        { "of a column that is nearly one", 'model "t" {\n  { "id", "int",\n    nul = false },\n}',
            "3: column t.id: unknown key 'nul'", hint = "did you mean null?" },
        { "that is none", 'schema "s" {\n  colour = "red",\n}', "2: schema s: unknown key 'colour'",
            hint = "its keys are comment, grants, owner, publications, security_labels, renamed_from" },
        { "of the long form of references", 'model "t" {\n  { "a", "int",\n    references = { "u.id",\n'
            .. '      on_delet = "cascade" } },\n}', "4: references of column t.a: unknown key 'on_delet'",
            hint = "did you mean on_delete?" },
        { "of an identity", 'model "t" {\n  { "a", "int", identity = {\n    strt = 3 } },\n}',
            "3: the identity of column t.a: unknown key 'strt'", hint = "did you mean start?" },
        { "of both ways of a conversion", 'model "t" {\n  { "a", "int", using = {\n    up = "a::int",\n    dwn = "a::text" } },\n}',
            "4: column t.a: using: unknown key 'dwn'", hint = "its keys are up and down" },
        { "that is no name", 'model "t" {\n  { "a", "int", [true] = 1 },\n}',
            "2: a column of table t: a key is true; keys are names" },
        { "that is a fraction", 'model "t" {\n  { "a", "int" },\n  [1.5] = 1,\n}',
            "1: table t: a key is a number; keys are names" },
        { "that is no UTF-8", 'model "t" {\n  { "a", "int" },\n  ["\\xff"] = 1,\n}', "1: table t: a key is not valid UTF-8" },
        { "with a NUL", 'model "t" {\n  { "a", "int" },\n  checks = {\n    ["\\0"] = "a > 0" },\n}',
            "3: table t: checks: a key holds a NUL byte" },
        { "given twice", 'model "t" {\n  { "a", "int" },\n  indexes = { { "a" } },\n  checks = { "a > 0" },\n'
            .. '  indexes = { { "a", unique = true } },\n}',
            "5: table t: the key indexes is given twice: here and on line 3" },
        { "among the items of a list", 'model "t" {\n  { "a", "int" },\n  policies = {\n    p = { roles = { "r",\n'
            .. '      command = "all" } },\n  },\n}', "5: policy t.p: roles is a list of strings; it has no key 'command'" },
        { "in a list of columns", 'local columns = { { "a", "int" }, comment = "c" }\nmodel "t" {\n  columns,\n}',
            "3: table t: a list of columns has the key 'comment'", hint = "keys stand in the table or in a column" },
        { "of a comment", 'model "t" {\n  { "a", "int" },\n  comment = { "x", lang = "en" },\n}',
            "3: the comment of table t: unknown key 'lang'", hint = "it has no keys" },
    }
end)

describe("a value", function()
    mistakes {
        { "where a text is wanted", 'model "t" {\n  { "a", "int" },\n  comment = 3,\n}',
            "3: the comment of table t wants a string, not a number" },
        { "where an expression is wanted", 'model "t" {\n  { "a", "int" },\n  checks = {\n    c = 4,\n  },\n}',
            "4: check t.c wants a string, not a number" },
        { "where a type is wanted", 'model "t" {\n  { "a",\n    3 },\n}', "3: column t.a: type wants a string, not a number" },
        { "where a type is wanted and sql given", 'model "t" {\n  { "a", sql "int" },\n}',
            '2: column t.a: type wants a string, not sql "..."' },
        { "where true or false is wanted", 'model "t" {\n  { "a", "int",\n    null = "no" },\n}',
            "3: column t.a: null wants true or false, not a string" },
        { "where a number is wanted", 'sequence "s" {\n  start = "1",\n}', "2: sequence s: start wants a number, not a string" },
        { "where a list is wanted", 'model "t" {\n  { "a", "int" },\n  primary_key = 3,\n}',
            "3: the primary key of table t wants a string or a list of strings, not a number" },
        { "where an item of a list is wanted", 'model "t" {\n  { "a", "int" },\n  indexes = {\n    { "a",\n      3 },\n  },\n}',
            "5: an index of table t: item 2 wants a string, not a number" },
        { "where an item of a field's list is wanted", 'model "t" {\n  { "a", "int" },\n  policies = { p = {\n    roles = {\n'
            .. '      "r",\n      {} } } },\n}', "6: policy t.p: roles: item 2 wants a string, not a table" },
        { "where a reference is wanted", 'model "t" {\n  { "a", "int", references = 3 },\n}',
            "2: references of column t.a wants a string or a list of strings, not a number" },
        { "where a literal is wanted", 'model "t" {\n  { "a", "int", default = print },\n}',
            '2: column t.a: default wants a string, number, boolean or table, or sql "...", not a function' },
        { "where a table of members is wanted", 'model "t" {\n  { "a", "int" },\n  indexes = "a",\n}',
            "3: table t: indexes wants a table, not a string" },
        { "where a body is wanted", 'view "v" { 3 }', "1: view v: body wants a string, not a number" },
        { "where a conversion is wanted", 'model "t" {\n  { "a", "int", using = {\n    up = 3 } },\n}',
            "3: column t.a: using: up wants a string, not a number" },
        { "where a flag of an identity is wanted", 'model "t" {\n  { "a", "int", identity = "alwys" },\n}',
            "2: the identity of column t.a wants true or a table, not a string" },
        { "where a setting is wanted", 'model "t" {\n  { "a", "int" },\n  with = { fillfactor = {} },\n}',
            "3: table t: with: fillfactor wants a value or a list of strings, not a table" },
        { "that is not one of the words", 'model "t" {\n  { "a", "int",\n    references = { "u.id",\n      on_delete = "casdade" } },\n}',
            '4: references of column t.a: on_delete cannot be "casdade"', hint = 'did you mean "cascade"?' },
        { "that is near none of the words", 'model "t" {\n  { "a", "int", references = { "u.id", match = "zzz" } },\n}',
            '2: references of column t.a: match cannot be "zzz"', hint = 'it is one of "full", "simple"' },
        { "that is empty", 'model "t" {\n  { "a", "int",\n    collate = "" },\n}', "3: column t.a: collate is empty" },
        { "that is blank", 'model "t" {\n  { "a", " \\n" },\n}', "2: column t.a: type is empty" },
        { "that is an empty comment", 'model "t" {\n  { "a", "int",\n    comment = "" },\n}',
            "3: the comment of column t.a is empty" },
        { "with a NUL", 'model "t" {\n  { "a", "text",\n    default = "a\\0b" },\n}',
            "3: column t.a: default holds a NUL byte, which PostgreSQL cannot store" },
        { "that is no UTF-8", 'model "t" {\n  { "a", "text", comment = "\\xff" },\n}',
            "2: the comment of column t.a is not valid UTF-8" },
        { "that is infinite", 'model "t" {\n  { "a", "float8", default = 1/0 },\n}', "2: column t.a: default is infinite",
            hint = "write it as SQL does: sql \"'Infinity'::float8\"" },
        { "that is not a number", 'model "t" {\n  { "a", "float8", default = 0/0 },\n}',
            "2: column t.a: default is not a number (0/0)", hint = "write it as SQL does: sql \"'NaN'::float8\"" },
        { "that has no JSON form", 'model "t" {\n  { "a", "jsonb",\n    default = { a = { print } } },\n}',
            "3: column t.a: default: cannot write JSON: a[1]: a function has no JSON form" },
        { "of sql that is empty", 'model "t" {\n  { "a", "int", default = sql "" },\n}', "2: the text of sql is empty" },
        { "of sql that is no string", 'model "t" {\n  { "a", "int", default = sql(3) },\n}',
            '2: sql is followed by a string: sql "now()"' },
        { "that a helper has made", 'local function column(name)\n  return { name, "int", nul = true }\nend\nmodel "t" {\n'
            .. '  column "a",\n  column "b",\n}', "5: column t.a: unknown key 'nul'", hint = "did you mean null?" },
    }
end)

describe("a list", function()
    mistakes {
        { "of columns with nil in it", 'local M = {}\nmodel "t" {\n  { "a", "int" },\n  M.audit,\n  { "b", "int" },\n}',
            "4: table t: item 2 is nil" },
        { "with a hole", 'enum "e" {\n  "a",\n  [5] = "b",\n}', "1: enum e: item 2 is nil" },
        { "of values with nil in it", 'enum "e" {\n  "a",\n  nil,\n  "b",\n}', "3: enum e: item 2 is nil" },
        { "of a field with nil in it", 'model "t" {\n  { "a", "int" },\n  primary_key = {\n    "a",\n    nil,\n    "b" },\n}',
            "5: the primary key of table t: item 2 is nil" },
        { "of members with nil in it", 'model "t" {\n  { "a", "int" },\n  indexes = {\n    { "a" },\n    nil,\n    { "a" } },\n}',
            "5: table t: indexes: item 2 is nil" },
        { "of columns with a string in it", 'model "t" {\n  { "a", "int" },\n  "b",\n}',
            '3: table t: item 2 wants a column, { "name", "type" }, not a string' },
        { "of columns with a function in it", 'model "t" {\n  timestamps,\n}',
            '2: table t: item 1 wants a column, { "name", "type" }, not a function' },
        { "that holds itself", 'local t = {}\nt[1] = t\nmodel "t" {\n  t,\n}', "4: table t: lists within 50 lists",
            hint = "does a table hold itself?" },
        { "of values that says one twice", 'enum "e" {\n  "a",\n  "b",\n  "a",\n}', "4: enum e: item 3 says 'a' again" },
        { "of names that says one twice", 'model "t" {\n  { "a", "int" },\n  primary_key = { "a",\n    "a" },\n}',
            "4: the primary key of table t: item 2 says 'a' again" },
        { "of values with a number in it", 'enum "e" {\n  "a",\n  1,\n}', "3: enum e: item 2 wants a string, not a number" },
        { "of values with one of 64 bytes", ('enum "e" {\n  "a",\n  "%s",\n}'):format(("x"):rep(64)),
            "3: enum e: item 2 has 64 bytes; PostgreSQL keeps 63" },
        { "of values with an unknown hint", 'enum "e" {\n  "a",\n  { "b", renamd_from = "c" },\n}',
            '3: enum e: item 2 wants "name" or { "name", renamed_from = "old name" }, not a table' },
        { "of values with a hint that is no string", 'enum "e" {\n  "a",\n  { "b",\n    renamed_from = 3 },\n}',
            "4: enum e: item 2: renamed_from wants a string, not a number" },
        { "of indexes that are no tables", 'model "t" {\n  { "a", "int" },\n  indexes = {\n    "a" },\n}',
            "4: table t: indexes: item 1 wants a table, not a string", hint = 'write indexes = { { "a" } }' },
        { "of grants, which have names", 'model "t" {\n  { "a", "int" },\n  grants = {\n    { "select" } },\n}',
            "4: table t: grants: item 1 has no name", hint = "write grants = { NAME = ... }" },
        { "of policies without a name", 'model "t" {\n  { "a", "int" },\n  policies = {\n    { command = "all" } },\n}',
            "4: a policy of table t has no name", hint = "write policies = { NAME = ... }" },
        { "with an empty item", 'model "t" {\n  { "a", "int" },\n  indexes = {\n    { "a",\n      "" } },\n}',
            "5: an index of table t: item 2 is empty" },
    }
end)

describe("a column", function()
    mistakes {
        { "without a type", 'model "t" {\n  { "id" },\n}', "2: column t.id lacks its type", hint = 'as in { "id", "bigint" }' },
        { "without a name", 'model "t" {\n  {},\n}', '2: a column of table t begins with its name, as in { "id", "bigint" }' },
        { "with a number for a name", 'model "t" {\n  { 3, "int" },\n}',
            '2: a column of table t begins with its name, as in { "id", "bigint" }' },
        { "with a third item", 'model "t" {\n  { "id", "int",\n    "primary key" },\n}', "3: column t.id: item 3 means nothing here" },
        { "with two defaults", 'model "t" {\n  { "id", "int", default = 1, generated = "2" },\n}',
            "2: column t.id has a default and is generated; it can be only one" },
        { "with a serial and a default", 'model "t" {\n  { "id", "serial", default = 1 },\n}',
            "2: column t.id is serial and has a default too: serial is a default" },
        { "declared twice", 'model "t" {\n  { "id", "int" },\n  { "b", "int" },\n  { "id", "text" },\n}',
            "4: column t.id is declared twice: here and at core/models.lua:2" },
        { "whose key is of other columns", 'model "t" {\n  { "a", "int",\n    primary_key = { "b" } },\n}',
            "3: primary_key of column t.a wants true, or a table of its options",
            hint = "on other columns it is said in the table: primary_key = ..." },
        { "whose key is a string", 'model "t" {\n  { "a", "int", unique = "x" },\n}',
            "2: unique of column t.a wants true, or a table of its options",
            hint = "on other columns it is said in the table: unique = ..." },
        { "whose check is true", 'model "t" {\n  { "a", "int", check = true },\n}',
            "2: check of column t.a wants a string, not true" },
        { "that references true", 'model "t" {\n  { "a", "int", references = true },\n}',
            "2: references of column t.a wants a string or a list of strings, not true" },
        { "whose sequence is declared already", 'sequence "t_a_seq"\nmodel "t" {\n  { "a", "serial" },\n}\nsequence "t_a_seq" {}',
            "5: sequence t_a_seq is made already, by what stands at core/models.lua:3", hint = "leave one of the two out" },
    }
end)

describe("a key or constraint", function()
    mistakes {
        { "that is the second primary key", 'model "t" {\n  { "a", "int", primary_key = true },\n'
            .. '  { "b", "int", primary_key = true },\n}',
            "3: primary_key of column t.b: table t has one already, at core/models.lua:2",
            hint = 'one of several columns is said in the table: primary_key = { "a", "b" }' },
        { "of no columns", 'model "t" {\n  { "a", "int" },\n  primary_key = {},\n}',
            "3: the primary key of table t lacks its columns", hint = "the columns, in order" },
        { "of a column that is not there", 'model "t" {\n  { "id", "int" },\n  primary_key = { "idd" },\n}',
            "3: primary key t.t_pkey: columns: there is no column 'idd' in table t", hint = "did you mean id?" },
        { "that is unique on a column that is not there", 'model "t" {\n  { "id", "int" },\n  unique = {\n    { "name" } },\n}',
            "4: unique t.t_name_key: columns: there is no column 'name' in table t" },
        { "that checks nothing", 'model "t" {\n  { "a", "int" },\n  checks = {\n    "a > 0",\n    {} },\n}',
            "5: a check constraint of table t lacks its expression", hint = "true or NULL in every row" },
        { "that checks an empty text", 'model "t" {\n  { "a", "int" },\n  checks = {\n    c = "",\n  },\n}', "4: check t.c is empty" },
        { "that excludes nothing", 'model "t" {\n  { "a", "int" },\n  exclude = { {} },\n}',
            "3: an exclude constraint of table t lacks its elements", hint = '"room WITH =", "during WITH &&"' },
        { "that refers from no column", 'model "t" {\n  { "a", "int" },\n  foreign_keys = {\n    { "t.a" } },\n}',
            "4: a foreign key constraint of table t lacks its columns", hint = "the columns that refer" },
        { "that refers to a column that is not there", 'model "t" {\n  { "id", "int", primary_key = true },\n'
            .. '  { "up", "int", references = "t.ib" },\n}',
            "3: foreign key t.t_up_fkey: references: there is no column 'ib' in table t", hint = "did you mean id?" },
        { "that refers to fewer columns than it has", 'model "t" {\n  { "a", "int", unique = true }, { "b", "int" },\n'
            .. '  foreign_keys = { { "t.a", columns = { "a", "b" } } },\n}',
            "3: foreign key t.t_a_b_fkey is of 2 columns and refers to 1" },
        { "that refers to columns of two tables", 'model "t" {\n  { "a", "int" }, { "b", "int" },\n'
            .. '  foreign_keys = { f = { "t.a", "u.b", columns = { "a", "b" } } },\n}',
            "3: foreign key f refers to columns of two tables" },
        { "that refers to a table without a primary key", 'model "u" { { "id", "int" } }\nmodel "t" {\n'
            .. '  { "a", "int", references = "u" },\n}', "3: foreign key t.t_a_fkey refers to table u, which has no primary key",
            hint = 'give it one, or name the column: "table.column"' },
        { "that refers to what no key has", 'model "u" { { "id", "int" } }\nmodel "t" {\n  { "a", "int", references = "u.id" },\n}',
            "3: foreign key t.t_a_fkey refers to (id) of table u, which no key has",
            hint = "a foreign key leans on a primary key, a unique constraint or a unique index" },
        { "that refers to a part of an index", 'model "u" {\n  { "id", "int" },\n'
            .. '  indexes = { { "id", unique = true, where = "id > 0" } },\n}\nmodel "t" {\n  { "a", "int", references = "u.id" },\n}',
            "6: foreign key t.t_a_fkey refers to (id) of table u, which no key has",
            hint = "a foreign key leans on a primary key, a unique constraint or a unique index" },
        { "that is no name of a column", 'model "t" {\n  { "a", "int", references = "a..b" },\n}',
            '2: "a..b" is no name of a column: write "table.column"' },
        { "with the name of another", 'model "t" {\n  { "a", "int", references = { "t.a", name = "c" }, unique = true },\n'
            .. '  checks = {\n    c = "a > 0",\n  },\n}', "4: check t.c has the name of foreign key t.c, declared at core/models.lua:2",
            hint = "the constraints of a table share their names" },
    }
end)

describe("an index", function()
    mistakes {
        { "of nothing", 'model "t" {\n  { "a", "int" },\n  indexes = {\n    {} },\n}', "4: an index of table t lacks its columns",
            hint = 'columns or expressions: "created_at DESC"' },
        { "declared twice", 'model "t" {\n  { "a", "int" },\n  indexes = {\n    { "a", name = "i" },\n    i = { "a" },\n  },\n}',
            "5: index i is declared twice: here and at core/models.lua:4" },
        { "with the name of its table", 'model "t" {\n  { "a", "int" },\n  indexes = {\n    t = { "a" },\n  },\n}',
            "4: index t has the name of table t, declared at core/models.lua:1",
            hint = "tables, views, sequences, indexes and keys share their schema's names" },
        { "with the name of a key of another table", 'model "t" {\n  { "a", "int", primary_key = true },\n}\nmodel "u" {\n'
            .. '  { "a", "int" },\n  indexes = { t_pkey = { "a" } },\n}',
            "6: index t_pkey has the name of primary key t.t_pkey, declared at core/models.lua:2",
            hint = "tables, views, sequences, indexes and keys share their schema's names" },
        { "that includes a column that is not there", 'model "t" {\n  { "a", "int" },\n  indexes = {\n    { "a",\n'
            .. '      include = { "bb" } } },\n}', "4: index t_a_bb_idx: include: there is no column 'bb' in table t" },
    }
end)

describe("an object", function()
    mistakes {
        { "declared twice", 'model "t" { { "a", "int" } }\n\nmodel "t" { { "a", "int" } }',
            "3: table t is declared twice: here and at core/models.lua:1" },
        { "declared twice, as another type", 'model "t" { { "a", "int" } }\nenum "t" { "a" }',
            "2: enum t has the name of table t, declared at core/models.lua:1",
            hint = "every table and view is a type of that name, too" },
        { "declared twice, as another relation", 'sequence "t"\nview "t" { "SELECT 1" }',
            "1: sequence t has the name of view t, declared at core/models.lua:2",
            hint = "tables, views, sequences, indexes and keys share their schema's names" },
        { "that is a view without a SELECT", 'view "v" {}', "1: view v lacks its body", hint = "its SELECT" },
        { "that is a view of two", 'view "v" {\n  "SELECT 1",\n  "SELECT 2",\n}', "3: view v: item 2 means nothing here" },
        { "that is a routine without a body", 'routine "f()" { returns = "int" }', "1: routine f() has no body" },
        { "that is a trigger without a timing", 'model "t" {\n  { "a", "int" },\n  triggers = {\n    g = { "f()" } },\n}',
            '4: trigger g lacks its timing: "before", "after" or "instead of"' },
        { "that is a trigger without a routine", 'model "t" {\n  { "a", "int" },\n  triggers = {\n    g = { timing = "before" } },\n}',
            "4: trigger t.g lacks its routine", hint = '"touch()"' },
        { "that is a trigger of an unknown event", 'model "t" {\n  { "a", "int" },\n  triggers = {\n'
            .. '    g = { "f()", timing = "before", events = { "upsert" } } },\n}', '4: trigger g: there is no event "upsert"',
            hint = 'it is one of "insert", "delete", "update", "truncate"; columns = { "a" } limits an update' },
        { "that is a grant of an unknown privilege", 'model "t" {\n  { "a", "int" },\n  grants = {\n    r = { "selct" } },\n}',
            '4: the grant to r: there is no privilege "selct"',
            hint = 'such as "select", "insert", "update", "delete", "usage", "execute"' },
        { "that is a grant of nothing", 'model "t" {\n  { "a", "int" },\n  grants = { r = {} },\n}',
            "3: the grant to r gives no privilege" },
        { "that is an extension of a list", 'extension "x" {\n  3,\n}', "2: extension x: item 1 means nothing here" },
    }
end)

describe("a data migration", function()
    local lone = "a revision holds a copy of the function alone: declare what it needs inside of it"
    mistakes {
        { "without up", '\ndata_migration "x" {}', "2: data migration 'x' has no up: write up = function(db) ... end" },
        { "whose up is a number", 'data_migration "x" {\n  up = 3,\n}', "2: data migration 'x': up wants a function(db), not a number" },
        { "whose down is a string", 'data_migration "x" {\n  up = function(db) end,\n  down = "DROP",\n}',
            "3: data migration 'x': down wants a function(db), not a string" },
        { "with an unknown key", 'data_migration "x" {\n  up = function(db) end,\n  dwn = function(db) end,\n}',
            "3: data migration 'x': unknown key 'dwn'; it has up and down" },
        { "with a key given twice", 'data_migration "x" {\n  up = function(db) end,\n  up = function(db) end,\n}',
            "3: data migration 'x': the key up is given twice: here and on line 2" },
        { "with a list item", 'data_migration "x" {\n  function(db) end,\n}',
            "2: data migration 'x' has a list item; it has the keys up and down" },
        { "declared twice", 'data_migration "x" { up = function(db) end }\ndata_migration "x" { up = function(db) end }',
            "2: data migration 'x' is declared twice: here and at core/models.lua:1" },
        { "with an empty name", 'data_migration " " { up = function(db) end }', "1: data migration ' ': its name is empty" },
        { "that is a function of C", 'data_migration "x" { up = print }',
            "1: a hook must be a Lua function that is written in the tool's own files" },
        { "with an upvalue", 'local rate = 2\ndata_migration "x" {\n  up = function(db)\n    db:execute("SELECT $1", rate)\n  end,\n}',
            "4: the hook uses 'rate', a local of its file", hint = lone },
        { "with a global that revisions lack", 'data_migration "x" {\n  up = function(db)\n    model "t" {}\n  end,\n}',
            "3: the hook uses 'model', which revisions do not have", hint = lone },
        { "with batches of nothing", 'data_migration "x" { up = batches(nil) }', "1: batches wants a function(db), not a nil" },
    }
end)

describe("a file", function()
    mistakes {
        { "that is no Lua", 'model "t" {\n  { "a", "int" }\n', "3: '}' expected (to close '{' at line 1) near <eof>" },
        { "that sets a global", 'local a = 1\nb = 2', "2: 'b' is assigned as a global: use local" },
        { "that sets a global by _G", '_G.b = 2', "1: 'b' is assigned as a global: use local" },
        { "that reads an unknown name", 'model "t" {\n  { "a", "int",\n    null = flase },\n}', "3: unknown name 'flase'", hint = "did you mean 'false'?" },
        { "that fails", '\nerror "no"', "2: no" },
        { "that requires what is not there", 'require "other"', "1: require 'other': the tool has no such file" },
    }

    it("that is required, at its own line", function()
        refused({ ["core/models.lua"] = 'require "more"', ["core/more.lua"] = '\nmodel "t" {\n  { "a" },\n}' },
            { "core/more.lua:3: column t.a lacks its type", hint = 'as in { "id", "bigint" }' })
    end)
end)

describe("models of several files", function()
    it("are all reported", function()
        refused({ ["core/a/models.lua"] = 'model "t" {\n  { "a" },\n}', ["core/b/models.lua"] = "local t = x" },
            { "core/a/models.lua:2: column t.a lacks its type", tool = "a", hint = 'as in { "id", "bigint" }' },
            { "core/b/models.lua:1: unknown name 'x'", tool = "b" })
    end)

    it("may not declare one name twice", function()
        refused({ ["core/a/models.lua"] = 'model "t" { { "a", "int" } }', ["core/b/models.lua"] = '\nmodel "t" { { "a", "int" } }' },
            { "core/b/models.lua:2: table t is declared twice: here and at core/a/models.lua:1", tool = "b" })
    end)

    it("may not declare one name for two owners", function()
        refused({ ["core/models.lua"] = 'model "t" { { "a", "int" } }',
            ["custom_tools/acme/x/models.lua"] = '\nmodel "t" { { "a", "int" } }' },
            { "custom_tools/acme/x/models.lua:2: table t is declared twice: here by custom/acme, and by core at core/models.lua:1",
                tool = "x", owner = "custom/acme", hint = "names are shared by all owners: prefix it with the organisation's" })
    end)

    it("may not take a name of another kind from another owner", function()
        refused({ ["core/models.lua"] = 'model "t" { { "a", "int" } }', ["custom_tools/acme/x/models.lua"] = '\nenum "t" { "a" }' },
            { "custom_tools/acme/x/models.lua:2: enum t has the name of table t, declared at core/models.lua:1", tool = "x",
                owner = "custom/acme", hint = "names are shared by all owners: this is of custom/acme, that of core" })
    end)

    it("may not let core lean on an organisation", function()
        refused({ ["core/models.lua"] = 'model "t" {\n  { "a", "int", references = "acme_t.id" },\n}',
            ["custom_tools/acme/x/models.lua"] = 'model "acme_t" { { "id", "int", primary_key = true } }' },
            { "2: foreign key t.t_a_fkey of core leans on column acme_t.id of custom/acme, declared at "
                .. "custom_tools/acme/x/models.lua:1",
                hint = "core never leans on custom models: move the table to core, or the reference to custom/acme" })
    end)

    it("may not let core use the type of an organisation", function()
        refused({ ["core/models.lua"] = 'model "t" {\n  { "a", "acme_e[]" },\n}',
            ["custom_tools/acme/x/models.lua"] = 'enum "acme_e" { "x" }' },
            { "2: column t.a of core leans on enum acme_e of custom/acme, declared at custom_tools/acme/x/models.lua:1",
                hint = "core never leans on custom models: move the table to core, or the reference to custom/acme" })
    end)

    it("may not let one organisation lean on another", function()
        refused({ ["custom_tools/big-corp/x/models.lua"] = 'model "b" {\n  { "a", "int", references = "w.id" },\n}',
            ["custom_tools/widgets/y/models.lua"] = 'model "w" { { "id", "int", primary_key = true } }' },
            { "custom_tools/big-corp/x/models.lua:2: foreign key b.b_a_fkey of custom/big-corp leans on column w.id of "
                .. "custom/widgets, declared at custom_tools/widgets/y/models.lua:1", tool = "x", owner = "custom/big-corp",
                hint = 'let luamig.lua say so: requires = { ["big-corp"] = { "widgets" } }' })
    end)
end)

describe("what only the database knows", function()
    local function create(text)
        return support.project({ ["core/models.lua"] = text }):luamig { "create", "first" }
    end
    local function refuses(text, expected)
        local result = create(text)
        assert.equal("error: " .. expected .. "\n", result.err)
        assert.equal(1, result.code)
    end

    it("is whether a table is there that no model declares", function()
        refuses('model "t" {\n  { "a", "int",\n    references = "u.id" },\n}',
            "core/models.lua:3: foreign key t.t_a_fkey refers to column u.id, which nobody declares and the database lacks")
    end)

    it("is whether a routine is there that no model declares", function()
        refuses('model "t" {\n  { "a", "int" },\n  triggers = {\n    g = { "f()", timing = "before", events = "update" },\n  },\n}',
            "core/models.lua:4: trigger t.g refers to routine f(), which nobody declares and the database lacks")
    end)

    it("is whether there are such types", function()
        refuses('model "t" {\n  { "a", "intger" },\n  { "b", "int" },\n  { "c",\n    "nonesuch.vector(3)" },\n  { "d", "intger" },\n}',
            "core/models.lua:2: column t.a: there is no type 'intger'\n"
            .. "core/models.lua:4: column t.c: there is no type 'nonesuch.vector(3)'")
    end)

    it("is whether a text can be a type", function()
        refuses('model "t" {\n  { "a", "int" },\n  { "b", "int; DROP TABLE u" },\n  { "c", "nonesuch" },\n}',
            'core/models.lua:3: column t.b: syntax error at or near ";"\n'
            .. "core/models.lua:4: column t.c: there is no type 'nonesuch'")
    end)

    it("is not asked of types that are declared", function()
        local result = create 'enum "e" { "a" }\nmodel "t" { { "a", "e[]" }, { "b", "public.e" }, { "c", "varchar(3)[]" } }'
        assert.equal("", result.err)
        assert.equal(0, result.code)
    end)

    it("is not asked where an extension brings types", function()
        assert.equal(0, create('extension "citext"\nmodel "t" { { "a", "citext" } }').code)
    end)
end)
