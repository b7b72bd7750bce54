-- A database of its own for a test, and questions to it through psql.
local catalog_dump = require "spec.support.catalog_dump"
local dump = require "spec.support.dump"
local process = require "spec.support.process"
local server = require "spec.support.server"
local quote = process.quote

local database = {}
database.__index = database

-- Bytes that stand between what psql prints: no test writes them.
local field, record, null = "\x1f", "\x1e", "\x1d"

local function psql(url, sql, options)
    local program = assert(server.program "psql", "psql is not installed: run scripts/setup")
    local words = quote(program) .. " -X -q -A -v ON_ERROR_STOP=1 -P footer=off -F '" .. field .. "' -R '" .. record
        .. "' -P null='" .. null .. "' -d " .. quote(url) .. " -f -"
    local result = process.run(words, {
        stdin = "\\set VERBOSITY verbose\n" .. sql .. "\n;\n",
        env = { PGCLIENTENCODING = "UTF8", PGOPTIONS = options and options.settings },
        limit = options and options.limit,
    })
    if result.code ~= 0 then
        error("psql failed:\n" .. result.err .. "\nin: " .. sql, 3)
    end
    return result.out
end

local made = 0

-- A new empty database. Options: template (a database or its name), name (else a unique one), tablespace.
function database.new(options)
    options = options or {}
    made = made + 1
    local self = setmetatable({ name = options.name or "t" .. made }, database)
    self.url = server.url(self.name)
    local template = options.template and (options.template.name or options.template) or "template0"
    -- Without fsync a copy of the files takes 20 ms; through the WAL, PostgreSQL 15's default, 250.
    local strategy = server.version() >= 150000 and "STRATEGY FILE_COPY" or ""
    local place = options.tablespace and ("TABLESPACE " .. options.tablespace) or ""
    psql(server.url "postgres", ('CREATE DATABASE "%s" TEMPLATE "%s" %s %s'):format(self.name, template, strategy, place))
    process.on_made(function()
        self:drop()
    end)
    return self
end

function database:drop()
    if not self.dropped then
        self.dropped = true
        psql(server.url "postgres", ('DROP DATABASE IF EXISTS "%s" WITH (FORCE)'):format(self.name))
    end
end

-- The same database under another role's name.
function database:url_as(user)
    return server.url(self.name, user)
end

-- One or several statements whose rows nobody wants.
function database:execute(sql, options)
    psql(self.url, sql, options)
end

-- The rows of one query: each has its values by position and by column name, as text; NULL is nil.
function database:query(sql, options)
    local output = psql(self.url, sql, options)
    local rows, names = {}, nil
    for line in output:gsub("\n$", record):gmatch("([^" .. record .. "]*)" .. record) do
        local row, at = {}, 0
        for value in (line .. field):gmatch("([^" .. field .. "]*)" .. field) do
            at = at + 1
            if not names then
                row[at] = value
            elseif value ~= null then
                row[at], row[names[at]] = value, value
            end
        end
        if names then
            rows[#rows + 1] = row
        else
            names = row
        end
    end
    return rows
end

-- The first value of the first row; nil for NULL and for no row.
function database:value(sql, options)
    local row = self:query(sql, options)[1]
    return row and row[1]
end

-- The first value of each row.
function database:column(sql, options)
    local values = {}
    for at, row in ipairs(self:query(sql, options)) do
        values[at] = row[1]
    end
    return values
end

local function read_pg_dump(self, ledger)
    local program = assert(server.program "pg_dump", "pg_dump is not installed: run scripts/setup")
    local result = process.run { program, "--schema-only", "--exclude-schema=" .. ledger, "-d", self.url }
    if result.code ~= 0 then
        error("pg_dump failed:\n" .. result.err, 3)
    end
    return dump.read(result.out)
end

local function read_catalog(self, ledger)
    return catalog_dump.read(self:query(catalog_dump.query(server.version(), ledger)))
end

-- How schemas are read unless a test says it: LUAMIG_DUMP, else by pg_dump unless that is too old for the server.
local function default_reader()
    return not server.has_dump() and "catalog" or os.getenv "LUAMIG_DUMP" or "pg_dump"
end

-- The schema, to be compared with support.difference(). Options: ledger ("luamig": the schema to leave out), by
-- ("pg_dump", "catalog", which reads the catalogs itself, or "both").
function database:dump(options)
    local ledger = options and options.ledger or "luamig"
    local by = options and options.by or default_reader()
    local objects = by ~= "catalog" and read_pg_dump(self, ledger) or {}
    for key, text in pairs(by ~= "pg_dump" and read_catalog(self, ledger) or {}) do
        objects[key] = text -- pg_dump's begin with capitals
    end
    return objects
end

return database
