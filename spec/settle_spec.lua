-- Texts are compared only after PostgreSQL has rewritten both sides.
local support = require "spec.support"

-- Each text in a form that PostgreSQL does not keep.
local rewritten = [[
schema "billing"
enum "mood" { "sad", "happy" }
enum "billing.state" { "open", "done" }
routine "is_ok(integer)" {
  arguments = "a int default 1+1", returns = "bool", language = "sql", volatility = "immutable", body = "select a > 0"
}
model "clients" {
  { "id", "int8", primary_key = true, identity = true },
  { "n", "varchar(20)", default = "x", check = "n <> ''" },
  { "m", "mood", default = "sad" },
  { "a", "int", default = sql "1+2", check = "a in (1,2,3)" },
  { "g", "int", generated = "a*2" },
  { "ts", "timestamptz", default = sql "current_timestamp" },
  { "dec", "decimal(10)", default = 0 },
  { "stamp", "timestamptz(3)", default = sql "'2020-01-01 10:00+02'" },
  { "tags", "text[]", default = sql "'{}'" },
  checks = { ok = "is_ok(a) and n like 'a%'", { "a between 1 and 5 or n is not null" } },
  indexes = { { "lower(n)" }, { "lower(n)", "a DESC" }, { "a", where = "m = 'happy'" }, { "(a+1)" } },
}
view "v" { "select id, n, m from clients where a>1 and n='b' group by id" }
model "billing.inv" {
  { "id", "serial", primary_key = true },
  { "s", "billing.state", null = false, default = "open" },
  { "same", "billing.state", default = "done" },
  { "c", "bigint", references = "public.clients.id" },
  checks = { sok = "s in ('open','done') and c>0" },
}
]]

local function built(models)
  local project = support.project { ["core/models.lua"] = models }
  project:must { "create", "first" }
  project:must "upgrade"
  return project
end

-- The ledger forgets the words of the models, so that PostgreSQL has to be asked.
local function forget(project)
  project.database:execute "UPDATE luamig.object SET declared = '{}'"
end

-- What a second `create` says of its revision: the lines that tell changes.
local function changes(project, models)
  project:write("core/models.lua", models)
  local result = project:must { "create", "second", "--dry-run" }
  return result.out, result.err
end

describe("settling", function()
  it("finds PostgreSQL's form of a text equal to the model's, with and without the ledger's memory", function()
    local project = built(rewritten)
    assert.matches("no changes", project:must({ "create", "second" }).out)
    forget(project)
    local result = project:must { "create", "second" }
    assert.matches("no changes", result.out)
    assert.equal("", result.err)
  end)

  it("leaves nothing behind", function()
    local project = built(rewritten)
    local before = project.database:dump()
    forget(project)
    project:must { "create", "second" }
    assert.is_nil(support.difference(before, project.database:dump()))
  end)

  it("asks nothing of an unchanged project", function()
    local project = built(rewritten)
    local database = project.database
    database:execute(([[
      CREATE ROLE reader_%s LOGIN;
      GRANT USAGE ON SCHEMA public, billing, luamig TO reader_%s;
      GRANT SELECT ON ALL TABLES IN SCHEMA luamig TO reader_%s;
      REVOKE CREATE, TEMPORARY ON DATABASE "%s" FROM PUBLIC;
    ]]):format(database.name, database.name, database.name, database.name))
    local weak = { env = { DATABASE_URL = database:url_as("reader_" .. database.name) } }
    local result = project:must({ "create", "second" }, weak)
    assert.matches("no changes", result.out)
    assert.equal("", result.err)
    forget(project)
    -- It asks now, and says that it may not: names that expressions decide cannot be had at all.
    result = project:luamig({ "create", "second" }, weak)
    assert.equal(1, result.code)
    assert.matches("core/models.lua:%d+: PostgreSQL makes the name of this %w+ from its expression", result.err)
    assert.matches('name = "..."', result.err, 1, true)
    database:execute("DROP OWNED BY reader_" .. database.name .. "; DROP ROLE reader_" .. database.name)
  end)

  it("makes do with temporary tables where the role may create no schema", function()
    local project = built(rewritten)
    local database = project.database
    database:execute(([[
      CREATE ROLE temp_%s LOGIN;
      GRANT USAGE ON SCHEMA billing, luamig TO temp_%s;
      GRANT SELECT ON ALL TABLES IN SCHEMA public, billing, luamig TO temp_%s;
    ]]):format(database.name, database.name, database.name))
    forget(project)
    local result = project:luamig({ "create", "second", "--dry-run" },
      { env = { DATABASE_URL = database:url_as("temp_" .. database.name) } })
    assert.matches("routine is_ok", result.err) -- the one thing that cannot stand there
    assert.not_matches("check", result.err)
    assert.not_matches("inv", result.err)
    database:execute("DROP OWNED BY temp_" .. database.name .. "; DROP ROLE temp_" .. database.name)
  end)

  it("takes no lock that a reader would not take", function()
    local project = built(rewritten)
    forget(project)
    local holder = support.start({ support.server.program "psql", "-X", "-q", "-d", project.database.url, "-c",
      "BEGIN", "-c", "LOCK TABLE clients, billing.inv IN EXCLUSIVE MODE", "-c", "SELECT pg_sleep(60)" })
    support.eventually(function()
      return project.database:value "SELECT count(*) FROM pg_locks WHERE mode = 'ExclusiveLock' AND relation > 16383"
        == "2"
    end)
    assert.matches("no changes", project:must({ "create", "second" }, { limit = 20 }).out)
    assert.is_nil(holder:ended())
  end)

  it("knows what is declared anew: values, types, routines, sequences, in other schemas too", function()
    local project = built(rewritten)
    project:write("core/models.lua", [[
schema "billing"
enum "mood" { "sad", "joyful", "so so" }
enum "billing.state" { "open", "done", "late" }
enum "billing.color" { "red" }
sequence "extra" {}
sequence "billing.extra" {}
routine "is_ok(integer)" {
  arguments = "a int default 1+1", returns = "bool", language = "sql", volatility = "immutable", body = "select a > 1"
}
routine "is_mood(mood)" {
  arguments = "m mood", returns = "bool", language = "sql", volatility = "immutable", body = "select m = 'sad'"
}
routine "billing.tint(billing.color)" {
  arguments = "c billing.color", returns = "int", language = "sql", volatility = "immutable", body = "select 1"
}
model "clients" {
  { "id", "int8", primary_key = true, identity = true },
  { "n", "varchar(20)", default = "x", check = "n <> ''" },
  { "m", "mood", default = "so so" },
  { "a", "int", default = sql "nextval('public.extra')", check = "a in (1,2,3)" },
  { "g", "int", generated = "a*2 + billing.tint('red'::billing.color)" },
  { "ts", "timestamptz", default = sql "current_timestamp" },
  { "dec", "decimal(10)", default = 0 },
  { "stamp", "timestamptz(3)", default = sql "'2020-01-01 10:00+02'" },
  { "tags", "text[]", default = sql "'{}'" },
  { "color", "billing.color", check = "billing.tint(color) > 0" },
  checks = {
    ok = "is_ok(a) and is_mood(m) and n like 'a%' and 'red' = 'red'::billing.color::text",
    { "a between 1 and 5 or n is not null" },
  },
  indexes = { { "lower(n)" }, { "lower(n)", "a DESC" }, { "a", where = "m = 'joyful'" }, { "(a+1)" } },
}
view "v" { "select id, n, m, color from clients where a>1 and n='b' and m in ('joyful') group by id" }
model "billing.inv" {
  { "id", "serial", primary_key = true },
  { "s", "billing.state", null = false, default = "late" },
  { "same", "billing.state", default = "done" },
  { "c", "bigint", references = "public.clients.id", default = sql "nextval('billing.extra')" },
  checks = { sok = "s in ('open','late') and c>0" },
}
]])
    forget(project)
    local out = project:must({ "create", "second" }).out
    assert.not_matches("clients_lower_idx", out) -- unchanged, although its table is not
    assert.not_matches('"same"', project:read(project:revisions()[2]):match "^(.-)\n  down = ")
    project:must "upgrade"
    forget(project)
    local result = project:must { "create", "third" }
    assert.matches("no changes", result.out)
    assert.equal("", result.err)
  end)

  it("settles a change beside what only an extension to come will know", function()
    local project = built [[
      model "t" { { "id", "int", primary_key = true }, { "a", "int", default = 1, check = "a in (1,2)" } }
    ]]
    forget(project)
    local out, err = changes(project, [[
      extension "hstore"
      model "t" {
        { "id", "int", primary_key = true },
        { "a", "int", default = 1, check = "a in (1,2)" },
        { "h", "hstore" },
      }
    ]])
    assert.matches("op.create_column%(\"t\", { \"h\", \"hstore\" }", out)
    assert.not_matches("check", out)
    assert.equal("", err)
  end)

  it("follows a rename in every text that names it", function()
    local project = built [[
      model "t" {
        { "id", "int", primary_key = true },
        { "amount", "int", default = 1, check = "amount in (1,2)" },
        { "twice", "int", generated = "amount * 2" },
        indexes = { { "(amount + 1)", where = "amount > 0" } },
      }
      view "v" { "select amount from t" }
    ]]
    local renamed = [[
      model "t" {
        { "id", "int", primary_key = true },
        { "cents", "int", default = 1, check = "cents in (1,2)", renamed_from = "amount" },
        { "twice", "int", generated = "cents * 2" },
        indexes = { { "(cents + 1)", where = "cents > 0" } },
      }
      view "v" { "select cents as amount from t" }
    ]]
    local out = changes(project, renamed)
    assert.matches("op.rename_column", out)
    assert.not_matches("drop_", out:match "up = .-\n  end")
    project:must { "create", "second" }
    project:must "upgrade"
    for _ = 1, 2 do
      assert.matches("no changes", project:must({ "create", "third" }).out)
      forget(project)
    end
  end)
end)

describe("a text that PostgreSQL refuses", function()
  local base = [[
    model "t" {
      { "id", "int", primary_key = true },
      { "n", "text" },
      { "g", "int" },
      checks = { c = "n <> ''" },
      indexes = { i = { "lower(n)" } },
    }
    view "v" { "select id from t" }
  ]]
  local project
  setup(function()
    project = support.project { ["core/models.lua"] = base }
    project:must { "create", "first" }
    project:must "upgrade"
  end)

  -- what is put for what, the line it stands on, and what PostgreSQL says
  for name, case in pairs {
    ["default"] = { '"text" }', '"text", default = sql "1 +" }', 3, "column t.n: syntax error at end of input" },
    ["type"] = { '"n", "text"', '"n", "txt"', 3, "column t.n: there is no type 'txt'" },
    ["value"] = { '"g", "int"', '"g", "int", default = "abc"', 4, "column t.g: invalid input syntax for type integer" },
    ["generated"] = { '"g", "int"', '"g", "int", generated = "id + random()"', 4,
      "column t.g: generation expression is not immutable" },
    ["check"] = { "n <> ''", "nn <> ''", 5, 'check t.c: column "nn" does not exist' },
    ["index"] = { "lower(n)", "lowr(n)", 6, "index i: function lowr%(text%) does not exist" },
    ["unnamed index"] = { 'i = { "lower(n)" }', '{ "lower(nope)" }', 6,
      'index of table t: column "nope" does not exist' },
    ["view"] = { "select id", "select nope", 8, 'view v: column "nope" does not exist' },
    ["end of the statement"] = { "select id from t", "select 1; commit; drop table t", 8,
      "view v: cannot insert multiple commands" },
    ["end of the clause"] = { "n <> ''", "true); commit; drop table t; select (1", 5,
      "check t.c closes a bracket that it has not opened" },
  } do
    it("is the model's error: " .. name, function()
      local at = assert(base:find(case[1], 1, true))
      project:write("core/models.lua", base:sub(1, at - 1) .. case[2] .. base:sub(at + #case[1]))
      local result = project:luamig { "create", "second" }
      assert.equal(1, result.code)
      assert.matches(("core/models.lua:%d: %s"):format(case[3], case[4]), result.err)
      assert.equal("1", project.database:value "SELECT count(*) FROM pg_tables WHERE tablename = 't'")
      assert.equal(1, #project:revisions())
    end)
  end
end)

describe("names that an expression decides", function()
  local models = [[
    model "t" {
      { "id", "int", primary_key = true },
      { "a", "text" },
      { "b", "text" },
      checks = { { "a <> '' or b <> ''" }, { "length(a) + length(b) > 1" } },
      indexes = { { "lower(a)" }, { "lower(a)", "b" }, { "lower(b)" }, { "(a || b)" } },
    }
  ]]

  it("are those that PostgreSQL gives", function()
    local project = built(models)
    local other = support.database()
    other:execute [[
      CREATE TABLE t (id int PRIMARY KEY, a text, b text,
        CHECK (a <> '' or b <> ''), CHECK (length(a) + length(b) > 1));
      CREATE INDEX ON t (lower(a)); CREATE INDEX ON t (lower(a), b); CREATE INDEX ON t (lower(b));
      CREATE INDEX ON t ((a || b));
    ]]
    assert.is_nil(support.difference(other:dump(), project.database:dump()))
  end)

  it("are told apart from those that are written, and from each other", function()
    local project = built [[
      model "t" {
        { "id", "int", primary_key = true },
        { "a", "text" },
        indexes = { t_lower_idx = { "id" }, { "lower(a)" }, { "lower(a)" } },
      }
    ]]
    local indexes = project.database:column
      "SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = 't'::regclass AND NOT indisprimary ORDER BY 1"
    assert.same({ "t_lower_idx", "t_lower_idx1", "t_lower_idx2" }, indexes)
    assert.matches("no changes", project:must({ "create", "second" }).out)
  end)

  it("stay when another one comes, and give way to one that is written", function()
    local project = built(models)
    local more = models:gsub("%{ \"%(a || b%)\" %}", '%0, t_lower_idx2 = { "id" }, { "upper(b)" }')
    project:write("core/models.lua", more)
    local out = project:must({ "create", "second" }).out
    assert.matches("%+ index t_lower_idx2", out)
    assert.matches("%+ index t_upper_idx", out)
    local _, lines = out:gsub("\n  [%+~-]", "")
    assert.equal(2, lines)
    project:must "upgrade"
    assert.matches("no changes", project:must({ "create", "third" }).out)
  end)
end)
