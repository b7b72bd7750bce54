-- What the README shows is what happens.
local support = require "spec.support"
local json = require("spec.unit").json

local function read(path)
  local file = assert(io.open(support.root .. "/" .. path))
  local text = file:read "a"
  file:close()
  return text
end

local readme = read "README.md"

local function blocks(language)
  local list = {}
  for block in readme:gmatch("\n```" .. language .. "\n(.-\n)```\n") do list[#list + 1] = block end
  return list
end

-- Times differ from run to run.
local function timeless(text)
  return (text:gsub("%d%d%d%d%d%d%d%d_%d%d%d%d%d%d", "TIME"):gsub("%(%d+ ms%)", "(N ms)"))
end

local function begun()
  local project = support.project { ["core/models.lua"] = read "lua/scaffold/models.lua" }
  project:must { "create", "first tables" }
  project:must { "upgrade" }
  return project
end

describe("the README", function()
  it("begins with a models.lua, commands, and what they really print", function()
    local project = begun()
    local model, session = blocks("lua")[1], blocks("console")[1]
    project:write(model:match "^%-%- (%S+)", model)
    local count = 0
    for words, output in session:gmatch "%$ luamig ([^\n]+)\n([^$]*)" do
      count = count + 1
      assert.equal(timeless(output), timeless(project:must(words).out), words)
    end
    assert.equal(4, count)
  end)

  it("shows a luamig.lua that works", function()
    local project = support.project { ["core/models.lua"] = read "lua/scaffold/models.lua" }
    project:write("luamig.lua", blocks("lua")[2])
    assert.matches("table clients", project:must({ "models" }).out)
  end)

  it("shows patterns as they are called", function()
    local project = begun()
    project:write("custom_tools/acme/invoice/models.lua", blocks("lua")[3])
    project:must { "create", "invoices", "--custom", "acme" }
    project:must { "upgrade" }
    assert.same({ "acme_invoice_data", "acme_invoice_logs" },
      project.database:column "SELECT tablename FROM pg_tables WHERE tablename LIKE 'acme%' ORDER BY 1")
  end)

  it("shows a revision that runs", function()
    local project = begun()
    local core = project:revisions()[1]:match "([^/]+)%.lua$"
    project:write("migrations/20991231_235959_custom_acme_x.lua",
      (blocks("lua")[4]:gsub("20241221_135900_core_first_tables", core)))
    project:must { "upgrade" }
    assert.equal("0", project.database:value "SELECT count(*) FROM acme_invoice_data")
    project:must { "downgrade", "-1" }
    assert.is_nil(project.database:value "SELECT to_regclass('acme_invoice_data')")
  end)

  it("shows a data migration that works both ways", function()
    local project = support.project {}
    local models = [[model "acme_invoice_data" {
      { "id", "bigint", primary_key = true, identity = true },
      { "amount_text", "text" },
      %s
    }
    ]]
    project:write("custom_tools/acme/x/models.lua", models:format "")
    project:must { "create", "first", "--custom", "acme" }
    project:must { "upgrade" }
    project.database:execute "INSERT INTO acme_invoice_data (amount_text) VALUES ('1.50'), ('20')"
    project:write("custom_tools/acme/x/models.lua", models:format '{ "amount", "integer" },' .. blocks("lua")[5])
    project:must { "create", "cents", "--custom", "acme" }
    project:must { "upgrade" }
    assert.same({ "150", "2000" }, project.database:column "SELECT amount FROM acme_invoice_data ORDER BY id")
    project.database:execute "UPDATE acme_invoice_data SET amount = 175 WHERE id = 1"
    project:must { "downgrade", "-1" }
    assert.equal(1.75, tonumber(project.database:value "SELECT amount_text FROM acme_invoice_data WHERE id = 1"))
  end)

  it("names commands and options that exist, and every command", function()
    local all = json.decode(support.luamig({ "help", "--json" }).out)
    local commands, options = {}, { install = true } -- cmake's
    for _, option in ipairs(all.options) do options[option.name] = true end
    for _, command in ipairs(all.commands) do
      commands[command.name] = true
      for _, option in ipairs(command.options) do options[option.name] = true end
      assert.truthy(readme:find("%f[%w]" .. command.name .. "%f[%W]"), command.name)
    end
    for name in readme:gmatch "[\n`$ ]luamig ([a-z]+)" do
      if readme:find("`luamig " .. name, 1, true) or readme:find("    luamig " .. name, 1, true)
        or readme:find("$ luamig " .. name, 1, true) then
        assert.is_true(commands[name], name)
      end
    end
    for name in readme:gmatch "%f[-]%-%-([a-z][a-z-]+)" do assert.is_true(options[name], name) end
  end)

  it("has every key of every kind", function()
    local reference = readme:match "\n## Models\n(.-)\n## Revisions\n"
    local files = support.run("ls engine/kind/*.c").out
    for file in files:gmatch "[^\n]+" do
      for row in read(file):gmatch "\n *(FIELD[^\n]*)" do
        local name = row:match '^FIELD_AS%("([%w_]+)"' or row:match "^FIELD%([%w_]+, ([%w_]+)"
        local hidden = row:find("SEEN", 1, true) or name == "takes" or name:find "_down$"
        if not hidden and not row:find("POSITIONAL", 1, true) then
          assert.truthy(reference:find("%f[%w_]" .. name .. "%f[^%w_]"), name .. " of " .. file)
        end
      end
    end
  end)

  it("is Lua where it says so", function()
    for _, file in ipairs { "README.md", "lua/README.md", "engine/README.md", "spec/README.md" } do
      for block in read(file):gmatch "\n```lua\n(.-\n)```\n" do assert.is_function(load(block)) end
    end
  end)

  it("links to files that are there", function()
    for _, file in ipairs { "README.md", "lua/README.md", "engine/README.md", "spec/README.md" } do
      local folder = file:match "^(.*/)" or ""
      for target in read(file):gmatch "%]%(([^)#]+)%)" do
        assert.equal(0, support.run({ "test", "-e", folder .. target }).code, file .. ": " .. target)
      end
    end
  end)
end)
