-- lua/luamig/types.lua: LuaLS annotations, generated from the kinds' field tables.
--
--   LUAMIG_GOLDEN=1 busted spec/types_spec.lua   writes the committed file anew
local support = require "spec.support"
local json = require("spec.unit").json

local path = support.root .. "/lua/luamig/types.lua"

local function read(name)
    local file = assert(io.open(name, "rb"))
    local text = file:read "a"
    file:close()
    return text
end

local text

describe("types.lua", function()
    setup(function()
        text = support.luamig("types").out
        if os.getenv "LUAMIG_GOLDEN" then
            local file = assert(io.open(path, "wb"))
            file:write(text)
            file:close()
        end
    end)

    it("is what `luamig types` prints", function()
        assert(text == read(path), "LUAMIG_GOLDEN=1 busted spec/types_spec.lua writes lua/luamig/types.lua anew")
    end)

    it("is Lua that declares each word and nothing else", function()
        assert(load(text, "types", "t", {}))
        local words = {}
        for word in text:gmatch "\nfunction ([%w_]+)%(" do
            words[word] = true
        end
        for _, word in ipairs { "model", "enum", "view", "sequence", "extension", "data_migration", "sql", "now",
            "timestamps", "revision", "batches", "hook", "no_transaction", "env", "private" } do
            assert.is_true(words[word], word)
        end
    end)

    it("has the keys of each kind with their types and docs", function()
        local function class(name)
            return text:match("\n%-%-%-@class luamig%." .. name .. "\n(.-)\n\n")
        end
        local column = class "column"
        assert.truthy(column:find("---@field [2] string PostgreSQL's type text\n", 1, true), column)
        assert.truthy(column:find("---@field null? boolean false: NOT NULL\n", 1, true), column)
        assert.truthy(column:find('---@field identity? boolean|"always"', 1, true), column)
        assert.truthy(column:find("---@field primary_key? boolean|", 1, true), column)
        assert.truthy(class("table"):find("---@field [integer] luamig.column|luamig.column[] in order\n", 1, true))
        assert.truthy(class("table"):find("---@field indexes? table<string|integer, ", 1, true))
        assert.truthy(class("foreign_key"):find('---@field on_delete? "cascade"|"set null"', 1, true))
        assert.falsy(text:find("class luamig.view\n[^\n]*columns%?"))
    end)

    it("has each function of op, with the arguments that name the object", function()
        assert.truthy(text:find("---@field create_table fun(table: string, body?: luamig.table)\n", 1, true))
        assert.truthy(text:find("---@field create_column fun(table: string, body: ", 1, true))
        assert.truthy(text:find("---@field drop_column fun(table: string, column: string, hints?: table)\n", 1, true))
        assert.truthy(text:find("---@field create_index fun(index: string, table: string, body?: ", 1, true))
        assert.truthy(text:find("---@field drop_index fun(index: string, hints?: table)\n", 1, true))
        assert.truthy(text:find("---@field drop_identity fun(table: string, column: string, identity: string", 1, true))
        assert.truthy(text:find("---@field create_comment fun(kind: string, ...: any)\n", 1, true))
    end)

    it("comes with a project, where editors find it", function()
        local folder = support.folder()
        local result = support.luamig({ "init" }, { dir = folder })
        assert.equal(0, result.code, result.err)
        assert.equal(text, read(folder .. "/types/luamig.lua"))
        assert.equal("Lua 5.4", json.decode(read(folder .. "/.luarc.json"))["runtime.version"])
    end)
end)
