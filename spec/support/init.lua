-- What every spec needs: `local support = require "spec.support"`.
--
--   local support = require "spec.support"
--
--   it("makes a table", function()
--       local project = support.project {                  -- a folder of these files, and a database of its own
--           ["core/models.lua"] = [[model "t" { { "id", "integer", primary_key = true } }]],
--       }
--       project:must { "create", "first" }                 -- must exit 0; project:luamig(...) may exit with anything
--       project:must "upgrade"
--       assert.equal("0", project.database:value "SELECT count(*) FROM t")
--       assert.is_nil(support.difference(project.database:dump(), other.database:dump()))
--   end)
--
-- What is made inside an `it` (or its before_each) is removed when it ends, what is made in `setup` when its file ends.
local database = require "spec.support.database"
local dump = require "spec.support.dump"
local process = require "spec.support.process"
local project = require "spec.support.project"
local server = require "spec.support.server"

return {
    project = project.new,
    luamig = project.run,
    database = database.new,
    difference = dump.difference,
    dump_part = dump.part,
    server = server,
    run = process.run,
    start = process.start,
    eventually = process.eventually,
    folder = process.folder,
    root = process.root,
    is_root = process.is_root,
}
