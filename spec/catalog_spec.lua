-- The catalog graph: what is read of a database, and what is not.
local support = require "spec.support"

local function built(models)
  local project = support.project { ["core/models.lua"] = models }
  project:must { "create", "first" }
  project:must "upgrade"
  return project
end

local function unchanged(project)
  local result = project:must { "create", "again" }
  assert.matches("no changes", result.out)
  assert.equal("", result.err)
end

local rich = [[
  enum "mood" { "sad", "happy" }
  model "t" {
    { "id", "bigint", primary_key = true, identity = true },
    { "n", "text", default = "x", comment = "a name" },
    { "m", "mood", default = "sad" },
    { "at", "timestamptz", default = sql "'2020-03-04 10:00:00+00'::timestamptz" },
    { "day", "date", default = sql "'2020-03-04'::date" },
    { "span", "interval", default = sql "'1 day 02:03:04'::interval" },
    { "cost", "money", default = sql "1.5::numeric::money" },
    { "raw", "bytea", default = sql "'\\xdeadbeef'::bytea" },
    { "real", "double precision", default = sql "0.1::double precision" },
    checks = { { "n <> 'a'" } },
    indexes = { { "lower(n)" } },
  }
  view "v" { "select id, n from t where at > '2020-03-04 10:00:00+00'::timestamptz" }
]]

describe("the catalog graph", function()
  it("leaves out what is no business of the models", function()
    local project = built(rich)
    project.database:execute [[
      CREATE EXTENSION citext; CREATE EXTENSION hstore;
      CREATE SCHEMA other; CREATE TABLE other.t (id int PRIMARY KEY); CREATE TYPE other.mood AS ENUM ('x');
      CREATE TABLE by_hand (id int PRIMARY KEY REFERENCES other.t, m mood, c citext DEFAULT 'x', CHECK (m <> 'sad'));
      CREATE INDEX ON by_hand (lower(c::text));
      CREATE VIEW by_hand_v AS SELECT b.*, v.n FROM by_hand b JOIN v USING (id);
      CREATE TABLE parts (a int, b text) PARTITION BY RANGE (a);
      CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (1) TO (2);
      CREATE TABLE base (id int, CHECK (id > 0)); CREATE TABLE kid (more int) INHERITS (base);
      CREATE FUNCTION f(a int, VARIADIC b int[]) RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE AGGREGATE agg (int) (SFUNC = int4pl, STYPE = int);
      CREATE TYPE pair AS (a int, b mood); CREATE DOMAIN dom AS int CHECK (VALUE > 0);
      CREATE TYPE span AS RANGE (SUBTYPE = int);
      CREATE RULE r AS ON INSERT TO by_hand DO ALSO NOTHING;
      CREATE STATISTICS st ON a, b FROM parts;
      CREATE TABLE dropped (a int, b int, c int GENERATED ALWAYS AS (b) STORED); ALTER TABLE dropped DROP COLUMN a;
      CREATE INDEX by_hand_index ON t (n); ALTER TABLE t ADD CONSTRAINT by_hand_check CHECK (n <> 'by hand');
      ALTER TABLE t ADD COLUMN by_hand_column mood;
      COMMENT ON TABLE by_hand IS 'mine'; COMMENT ON INDEX by_hand_index IS 'mine';
    ]]
    unchanged(project)
  end)

  it("reads the same whatever the session's settings are", function()
    local project = built(rich)
    for name, value in pairs {
      TimeZone = "Asia/Tokyo", DateStyle = "German", IntervalStyle = "iso_8601", extra_float_digits = "0",
      bytea_output = "escape", quote_all_identifiers = "on", search_path = "nowhere", lc_monetary = "C",
      default_transaction_isolation = "serializable", default_transaction_read_only = "off",
      standard_conforming_strings = "off", default_transaction_deferrable = "on",
    } do
      project.database:execute(('ALTER DATABASE "%s" SET %s = \'%s\''):format(project.database.name, name, value))
    end
    unchanged(project)
    project.database:execute "UPDATE luamig.object SET declared = '{}'"
    unchanged(project)
  end)

  it("carries names and lists of any characters", function()
    local project = built [=[
      local odd = { [[a"b]], [[c'd]], [[e\f]], "g,h", "{i}", "j k", "NULL", "null", "Ü", "", "l\nm", "$1", "%s", "--" }
      local labels = {}
      for i, name in ipairs(odd) do labels[i] = name end
      enum [[kinds of "mood"]] (labels)
      local t = { primary_key = { [[a"b]], "g,h" }, indexes = { { '"c\'d"' } } }
      for _, name in ipairs(odd) do
        if name ~= "" then t[#t + 1] = { name, "text", null = name ~= [[a"b]] and name ~= "g,h", comment = name } end
      end
      model [["a ""table"", {of} odd.names"]] (t)
      model [["a ""schema"", {\\of} odd.names".t]] { { "id", "int" } }
    ]=]
    unchanged(project)
    project:must { "downgrade", "base" }
    assert.equal("0", project.database:value
      "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace")
  end)

  it("knows what leans on what, by names or not", function()
    local project = built [[
      model "t" { { "id", "int", primary_key = true }, { "a", "int" }, { "b", "int" } }
    ]]
    project.database:execute "CREATE VIEW first AS SELECT t.* FROM t; CREATE VIEW second AS SELECT a AS x FROM first"
    project:write("core/models.lua", [[model "t" { { "id", "int", primary_key = true }, { "b", "int" } }]])
    local result = project:luamig { "create", "second", "--allow", "deletes_data" }
    assert.equal(1, result.code)
    assert.matches("view first stands in the way", result.err)
    assert.matches("luamig does not manage it", result.err)
  end)

  it("is read where there is no ledger yet, and by a role that may only read", function()
    local project = support.project { ["core/models.lua"] = [[model "t" { { "id", "int" } }]] }
    local database = project.database
    database:execute(('CREATE ROLE looker_%s LOGIN'):format(database.name))
    local out = project:must({ "create", "first", "--dry-run" },
      { env = { DATABASE_URL = database:url_as("looker_" .. database.name) } }).out
    assert.matches("op.create_table", out)
    database:execute("DROP ROLE looker_" .. database.name)
    assert.is_nil(database:value "SELECT to_regnamespace('luamig')")
  end)
end)
