-- `create` of 1,000 tables: all new, and unchanged against seven set-based catalog queries in psql.
local bench = ...
local count = bench.count(1000)

local function models()
    local parts = {}
    for i = 1, count do
        parts[i] = ([[
model "table_%d" {
    { "id", "bigint", primary_key = true, identity = true },
    { "parent_id", "bigint", references = "table_%d.id" },
    { "name", "varchar(100)", null = false, default = "none" },
    { "amount", "numeric(12,2)", check = "amount >= 0" },
    { "state", "text", null = false, default = "new" },
    { "details", "jsonb" },
    timestamps(),
    indexes = { { "parent_id" }, { "state", "created_at DESC", where = "state <> 'done'" } },
}
]]):format(i, math.max(1, i - 1))
    end
    return table.concat(parts)
end

local catalog = [[
SELECT c.oid, n.nspname, c.relname, c.relkind, c.reloptions, c.relpersistence FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public';
SELECT a.attrelid, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, pg_get_expr(d.adbin, d.adrelid) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped;
SELECT conrelid, conname, contype, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace;
SELECT i.indrelid, i.indexrelid, pg_get_indexdef(i.indexrelid), pg_get_expr(i.indpred, i.indrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = 'public'::regnamespace;
SELECT t.tgrelid, t.tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal;
SELECT s.seqrelid, s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmax, s.seqmin FROM pg_sequence s;
SELECT classid, objid, objsubid, refclassid, refobjid, refobjsubid, deptype FROM pg_depend WHERE classid IN ('pg_class'::regclass, 'pg_constraint'::regclass, 'pg_trigger'::regclass, 'pg_attrdef'::regclass);
]]

local project = bench.support.project { ["core/models.lua"] = models() }
local new, peaks = {}, {}
for at = 1, bench.times do
    for _, path in ipairs(project:revisions()) do project:write(path, nil) end
    new[at], peaks[at] = bench.luamig(project, "create", "first")
end
bench.absolute(count .. " new tables", "luamig create", bench.median(new), 0.3, "s")
bench.absolute(count .. " new tables, peak memory", "luamig create", bench.median(peaks) / 1024, 64, "MiB")
project:must({ "upgrade" }, { limit = 300 })
bench.compare(count .. " unchanged tables", {
    { "seven catalog queries in psql", function() return bench.sql(project.database, catalog) end },
    { "luamig create", function()
        bench.run { "rm", "-rf", project.folder .. "/.luamig" }
        return bench.luamig(project, "create", "nothing")
    end, goal = 1.5 },
    { "luamig create, catalog's fingerprint known", function()
        return bench.luamig(project, "create", "nothing")
    end, goal = 0.2 },
})
