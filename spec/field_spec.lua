-- No field without a case that changes it: every field that the kinds' tables have the comparison look at differs, in one
-- of the golden cases, between the models before and after, while its object keeps its name. case_spec.lua then holds
-- that change to the laws, and to being seen in the schema by whatever reads it.
--
-- The fields are those that `luamig types --json` prints of the tables, so a new one needs a case, or a rule that says
-- that it is not compared.
local lfs = require "lfs"
local json = require("spec.unit").json
local process = require "spec.support.process"
local support = require "spec.support"

local root = support.root .. "/spec/case"

-- What no case changes yet, and why. An entry that a case does change is an error.
local waiting = {
    ["collation.rules"] = "PostgreSQL 16 has it first, and the golden revisions are of 15",
    ["publication.publish_generated_columns"] = "PostgreSQL 18 has it first, and the golden revisions are of 15",
    ["extension.version"] = "extensions come in one version",
    ["security_label.label"] = "the server has no provider",
    ["text_search_configuration.parser"] = "the server has one parser",
    ["table.using"] = "the server has one access method for tables",
    ["materialized_view.using"] = "the server has one access method for tables",
    ["table.tablespace"] = "the cases' server has no second tablespace; tables_spec.lua moves one",
    ["index.tablespace"] = "the cases' server has no second tablespace",
    ["materialized_view.tablespace"] = "the cases' server has no second tablespace",
    ["primary_key.tablespace"] = "the cases' server has no second tablespace",
    ["unique.tablespace"] = "the cases' server has no second tablespace",
    ["operator.negator"] = "where only one of the two operators changes, the other is taken for drift",
    ["operator_class.type"] = "a class that is made anew meets what its family still holds",
    ["operator_class.default"] = "a class that is made anew meets what its family still holds",
    ["operator_class.routines"] = "a class that is made anew meets what its family still holds",
    ["operator_class.storage"] = "a class that is made anew meets what its family still holds",
    ["user_mapping.options"] = "a secret, which models --json does not show: user_mapping/options changes it",
}

-- The declared objects by kind and identity; nil if one is renamed, which changes what others say of it.
local function objects_of(project, models)
    project:write("core/models.lua", models)
    local objects = {}
    for _, object in ipairs(json.decode(project:must("models --json").out).graph) do
        if object.renamed_from and object.renamed_from ~= json.null then
            return nil
        end
        objects[object.kind .. " " .. json.encode(object.identity)] = object
    end
    return objects
end

-- Notes in `changed` (kind.field = case) what the case changes.
local function note_changes(changed, case, before, after)
    for key, now in pairs(after) do
        local old = before[key] or { fields = now.fields }
        local kind = now.kind:match "[^/]+$"
        local function note(name)
            if old.fields[name] ~= now.fields[name] then
                changed[kind .. "." .. name] = case
            end
        end
        for name in pairs(old.fields) do
            note(name)
        end
        for name in pairs(now.fields) do
            note(name)
        end
    end
end

describe("a field", function()
    local changed = {}

    setup(function()
        local project = support.project({}, { database = false })
        for kind in lfs.dir(root) do
            for name in lfs.dir(root .. "/" .. kind) do
                local folder = ("%s/%s/%s"):format(root, kind, name)
                local revision = not name:find "^%." and process.read(folder .. "/revision.lua")
                if revision and not revision:find "^%-%- no changes" then
                    local before = objects_of(project, process.read(folder .. "/before.lua"))
                    local after = before and objects_of(project, process.read(folder .. "/models.lua"))
                    if after then
                        note_changes(changed, kind .. "/" .. name, before, after)
                    end
                end
            end
        end
    end)

    for _, kind in ipairs(json.decode(support.luamig({ "types", "--json" }).out).kinds) do
        for _, field in ipairs(kind.fields) do
            if field.compared then
                it(kind.name .. "." .. field.name .. " is changed by a case", function()
                    local reason = waiting[kind.name .. "." .. field.name]
                    local case = changed[kind.name .. "." .. field.name]
                    assert(not (case and reason), "it does not wait any more: " .. tostring(case))
                    if reason then
                        pending(reason)
                    end
                    assert(case, "no case under spec/case changes it")
                end)
            end
        end
    end
end)
