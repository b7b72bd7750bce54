-- The page "Writing data migrations" and the project that it tells of.
local support = require "spec.support"

local folder = "examples/data_migrations"

local function read(path)
    local file = assert(io.open(support.root .. "/" .. folder .. "/" .. path))
    local text = file:read "a"
    file:close()
    return text
end

local page = read "README.md"

local function example()
    return support.project({}, { from = folder })
end

-- Ids are times.
local function timeless(text)
    return (text:gsub("%d%d%d%d%d%d%d%d_%d%d%d%d%d%d", "TIME"))
end

local function orders(project)
    return project.database:column "SELECT concat_ws(' ', id, cents, currency) FROM orders ORDER BY id"
end

describe("the page on data migrations", function()
    it("shows parts of files, word for word", function()
        local count = 0
        for block in page:gmatch "\n```lua\n(.-)```\n" do
            local path, text = block:match "^%-%- (%S+)\n(.*)$"
            assert.is_truthy(read(path):find(text, 1, true), "not in " .. path .. ":\n" .. text)
            count = count + 1
        end
        assert.equal(7, count)
    end)

    it("tells of revisions that luamig wrote from these models", function()
        local project = example()
        project:must "upgrade +2"
        local written = project:revisions()
        project:write(written[3], nil)
        project:write(written[4], nil)
        project:must { "create", "cents of orders" }
        local again = project:revisions()
        assert.equal(3, #again)
        assert.equal(timeless(read(written[3])), timeless(project:read(again[3])))
    end)

    it("tells what happens to the rows", function()
        local project = example()
        project:must "upgrade +1"
        project.database:execute [[
            INSERT INTO customers (first_name, last_name) VALUES ('Ada', 'Lovelace'), ('Alan', 'Turing');
            INSERT INTO orders (customer_id, total) VALUES (1, '12.50 EUR'), (1, '7 USD'), (2, '12 euros'), (2, NULL)]]
        project:must "upgrade +1"
        assert.same({ "Ada Lovelace", "Alan Turing" }, project.database:column "SELECT full_name FROM customers ORDER BY id")

        local result = project:luamig "upgrade"
        assert.equal(1, result.code)
        assert.matches("error: " .. page:match "\n    (migrations/%S+:%d+: order 3 [^\n]+)\n":gsub("%p", "%%%0"), result.err)
        project.database:execute "UPDATE orders SET total = '12 EUR' WHERE id = 3"
        project:must "upgrade +1"
        assert.same({ "1 1250 EUR", "2 700 USD", "3 1200 EUR", "4" }, orders(project))

        assert.matches("seeded countries  3 rows", project:must("seed").out)
        project:must "upgrade"
        assert.same({ "AT", "CH", "DE", "FR", "IT" }, project.database:column "SELECT code FROM countries ORDER BY 1")
        assert.same({ "DE" }, project.database:column "SELECT country FROM customers WHERE country IS NOT NULL")
        assert.same({ "1 1250 EUR", "2 700 USD", "3 1200 EUR" }, orders(project))
        project:must "check"

        project:must "downgrade -3"
        assert.equal("12 EUR", project.database:value "SELECT total FROM orders WHERE id = 3")
        project:must "upgrade"
        assert.same({ "1 1250 EUR", "2 700 USD", "3 1200 EUR" }, orders(project))
        project:must "downgrade base"
    end)

    it("tells which phases a script leaves out", function()
        local project = example()
        local refused = project:luamig "upgrade --sql"
        assert.equal(1, refused.code)
        assert.matches('phase 2 of 4 %(hook "cents of orders"%)', refused.err)
        assert.matches("more_countries.lua:%d+: db:try reads the database", refused.err)
    end)
end)
