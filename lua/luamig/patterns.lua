-- Tables that most tools and resources begin with, each made by one call:
--
--     local patterns = require "luamig.patterns"
--     patterns.data "acme_invoice"                       -- acme_invoice_data
--     patterns.log("acme_invoice", {                     -- acme_invoice_logs
--       { "invoice_number", "varchar(50)" },             -- a column more
--       indexes = { { "invoice_number" } },              -- anything that a model may have
--     })
--
-- Columns in the second argument come after the pattern's; one with the name of a pattern's column takes its place.
-- `table` names the table otherwise. A row belongs to a client: `client = "tenants.id"` names another table for them,
-- `client = false` leaves the column out. What patterns declare is ordinary models: revisions carry the columns
-- themselves, and never call a pattern.
local patterns = {}

local function id()
  return { "id", "bigint", primary_key = true, identity = true }
end

-- The column that refers to the rows of `target`, "clients.id"; nothing if that is false.
local function reference(column, type, target, more)
  if not target then return nil end
  local definition = { column, type, null = false, references = target }
  for key, value in pairs(more or {}) do definition[key] = value end
  return definition
end

local function either(value, default)
  if value == nil then return default end
  return value
end

local function client(options, more)
  return reference("client_id", "uuid", either(options.client, "clients.id"), more)
end

local function created()
  return { "created_at", "timestamptz", null = false, default = sql "now()" }
end

-- Columns in order: what is nil is left out, lists (timestamps) are spliced in.
local function columns_of(count, list)
  local columns = {}
  for i = 1, count do
    local item = list[i]
    if type(item) == "table" and type(item[1]) == "table" then
      for _, column in ipairs(item) do columns[#columns + 1] = column end
    elseif item ~= nil then
      columns[#columns + 1] = item
    end
  end
  return columns
end

-- An index of the pattern's on a column that was left out goes with it.
local function indexes_of(columns, names)
  local present, indexes = {}, {}
  for _, column in ipairs(columns) do present[column[1]] = true end
  for _, name in ipairs(names) do
    if present[name] then indexes[#indexes + 1] = { name } end
  end
  return indexes
end

local own_options = { table = true, client = true, data = true, item = true }

-- Puts the caller's columns and keys over the pattern's. Indexes add up.
local function extend(body, options)
  local position = {}
  for i, column in ipairs(body) do position[column[1]] = i end
  for _, column in ipairs(columns_of(#options, options)) do
    local name = type(column) == "table" and column[1]
    local at = name and position[name] or #body + 1
    body[at] = column
    if name then position[name] = at end
  end
  for key, value in pairs(options) do
    if key == "indexes" and type(value) == "table" then
      for name, index in pairs(value) do
        if type(name) == "number" then name = #body.indexes + 1 end
        body.indexes[name] = index
      end
    elseif type(key) == "string" and not own_options[key] then
      body[key] = value
    end
  end
  return body
end

-- A pattern is called as data "name" or data("name", { ... }).
local function pattern(word, suffix, columns, indexed)
  patterns[word] = function(name, options)
    if type(name) ~= "string" then
      error(('patterns.%s wants a name, as in patterns.%s "acme_invoice"'):format(word, word), 2)
    end
    if options ~= nil and type(options) ~= "table" then
      error(('patterns.%s("%s", ...) wants a table, not a %s'):format(word, name, type(options)), 2)
    end
    options = options or {}
    local list = table.pack(columns(name, options))
    local body = columns_of(list.n, list)
    body.indexes = indexes_of(body, indexed)
    model(options.table or name .. suffix, extend(body, options))
  end
end

-- What the tool works on.
pattern("data", "_data", function(_, options)
  return id(), client(options),
    { "external_id", "varchar(255)" },
    { "status", "varchar(50)", null = false, default = "pending" },
    { "data", "jsonb" },
    timestamps()
end, { "client_id", "status", "created_at" })

-- What the tool did, and to which row of its data. `data = "other_table.id"` names another table, false none.
pattern("log", "_logs", function(name, options)
  return id(), client(options),
    reference(name .. "_data_id", "bigint", either(options.data, name .. "_data.id"), { null = true }),
    { "operation", "varchar(100)", null = false },
    { "success", "boolean", null = false, default = true },
    { "error_message", "text" },
    { "request_data", "jsonb" },
    { "response_data", "jsonb" },
    { "execution_time_ms", "integer" },
    created()
end, { "client_id", "created_at" })

-- How the tool is set up, one row for each client. Secrets are stored encrypted.
pattern("config", "_config", function(_, options)
  return id(), client(options, { unique = true }),
    { "api_endpoint", "varchar(500)" },
    { "api_key_encrypted", "text" },
    { "rate_limit", "integer", null = false, default = 100 },
    { "webhook_url", "varchar(500)" },
    { "advanced_settings", "jsonb" },
    timestamps()
end, {})

-- What a resource serves. No client owns a row: is_public and allowed_clients say who may read it.
pattern("item", "_items", function()
  return id(),
    { "external_id", "varchar(255)", null = false },
    { "name", "varchar(500)", null = false },
    { "description", "text" },
    { "content", "jsonb" },
    { "category", "varchar(100)" },
    { "tags", "jsonb" },
    { "mime_type", "varchar(100)", null = false, default = "text/plain" },
    { "is_public", "boolean", null = false, default = false },
    { "allowed_clients", "jsonb" },
    { "source_url", "varchar(1000)" },
    { "last_synced", "timestamptz" },
    { "sync_hash", "varchar(64)" },
    timestamps()
end, { "external_id", "category", "is_public", "last_synced" })

-- Who read which item. `item = "other_table.id"` names another table, false none.
pattern("access", "_access", function(name, options)
  return id(), client(options),
    reference("resource_item_id", "bigint", either(options.item, name .. "_items.id")),
    { "operation", "varchar(50)", null = false },
    { "uri_requested", "varchar(1000)", null = false },
    { "success", "boolean", null = false, default = true },
    { "error_message", "text" },
    { "response_time_ms", "integer" },
    { "bytes_returned", "integer" },
    created()
end, { "client_id", "created_at", "operation" })

-- The runs that fetch items from where they come from.
pattern("sync", "_sync", function()
  return id(),
    { "sync_type", "varchar(50)", null = false },
    { "source_system", "varchar(100)", null = false },
    { "source_url", "varchar(1000)" },
    { "status", "varchar(50)", null = false, default = "running" },
    { "started_at", "timestamptz", null = false, default = sql "now()" },
    { "completed_at", "timestamptz" },
    { "items_processed", "integer", null = false, default = 0 },
    { "items_created", "integer", null = false, default = 0 },
    { "items_updated", "integer", null = false, default = 0 },
    { "items_deleted", "integer", null = false, default = 0 },
    { "error_message", "text" },
    { "error_details", "jsonb" },
    { "sync_config", "jsonb" },
    { "last_cursor", "varchar(500)" }
end, {})

return patterns
