-- Real schemas: what Debian's packages bring for PostgreSQL, loaded as their installers would.
local process = require "spec.support.process"

local corpus = {}

local function package(name, ...)
    local words = { process.root .. "/scripts/debian-package", name, ... }
    local result = process.run(words, { limit = 300 })
    assert(result.code == 0, name .. " cannot be unpacked:\n" .. result.err)
    return result.out:gsub("%s+$", "") .. "/"
end

local function read(path)
    if path:find "%.gz$" then
        return process.run { "zcat", path }.out
    end
    return assert(process.read(path))
end

-- Each has a name and sql(): the text that makes it.
corpus.list = {
    {
        name = "openQA",
        sql = function()
            return corpus.openqa(98)
        end,
    },
    {
        name = "Zabbix",
        sql = function()
            return read(package("zabbix-server-pgsql", "*/schema.sql.gz")
                .. "usr/share/zabbix-server-pgsql/schema.sql.gz")
        end,
    },
    {
        name = "Icinga",
        sql = function()
            return read(package("icinga2-ido-pgsql", "*.sql") .. "usr/share/icinga2-ido-pgsql/schema/pgsql.sql")
        end,
    },
    {
        name = "DAViCal",
        sql = function()
            local awl = package("libawl-php", "*.sql") .. "usr/share/awl/dba/"
            local own = package("davical", "*.sql") .. "usr/share/davical/dba/"
            return read(awl .. "awl-tables.sql") .. read(awl .. "schema-management.sql") .. read(own .. "davical.sql")
                .. read(own .. "caldav_functions.sql") .. read(own .. "rrule_functions.sql")
        end,
    },
    {
        name = "MediaWiki",
        sql = function()
            local folder = package("mediawiki", "*/maintenance/postgres/*.sql")
                .. "usr/share/mediawiki/maintenance/postgres/"
            return read(folder .. "tables-generated.sql") .. read(folder .. "tables.sql") .. "COMMIT;"
        end,
    },
    {
        name = "pgTAP",
        sql = function()
            return "CREATE SCHEMA tap; SET search_path = tap, public;\n"
                .. read(package("postgresql-15-pgtap", "*.sql") .. "usr/share/postgresql/15/extension/pgtap.sql")
        end,
    },
    {
        name = "Bacula",
        sql = function()
            return read(package("bacula-director-pgsql", "*/dbconfig-common/data/*")
                .. "usr/share/dbconfig-common/data/bacula-director-pgsql/install/pgsql")
        end,
    },
    {
        name = "PowerDNS",
        sql = function()
            return read(package("pdns-backend-pgsql", "*/schema.pgsql.sql")
                .. "usr/share/pdns-backend-pgsql/schema/schema.pgsql.sql")
        end,
    },
    {
        name = "FreeRADIUS",
        sql = function()
            local folder = package("freeradius-config", "*.sql") .. "etc/freeradius/3.0/mods-config/sql/"
            return read(folder .. "main/postgresql/schema.sql") .. read(folder .. "ippool/postgresql/schema.sql")
                .. read(folder .. "ippool/postgresql/procedure.sql") .. read(folder .. "cui/postgresql/schema.sql")
        end,
    },
}

local function openqa(path)
    return package("openqa", "*/dbicdh/*") .. "usr/share/openqa/dbicdh/" .. path
end

-- The released versions of openQA's schema, the oldest first; what makes one of them; what makes it of the one before,
-- nil where openQA does that by a program.
function corpus.openqa_versions()
    local versions = {}
    for name in process.run({ "ls", openqa "PostgreSQL/deploy" }).out:gmatch "%d+" do
        table.insert(versions, math.tointeger(name))
    end
    table.sort(versions)
    return versions
end

function corpus.openqa(version)
    return read(openqa(("PostgreSQL/deploy/%d/001-auto.sql"):format(version)))
end

function corpus.openqa_upgrade(version)
    return process.read(openqa(("PostgreSQL/upgrade/%d-%d/001-auto.sql"):format(version - 1, version)))
end

return corpus
