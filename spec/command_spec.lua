local support = require "spec.support"
local json = require("spec.unit").json

local function run(words, options)
  return support.luamig(words, options)
end

-- What --help --json says of each command: the table itself.
local function table_of_commands()
  return json.decode(run({ "help", "--json" }).out)
end

describe("a usage error", function()
  -- words; what stderr says; the hint, if there is one
  local errors = {
    { { "craete", "x" }, "unknown command 'craete'", "did you mean 'create'?" },
    { { "statsu" }, "unknown command 'statsu'", "did you mean 'status'?" },
    { { "upgade" }, "unknown command 'upgade'", "did you mean 'upgrade'?" },
    { { "Upgrade" }, "unknown command 'Upgrade'", "did you mean 'upgrade'?" },
    { { "comp" }, "unknown command 'comp'", "did you mean 'completions'?" },
    { { "modles" }, "unknown command 'modles'", "did you mean 'models'?" },
    { { "xyzzy" }, "unknown command 'xyzzy'", "luamig help lists the commands" },
    { { "" }, "unknown command ''", "luamig help lists the commands" },
    { { ("x"):rep(10000) }, "unknown command 'x+'", "luamig help lists the commands" },
    { { "help", "statsu" }, "unknown command 'statsu'", "did you mean 'status'?" },
    { { "-1" }, "unknown command '%-1'" },

    { { "status", "--exitcode" }, "unknown option %-%-exitcode", "did you mean --exit-code?" },
    { { "status", "--exit_code" }, "unknown option %-%-exit_code", "did you mean --exit-code?" },
    { { "create", "x", "--emtpy" }, "unknown option %-%-emtpy", "did you mean --empty?" },
    { { "create", "x", "--coustom=acme" }, "unknown option %-%-coustom", "did you mean --custom?" },
    { { "create", "x", "-custom", "acme" }, "unknown option %-custom", "did you mean --custom?" },
    { { "--jsno", "status" }, "unknown option %-%-jsno", "did you mean --json?" },
    { { "status", "--like-none" }, "unknown option %-%-like%-none", "luamig help status lists the options" },
    { { "status", "-x" }, "unknown option %-x", "luamig help status lists the options" },
    { { "status", "-qx" }, "unknown option %-qx" },
    { { "--nothing" }, "unknown option %-%-nothing", "luamig help lists the options" },
    { { "downgrade", "-x1" }, "unknown option %-x1" },

    { { "status", "--empty" }, "status takes no option %-%-empty", "it belongs to: create" },
    { { "--exit-code", "history" }, "history takes no option %-%-exit%-code", "it belongs to: status" },
    { { "history", "--allow", "deletes_data" }, "history takes no option %-%-allow", "it belongs to: create" },

    { { "create", "x", "--custom" }, "option %-%-custom needs a value: ORG" },
    { { "create", "x", "--custom=" }, "option %-%-custom needs a value: ORG" },
    { { "create", "x", "--custom", "" }, "option %-%-custom needs a value: ORG" },
    { { "create", "x", "--custom", "--empty" }, "option %-%-custom needs a value: ORG" },
    { { "status", "--database" }, "option %-%-database needs a value: URL" },
    { { "status", "--quiet=yes" }, "option %-%-quiet takes no value" },
    { { "create", "x", "--custom", "a", "--custom=b" }, "option %-%-custom was given twice" },
    { { "--color", "never", "status", "--color=always" }, "option %-%-color was given twice" },

    { { "status", "--color=purple" }, "option %-%-color takes auto|always|never, not 'purple'" },
    { { "status", "--color", "allways" }, "takes auto|always|never, not 'allways'", "did you mean always?" },
    { { "new", "tool", "x", "--pattern", "dta" }, "%-%-pattern takes data|.*, not 'dta'", "did you mean data?" },
    { { "upgrade", "--lock-wait", "soon" }, "option %-%-lock%-wait takes a number of seconds .*, not 'soon'" },
    { { "upgrade", "--lock-wait", "-1" }, "takes a number of seconds up to 2147483, not '%-1'" },
    { { "upgrade", "--lock-timeout", "1.2.3" }, "takes a number of seconds up to 2147483, not '1%.2%.3'" },
    { { "upgrade", "--lock-timeout", "." }, "takes a number of seconds up to 2147483, not '%.'" },
    { { "upgrade", "--lock-timeout", "0x10" }, "takes a number of seconds up to 2147483, not '0x10'" },
    { { "upgrade", "--lock-timeout", "inf" }, "takes a number of seconds up to 2147483, not 'inf'" },
    { { "upgrade", "--statement-timeout", "99999999999" }, "takes a number of seconds up to 2147483" },

    { { "create" }, "create needs MESSAGE", "luamig create MESSAGE" },
    { { "create", "" }, "create was given an empty MESSAGE" },
    { { "create", "add", "invoice", "tables" }, "create takes MESSAGE, but was given 3 arguments",
      'put the message in quotes: luamig create "add invoice ..."' },
    { { "downgrade" }, "downgrade needs TARGET", "luamig downgrade TARGET" },
    { { "show" }, "show needs REVISION", "luamig show REVISION" },
    { { "show", "a", "b" }, "show takes REVISION, but was given 2 arguments", "luamig show REVISION" },
    { { "upgrade", "+1", "+2" }, "upgrade takes %[TARGET%], but was given 2 arguments" },
    { { "status", "now" }, "status takes no arguments, but was given 'now'" },
    { { "init", "a", "b" }, "init takes %[DIR%], but was given 2 arguments" },
    { { "init", "" }, "init was given an empty DIR" },
    { { "init", "a", "--project", "b" }, "init takes DIR or %-%-project DIR, not both" },
    { { "completions" }, "completions needs bash|zsh|fish" },
    { { "completions", "tcsh" }, "completions takes bash|zsh|fish, not 'tcsh'" },
    { { "completions", "fsih" }, "completions takes bash|zsh|fish, not 'fsih'", "did you mean fish?" },
    { { "server" }, "server needs start|stop|url|psql" },
    { { "server", "strat" }, "server takes start|stop|url|psql, not 'strat'", "did you mean start?" },
    { { "new", "tool" }, "new needs NAME", "luamig new tool|resource NAME" },
    { { "new", "plugin", "x" }, "new takes tool|resource, not 'plugin'" },
  }

  for _, case in ipairs(errors) do
    local words, message, hint = table.unpack(case)
    it(("of luamig %s exits 2 and says %s"):format(table.concat(words, " "):sub(1, 60), message), function()
      local result = run(words)
      assert.equal(2, result.code)
      assert.equal("", result.out)
      assert.matches("^error: [^\n]*" .. message, result.err)
      if hint then
        assert.truthy(result.err:find("\n  hint: " .. hint .. "\n", 1, true), result.err)
      end
    end)
  end

  it("names the command that is unknown, whatever else is wrong", function()
    assert.matches("unknown command 'craete'", run({ "craete", "--emtpy" }).err)
  end)

  it("is one JSON document on stdout under --json, wherever that stands", function()
    for _, words in ipairs { { "--json", "craete" }, { "craete", "--json" }, { "create", "--emtpy", "--json", "x" } } do
      local result = run(words)
      local document = json.decode(result.out)
      assert.equal(2, result.code)
      assert.equal("", result.err)
      assert.equal(2, document.error.code)
      assert.matches("^unknown ", document.error.message)
      assert.matches("^did you mean", document.error.hint)
    end
  end)

  it("shows control characters and what turns text around as escapes", function()
    local result = run { "a\27[31mb\r\u{202e}c\255\u{e9}" }
    assert.truthy(result.err:find("unknown command 'a\\x1b[31mb\\x0d\\u{202e}c\\xffé'", 1, true), result.err)
    local document = json.decode(run({ "--json", "a\27\"\\\n\u{e9}" }).out)
    assert.equal("unknown command 'a\27\"\\\n\u{e9}'", document.error.message)
    assert.equal("unknown command '\u{fffd}'", json.decode(run({ "--json", "\255" }).out).error.message)
  end)
end)

describe("the command line", function()
  local function owner_of(...)
    local project = support.project({}, { database = false })
    local result = project:luamig { ... }
    assert.equal(0, result.code, result.err)
    return json.decode(result.out).created
  end

  it("takes options before, after and between the words", function()
    local path = "custom_tools/acme/x/models.lua"
    assert.equal(path, owner_of("--json", "--custom", "acme", "new", "tool", "x"))
    assert.equal(path, owner_of("new", "--custom", "acme", "tool", "x", "--json"))
    assert.equal(path, owner_of("new", "tool", "--json", "x", "--custom=acme"))
    assert.equal(path, owner_of("--custom=acme", "new", "-q", "tool", "x", "-v", "--json"))
  end)

  it("takes letters alone and together", function()
    assert.equal("core/x/models.lua", owner_of("-qv", "new", "tool", "x", "--json"))
  end)

  it("ends options at --", function()
    local result = run { "help", "--", "--json" }
    assert.equal(2, result.code)
    assert.matches("unknown command '%-%-json'", result.err)
  end)

  it("reads -N and +N as arguments", function()
    for _, words in ipairs { { "downgrade", "-1" }, { "upgrade", "+2" }, { "downgrade", "--sql", "-12" } } do
      local result = run(words, { dir = support.folder() })
      assert.equal(1, result.code) -- it went on to look for the project
      assert.matches("no luamig.lua", result.err)
    end
  end)

  it("repeats what may be repeated", function()
    local project = support.project({}, { database = false })
    project:must { "new", "tool", "x", "--pattern", "log", "--pattern=sync" }
    local text = project:read "core/x/models.lua"
    assert.matches("patterns.log", text)
    assert.matches("patterns.sync", text)
    assert.falsy(text:find("patterns.data", 1, true))
  end)

  it("finds the project upwards, and takes --project exactly", function()
    local project = support.project({ ["a/b/file"] = "" }, { database = false })
    assert.equal(0, run({ "models" }, { dir = project.folder .. "/a/b" }).code)
    assert.equal(0, run({ "models", "--project", project.folder }).code)
    local result = run { "models", "--project", project.folder .. "/a/b" }
    assert.equal(1, result.code)
    assert.matches("luamig.lua", result.err)
  end)

  it("refuses what is no organisation's name", function()
    local project = support.project({}, { database = false })
    for _, name in ipairs { "Acme", "_acme", "a/b", "..", "a b", "é", "a.b" } do
      local result = project:luamig { "models", "--custom", name }
      assert.equal(2, result.code)
      assert.matches("%-%-custom takes the name of an organisation", result.err)
      assert.matches("hint: a name is made of a%-z", result.err)
    end
    assert.matches("hint: write %-%-custom acme", project:luamig({ "models", "--custom", "custom/acme" }).err)
  end)

  it("asks for a database where none is known, and prints no password", function()
    local project = support.project({ ["luamig.lua"] = 'return { core = { models = { "core/**/models.lua" } } }' },
      { database = false })
    local result = project:luamig { "status" }
    assert.equal(1, result.code)
    assert.matches("no database is known", result.err)
    assert.matches("hint: .*DATABASE_URL.*%-%-database", result.err)
    result = project:luamig { "status", "--database", "postgresql://u:s3cret@/nowhere?host=/nowhere" }
    assert.equal(1, result.code)
    assert.falsy((result.out .. result.err):find("s3cret", 1, true))
  end)

  it("takes --database before the project's, and URLs as SQLAlchemy writes them", function()
    local project = support.project()
    local other = support.database()
    for _, url in ipairs { other.url, (other.url:gsub("^postgresql:", "postgresql+asyncpg:")) } do
      local out = project:must({ "doctor", "--database", url }).out
      assert.matches("connection  database " .. other.name .. " as", out)
      out = project:must({ "doctor" }, { env = { DATABASE_URL = url } }).out
      assert.matches("connection  database " .. other.name .. " as", out)
    end
    assert.matches("connection  database " .. project.database.name .. " as", project:must({ "doctor" }).out)
  end)

  it("connects where PG* variables say if nothing else does", function()
    local project = support.project({ ["luamig.lua"] = 'return { core = { models = { "core/**/models.lua" } } }' },
      { database = false })
    local database = support.database()
    local result = project:luamig({ "status" }, { env = {
      PGHOST = support.server.socket(), PGUSER = "postgres", PGDATABASE = database.name,
    } })
    assert.equal(0, result.code, result.err)
  end)

  it("exits 2 without a command, after what help prints", function()
    local result = run {}
    assert.equal(2, result.code)
    assert.equal(run({ "help" }).out, result.out)
  end)

  it("prints the version", function()
    for _, words in ipairs { { "--version" }, { "-V" }, { "version" }, { "status", "--version" } } do
      local result = run(words)
      assert.equal(0, result.code)
      assert.matches("^luamig %d+%.%d+%.%d+\n$", result.out)
    end
    assert.matches("^%d+%.%d+%.%d+$", json.decode(run({ "--version", "--json" }).out).version)
  end)

  it("says so when stdout cannot be written, and not when its reader has gone", function()
    local result = support.run("exec ${LUAMIG:-build/luamig} help > /dev/full")
    assert.equal(1, result.code)
    assert.matches("cannot write to stdout: No space left", result.err)
    result = support.run("{ ${LUAMIG:-build/luamig} man; echo $? >&2; } | head -c 1 >/dev/null")
    assert.equal("0\n", result.err)
  end)
end)

describe("colour", function()
  local escape = "\27%["
  it("is used where it is asked for", function()
    assert.matches(escape, run({ "help", "--color=always" }).out)
    assert.matches(escape, run({ "craete", "--color=always" }).err)
    assert.matches(escape, run({ "craete", "--color=always" }, { env = { NO_COLOR = "1" } }).err)
  end)
  it("is not used in a file", function()
    assert.falsy(run({ "help" }).out:find(escape))
    assert.falsy(run({ "craete" }).err:find(escape))
  end)

  -- script(1) gives a terminal
  local function on_terminal(command, environment)
    return support.run("script -qec '" .. command .. "' /dev/null", { env = environment }).out
  end
  local binary = os.getenv "LUAMIG" or support.root .. "/build/luamig"
  it("is used on a terminal, unless NO_COLOR, TERM or --color say otherwise", function()
    local terminal = { TERM = "xterm" }
    assert.matches(escape, on_terminal(binary .. " help", terminal))
    assert.matches(escape, on_terminal(binary .. " help", { TERM = "xterm", NO_COLOR = "" }))
    assert.falsy(on_terminal(binary .. " help", { TERM = "xterm", NO_COLOR = "1" }):find(escape))
    assert.falsy(on_terminal(binary .. " help", { TERM = "dumb" }):find(escape))
    assert.falsy(on_terminal(binary .. " help --color never", terminal):find(escape))
  end)
end)

describe("help", function()
  it("lists every command with its summary, and the options that all take", function()
    local text = run({ "help" }).out:gsub("%s+", " ")
    local all = table_of_commands()
    assert.is_true(#all.commands >= 15)
    for _, command in ipairs(all.commands) do
      assert.truthy(text:find(" " .. command.name .. " ", 1, true), command.name)
      assert.truthy(text:find(command.summary, 1, true), command.summary)
    end
    for _, option in ipairs(all.options) do
      assert.truthy(text:find("--" .. option.name, 1, true), option.name)
    end
  end)

  for _, command in ipairs(table_of_commands().commands) do
    it("of " .. command.name .. " has its arguments and options, by all three ways", function()
      local result = run { command.name, "--help" }
      assert.equal(0, result.code)
      assert.equal("", result.err)
      assert.equal(result.out, run({ "help", command.name }).out)
      assert.equal(result.out, run({ "-h", command.name, "--nonsense" }).out)
      assert.truthy(result.out:find("luamig " .. command.name, 1, true))
      assert.truthy(result.out:find(command.summary, 1, true))
      if command.arguments ~= json.null then
        assert.truthy(result.out:find(command.arguments, 1, true))
      end
      for _, option in ipairs(command.options) do
        local argument = option.argument ~= json.null and " " .. option.argument or ""
        assert.matches("%-%-" .. (option.name .. argument):gsub("%p", "%%%0") .. "%f[%s]", result.out)
        assert.truthy(result.out:gsub("%s+", " "):find(option.help, 1, true), option.help)
      end
      for line in result.out:gmatch "[^\n]+" do
        assert.is_true(utf8.len(line) <= 80, line)
      end
    end)
  end

  it("of one command is that command alone as JSON", function()
    local document = json.decode(run({ "help", "create", "--json" }).out)
    assert.equal(1, #document.commands)
    assert.equal("create", document.commands[1].name)
  end)
end)

describe("what is made from the table", function()
  local shells = { "bash", "zsh", "fish" }

  local function each_option(visit)
    local all = table_of_commands()
    for _, command in ipairs(all.commands) do
      for _, option in ipairs(command.options) do visit(option, command) end
    end
    for _, option in ipairs(all.options) do visit(option) end
  end

  for _, shell in ipairs(shells) do
    it("completions for " .. shell .. " name every command and every option", function()
      local result = run { "completions", shell }
      assert.equal(0, result.code)
      for _, command in ipairs(table_of_commands().commands) do
        assert.matches("%f[%w]" .. command.name .. "%f[%W]", result.out)
      end
      each_option(function(option)
        local name = option.name:gsub("%-", "%%-")
        assert.matches((shell == "fish" and "%-l " or "%-%-") .. name .. "%f[^%w-]", result.out)
      end)
    end)

    it("completions for " .. shell .. " are read by it", function()
      if support.run("command -v " .. shell).code ~= 0 then
        return pending(shell .. " is not installed")
      end
      local file = support.folder() .. "/completions"
      support.run("exec ${LUAMIG:-build/luamig} completions " .. shell .. " > " .. file)
      local result = support.run { shell, "-n", file }
      assert.equal(0, result.code, result.err)
      assert.equal("", result.err)
    end)
  end

  it("completions for bash complete commands, options, values and arguments", function()
    local file = support.folder() .. "/completions"
    support.run("exec ${LUAMIG:-build/luamig} completions bash > " .. file)
    local function complete(...)
      local result = support.run { "bash", "-c", [[source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($#-1))
        _luamig; echo "${COMPREPLY[@]}"]], "bash", file, "luamig", ... }
      assert.equal("", result.err)
      return (result.out:gsub("\n$", ""))
    end
    assert.equal("create", complete "cr")
    assert.equal("stamp status", complete("--json", "sta"))
    assert.equal("always", complete("--color", "=", "al"))
    assert.equal("auto always never", complete("--color", "="))
    assert.equal("--allow --adopt --accept-drift", complete("create", "--a"))
    assert.equal("--dry-run", complete("--custom", "acme", "create", "--dr"))
    assert.equal("bash zsh fish", complete("completions", ""))
    assert.equal("tool resource", complete("new", ""))
    assert.equal("", complete("new", "tool", ""))
    assert.equal("item", complete("new", "tool", "x", "--pattern", "i"))
    assert.equal("doctor downgrade", complete("help", "do"))
    assert.equal("/etc", complete("init", "/et"))
    assert.equal("", complete("create", "--custom", ""))
  end)

  it("the manual page names every command, every option and every exit code", function()
    local page = run({ "man" }).out
    for _, command in ipairs(table_of_commands().commands) do
      assert.matches("\n%.SS " .. command.name .. "%f[%s]", page)
    end
    each_option(function(option)
      local name = "\\-\\-" .. option.name:gsub("%-", "\\-") .. "\\fR"
      assert.truthy(page:find(name, 1, true), option.name)
    end)
    for _, code in ipairs { 0, 1, 2, 3, 4, 130 } do
      assert.truthy(page:find("\n.TP\n" .. code .. "\n", 1, true), code)
    end
  end)

  it("the manual page is read by man without a warning", function()
    if support.run("command -v groff").code ~= 0 then
      return pending "groff is not installed"
    end
    local result = support.run("${LUAMIG:-build/luamig} man | groff -man -Tutf8 -ww -z")
    assert.equal("", result.err)
    assert.equal(0, result.code)
  end)

  it("an option of several commands takes the same argument in all", function()
    local argument = {}
    each_option(function(option)
      if argument[option.name] ~= nil then assert.equal(argument[option.name], option.argument, option.name) end
      argument[option.name] = option.argument
    end)
  end)
end)
