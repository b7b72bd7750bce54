-- Others who write all the time while db:batch runs: nothing of theirs is lost, nothing of the batch is done twice or left
-- out, and nobody waits for long. LUAMIG_ROWS: how many rows (50,000).
local support = require "spec.support"
local chain = require "spec.support.chain"

local ROWS = math.tointeger(os.getenv "LUAMIG_ROWS" or "") or 50000

-- Each writer updates one row, or two at once, inserts and deletes, each in a transaction of its own, and keeps a journal
-- in it. Its inserts end at some time: the batch takes what comes behind its cursor too, and a slow one would never catch
-- up with who inserts faster. It stops when `over` has a row, and says how many statements it made and how long the slowest took (ms).
local writer = [[
DO $$
DECLARE
    made int := 0; slowest float := 0; began timestamptz; i int; j int;
BEGIN
    PERFORM setseed(%d / 10.0);
    WHILE NOT EXISTS (SELECT FROM over) LOOP
        i := 1 + floor(random() * %d); j := 1 + floor(random() * %d);
        began := clock_timestamp();
        CASE made %% 4
        WHEN 0 THEN
            WITH u AS (UPDATE t SET a = a + 1 WHERE id = i RETURNING id) INSERT INTO journal SELECT id, 'update' FROM u;
        WHEN 1 THEN
            WITH u AS (UPDATE t SET a = a + 1 WHERE id IN (i, j) RETURNING id) INSERT INTO journal SELECT id, 'update' FROM u;
        WHEN 2 THEN
            IF made < 20000 THEN
                INSERT INTO t VALUES (%d + %d * (made + 1), 0, 0) ON CONFLICT DO NOTHING;
            END IF;
        ELSE
            WITH d AS (DELETE FROM t WHERE id = i RETURNING id) INSERT INTO journal SELECT id, 'delete' FROM d;
        END CASE;
        slowest := greatest(slowest, extract(epoch FROM clock_timestamp() - began) * 1000);
        made := made + 1;
        COMMIT;
    END LOOP;
    RAISE NOTICE 'made %% slowest %%', made, slowest;
END $$]]

local function start(project, number)
    local text = writer:format(number, ROWS, ROWS, 2 * ROWS + number, 10)
    return support.start({ support.server.program "psql", "-X", "-q", "-d", project.database.url, "-c", text })
end

describe("writers while db:batch runs", function()
    for _, parallel in ipairs { 1, 3 } do
        it("lose nothing, with parallel = " .. parallel, function()
            local project = chain { ("up = function(op) op.execute [==[CREATE TABLE t (id int PRIMARY KEY, a int, b int); CREATE TABLE journal (id int, what text); CREATE TABLE over ();"
                .. "INSERT INTO t SELECT i, 0, 0 FROM generate_series(1, %d) i]==] end"):format(ROWS),
                ("up = batches(function(op, db) db:batch { from = 't', size = 500, parallel = %d, throttle = 0.01, each = function(row) return { a = row.a + 1000000, b = row.b + 1 } end } end)"):format(parallel) }
            project:must "upgrade +1"
            local writers = {}
            for number = 1, 3 do writers[number] = start(project, number) end
            support.eventually(function() return project.database:value "SELECT count(*) > 100 FROM journal" == "t" end)
            local run = project:luamig("upgrade", { limit = 120 })
            project.database:execute "INSERT INTO over DEFAULT VALUES"
            local made, slowest = 0, 0
            for _, each in ipairs(writers) do
                local ended = each:wait(60)
                assert.equal(0, ended.code, ended.err)
                local statements, milliseconds = ended.err:match "made (%d+) slowest ([%d.]+)"
                made, slowest = made + tonumber(statements), math.max(slowest, tonumber(milliseconds))
            end
            assert.equal(0, run.code, run.err)
            io.stderr:write(("parallel = %d: the batch took %.1f s, 3 writers made %d statements meanwhile, the slowest took %.0f ms\n"):format(
                parallel, run.seconds, made, slowest))

            local db = project.database
            assert.equal("0", db:value "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
            -- Whoever was there from the beginning is transformed once; who came meanwhile at most once.
            assert.equal("0", db:value(("SELECT count(*) FROM t WHERE id <= %d AND b <> 1"):format(ROWS)))
            assert.equal("0", db:value "SELECT count(*) FROM t WHERE b NOT IN (0, 1)")
            assert.equal("0", db:value [[SELECT count(*) FROM t LEFT JOIN (SELECT id, count(*) AS n FROM journal WHERE what = 'update' GROUP BY id) j USING (id)
                WHERE a <> coalesce(n, 0) + 1000000 * b]])
            assert.equal("0", db:value "SELECT count(*) FROM t JOIN journal USING (id) WHERE what = 'delete'")
            assert.equal(tostring(ROWS), db:value(("SELECT (SELECT count(*) FROM t WHERE id <= %d) + count(*) FROM journal WHERE what = 'delete' AND id <= %d"):format(ROWS, ROWS)))
            assert.is_true(slowest < 2000, "a writer waited for " .. slowest .. " ms")
        end)
    end
end)
