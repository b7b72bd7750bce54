-- What a project is, and which files it finds: each sentence of what the documentation says of luamig.lua.
local support = require "spec.support"
local process = require "spec.support.process"
local json = require("spec.unit").json

local function has(text, part)
  assert.is_truthy(text:find(part, 1, true), ("should say '%s', but says:\n%s"):format(part, text))
end

local function lacks(text, part)
  assert.is_nil(text:find(part, 1, true), ("should not say '%s':\n%s"):format(part, text))
end

-- A project without a database. `files`: path = text, or a list of paths of empty files.
local function project(files, options)
  local named = {}
  for path, text in pairs(files) do
    if math.type(path) then path, text = text, "" end
    named[path] = text
  end
  local all = { database = false }
  for key, value in pairs(options or {}) do all[key] = value end
  return support.project(named, all)
end

-- "owner path" of each file that is found, in order.
local function found(made, options)
  local result = made:luamig("models --json", options)
  assert.equal(0, result.code, result.err .. result.out)
  local files = {}
  for i, file in ipairs(json.decode(result.out).files) do files[i] = file.owner .. " " .. file.path end
  return files
end

local function finds(files, made, options)
  assert.same(files, found(made, options))
end

local function fails(made, ...)
  local result = made:luamig "models"
  assert.equal(1, result.code, result.out)
  for _, part in ipairs { ... } do has(result.err, part) end
  return result
end

local function link(made, target, name)
  assert.equal(0, process.run({ "ln", "-s", target, made.folder .. "/" .. name }).code)
end

local function settings(text)
  return { ["luamig.lua"] = "return { " .. text .. " }" }
end

describe("a project", function()
  it("is found by walking up from the working folder", function()
    local made = project { "core/models.lua", ["core/deep/er/notes.txt"] = "" }
    finds({ "core core/models.lua" }, made, { dir = made.folder .. "/core/deep/er" })
  end)

  it("is the nearest one above", function()
    local made = project { "core/models.lua", ["inner/luamig.lua"] = "return {}", "inner/core/x/models.lua" }
    finds({ "core core/x/models.lua" }, made, { dir = made.folder .. "/inner/core" })
  end)

  it("is the one that --project names, without walking up", function()
    local made = project { "core/models.lua", ["notes/x.txt"] = "" }
    local elsewhere = support.folder()
    local result = support.luamig({ "models", "--project", made.folder }, { dir = elsewhere })
    assert.equal(0, result.code, result.err)
    has(result.out, "core/models.lua")
    result = support.luamig({ "models", "--project", made.folder .. "/notes" }, { dir = elsewhere })
    assert.equal(1, result.code)
    has(result.err, "no luamig.lua in " .. made.folder .. "/notes")
    has(result.err, "luamig init")
  end)

  it("is missed with a way out", function()
    local result = support.luamig("models", { dir = support.folder() })
    assert.equal(1, result.code)
    has(result.err, "no luamig.lua in ")
    has(result.err, "or in a folder above it")
    has(result.err, "luamig init")
    result = support.luamig({ "models", "--project", "/nowhere/at/all" })
    assert.equal(1, result.code)
    has(result.err, "/nowhere/at/all: No such file or directory")
  end)

  it("may have a folder with blanks, quotes and another script in its name", function()
    local folder = support.folder() .. "/it's a \"project\" \u{e4}"
    assert.equal(0, process.run({ "mkdir", folder }).code)
    finds({ "core core/models.lua" }, project({ "core/models.lua" }, { folder = folder }))
  end)

  it("may be reached through a link", function()
    local made = project { "core/models.lua" }
    local other = support.folder()
    assert.equal(0, process.run({ "ln", "-s", made.folder, other .. "/link" }).code)
    finds({ "core core/models.lua" }, made, { dir = other .. "/link/core" })
  end)

  it("has defaults for everything", function()
    finds({
      "core core/a/b/models.lua",
      "custom/widgets custom_resources/widgets/price_list/models.lua",
      "custom/acme custom_tools/acme/invoice_generator/models.lua",
    }, project { ["luamig.lua"] = "return {}", "core/a/b/models.lua", "custom_tools/acme/invoice_generator/models.lua",
      "custom_resources/widgets/price_list/models.lua", "other/models.lua" })
  end)

  it("may be empty", function()
    finds({}, project {})
  end)
end)

describe("luamig.lua", function()
  local function refuses(text, ...)
    fails(project { ["luamig.lua"] = text }, ...)
  end

  it("names the nearest key to an unknown one, with its line", function()
    refuses("return {\n  databse = private(),\n}", "luamig.lua:2: unknown key 'databse'", "did you mean 'database'?")
    refuses("return {\n  core = {\n    modles = {},\n  },\n}", "luamig.lua:3: unknown key 'core.modles'",
      "did you mean 'core.models'?")
    refuses("return { custom = { roles = 'x' } }", "luamig.lua:1: unknown key 'custom.roles'", "'custom.role'")
    refuses("return { limits = { second = 1 } }", "unknown key 'limits.second'", "'limits.seconds'")
    refuses("local t = { zzzz = 1 }\nreturn t", "luamig.lua: unknown key 'zzzz'")
  end)

  it("must return a table", function()
    refuses("local x = 1", "luamig.lua: must return a table")
    refuses("return 'x'", "luamig.lua: must return a table")
    refuses("return { 'core' }", "luamig.lua: a value without a key")
  end)

  it("is read as Lua, with places", function()
    refuses("return {\n  x = = 1\n}", "luamig.lua:2: unexpected symbol near '='")
    refuses("\nerror 'no'", "luamig.lua:2: no")
    refuses("return {\n  database = enw 'X',\n}", "luamig.lua:2: unknown name 'enw'", "did you mean 'env'?")
    refuses("return { database = env() }", "luamig.lua:1: env is followed by a name")
  end)

  it("says what a value must be", function()
    for text, message in pairs {
      ["database = 5"] = "'database' must be a URL, not a number",
      ["database = ''"] = "'database' is empty",
      ["schema = {}"] = "'schema' must be a name, not a table",
      ["schema = 'a\\0b'"] = "'schema' is empty or holds a NUL byte",
      ["ledger = true"] = "'ledger' must be a name, not a boolean",
      ["core = 'core'"] = "'core' must be a table, not a string",
      ["core = { models = 5 }"] = "'core.models' must be a text or a list of texts, not a number",
      ["core = { models = { 5 } }"] = "'core.models' must be a text or a list of texts, not a number",
      ["core = { models = { 'a/models.lua', nil, 'b/models.lua' } }"] = "'core.models' is a list with a hole or a key",
      ["core = { models = { x = 'a/models.lua' } }"] = "'core.models' is a list with a hole or a key",
      ["lock_timeout = 'soon'"] = "'lock_timeout' must be seconds such as 5, \"500ms\" or \"2min\"",
      ["lock_timeout = -1"] = "'lock_timeout' must be seconds",
      ["lock_timeout = 0/0"] = "'lock_timeout' must be seconds",
      ["statement_timeout = {}"] = "'statement_timeout' must be a number of seconds, not a table",
      ["requires = 'acme'"] = "'requires' must be a table such as",
      ["requires = { 'acme' }"] = "'requires' is a table such as",
      ["requires = { acme = 5 }"] = "'requires' must be a text or a list of texts",
      ["revisions = 5"] = "'revisions' must be a folder",
      ["revisions = 'm/*'"] = "'revisions' is one folder",
      ["revisions = '{org}/m'"] = "'revisions' is one folder, without * or {org}",
      ["core = { revisions = '{org}/m' }"] = "'core.revisions' is one folder, without * or {org}",
      ["custom = { revisions = '{org}/{org}' }"] = "'custom.revisions' is one folder, which may hold {org} once",
      ["limits = { seconds = 11 }"] = "'limits.seconds' must be above 0 and at most 10: limits can only be lowered",
      ["limits = { seconds = 0 }"] = "'limits.seconds' must be above 0",
      ["limits = { instructions = 1e9 }"] = "'limits.instructions' must be above 0 and at most 100000000",
      ["limits = { memory = 65 }"] = "'limits.memory' must be above 0 and at most 64",
      ["limits = { memory = 'all' }"] = "'limits.memory' must be a number, not a string",
    } do
      refuses("return {\n" .. text .. "\n}", "luamig.lua:2: " .. message)
    end
  end)

  it("takes every key", function()
    finds({ "core core/models.lua" }, project { "core/models.lua", ["luamig.lua"] = [[return {
      database = "postgresql://localhost/x", direct = "postgresql://localhost/y", schema = "app", ledger = "ledger",
      core = { models = "core/models.lua", revisions = "core/migrations" },
      custom = { models = { "tools/{org}/models.lua" }, revisions = "tools/{org}/migrations", role = "r",
        database = "postgresql://u@localhost/x" },
      revisions = "migrations", requires = { widgets = { "acme" }, gears = "acme" },
      lock_timeout = "5s", statement_timeout = 2.5, limits = { seconds = 10, instructions = 1e8, memory = 64 },
    }]] })
    for _, time in ipairs { "0", "'0'", "'500ms'", "'2 min'", "'1h'", "'1.5s'" } do
      finds({}, project(settings("lock_timeout = " .. time)))
    end
  end)

  it("may be a computation", function()
    finds({ "core x/y/models.lua" }, project { "x/y/models.lua", ["luamig.lua"] = [[
      local function models(...) return { models = { ... } } end
      local config = { core = models("x/**/models.lua") }
      return config]] })
  end)

  it("that cannot be read is an error", function()
    local made = project {}
    made:write("luamig.lua", nil)
    assert.equal(0, process.run({ "mkdir", made.folder .. "/luamig.lua" }).code)
    fails(made, "luamig.lua: is a folder, not a regular file")
  end)
end)

describe("env", function()
  -- What env gives is seen through print, which writes to stderr.
  local function env(dotenv, expression, variables)
    local made = project { [".env"] = dotenv, ["luamig.lua"] = ("print('<' .. tostring(%s) .. '>') return {}")
      :format(expression or "env 'X'") }
    local result = made:luamig("models", { env = variables })
    assert.equal(0, result.code, result.err)
    return result.err:match "<(.*)>"
  end

  it("is the environment's", function()
    assert.equal("from outside", env(nil, nil, { X = "from outside" }))
    assert.equal("nil", env(nil, "env 'NOT_SET_AT_ALL'"))
  end)

  it("reads .env beside luamig.lua, over which the real environment wins", function()
    assert.equal("from file", env "X=from file")
    assert.equal("from outside", env("X=from file", nil, { X = "from outside" }))
  end)

  it("reads .env also from a folder beneath", function()
    local made = project { [".env"] = "X=1", ["sub/.env"] = "X=2",
      ["luamig.lua"] = "print('X is ' .. env 'X') return {}" }
    has(made:luamig("models", { dir = made.folder .. "/sub" }).err, "X is 1")
  end)

  it("is nil where it is empty, so that `or` goes on", function()
    assert.equal("other", env("X=", "env 'X' or 'other'"))
    assert.equal("other", env("X=''", "env 'X' or 'other'"))
    assert.equal("other", env("X=file", "env 'X' or 'other'", { X = "" }))
  end)

  it("understands what people write in .env", function()
    for text, value in pairs {
      ["X=a"] = "a",
      ["  X = a  "] = "a",
      ["export X=a"] = "a",
      ["\texport\tX=a"] = "a",
      ["X=a # comment"] = "a",
      ["X=a#b"] = "a#b",
      ["X=# comment"] = "nil",
      ["# X=no\n\n  # more\nX=a"] = "a",
      ["X=\"a b\" # comment"] = "a b",
      ["X='a b'"] = "a b",
      ["X=\"a#b\""] = "a#b",
      ["X=\"a\\nb\\t\\\"c\\\\ \\$\""] = "a\nb\t\"c\\ $",
      ["X='a\\nb$'"] = "a\\nb$",
      ["X=\"a\nb\"\nY=c"] = "a\nb",
      ["X='a\nb'"] = "a\nb",
      ["X=a\r\nY=b\r\n"] = "a",
      ["\u{feff}X=a"] = "a",
      ["X=a\nX=b"] = "b",
      ["X=a=b=c"] = "a=b=c",
      ["X=postgresql://u:p%40ss@h:5432/d?sslmode=require"] = "postgresql://u:p%40ss@h:5432/d?sslmode=require",
      ["P=secret\nX=postgresql://u:${P}@h/d"] = "postgresql://u:secret@h/d",
      ["P=secret\nX=\"${P}\""] = "secret",
      ["P=secret\nX='${P}'"] = "${P}",
      ["P=secret\nX=$P"] = "$P",
      ["X=a${NOT_SET_AT_ALL}b"] = "ab",
      ["X=${"] = "${",
      ["Y\nX=a"] = "a",
      ["XX=no\nX=a\nX_=no"] = "a",
      ["X=\"\u{e4}\""] = "\u{e4}",
      ["X=last line without its end"] = "last line without its end",
      [""] = "nil",
    } do
      assert.equal(value, env(text), "of " .. text)
    end
  end)

  it("prefers the real environment in ${} too", function()
    assert.equal("outside", env("P=file\nX=${P}", nil, { P = "outside" }))
  end)

  it("names the line of .env that it cannot read", function()
    for text, message in pairs {
      ["A=1\nhello world\n"] = ".env:2: is not of the form NAME=value",
      ["A=1\n\n1X=2"] = ".env:3: is not of the form NAME=value",
      ["A='x\ny'\nB=\"z"] = ".env:3: a quote is not closed",
      ["A='x' y"] = ".env:1: is not of the form NAME=value",
    } do
      local made = project { [".env"] = text, ["luamig.lua"] = "return { database = env 'X' }" }
      fails(made, message)
    end
  end)

  it("says no value in any error", function()
    local made = project { [".env"] = "PASSWORD='hunter2' oops", ["luamig.lua"] = "return { database = env 'X' }" }
    lacks(fails(made).err, "hunter2")
  end)

  it("asks for no .env that nobody needs", function()
    local made = project { [".env/x"] = "", ["luamig.lua"] = "return { database = env 'X' }" }
    assert.equal(0, made:luamig("models", { env = { X = "postgresql:///x" } }).code)
    fails(made, ".env: is a folder, not a regular file")
  end)

  it("stands in luamig.lua only", function()
    local made = project { ["core/models.lua"] = "local x = env 'X'" }
    fails(made, "core/models.lua:1: unknown name 'env'")
  end)
end)

describe("a pattern", function()
  it("finds any number of folders by **, none too", function()
    finds({ "core core/a/b/c/models.lua", "core core/a/models.lua", "core core/models.lua" },
      project { "core/models.lua", "core/a/models.lua", "core/a/b/c/models.lua", "models.lua", "a/core/models.lua" })
  end)

  it("orders by the bytes of the path", function()
    local made = project { "core/b/models.lua", "core/a/models.lua", "core/B/models.lua", "core/a-b/models.lua",
      "core/a/b/models.lua", "core/\u{e4}/models.lua", "core/_/models.lua", "core/10/models.lua", "core/9/models.lua",
      "custom_tools/acme/a/models.lua", "custom_resources/acme/z/models.lua" }
    local order = { "core core/10/models.lua", "core core/9/models.lua", "core core/B/models.lua",
      "core core/_/models.lua", "core core/a-b/models.lua", "core core/a/b/models.lua", "core core/a/models.lua",
      "core core/b/models.lua", "core core/\u{e4}/models.lua", "custom/acme custom_resources/acme/z/models.lua",
      "custom/acme custom_tools/acme/a/models.lua" }
    finds(order, made)
    finds(order, made, { env = { LC_ALL = "C.UTF-8", LANG = "en_US.UTF-8" } })
  end)

  it("captures the organisation by {org}", function()
    finds({ "custom/0 custom_tools/0/t/models.lua", "custom/a-b_c custom_tools/a-b_c/t/models.lua",
      "custom/acme custom_tools/acme/models.lua", "custom/node_modules custom_tools/node_modules/x/models.lua" },
      project { "custom_tools/acme/models.lua", "custom_tools/0/t/models.lua", "custom_tools/a-b_c/t/models.lua",
        "custom_tools/node_modules/x/models.lua", "custom_tools/models.lua" })
  end)

  it("may capture it from a part of a folder's name", function()
    finds({ "custom/acme acme-tools/invoice/models.lua", "custom/b-c b-c-tools/models.lua" },
      project { ["luamig.lua"] = [[return { custom = { models = { "{org}-tools/**/models.lua" } } }]],
        "acme-tools/invoice/models.lua", "b-c-tools/models.lua", "tools/models.lua", "acme/models.lua",
        "acme-toolsx/models.lua", "xtools/models.lua" })
    finds({ "custom/acme org.acme.d/models.lua" },
      project { ["luamig.lua"] = [[return { custom = { models = { "org.{org}.d/models.lua" } } }]],
        "org.acme.d/models.lua", "orgxacmexd/models.lua" })
  end)

  it("serves other layouts", function()
    finds({ "core src/core/models.lua", "custom/acme src/custom_tools/acme/models.lua",
      "custom/acme src/resources/acme/price_list/models.lua" },
      project { ["luamig.lua"] = [[return {
        core = { models = { "src/core/models.lua" } },
        custom = { models = { "src/custom_tools/{org}/models.lua", "src/resources/{org}/{resource}/models.lua" } },
      }]], "src/core/models.lua", "src/core/x/models.lua", "src/custom_tools/acme/models.lua",
        "src/custom_tools/acme/deeper/models.lua", "src/resources/acme/price_list/models.lua",
        "src/resources/acme/models.lua", "src/resources/acme/a/b/models.lua", "src/resources/acme/.a/models.lua" })
  end)

  it("may name another file, and end a folder's name by *", function()
    finds({ "core core/a/tables.lua", "core plugin_x/tables.lua" },
      project { ["luamig.lua"] = [[return { core = { models = { "./core//**/tables.lua", "plugin_*/tables.lua" } } }]],
        "core/a/tables.lua", "core/a/models.lua", "plugin_x/tables.lua", "plugin/tables.lua" })
  end)

  it("may leave the project, or be a full path", function()
    local outer = project { ["app/luamig.lua"] = [[return { core = { models = { "../shared/**/models.lua" } } }]],
      "shared/a/models.lua" }
    finds({ "core ../shared/a/models.lua" }, outer, { dir = outer.folder .. "/app" })
    outer:write("app/luamig.lua", ("return { core = { models = %q } }"):format(outer.folder .. "/shared/**/models.lua"))
    finds({ "core " .. outer.folder .. "/shared/a/models.lua" }, outer, { dir = outer.folder .. "/app" })
  end)

  it("is checked", function()
    for text, message in pairs {
      ["core = { models = { 'core/{org}/models.lua' } }"] = "holds {org}, which only custom's patterns may",
      ["custom = { models = { 'tools/models.lua' } }"] = "must hold {org} once",
      ["custom = { models = { '{org}/{org}/models.lua' } }"] = "must hold {org} once",
      ["core = { models = { 'core/**' } }"] = "must end with a file's name",
      ["core = { models = { 'core/' } }"] = "must end with a file's name",
      ["core = { models = { 'core/*.lua' } }"] = "must end with a file's name",
    } do
      fails(project(settings(text)), "luamig.lua:1: the pattern '", message)
    end
  end)

  it("finds a file once, however many find it", function()
    finds({ "core core/a/models.lua" }, project { "core/a/models.lua", ["luamig.lua"] =
      [[return { core = { models = { "core/a/models.lua", "core/**/models.lua", "c*/a/models.lua" } } }]] })
  end)

  it("finds nothing where its folder is absent", function()
    finds({}, project { ["a"] = "a file", ["luamig.lua"] =
      [[return { core = { models = { "nowhere/**/models.lua", "a/b/models.lua" } } }]] })
  end)
end)

describe("** follows", function()
  it("no link", function()
    local made = project { "core/a/models.lua", "elsewhere/b/models.lua" }
    link(made, "../elsewhere", "core/link")
    link(made, "..", "core/a/up")
    finds({ "core core/a/models.lua" }, made)
  end)

  it("no folder whose name begins with a dot", function()
    finds({ "core core/a/models.lua" },
      project { "core/a/models.lua", "core/.git/models.lua", "core/.a/b/models.lua", "core/a/.hidden/models.lua" })
  end)

  it("a tree of 2,000 folders", function()
    local made = project {}
    assert.equal(0, process.run(([[cd '%s' && mkdir -p core && cd core &&
      for i in $(seq 40); do mkdir -p $(printf 'm%%s/t%%s ' $(for j in $(seq 50); do echo $i $j; done)); done &&
      for d in m*/t*; do : > $d/models.lua; done]]):format(made.folder)).code)
    assert.equal(2000, #found(made))
  end)
end)

describe("a named or captured folder", function()
  it("may be a link", function()
    local made = project { "elsewhere/core/a/models.lua", "elsewhere/acme/t/models.lua", "elsewhere/file.lua" }
    link(made, "elsewhere/core", "core")
    assert.equal(0, process.run({ "mkdir", made.folder .. "/custom_tools" }).code)
    link(made, "../elsewhere/acme", "custom_tools/acme")
    finds({ "core core/a/models.lua", "custom/acme custom_tools/acme/t/models.lua" }, made)
  end)

  it("may hold models.lua as a link to a file", function()
    local made = project { ["shared.lua"] = "" , ["core/a/x.txt"] = "" }
    link(made, "../../shared.lua", "core/a/models.lua")
    finds({ "core core/a/models.lua" }, made)
  end)

  it("that is hidden may be named", function()
    finds({ "core .core/models.lua" }, project { ".core/models.lua",
      ["luamig.lua"] = [[return { core = { models = { ".core/models.lua" } } }]] })
  end)
end)

describe("discovery refuses", function()
  it("a folder whose name can be no organisation's, if a models.lua is beneath", function()
    for _, name in ipairs { "Acme", "_acme", "-acme", "ac.me", "ac me", "\u{e4}cme", ".acme" } do
      local made = project { ("custom_tools/%s/a/b/models.lua"):format(name) }
      local result = fails(made, ("custom_tools/%s: '%s' stands where {org} stands"):format(name, name),
        "rename the folder")
      lacks(result.err, "a/b")
    end
    finds({}, project { ["custom_tools/README/notes.txt"] = "", ["custom_tools/.git/config"] = "",
      ["custom_tools/Makefile"] = "" })
  end)

  it("the same in a part of a folder's name", function()
    local made = project { ["luamig.lua"] = [[return { custom = { models = { "{org}-tools/models.lua" } } }]],
      "Acme-tools/models.lua" }
    fails(made, "Acme-tools: 'Acme' stands where {org} stands")
  end)

  it("models.lua that is a folder", function()
    fails(project { ["core/a/models.lua/x"] = "" }, "core/a/models.lua: is a directory, not a regular file")
  end)

  it("models.lua that is a FIFO", function()
    local made = project { ["core/x"] = "" }
    assert.equal(0, process.run({ "mkfifo", made.folder .. "/core/models.lua" }).code)
    fails(made, "core/models.lua: is a named pipe, not a regular file")
  end)

  it("models.lua that is a device", function()
    local made = project { ["core/x"] = "" }
    link(made, "/dev/zero", "core/models.lua")
    fails(made, "core/models.lua: is a char device, not a regular file")
  end)

  it("models.lua of more than 16 MiB", function()
    fails(project { ["core/models.lua"] = ("-"):rep((16 << 20) + 1) }, "core/models.lua: is larger than 16 MiB")
  end)

  it("models.lua that leads nowhere, or to itself", function()
    local made = project { ["core/a/x"] = "", ["core/b/x"] = "" }
    link(made, "nowhere", "core/a/models.lua")
    link(made, "models.lua", "core/b/models.lua")
    fails(made, "core/a/models.lua: is a link that leads nowhere", "core/b/models.lua: cannot be read: Too many levels")
  end)

  it("a folder that leads nowhere", function()
    local made = project { "custom_tools/acme/models.lua" }
    link(made, "nowhere", "core")
    link(made, "nowhere", "custom_tools/widgets")
    fails(made, "core: is a link that leads nowhere", "custom_tools/widgets: is a link that leads nowhere")
  end)

  it("a file for two owners", function()
    local made = project { ["luamig.lua"] = [[return {
      core = { models = { "**/models.lua" } }, custom = { models = { "custom_tools/{org}/**/models.lua" } },
    }]], "core/models.lua", "custom_tools/acme/a/models.lua" }
    fails(made, "custom_tools/acme/a/models.lua: is found for two owners: core and custom/acme",
      "each file has one owner")
  end)

  it("a file for two organisations, by a link", function()
    local made = project { "custom_tools/acme/a/models.lua" }
    link(made, "acme", "custom_tools/beta")
    fails(made, "custom_tools/beta/a/models.lua: is found for two owners: " ..
      "custom/acme (as custom_tools/acme/a/models.lua) and custom/beta")
  end)

  it("but not a file that one organisation has twice", function()
    local made = project { "custom_tools/acme/a/models.lua", ["custom_resources/x"] = "" }
    link(made, "../custom_tools/acme", "custom_resources/acme")
    finds({ "custom/acme custom_resources/acme/a/models.lua" }, made)
  end)

  it("what it may not read", function()
    local made = project({ "core/a/models.lua", "core/b/models.lua", "core/ok/models.lua",
      "custom_tools/acme/models.lua" }, { as = "nobody" })
    assert.equal(0, process.run({ "chmod", "000", made.folder .. "/core/a" }).code)
    assert.equal(0, process.run({ "chmod", "000", made.folder .. "/core/b/models.lua" }).code)
    assert.equal(0, process.run({ "chmod", "000", made.folder .. "/custom_tools" }).code)
    fails(made, "core/a: cannot be read: Permission denied", "custom_tools: cannot be read: Permission denied")
    assert.equal(0, process.run({ "chmod", "755", made.folder .. "/core/a", made.folder .. "/custom_tools" }).code)
    local result = fails(made, "core/b/models.lua: cannot be read: Permission denied", "tool b, owner core")
    lacks(result.err, "core/a")
  end)

  it("everything at once", function()
    local made = project { ["core/a/models.lua/x"] = "", "custom_tools/Acme/models.lua", ["core/b/x"] = "" }
    link(made, "nowhere", "core/b/models.lua")
    fails(made, "core/a/models.lua: is a directory", "core/b/models.lua: is a link", "custom_tools/Acme: 'Acme'")
  end)
end)

describe("a tool", function()
  it("is named after its folder, or the one above a folder called models", function()
    local made = project { "core/models.lua", "core/clients/models.lua", "core/billing/models/models.lua",
      "custom_tools/acme/invoice_generator/models.lua", "custom_tools/acme/models.lua" }
    local names = {}
    for _, file in ipairs(json.decode(made:must("models --json").out).files) do names[file.path] = file.tool end
    assert.same({
      ["core/models.lua"] = "core",
      ["core/clients/models.lua"] = "clients",
      ["core/billing/models/models.lua"] = "billing",
      ["custom_tools/acme/invoice_generator/models.lua"] = "invoice_generator",
      ["custom_tools/acme/models.lua"] = "acme",
    }, names)
  end)

  it("may have any name", function()
    local name = "it's a\n\"tool\" \u{e4} \27[2J"
    local made = project { [("core/%s/models.lua"):format(name)] = "x = 1" }
    local result = fails(made, "is assigned as a global")
    lacks(result.err, "\27")
  end)
end)

describe("revisions", function()
  local REVISION = "revision { up = function(op) end, down = function(op) end }"

  local function heads(made)
    local list = {}
    for i, head in ipairs(json.decode(made:must("heads --json").out).heads) do
      list[i] = head.owner .. " " .. head.file
    end
    return list
  end

  local function refuses(made, ...)
    local result = made:luamig "heads"
    assert.equal(1, result.code)
    for _, part in ipairs { ... } do has(result.err, part) end
  end

  it("stand in one folder for all", function()
    assert.same({
      "core migrations/20250101_000000_core_a.lua",
      "custom/acme migrations/20250102_000000_custom_acme_b.lua",
    }, heads(project { ["migrations/20250101_000000_core_a.lua"] = REVISION,
        ["migrations/20250102_000000_custom_acme_b.lua"] = REVISION }))
  end)

  it("may stand in another", function()
    assert.same({ "core db/revisions/20250101_000000_core_a.lua" }, heads(project {
      ["luamig.lua"] = [[return { revisions = "db/revisions/" }]],
      ["db/revisions/20250101_000000_core_a.lua"] = REVISION,
      ["migrations/20250102_000000_core_b.lua"] = REVISION,
    }))
  end)

  local apart = [[return {
    core = { revisions = "core/migrations" }, custom = { revisions = "custom_tools/{org}/migrations" },
  }]]

  it("may stand apart, each organisation's in its own folder", function()
    assert.same({
      "core core/migrations/20250101_000000_core_a.lua",
      "custom/acme custom_tools/acme/migrations/20250102_000000_custom_acme_b.lua",
      "custom/widgets custom_tools/widgets/migrations/20250101_000000_custom_widgets_c.lua",
    }, heads(project {
      ["luamig.lua"] = apart,
      ["core/migrations/20250101_000000_core_a.lua"] = REVISION,
      ["custom_tools/acme/migrations/20250102_000000_custom_acme_b.lua"] = REVISION,
      ["custom_tools/widgets/migrations/20250101_000000_custom_widgets_c.lua"] = REVISION,
    }))
  end)

  it("are files in those folders, not hidden and not beneath", function()
    assert.same({ "core migrations/20250101_000000_core_a.lua" }, heads(project {
      ["migrations/20250101_000000_core_a.lua"] = REVISION,
      ["migrations/.20250102_000000_core_b.lua"] = REVISION,
      ["migrations/old/20250103_000000_core_c.lua"] = REVISION,
      ["migrations/20250104_000000_core_d.lua.bak"] = REVISION,
      ["migrations/README.md"] = "",
    }))
  end)

  it("that cannot be read are errors, all at once", function()
    local made = project { ["luamig.lua"] = apart, ["core/migrations/20250101_000000_core_a.lua/x"] = "",
      ["custom_tools/Acme/migrations/20250101_000000_custom_acme_b.lua"] = REVISION }
    link(made, "nowhere", "core/migrations/20250102_000000_core_b.lua")
    refuses(made, "core/migrations/20250101_000000_core_a.lua: is a directory, not a regular file",
      "core/migrations/20250102_000000_core_b.lua: is a link that leads nowhere",
      "custom_tools/Acme: 'Acme' stands where {org} stands")
  end)

  it("may be none", function()
    assert.same({}, heads(project {}))
  end)
end)

describe("the database", function()
  it("may be named as SQLAlchemy does", function()
    local made = support.project { ["core/models.lua"] = "" }
    local url = made.database.url
    for _, scheme in ipairs { "postgresql", "postgres", "postgresql+asyncpg", "postgresql+psycopg2", "postgres+pg8000" } do
      local other = url:gsub("^%a+", scheme)
      made:must("current", { env = { DATABASE_URL = other } })
      made:must({ "current", "--database", other }, { env = { DATABASE_URL = "postgresql://x:1/y" } })
    end
  end)

  it("may be named in .env", function()
    local made = support.project { ["core/models.lua"] = "" }
    local url = made.database.url
    made:write(".env", ("# the database\nexport DATABASE_URL=%q\n"):format(url:gsub("^%a+", "postgresql+asyncpg")))
    made:must("current", { env = { DATABASE_URL = false } })
    local other = made:luamig("current", { env = { DATABASE_URL = "postgresql://localhost:1/y" } })
    assert.equal(1, other.code)
  end)

  it("that is named nowhere is missed with a way out", function()
    local result = project(settings "database = env 'DATABASE_URL'"):luamig "current"
    assert.equal(1, result.code)
    has(result.err, "no database is known")
    has(result.err, "DATABASE_URL")
  end)
end)

describe("an organisation", function()
  local function with(line)
    return project { ["luamig.lua"] = "return { " .. line .. " }",
      ["custom_tools/acme/models.lua"] = [[model "acme_t" { { "id", "bigint", primary_key = true } }]],
      ["custom_tools/widgets/models.lua"] = [[model "widgets_t" { { "a", "bigint", references = "acme_t.id" } }]] }
  end

  it("references another only where requires says so", function()
    fails(with "", "custom_tools/widgets/models.lua:1", "custom/widgets leans on", "requires = { widgets = { \"acme\" } }")
    fails(with "requires = { acme = { 'widgets' } }", "leans on")
    assert.equal(2, #found(with "requires = { widgets = { 'acme' } }"))
    assert.equal(2, #found(with "requires = { gears = 'x', widgets = 'acme' }"))
  end)
end)
