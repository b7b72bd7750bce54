local support = require "spec.support"
local json = require("spec.unit").json

local clients = [[model "clients" { { "id", "uuid", primary_key = true } }]]

-- What doctor finds, by topic: { state =, message =, advice = }, the worst of each.
local function examine(project, options, words)
  local result = project:luamig({ "doctor", "--json", table.unpack(words or {}) }, options)
  local rank, found = { ok = 1, warning = 2, bad = 3 }, {}
  for _, finding in ipairs(json.decode(result.out).findings) do
    local before = found[finding.topic]
    if not before or rank[finding.state] > rank[before.state] then found[finding.topic] = finding end
  end
  found.code = result.code
  return found
end

local function bad(finding, message, advice)
  assert.equal("bad", finding.state)
  assert.matches(message, finding.message)
  if advice then assert.matches(advice, finding.advice) end
end

describe("doctor", function()
  it("finds nothing wrong with a sound project", function()
    local project = support.project { ["core/models.lua"] = clients }
    local found = examine(project)
    assert.equal(0, found.code)
    for topic, message in pairs {
      project = "/luamig.lua$", models = "^1 file of 1 owner$", revisions = "^0 files$",
      connection = "^database " .. project.database.name .. " as postgres$", server = "^PostgreSQL %d+%.",
      privileges = "may create", ledger = "the first upgrade makes it",
    } do
      assert.equal("ok", found[topic].state, topic)
      assert.matches(message, found[topic].message)
    end
  end)

  it("prints a line for each finding, and what to do below it", function()
    local project = support.project()
    local result = project:must { "doctor" }
    assert.matches("\nok       connection  database ", result.out)
    assert.matches("\nwarning  models      no models.lua was found\n +%-> see the patterns", result.out)
  end)

  it("goes on without a project if it is given a database", function()
    local database = support.database()
    local options = { dir = support.folder() }
    local result = support.luamig({ "doctor", "--database", database.url }, options)
    assert.equal(1, result.code)
    assert.matches("bad +project +no luamig.lua", result.out)
    assert.matches("luamig init", result.out)
    assert.matches("ok +connection +database " .. database.name, result.out)
  end)

  it("names what is broken in the project", function()
    local project = support.project {
      ["core/models.lua"] = "model 'x' {\n",
      ["migrations/20240101_000000_core_x.lua"] = "x",
    }
    local found = examine(project)
    assert.equal(1, found.code)
    bad(found.models, "core/models.lua:%d")
    bad(found.revisions, "migrations/20240101_000000_core_x.lua")
    assert.equal("ok", found.connection.state)
    project:write("luamig.lua", "return {")
    found = examine(project)
    assert.equal(1, found.code)
    bad(found.project, "luamig.lua")
  end)

  it("says why it cannot connect, without the password", function()
    local project = support.project { ["core/models.lua"] = clients }
    local url = ("postgresql://postgres:s3cret@/nowhere?host=%s"):format(support.server.socket())
    local found = examine(project, { env = { DATABASE_URL = url } })
    assert.equal(1, found.code)
    bad(found.connection, "nowhere")
    assert.falsy(found.connection.message:find("s3cret", 1, true))
  end)

  it("says which privileges are missing, and the GRANT", function()
    local project = support.project { ["core/models.lua"] = clients }
    local database = project.database
    database:execute [[DO $$ BEGIN CREATE ROLE "Plain" LOGIN; EXCEPTION WHEN duplicate_object THEN END $$;
      REVOKE CREATE ON SCHEMA public FROM PUBLIC]]
    local result = project:luamig({ "doctor" }, { env = { DATABASE_URL = database:url_as "Plain" } })
    assert.equal(1, result.code)
    local grants = {}
    for grant in result.out:gmatch "%-> (GRANT [^\n]*)" do
      grants[#grants + 1] = grant
      database:execute(grant)
    end
    assert.same({ ('GRANT CREATE ON DATABASE %s TO "Plain"'):format(database.name),
      'GRANT CREATE ON SCHEMA public TO "Plain"' }, grants)
    assert.equal(0, project:luamig({ "doctor" }, { env = { DATABASE_URL = database:url_as "Plain" } }).code)
    database:execute 'DROP OWNED BY "Plain"; DROP ROLE "Plain"'
  end)

  it("warns of a schema that is not there", function()
    local project = support.project { ["core/models.lua"] = clients }
    project:write("luamig.lua", project:read "luamig.lua":gsub("return {", 'return {\n    schema = "app",'))
    local found = examine(project)
    assert.equal("warning", found.privileges.state)
    assert.matches("there is no schema app", found.privileges.message)
    assert.matches("CREATE SCHEMA app", found.privileges.advice)
  end)

  it("finds a database that takes no writes", function()
    local project = support.project { ["core/models.lua"] = clients }
    project.database:execute(("ALTER DATABASE %s SET default_transaction_read_only = on"):format(project.database.name))
    local found = examine(project)
    assert.equal(1, found.code)
    bad(found.server, "it takes no writes", "primary")
  end)

  it("warns of an encoding that cannot hold every text", function()
    local project = support.project({ ["core/models.lua"] = clients }, { database = false })
    local admin = support.database()
    admin:execute "CREATE DATABASE ascii ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0"
    local found = examine(project, { env = { DATABASE_URL = support.server.url "ascii" } })
    admin:execute "DROP DATABASE ascii"
    assert.equal(0, found.code)
    assert.equal("warning", found.server.state)
    assert.matches("encoding is SQL_ASCII", found.server.message)
  end)

  it("says what custom.role guards against, and whether it can be taken on", function()
    local project = support.project { ["core/models.lua"] = clients }
    local function with(custom)
      project:write("luamig.lua", ([[return {
        database = env "DATABASE_URL",
        core = { models = { "core/**/models.lua" } },
        custom = { models = { "custom/{org}/models.lua" }, %s },
      }]]):format(custom))
      return examine(project)
    end
    local found = with 'role = "nobody_here"'
    assert.equal(1, found.code)
    bad(found["custom.role"], "nobody_here is no role of this server", "CREATE ROLE nobody_here")
    project.database:execute "CREATE ROLE tool_runner"
    found = with 'role = "tool_runner"'
    assert.equal(0, found.code)
    assert.equal("warning", found["custom.role"].state)
    assert.matches("against mistakes and not against attacks", found["custom.role"].message)
    assert.matches("custom.database", found["custom.role"].advice)
    assert.is_nil(with('role = "tool_runner", database = "postgresql://x@/y"')["custom.role"])
    project.database:execute "CREATE ROLE plain_user LOGIN"
    local result = examine(project, { env = { DATABASE_URL = project.database:url_as "plain_user" } })
    assert.is_nil(result["custom.role"])
    project.database:execute "DROP ROLE tool_runner; DROP ROLE plain_user"
  end)

  it("counts what is applied and pending", function()
    local project = support.project { ["core/models.lua"] = clients }
    project:must { "create", "first" }
    local found = examine(project)
    assert.equal("luamig upgrade", found.ledger.advice)
    project:must { "upgrade" }
    found = examine(project)
    assert.equal("1 applied, 0 pending", found.ledger.message)
    project.database:execute "UPDATE luamig.revision SET state = 'up', phase = 1"
    found = examine(project)
    assert.equal("warning", found.ledger.state)
    assert.matches("is half done: phase 1 of its up has run", found.ledger.message)
  end)

  it("sees a connection pooler, and asks for direct", function()
    if support.run("command -v pgbouncer").code ~= 0 then return pending "pgbouncer is not installed" end
    local project = support.project { ["core/models.lua"] = clients }
    local folder = support.folder()
    support.run(("chmod 777 %s"):format(folder))
    local file = assert(io.open(folder .. "/pgbouncer.ini", "w"))
    file:write(([[
[databases]
* = host=%s user=postgres
[pgbouncer]
listen_addr =
listen_port = 6543
unix_socket_dir = %s
auth_type = any
pool_mode = transaction
]]):format(support.server.socket(), folder))
    file:close()
    support.start({ "pgbouncer", folder .. "/pgbouncer.ini" }, { as = "postgres" })
    local url = ("postgresql://postgres@/%s?host=%s&port=6543"):format(project.database.name, folder)
    support.eventually(function()
      return support.run({ "psql", "-X", "-d", url, "-c", "SELECT 1" }).code == 0
    end)
    local options = { env = { DATABASE_URL = url } }
    local found = examine(project, options)
    assert.equal("warning", found.pooler.state)
    assert.matches("set direct = ", found.pooler.advice)
    local direct = 'return {\n    direct = "postgresql://x@/y",'
    project:write("luamig.lua", project:read "luamig.lua":gsub("return {", direct))
    assert.equal("ok", examine(project, options).pooler.state)
    assert.is_nil(examine(project).pooler)
  end)
end)
