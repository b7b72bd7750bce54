local support = require "spec.support"
local lfs = require "lfs"
local json = require("spec.unit").json

local function read(path)
  local file = io.open(path, "rb")
  if not file then return nil end
  local text = file:read "a"
  file:close()
  return text
end

local function write(path, text)
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
end

describe("init", function()
  local files = { "luamig.lua", "core/models.lua", ".env.example", ".gitignore" }

  it("writes a project that models can be listed of", function()
    local folder = support.folder()
    local result = support.luamig({ "init" }, { dir = folder })
    assert.equal(0, result.code, result.err)
    for _, file in ipairs(files) do
      assert.is_string(read(folder .. "/" .. file), file)
      assert.truthy(result.out:find("created " .. file .. "\n", 1, true), result.out)
    end
    assert.equal("directory", lfs.attributes(folder .. "/migrations", "mode"))
    assert.equal(".luamig/\n.env\n", read(folder .. "/.gitignore"))

    result = support.luamig({ "models", "--json" }, { dir = folder })
    assert.equal(0, result.code, result.err)
    local found = json.decode(result.out).files
    assert.equal(1, #found)
    assert.equal("core", found[1].owner)
    assert.equal("clients", found[1].objects[1].name)
  end)

  it("says what to do next, on stderr", function()
    local result = support.luamig({ "init", "a/b c" }, { dir = support.folder() })
    assert.matches("cd 'a/b c'", result.err)
    assert.matches("luamig create", result.err)
    assert.matches("luamig upgrade", result.err)
    assert.equal("", support.luamig({ "init", "--quiet" }, { dir = support.folder() }).err)
  end)

  it("makes the folder, and those above it", function()
    local folder = support.folder()
    for _, words in ipairs { { "init", "a/b" }, { "init", "--project", "c/d" }, { "init", folder .. "/e/f/" } } do
      assert.equal(0, support.luamig(words, { dir = folder }).code)
    end
    for _, path in ipairs { "a/b", "c/d", "e/f" } do
      assert.is_string(read(folder .. "/" .. path .. "/luamig.lua"), path)
    end
  end)

  it("never touches what is there", function()
    local folder = support.folder()
    lfs.mkdir(folder .. "/core")
    for _, file in ipairs(files) do write(folder .. "/" .. file, "mine") end
    local result = support.luamig({ "init" }, { dir = folder })
    assert.equal(0, result.code, result.err)
    for _, file in ipairs { "luamig.lua", "core/models.lua", ".env.example" } do
      assert.equal("mine", read(folder .. "/" .. file))
    end
    assert.equal("mine\n.luamig/\n.env\n", read(folder .. "/.gitignore"))
    result = support.luamig({ "init", "--json" }, { dir = folder })
    local document = json.decode(result.out)
    assert.equal(0, #document.created)
    assert.equal("mine\n.luamig/\n.env\n", read(folder .. "/.gitignore"))
  end)

  it("adds no example to a project that has its own files", function()
    local folder = support.folder()
    lfs.mkdir(folder .. "/core")
    support.luamig({ "init" }, { dir = folder })
    assert.is_nil(read(folder .. "/core/models.lua"))
    assert.is_string(read(folder .. "/luamig.lua"))
  end)

  it("adds only the lines that .gitignore lacks", function()
    local folder = support.folder()
    write(folder .. "/.gitignore", "node_modules/\r\n.luamig/\r\n#.env\n")
    support.luamig({ "init" }, { dir = folder })
    assert.equal("node_modules/\r\n.luamig/\r\n#.env\n.env\n", read(folder .. "/.gitignore"))
  end)

  it("follows no link that it would overwrite", function()
    local folder = support.folder()
    assert.is_true(lfs.link("elsewhere", folder .. "/luamig.lua", true))
    assert.equal(0, support.luamig({ "init" }, { dir = folder }).code)
    assert.is_nil(read(folder .. "/elsewhere"))
  end)

  it("says why it cannot write", function()
    local folder = support.folder()
    write(folder .. "/file", "")
    local result = support.luamig({ "init", "file/below" }, { dir = folder })
    assert.equal(1, result.code)
    assert.matches("cannot make the folder file: Not a directory", result.err)
  end)

  it("makes a project that doctor finds sound", function()
    local project = support.project()
    local folder = support.folder()
    support.luamig({ "init" }, { dir = folder })
    local result = support.luamig({ "doctor" }, { dir = folder, env = { DATABASE_URL = project.database.url } })
    assert.equal(0, result.code, result.out .. result.err)
    for _, topic in ipairs { "project", "models", "revisions", "connection", "server", "privileges", "ledger" } do
      assert.matches("\nok +" .. topic .. " ", "\n" .. result.out)
    end
  end)
end)

describe("new", function()
  local function made(words)
    local project = support.project({ ["core/models.lua"] =
      [[model "clients" { { "id", "uuid", primary_key = true } }]] }, { database = false })
    local result = project:luamig(words)
    assert.equal(0, result.code, result.err)
    local path = assert(result.out:match "^created (.-)\n", result.out)
    return project, path, project:read(path)
  end

  local function tables(project, owner)
    local names = {}
    for _, file in ipairs(json.decode(project:must({ "models", "--json" }).out).files) do
      if file.owner == owner then
        for _, object in ipairs(file.objects) do
          if object.kind == "table" then names[#names + 1] = object.name end
        end
      end
    end
    table.sort(names)
    return names
  end

  it("begins a tool with data, log and config", function()
    local project, path, text = made { "new", "tool", "invoice", "--custom", "acme" }
    assert.equal("custom_tools/acme/invoice/models.lua", path)
    assert.matches('luamig create "add invoice" %-%-custom acme', text)
    assert.same({ "acme_invoice_config", "acme_invoice_data", "acme_invoice_logs" }, tables(project, "custom/acme"))
  end)

  it("begins a resource with item, access and sync", function()
    local project, path = made { "new", "resource", "price-list", "--custom", "widgets-inc" }
    assert.equal("custom_resources/widgets-inc/price-list/models.lua", path)
    assert.same({ "widgets_inc_price_list_access", "widgets_inc_price_list_items", "widgets_inc_price_list_sync" },
      tables(project, "custom/widgets-inc"))
  end)

  it("begins with the patterns that are asked for, which stand alone", function()
    for pattern, table in pairs {
      data = "core_x_data", log = "x_logs", config = "x_config", item = "x_items", access = "x_access", sync = "x_sync",
    } do
      local project, path = made { "new", "tool", "x", "--pattern", pattern }
      assert.equal("core/x/models.lua", path)
      assert.same({ "clients", (table:gsub("^core_", "")) }, tables(project, "core"))
    end
  end)

  it("puts the file where the project's patterns find it", function()
    for pattern, path in pairs {
      ["src/custom_tools/{org}/models.lua"] = "src/custom_tools/acme/models.lua",
      ["src/resources/{org}/{resource}/models.lua"] = "src/resources/acme/x/models.lua",
      ["vendor/{org}-tools/tools/*/models.lua"] = "vendor/acme-tools/tools/x/models.lua",
    } do
      local project = support.project({
        ["luamig.lua"] = ('return { core = { models = {} }, custom = { models = { %q } } }'):format(pattern),
      }, { database = false })
      project:must { "new", "tool", "x", "--custom", "acme", "--pattern", "sync" }
      assert.is_string(project:read(path))
      assert.same({ "acme_x_sync" }, tables(project, "custom/acme"))
    end
  end)

  it("overwrites nothing", function()
    local project, path, text = made { "new", "tool", "x" }
    local result = project:luamig { "new", "tool", "x", "--pattern", "sync" }
    assert.equal(1, result.code)
    assert.matches("core/x/models.lua is there already", result.err)
    assert.equal(text, project:read(path))
  end)

  it("refuses names that tables cannot be called by", function()
    local project = support.project({}, { database = false })
    for _, name in ipairs { "X", "1x", "a.b", "../x", "a b", "é", "x/y", ("x"):rep(57) } do
      local result = project:luamig { "new", "tool", name }
      assert.equal(2, result.code, name)
      assert.equal(0, #project:files "core")
    end
  end)
end)

describe("luamig.patterns", function()
  local function create(body)
    local project = support.project {
      ["core/models.lua"] = [[model "clients" { { "id", "uuid", primary_key = true } }
        model "tenants" { { "id", "uuid", primary_key = true } }
        local patterns = require "luamig.patterns"
        ]] .. body,
    }
    return project, project:luamig { "create", "first" }
  end

  -- The database with what `body` declares.
  local function columns(body)
    local project, result = create(body)
    assert.equal(0, result.code, result.err)
    project:must "upgrade"
    assert.matches("no changes", project:must({ "create", "again" }).out)
    return project.database
  end

  local function described(database, table)
    return database:column(([[SELECT attname || ' ' || format_type(atttypid, atttypmod)
      || CASE WHEN attnotnull THEN '!' ELSE '' END || coalesce(' ' || pg_get_expr(adbin, adrelid), '')
      FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
      WHERE attrelid = '%s'::regclass AND attnum > 0 ORDER BY attnum]]):format(table))
  end

  local function indexes(database, table)
    return database:column(("SELECT indexname FROM pg_indexes WHERE tablename = '%s' ORDER BY 1"):format(table))
  end

  it("data, log and config", function()
    local database = columns [[patterns.data "acme_invoice" patterns.log "acme_invoice" patterns.config "acme_invoice"]]
    assert.same({
      "id bigint!", "client_id uuid!", "external_id character varying(255)",
      "status character varying(50)! 'pending'::character varying", "data jsonb",
      "created_at timestamp with time zone! now()", "updated_at timestamp with time zone! now()",
    }, described(database, "acme_invoice_data"))
    assert.same({ "acme_invoice_data_client_id_idx", "acme_invoice_data_created_at_idx", "acme_invoice_data_pkey",
      "acme_invoice_data_status_idx" }, indexes(database, "acme_invoice_data"))
    assert.same({
      "id bigint!", "client_id uuid!", "acme_invoice_data_id bigint", "operation character varying(100)!",
      "success boolean! true", "error_message text", "request_data jsonb", "response_data jsonb",
      "execution_time_ms integer", "created_at timestamp with time zone! now()",
    }, described(database, "acme_invoice_logs"))
    assert.same({
      "id bigint!", "client_id uuid!", "api_endpoint character varying(500)", "api_key_encrypted text",
      "rate_limit integer! 100", "webhook_url character varying(500)", "advanced_settings jsonb",
      "created_at timestamp with time zone! now()", "updated_at timestamp with time zone! now()",
    }, described(database, "acme_invoice_config"))
    assert.same({ "acme_invoice_config_client_id_key", "acme_invoice_config_pkey" },
      indexes(database, "acme_invoice_config"))
    assert.same({ "acme_invoice_config clients", "acme_invoice_data clients", "acme_invoice_logs acme_invoice_data",
      "acme_invoice_logs clients" },
      database:column [[SELECT conrelid::regclass || ' ' || confrelid::regclass FROM pg_constraint
        WHERE contype = 'f' ORDER BY conrelid::regclass::text, confrelid::regclass::text]])
  end)

  it("item, access and sync", function()
    local database = columns [[patterns.item "prices" patterns.access "prices" patterns.sync "prices"]]
    assert.equal(15, #described(database, "prices_items"))
    assert.same({ "prices_items_category_idx", "prices_items_external_id_idx", "prices_items_is_public_idx",
      "prices_items_last_synced_idx", "prices_items_pkey" }, indexes(database, "prices_items"))
    assert.same({
      "id bigint!", "client_id uuid!", "resource_item_id bigint!", "operation character varying(50)!",
      "uri_requested character varying(1000)!", "success boolean! true", "error_message text",
      "response_time_ms integer", "bytes_returned integer", "created_at timestamp with time zone! now()",
    }, described(database, "prices_access"))
    assert.same({
      "id bigint!", "sync_type character varying(50)!", "source_system character varying(100)!",
      "source_url character varying(1000)", "status character varying(50)! 'running'::character varying",
      "started_at timestamp with time zone! now()", "completed_at timestamp with time zone",
      "items_processed integer! 0", "items_created integer! 0", "items_updated integer! 0", "items_deleted integer! 0",
      "error_message text", "error_details jsonb", "sync_config jsonb", "last_cursor character varying(500)",
    }, described(database, "prices_sync"))
  end)

  it("take columns and keys of one's own", function()
    local database = columns [[patterns.data("x", {
      { "amount", "integer", null = false },
      { "status", "integer", null = false, default = 0 },
      client = "tenants.id",
      table = "x_things",
      checks = { x_positive = "amount >= 0" },
      indexes = { { "amount" }, x_both = { "amount", "status" } },
    })
    patterns.log("x", { client = false, data = "x_things.id" })]]
    assert.same({ "id bigint!", "client_id uuid!", "external_id character varying(255)", "status integer! 0",
      "data jsonb", "created_at timestamp with time zone! now()", "updated_at timestamp with time zone! now()",
      "amount integer!" }, described(database, "x_things"))
    assert.same({ "x_both", "x_things_amount_idx", "x_things_client_id_idx", "x_things_created_at_idx",
      "x_things_pkey", "x_things_status_idx" }, indexes(database, "x_things"))
    assert.same({ "tenants", "x_things" }, database:column
      "SELECT confrelid::regclass::text FROM pg_constraint WHERE contype = 'f' ORDER BY 1")
    assert.same({ "x_logs_created_at_idx", "x_logs_pkey" }, indexes(database, "x_logs"))
  end)

  it("say where they are called wrongly", function()
    for body, message in pairs {
      ["patterns.data()"] = 'core/models.lua:4: .*patterns.data wants a name, as in patterns.data "acme_invoice"',
      ["patterns.data {}"] = "core/models.lua:4: .*patterns.data wants a name",
      ['patterns.data("x", 1)'] = 'core/models.lua:4: .*patterns.data%("x", ...%) wants a table, not a number',
      ['patterns.data("x", { indxes = {} })'] = "core/models.lua:4: .*unknown key 'indxes'.*indexes",
      ['patterns.data("x", { clients = "a.b" })'] = "core/models.lua:4: .*unknown key 'clients'",
      ['patterns.data("x", { { "a" } })'] = "core/models.lua:4: .*column x_data.a lacks its type",
      ['patterns.data("x", { "a" })'] = "core/models.lua:4: ",
      ['patterns.data "x" patterns.data "x"'] = "core/models.lua:4: ",
      ["patterns.dta 'x'"] = "core/models.lua:4: ",
    } do
      local _, result = create(body)
      assert.equal(1, result.code, body)
      assert.matches(message, result.err)
    end
  end)
end)
