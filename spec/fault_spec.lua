-- Law 7: whatever ends a run at whatever moment, the next `upgrade` (or `downgrade`) leaves what an undisturbed run
-- leaves: schema, data and ledger.
--
-- The moments are drawn: LUAMIG_SEED repeats them, LUAMIG_CUTS says how many (500; 60 without it). A failure names
-- its moment, and LUAMIG_CUT="up kill client 37" tries that one alone.
local support = require "spec.support"
local chain = require "spec.support.chain"
local cutter = require "spec.support.cutter"
local disk = require "spec.support.disk"

local seed = math.tointeger(os.getenv "LUAMIG_SEED" or "") or os.time()
local cuts = math.tointeger(os.getenv "LUAMIG_CUTS" or "") or 60
local LIMIT = 30 -- seconds: a run that takes longer hangs

-- Revisions with every kind of phase. What is done twice shows: cents = 2 * cents + id is no fixed point, journal has
-- a row for each thing done.
local bodies = {
    [[
    up = function(op, db)
        op.create_table("accounts", { { "id", "integer", primary_key = true }, { "cents", "bigint" }, { "note", "text" } })
        op.create_table("journal", { { "id", "bigint", primary_key = true, identity = true }, { "account", "integer", references = "accounts.id" }, { "what", "text" } })
        for id = 1, 12 do
            db:execute("INSERT INTO accounts (id, cents) VALUES ($1, $2)", id, id * 1000)
        end
        db:insert("journal", { { account = 1, what = "opened" }, { account = 2, what = "opened" } })
    end,
    down = function(op)
        op.drop_table("journal")
        op.drop_table("accounts")
    end,]],
    [[
    up = {
        function(op, db)
            op.create_column("accounts", { "amount", "numeric(20,2)" })
            op.create_index("journal_account_idx", "journal", { "account" })
            db:try(function() db:execute "INSERT INTO accounts (id) VALUES (1)" end)
        end,
        hook("amounts", function(db)
            for row in db:query "SELECT id, cents FROM accounts ORDER BY id" do
                db:execute("UPDATE accounts SET cents = 2 * cents + id, amount = $2 WHERE id = $1", row.id, row.cents)
                db:insert("journal", { account = row.id, what = "amount" })
            end
        end),
        no_transaction(function(op) op.create_index("accounts_amount_idx", "accounts", { "amount", concurrently = true }) end),
        batches(function(op, db)
            db:batch { from = "accounts", columns = { "amount" }, size = 5, each = function(row)
                return { amount = 3 * row.amount + 1 }
            end }
        end),
        no_transaction("repeatable", function(op, db)
            op.execute "ALTER TABLE accounts SET (fillfactor = 90)"
            op.execute "ANALYZE accounts"
            db:value "SELECT count(*) FROM accounts"
        end),
        function(op, db)
            op.alter_column("accounts", "amount", { null = false }, { null = true })
        end,
    },
    down = {
        no_transaction("repeatable", function(op, db) op.execute "ALTER TABLE accounts RESET (fillfactor)" end),
        batches(function(op, db)
            db:batch { from = "accounts", columns = { "amount" }, size = 5, each = function(row)
                return { amount = (row.amount - 1) / 3 }
            end }
        end),
        no_transaction(function(op) op.drop_index("accounts_amount_idx", { concurrently = true }) end),
        hook("amounts", function(db)
            for row in db:query "SELECT id FROM accounts ORDER BY id" do
                db:execute("UPDATE accounts SET cents = (cents - id) / 2 WHERE id = $1", row.id)
                db:execute("DELETE FROM journal WHERE account = $1 AND what = 'amount'", row.id)
            end
        end),
        function(op)
            op.drop_index("journal_account_idx")
            op.drop_column("accounts", "amount")
        end,
    },
    allow = { deletes_data = "accounts.amount" },]],
    [[
    up = {
        function(op, db)
            db:copy("journal", { "account", "what" }, coroutine.wrap(function()
                for i = 1, 20 do coroutine.yield { i % 12 + 1, "copied" } end
            end))
        end,
        function(op, db)
            op.rename_column("accounts", "note", "remark")
            db:execute("UPDATE accounts SET remark = coalesce(remark, '') || $1", "r")
        end,
        hook("marks", batches(function(db)
            db:batch { from = "journal", size = 4, parallel = 2, each = function(row) return { what = row.what .. "!" } end }
        end)),
    },
    down = {
        hook("marks", batches(function(db)
            db:batch { from = "journal", size = 4, parallel = 2, each = function(row) return { what = row.what:sub(1, -2) } end }
        end)),
        function(op, db)
            db:execute("UPDATE accounts SET remark = nullif(substr(remark, 2), '')")
            op.rename_column("accounts", "remark", "note")
        end,
        function(op, db) db:execute "DELETE FROM journal WHERE what = 'copied'" end,
    },]],
}
-- What a database holds beside its schema; a table that is not there holds nothing.
local function data(database)
    local held = {}
    for _, question in ipairs {
        "SELECT string_agg(to_jsonb(a)::text, ' ' ORDER BY id) FROM accounts a",
        "SELECT string_agg(concat(account, what), ' ' ORDER BY account, what) FROM journal",
        "SELECT string_agg(concat_ws(' ', id, state, phase), ', ' ORDER BY number) FROM luamig.revision",
        "SELECT string_agg(to_jsonb(o)::text, ' ' ORDER BY kind, identity::text) FROM luamig.object o",
        "SELECT string_agg(concat_ws(' ', revision, action, phase), ', ' ORDER BY id) FROM luamig.run",
        "SELECT count(*)::text FROM luamig.intent",
        "SELECT count(*)::text FROM luamig.batch",
        "SELECT string_agg(indexrelid::regclass::text, ' ') FROM pg_index WHERE NOT indisvalid",
    } do
        held[#held + 1] = ("(SELECT CASE WHEN to_regclass('%s') IS NOT NULL THEN (xpath('//x/text()', query_to_xml(%s, true, true, '')))[1]::text END)"):format(
            question:match "FROM ([%w_.]+)", "'" .. question:gsub(" FROM", " AS x FROM", 1):gsub("'", "''") .. "'")
    end
    return database:query("SELECT " .. table.concat(held, ", "))[1]
end

local project, templates, wanted

local function see(database)
    return { dump = database:dump(), data = data(database) }
end

local function assert_same(want, got)
    assert.is_nil(support.difference(want.dump, got.dump))
    for at, value in pairs(want.data) do
        assert.equal(value, got.data[at])
    end
end

local ways = { up = { "upgrade" }, down = { "downgrade", "base" } }

-- A database that stands where the way begins.
local function begin(way, options)
    options = options or {}
    options.template = templates[way]
    project.database = support.database(options)
    return project.database
end

-- How many messages an undisturbed run exchanges.
local function measure(way)
    local database = begin(way)
    local result, report = cutter.run(project, ways[way], { what = "none" })
    assert.equal(0, result.code, result.err)
    wanted[way] = see(database)
    wanted[way].report = report
    return database
end

setup(function()
    project = chain(bodies)
    project.database:execute "CREATE SCHEMA fault; CREATE TABLE fault.gate ()"
    templates, wanted = { up = project.database }, {}
    templates.down = measure "up"
    measure "down"
    io.stderr:write(("moments of harm: LUAMIG_SEED=%d, %d of them among %d messages up, %d down\n"):format(seed, cuts,
        wanted.up.report.client + wanted.up.report.server, wanted.down.report.client + wanted.down.report.server))
end)

-- Somebody who holds the lock of fault.gate until he is stopped.
local function hold_gate(database)
    local holder = support.start({ support.server.program "psql", "-X", "-q", "-d", database.url },
        { stdin = "BEGIN;\nLOCK TABLE fault.gate;\n\\echo held\n\\! sleep 60\n" })
    support.eventually(function() return holder:stdout():find "held" end)
    return holder
end

local harms = {
    kill = { what = "kill" },
    cut = { what = "cut" },
    tear = { what = "tear" },
    part = { what = "part" },
    server = { what = "server" },
    ["lock timeout"] = { what = "wait", words = { "--lock-timeout", "0.2" }, settings = "-c lock_timeout=200ms" },
    ["statement timeout"] = { what = "wait", words = { "--statement-timeout", "0.2" }, settings = "-c statement_timeout=200ms" },
}

local function try(way, name, side, at)
    local harm, database = harms[name], begin(way)
    local words = table.move(harm.words or {}, 1, 2, 1 + #ways[way], { table.unpack(ways[way]) })
    local holder = harm.what == "wait" and hold_gate(database)
    local ran, result, report = pcall(cutter.run, project, words, { what = harm.what, side = side, at = at },
        { limit = LIMIT, env = { PGOPTIONS = harm.settings } })
    if harm.what == "server" and not support.server.answers() then
        support.server.start_again()
    end
    if holder then
        holder:stop()
    end
    if not ran then
        error(result, 0)
    end
    local again = project:luamig(ways[way], { limit = LIMIT })
    assert.equal(0, again.code, result.err .. again.err)
    assert_same(wanted[way], see(database))
    database:drop()
    return report.done
end

local function try_named(way, name, side, at)
    local good, message = pcall(try, way, name, side, at)
    if not good then
        error(('LUAMIG_CUT="%s %s %s %d": %s'):format(way, name, side, at,
            type(message) == "table" and tostring(message.message or message) or message), 0)
    end
end

-- `share` of all moments, half of them on the way down.
local function try_all(name, share)
    math.randomseed(seed + share)
    for number = 1, math.max(2, math.ceil(cuts * share / 500)) do
        local way = number % 2 == 1 and "up" or "down"
        -- Timeouts strike statements, not answers.
        local side = harms[name].what ~= "wait" and math.random(2) == 1 and "server" or "client"
        try_named(way, name, side, math.random(wanted[way].report[side]))
    end
end

local one = os.getenv "LUAMIG_CUT"
if one then
    it("a run that meets " .. one, function()
        local way, name, side, at = one:match "^(%S+) (.+) (%S+) (%d+)$"
        try_named(way, name, side, tonumber(at))
    end)
    return
end

describe("another run finishes what was ended by", function()
    it("SIGKILL of luamig", function() try_all("kill", 150) end)
    it("a connection that was cut between two messages", function() try_all("cut", 61) end)
    it("a connection that was cut in the midst of a message", function() try_all("tear", 62) end)
    it("the loss of all connections", function() try_all("part", 63) end)
    it("SIGKILL of the server", function() try_all("server", 64) end)
    it("lock_timeout", function() try_all("lock timeout", 40) end)
    it("statement_timeout", function() try_all("statement timeout", 41) end)
end)

it("another run finishes what was ended by a full disk", function()
    local full, why = disk.new(64)
    if not full then
        return pending("no file system of a given size: " .. why)
    end
    support.database():execute(("CREATE TABLESPACE small LOCATION '%s'"):format(full.folder))
    local sizes = {}
    for way in pairs(ways) do
        local database = begin(way, { tablespace = "small" })
        local before = full:used()
        project:must(ways[way])
        sizes[way] = full:used() - before
        assert_same(wanted[way], see(database))
        database:drop()
    end
    math.randomseed(seed)
    local failed = 0
    for number = 1, math.max(4, cuts * 20 // 500) do
        local way = number % 2 == 1 and "up" or "down"
        local database = begin(way, { tablespace = "small" })
        full:leave(math.random(0, math.max(sizes[way], 0)))
        local result = project:luamig(ways[way], { limit = LIMIT })
        full:clear()
        failed = failed + (result.code ~= 0 and 1 or 0)
        local again = project:luamig(ways[way], { limit = LIMIT })
        assert.equal(0, again.code, again.err)
        assert_same(wanted[way], see(database))
        database:drop()
    end
    assert.is_true(failed > 0, "the disk was never full")
    support.database():execute "DROP TABLESPACE small"
end)
