local support = require "spec.support"
local unit = require "spec.unit"

local types = {
    "int", "INT4", "integer", "int8", "bigint", "int2", "smallint", "bool", "Boolean", "float4", "real", "float",
    "float(1)", "float(24)", "float(25)", "double   precision", "float8", "numeric", "numeric(10)", "numeric(10, 2)",
    "decimal(5,-2)", "dec", "varchar", "varchar(50)", "character varying (50)", "char varying(3)", "char", "char(3)",
    "character", "nchar(4)", "national character varying(7)", "bpchar", "bpchar(5)", '"char"', "pg_catalog.int4",
    'pg_catalog."char"', "pg_catalog.char", '"int4"', "bit", "bit(5)", "bit varying(5)", "bit varying", "varbit(5)",
    "timestamp", "timestamp(3)", "timestamp (3) with time zone", "timestamptz", "timestamptz(2)",
    "timestamp without time zone", "time", "time(2)", "timetz(1)", "time with time zone", "interval", "interval(3)",
    "interval year to month", "interval day to second(3)", "interval second(2)", "interval hour", "int[]", "int[3][]",
    "integer array", "integer array[4]", "varchar(3)[]", "char[]", "text", "Text", "name", "json", "jsonb", "uuid",
    "tsvector", "xml", "regclass", "money", "point", "int4range", "e", '"Weird T"', '"Weird T"[]', "other.st",
    "other . st", '"e"', "int /* why */ [ ]",
}

describe("a type's name", function()
    local database
    setup(function()
        database = support.database()
        database:execute [[
            CREATE TYPE e AS ENUM (); CREATE TYPE "Weird T" AS ENUM ();
            CREATE SCHEMA other; CREATE TYPE other.st AS ENUM ();
        ]]
    end)

    it("is what PostgreSQL makes of it", function()
        local columns = {}
        for at, type in ipairs(types) do columns[at] = ("c%d %s"):format(at, type) end
        database:execute("CREATE TABLE t (" .. table.concat(columns, ", ") .. ")")
        local rows = database:query [[
            SELECT format_type(atttypid, atttypmod), format_type(atttypid, NULL)
              FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum > 0 ORDER BY attnum
        ]]
        for at, type in ipairs(types) do
            assert.equal(rows[at][1], unit.type(type), type)
            assert.equal(rows[at][2], unit.bare_type(type), type)
            assert.equal(rows[at][1], unit.type(rows[at][1]), "again: " .. type)
        end
    end)

    it("stays as it is where it is none", function()
        for _, text in ipairs { "", "int int", "a b", "varchar(", "int[", "1", "x + y", "setof int" } do
            assert.equal(text, unit.type(text))
        end
    end)
end)

describe("a routine's name", function()
    it("holds types as PostgreSQL writes them", function()
        local names = {
            ["tax(int)"] = "tax(integer)",
            ["f()"] = "f()",
            ["f( )"] = "f()",
            ["f(int,varchar(3) , text [])"] = "f(integer, character varying, text[])",
            ["f(numeric(10,2), \"Weird, T\", other.st)"] = "f(numeric, \"Weird, T\", other.st)",
            ["F(timestamp(3) with time zone)"] = "F(timestamp with time zone)",
        }
        for name, canonical in pairs(names) do
            assert.equal(canonical, unit.signature(name))
            assert.equal(canonical, unit.signature(canonical))
        end
    end)

    it("holds nothing else", function()
        for _, name in ipairs { "f", "f(", "f(int", "f(a integer)", "f(VARIADIC text[])", "f(OUT int)", "f(int) x" } do
            assert.is_nil(unit.signature(name), name)
        end
    end)
end)
