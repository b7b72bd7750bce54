-- scripts/migrate.sh, as the guide of mcpeasy uses it, and the entry point of containers.
local support = require "spec.support"

local migrate = support.root .. "/scripts/migrate.sh"
local entrypoint = support.root .. "/scripts/docker-entrypoint.sh"
local luamig = os.getenv "LUAMIG" or support.root .. "/build/luamig"

local function options_of(project, more)
    local options = { dir = project.folder, env = { DATABASE_URL = project.database.url, LUAMIG = luamig } }
    for name, value in pairs(more or {}) do
        options.env[name] = value
    end
    return options
end

local models = [[model "clients" { { "id", "uuid", primary_key = true }, { "name", "text" } }]]
local invoices = [[model "acme_invoice_data" { { "id", "bigint", primary_key = true, identity = true },
    { "client_id", "uuid", references = "clients.id" } }]]

describe("scripts/migrate.sh", function()
    it("creates, upgrades and tells as the guide has it", function()
        local project = support.project {
            ["core/models.lua"] = models,
            ["custom_tools/acme/invoice_generator/models.lua"] = invoices,
        }
        local function run(...)
            local result = support.run({ migrate, ... }, options_of(project))
            assert.equal(0, result.code, result.err)
            return result.out
        end
        assert.truthy(run("create", "first"):find "created migrations/%d+_%d+_core_first%.lua")
        run "upgrade"
        assert.truthy(run("create", "add invoice tables", "--custom", "acme")
            :find "created migrations/%d+_%d+_custom_acme_add_invoice_tables%.lua")
        assert.truthy(run("status"):find "custom/acme")
        run "upgrade"
        assert.equal("2", project.database:value "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        assert.truthy(run("history"):find("add invoice tables", 1, true))
    end)

    it("passes on exit codes, and knows no other word", function()
        local project = support.project { ["core/models.lua"] = "model 'broken'" }
        assert.equal(1, support.run({ migrate, "create", "x" }, options_of(project)).code)
        local result = support.run({ migrate, "downgrade", "base" }, options_of(project))
        assert.equal(2, result.code)
        assert.truthy(result.err:find("usage: migrate.sh create MESSAGE", 1, true))
        assert.equal(0, support.run({ migrate, "--help" }, options_of(project)).code)
    end)
end)

describe("scripts/docker-entrypoint.sh", function()
    local function project_with_revisions()
        local project = support.project { ["core/models.lua"] = models }
        project:must "create first"
        project:write("core/models.lua", models:gsub('{ "name", "text" }', '%0, { "mail", "text" }'))
        project:must "upgrade"
        project:must "create mail"
        project:must "downgrade base"
        return project
    end

    it("upgrades, then becomes the command, with its exit code", function()
        local project = project_with_revisions()
        local result = support.run({ entrypoint, "sh", "-c", 'echo "running $0 $1"; exit 7', "a b", "c" },
            options_of(project))
        assert.equal(7, result.code, result.err)
        assert.equal("running a b c\n", result.out:match "running.*")
        assert.equal("2", project.database:value "SELECT count(*) FROM luamig.revision")
    end)

    it("does not start the command if the upgrade fails", function()
        local project = project_with_revisions()
        project.database:execute "CREATE TABLE clients (taken integer)"
        local result = support.run({ entrypoint, "echo", "running" }, options_of(project))
        assert.equal(1, result.code)
        assert.is_nil(result.out:find("running", 1, true))
    end)

    it("finds the project by LUAMIG_PROJECT", function()
        local project = project_with_revisions()
        local options = options_of(project, { LUAMIG_PROJECT = project.folder })
        options.dir = "/"
        assert.equal(0, support.run({ entrypoint, "true" }, options).code)
        assert.equal("2", project.database:value "SELECT count(*) FROM luamig.revision")
    end)

    it("runs in ten containers at once, and each revision is applied once", function()
        local project = project_with_revisions()
        local jobs = {}
        for at = 1, 10 do
            jobs[at] = support.start({ entrypoint, "echo", "running" }, options_of(project))
        end
        for _, job in ipairs(jobs) do
            local result = job:wait(60)
            assert.equal(0, result.code, result.err)
            assert.truthy(result.out:find("running\n$"))
        end
        -- What was run since project_with_revisions() took everything down.
        assert.equal("2", project.database:value "SELECT count(*) FROM luamig.revision")
        assert.equal("2", project.database:value [[
            SELECT count(*) FROM luamig.run WHERE id > (SELECT max(id) FROM luamig.run WHERE action = 'down')]])
    end)
end)
