local support = require "spec.support"
local json = require("spec.unit").json

describe("models", function()
  local files = {
    ["core/models.lua"] = [[
model "clients" {
  { "id", "uuid", primary_key = true },
  { "name", "text", unique = true },
}
enum "plan" { "free", "paid" }
model "plans" { { "id", "serial", primary_key = true } }]],
    ["custom_tools/acme/invoice/models.lua"] = [[
model "acme_invoice_data" { { "id", "bigint", primary_key = true } }
data_migration "cents from decimal amounts" { up = function(db) end }]],
    ["custom_resources/acme/prices/models.lua"] = [[model "acme_prices" { { "id", "bigint" } }]],
    ["custom_tools/widgets-inc/empty/models.lua"] = "-- nothing yet",
  }

  it("lists the files of each owner with what they declare, and where", function()
    local project = support.project(files, { database = false })
    assert.equal([[
core
  core/models.lua
    table clients  :1
    enum plan  :5
    table plans  :6
custom/acme
  custom_resources/acme/prices/models.lua
    table acme_prices  :1
  custom_tools/acme/invoice/models.lua
    table acme_invoice_data  :1
    data migration "cents from decimal amounts"  :2
custom/widgets-inc
  custom_tools/widgets-inc/empty/models.lua
    declares nothing
]], project:must({ "models" }).out)
  end)

  it("lists one organisation's", function()
    local project = support.project(files, { database = false })
    local out = project:must({ "models", "--custom", "acme" }).out
    assert.matches("^custom/acme\n", out)
    assert.falsy(out:find("core", 1, true))
    assert.falsy(out:find("widgets", 1, true))
    local result = project:must { "models", "--custom", "nobody" }
    assert.equal("", result.out)
    assert.matches("no models.lua was found of custom/nobody", result.err)
  end)

  it("says it as JSON", function()
    local project = support.project(files, { database = false })
    local found = json.decode(project:must({ "models", "--json" }).out).files
    assert.equal(4, #found)
    assert.same({ "core", "custom/acme", "custom/acme", "custom/widgets-inc" },
      { found[1].owner, found[2].owner, found[3].owner, found[4].owner })
    assert.same({ path = "custom_tools/acme/invoice/models.lua", owner = "custom/acme", tool = "invoice",
      objects = json.array { { kind = "table", name = "acme_invoice_data", line = 1 } },
      hooks = json.array { { name = "cents from decimal amounts", line = 2 } }, seeds = json.array {} }, found[3])
    assert.equal(3, #found[1].objects)
    assert.equal(0, #found[4].objects)
    assert.equal(1, #json.decode(project:must({ "models", "--json", "--custom", "widgets-inc" }).out).files)
  end)

  it("needs no database", function()
    local project = support.project(files, { database = false })
    project:must({ "models", "--database", "postgresql://nobody@/none?host=/nowhere" })
  end)

  it("says so where there are none", function()
    local project = support.project({}, { database = false })
    local result = project:must { "models" }
    assert.equal("", result.out)
    assert.matches("no models.lua was found", result.err)
  end)

  it("reports every broken file, with line, tool and owner", function()
    local project = support.project(files, { database = false })
    project:write("custom_tools/acme/invoice/models.lua", "\nmodel 'x' { { 'a' } }")
    project:write("core/models.lua", "model 'clients' {")
    local result = project:luamig { "models" }
    assert.equal(1, result.code)
    assert.equal("", result.out)
    assert.matches("custom_tools/acme/invoice/models.lua:2: .*tool invoice, owner custom/acme", result.err)
    assert.matches("core/models.lua:1: .*tool core, owner core", result.err)
    local document = json.decode(project:luamig({ "models", "--json" }).out)
    assert.matches("custom_tools/acme/invoice/models.lua:2: ", document.error.message)
  end)
end)
