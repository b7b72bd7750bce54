-- The registry: who owns what, and what the ledger remembers of it.
local support = require "spec.support"
local json = require "dkjson"

local clients = [[model "clients" { { "id", "bigint", primary_key = true }, { "name", "text" } }]]
local invoices = [[
  model "acme_invoices" {
    { "id", "bigint", primary_key = true, identity = true },
    { "client_id", "bigint", references = "clients.id" },
    comment = "what acme is owed",
    indexes = { { "client_id" } },
  }
]]

local function two_owners()
  local project = support.project {
    ["core/models.lua"] = clients,
    ["custom_tools/acme/t/models.lua"] = invoices,
  }
  project:must { "create", "first" }
  project:must "upgrade"
  project:must { "create", "first", "--custom", "acme" }
  project:must "upgrade"
  return project
end

local function literal(value)
  return "'" .. value:gsub("'", "''") .. "'"
end

-- Calls register(); returns nil or its error as psql shows it.
local function register(database, owner, events)
  local good, message = pcall(database.query, database,
    ("SELECT luamig.register(%s, 'r', %s::jsonb)"):format(literal(owner), literal(json.encode(events))))
  return not good and message or nil
end

local function names(database, where)
  return database:column(("SELECT kind || ' ' || array_to_string(identity, '.') FROM luamig.object WHERE %s ORDER BY 1")
    :format(where or "true"))
end

describe("the registry", function()
  it("holds each object with its owner, its revision, the model's words and PostgreSQL's", function()
    local database = two_owners().database
    assert.same({
      "identity public.acme_invoices_id_seq", "index public.acme_invoices_client_id_idx",
      "table public.acme_invoices", "table/column public.acme_invoices.client_id",
      "table/column public.acme_invoices.id", "table/comment public.acme_invoices.comment",
      "table/foreign_key public.acme_invoices.acme_invoices_client_id_fkey",
      "table/primary_key public.acme_invoices.acme_invoices_pkey",
    }, names(database, "owner = 'custom/acme'"))
    assert.same({
      "table public.clients", "table/column public.clients.id", "table/column public.clients.name",
      "table/primary_key public.clients.clients_pkey",
    }, names(database, "owner = 'core'"))
    local row = database:query("SELECT revision, declared, catalog, server FROM luamig.object"
      .. " WHERE kind = 'table/column' AND identity = '{public,clients,id}'")[1]
    assert.matches("^%d+_%d+_core_first$", row.revision)
    assert.same({ type = "bigint" }, json.decode(row.declared))
    assert.same({ type = "bigint", null = "false" }, json.decode(row.catalog))
    assert.equal(database:value "SHOW server_version_num", row.server)
    assert.equal("table {public,acme_invoices}",
      database:value "SELECT on_kind || ' ' || on_identity::text FROM luamig.object WHERE kind = 'index'")
  end)

  it("is emptied by the way down", function()
    local project = two_owners()
    project:must { "downgrade", "base" }
    assert.same({}, names(project.database))
  end)

  for name, case in pairs {
    ["alters"] = { [[op.alter_column("clients", "name", { null = false }, { null = true })]],
      "column public.clients.name" },
    ["drops"] = { [[op.drop_column("clients", "name")]], "column public.clients.name" },
    ["renames"] = { [[op.rename_table("clients", "c")]], "table public.clients" },
    ["adds to"] = { [[op.create_column("clients", { "x", "text" })]], "table public.clients" },
    ["indexes"] = { [[op.create_index("acme_i", "clients", { "name" })]], "table public.clients" },
    ["comments on"] = { [[op.create_comment("column", "clients", "name", "x")]], "column public.clients.name" },
  } do
    it("refuses a revision that " .. name .. " what is another owner's", function()
      local project = two_owners()
      local before = project.database:dump()
      local path = "migrations/20990101_000000_custom_acme_bad.lua"
      local revision =
        'revision {\n  owner = "custom/acme",\n  parent = "%s", allow = { deletes_data = "spec" },\n  up = function(op)\n    %s\n  end,\n}\n'
      project:write(path, revision:format(project:revisions()[2]:match "([^/]+)%.lua$", case[1]))
      local result = project:luamig "upgrade"
      assert.equal(1, result.code)
      assert.matches(path .. ":5: " .. case[2] .. " belongs to core", result.err, 1, true)
      assert.matches("LM011", result.err)
      assert.matches("the revisions of custom/acme change what is its own", result.err, 1, true)
      assert.is_nil(support.difference(before, project.database:dump()))
    end)
  end

  it("refuses to alter, drop or rename what nobody manages, or to add to it", function()
    local project = two_owners()
    project.database:execute "CREATE TABLE by_hand (id int)"
    for _, call in ipairs {
      [[op.drop_table("by_hand")]], [[op.rename_table("by_hand", "x")]],
      [[op.alter_table("by_hand", { unlogged = true }, { unlogged = false })]],
      [[op.create_index("by_hand_i", "by_hand", { "id" })]],
      [[op.create_column("by_hand", { "x", "text" })]],
      [[op.create_comment("table", "by_hand", "x")]],
    } do
      project:write("migrations/20990101_000000_core_bad.lua",
        ('revision { owner = "core", parent = "%s", allow = { deletes_data = "spec" }, up = function(op) %s end }')
        :format(project:revisions()[1]:match "([^/]+)%.lua$", call))
      local result = project:luamig "upgrade"
      assert.equal(1, result.code)
      assert.matches("table public.by_hand is not managed: no revision made or adopted it", result.err, 1, true)
      assert.matches("op.adopt", result.err, 1, true)
    end
  end)

  it("refuses a drop of data that the revision does not allow, on the way up", function()
    for call, title in pairs {
      [ [[op.drop_table("acme_invoices")]] ] = "table acme_invoices",
      [ [[op.drop_column("acme_invoices", "id")]] ] = "column acme_invoices.id",
    } do
      local project = two_owners()
      local before = project.database:dump()
      local text = ('revision {\n  owner = "custom/acme",\n  parent = "%s",\n  %%sup = function(op)\n    %s\n  end,\n  down = function(op)\n    op.create_table("gone", { { "id", "integer" } })\n    op.drop_table("gone")\n  end,\n}\n')
        :format(project:revisions()[2]:match "([^/]+)%.lua$", call)
      local path = "migrations/20990101_000000_custom_acme_bad.lua"
      project:write(path, text:format "")
      local result = project:luamig "upgrade"
      assert.equal(1, result.code)
      assert.matches(path .. ":5: dropping " .. title .. " deletes data, which the revision does not allow", result.err, 1, true)
      assert.matches('allow = { deletes_data = "the reason" }', result.err, 1, true)
      assert.equal(1, project:luamig("upgrade --sql").code)
      assert.is_nil(support.difference(before, project.database:dump()))
      project:write(path, text:format 'allow = { deletes_data = "nobody reads it" },\n  ')
      project:must "upgrade"
      project:must "downgrade -1"
    end
  end)

  it("puts back what nobody manages on a type made anew, and manages it no more than before", function()
    local project = support.project { ["core/models.lua"] = 'enum "st" { "a", "b", "c" } model "t" { { "a", "st" } }' }
    project:must { "create", "first" }
    project:must "upgrade"
    local database = project.database
    database:execute "GRANT USAGE ON TYPE st TO pg_monitor; REVOKE USAGE ON TYPE st FROM PUBLIC; COMMENT ON TYPE st IS 'by hand'"
    local function seen()
      return database:value "SELECT obj_description(oid, 'pg_type') || typacl::text FROM pg_type WHERE typname = 'st'"
    end
    local before = seen()
    project:write("core/models.lua", 'enum "st" { "a", "b" } model "t" { { "a", "st" } }')
    project:must { "create", "fewer" }
    project:must "upgrade"
    assert.equal(before, seen())
    assert.matches("no changes", project:must({ "create", "again" }).err .. project:must({ "create", "again" }).out)
  end)

  it("keeps what hangs on a thing with it when that is renamed or dropped", function()
    local database = two_owners().database
    local table_of = { kind = "table", identity = { "public", "acme_invoices" } }
    local function event(verb, more)
      local all = { ["do"] = verb, at = "f:1" }
      for key, value in pairs(table_of) do all[key] = value end
      for key, value in pairs(more or {}) do all[key] = value end
      return all
    end
    -- Names that begin with the same bytes, or hold any, are others.
    assert.is_nil(register(database, "custom/acme", {
      { ["do"] = "create", kind = "table", identity = { "public", "acme_invoices2" } },
      { ["do"] = "create", kind = "table/column", identity = { "public", "acme_invoices2", "i.\"'d" } },
      { ["do"] = "create", kind = "enum", identity = { "public", "acme_invoices" } },
    }))
    assert.is_nil(register(database, "custom/acme", { event("rename", { name = "bills" }) }))
    assert.same({
      "enum public.acme_invoices", "identity public.acme_invoices_id_seq", "index public.acme_invoices_client_id_idx",
      "table public.acme_invoices2", "table public.bills", "table/column public.acme_invoices2.i.\"'d",
      "table/column public.bills.client_id", "table/column public.bills.id", "table/comment public.bills.comment",
      "table/foreign_key public.bills.acme_invoices_client_id_fkey",
      "table/primary_key public.bills.acme_invoices_pkey",
    }, names(database, "owner = 'custom/acme'"))
    table_of.identity[2] = "bills"
    assert.is_nil(register(database, "custom/acme", { event "drop" }))
    assert.same({ "enum public.acme_invoices", "table public.acme_invoices2",
      "table/column public.acme_invoices2.i.\"'d" }, names(database, "owner = 'custom/acme'"))
  end)

  it("renames what lies in a schema with it", function()
    local project = support.project { ["core/models.lua"] = [[
      schema "a"
      model "a.t" { { "id", "int", primary_key = true }, indexes = { i = { "id" } } }
      model "t" { { "a", "int" } }
    ]] }
    project:must { "create", "first" }
    project:must "upgrade"
    assert.is_nil(register(project.database, "core",
      { { ["do"] = "rename", kind = "schema", identity = { "a" }, name = "b" } }))
    assert.same({ "index b.i", "schema b", "table b.t", "table public.t", "table/column b.t.id",
      "table/column public.t.a", "table/primary_key b.t.t_pkey" }, names(project.database))
  end)

  it("merges what an alter changes into the words of the model", function()
    local database = two_owners().database
    local function alter(declared)
      local identity = { "public", "clients", "name" }
      return { ["do"] = "alter", kind = "table/column", identity = identity, declared = declared }
    end
    assert.is_nil(register(database, "core",
      { alter { default = "1", collate = "C" }, alter { collate = json.null, null = "false" } }))
    local row = database:query "SELECT declared, catalog FROM luamig.object WHERE identity = '{public,clients,name}'"[1]
    assert.same({ type = "text", default = "1", null = "false" }, json.decode(row.declared))
    assert.is_nil(row.catalog) -- to be read anew
  end)

  it("does the events in their order", function()
    local database = two_owners().database
    local function event(verb, kind, identity, more)
      local all = { ["do"] = verb, kind = kind, identity = identity, at = "f:1" }
      for key, value in pairs(more or {}) do all[key] = value end
      return all
    end
    local t, c = { "public", "clients" }, { "public", "clients", "name" }
    assert.is_nil(register(database, "core", {
      event("drop", "table/column", c), event("create", "table/column", c, { declared = { type = "int" } }),
      event("rename", "table", t, { name = "x" }), event("create", "table", t),
      event("rename", "table", t, { name = "y" }), event("rename", "table", { "public", "x" }, { name = "clients" }),
    }))
    assert.same({ "table public.clients", "table public.y" }, names(database, "kind = 'table' AND owner = 'core'"))
    assert.matches("LM013.*table public.y is registered already",
      register(database, "core", { event("rename", "table", t, { name = "y" }) }))
    assert.equal('{"type": "int"}',
      database:value "SELECT declared FROM luamig.object WHERE identity = '{public,clients,name}'")
  end)

  it("takes 10,000 events in a moment", function()
    local database = two_owners().database
    database:execute [[
      CREATE TABLE events AS SELECT verb, (SELECT jsonb_agg(jsonb_build_object('do', verb, 'kind', 'table/column',
        'identity', ARRAY['public', 't' || i / 10, CASE verb WHEN 'drop' THEN 'd' ELSE 'c' END || i],
        'name', 'd' || i, 'at', 'f:' || i, 'declared', '{"type":"text"}'::jsonb))
          FROM generate_series(1, 10000) i) AS events
        FROM unnest(ARRAY['create', 'alter', 'rename', 'drop']) verb;
      SELECT luamig.register('core', 'r', jsonb_agg(jsonb_build_object('do', 'create', 'kind', 'table', 'at', 'f:1',
        'identity', ARRAY['public', 't' || i]))) FROM generate_series(0, 1000) i]]
    for _, case in ipairs { { "create", 1 }, { "alter", 2 }, { "rename", 4 }, { "drop", 2 } } do
      local took = tonumber(database:query(([[
        DO $$ BEGIN PERFORM set_config('my.start', clock_timestamp()::text, false);
          PERFORM luamig.register('core', 'r', events) FROM events WHERE verb = '%s'; END $$;
        SELECT extract(epoch FROM clock_timestamp() - current_setting('my.start')::timestamptz)]])
        :format(case[1]))[1][1])
      assert.is_true(took < case[2], ("%s took %.2f s"):format(case[1], took))
    end
  end)
end)

describe("what the ledger remembers", function()
  it("is not drift where PostgreSQL itself rewrote the texts of what leans on a change", function()
    local project = support.project { ["core/models.lua"] = [[
      enum "mood" { "sad" }
      model "t" {
        { "id", "int", primary_key = true },
        { "a", "varchar(5)" },
        { "m", "mood" },
        checks = { one = "a <> 'x'", two = "m <> 'sad'" },
        indexes = { i = { "lower(a)" } },
      }
      view "v" { "select m from t" }
    ]] }
    project:must { "create", "first" }
    project:must "upgrade"
    local function catalog_of(kind)
      return project.database:value("SELECT catalog FROM luamig.object WHERE kind = '" .. kind .. "' ORDER BY identity")
    end
    assert.matches("a::text <> 'x'::text", catalog_of "table/check", 1, true)
    local enum, column = "mood", "a"
    -- First names alone, where nothing but the names is altered, then types.
    for _, case in ipairs { { "varchar", "varchar(5)" }, { "text", "text" } } do
      local name, type = case[1], case[2]
      project:write("core/models.lua", ([[
        enum "feeling_%s" { "sad", renamed_from = "%s" }
        model "t" {
          { "id", "int", primary_key = true },
          { "%s", "%s", renamed_from = "%s" },
          { "m", "feeling_%s" },
          checks = { one = "%s <> 'x'", two = "m <> 'sad'" },
          indexes = { i = { "lower(%s)" } },
        }
        view "v" { "select m from t" }
      ]]):format(name, enum, name .. "_column", type, column, name, name .. "_column", name .. "_column"))
      enum, column = "feeling_" .. name, name .. "_column"
      project:must { "create", "second" }
      project:must "upgrade"
      assert.matches("no changes", project:must({ "create", "third" }).out)
      assert.matches(column, catalog_of "table/check", 1, true)
      assert.matches(column, catalog_of "index", 1, true)
      assert.equal("0", project.database:value "SELECT count(*) FROM luamig.object WHERE catalog IS NULL")
    end
  end)

  it("shows what was changed by hand", function()
    local project = two_owners()
    project.database:execute "ALTER TABLE clients ALTER name SET DEFAULT 'nobody'"
    local result = project:luamig { "create", "second" }
    assert.equal(1, result.code)
    assert.matches("column clients.name: default was unset, is 'nobody'::text", result.err, 1, true)
  end)
end)
