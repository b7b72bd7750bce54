-- ---- luamig.lua ----

---@class luamig.limits
---@field memory? integer MiB, at most 64
---@field instructions? integer at most 100 million
---@field seconds? number at most 10

---@class luamig.owner_settings
---@field models? string[] patterns of models.lua files: "core/**/models.lua", "custom_tools/{org}/**/models.lua"
---@field revisions? string a folder of its own; custom's may hold {org}
---@field role? string custom only: organisations' revisions run as this role
---@field database? string custom only: organisations' revisions run on a connection of their own

---@class luamig.project
---@field database? string|luamig.private a URL, or private()
---@field direct? string a URL that passes by a transaction pooler
---@field schema? string where names without a schema lie: "public"
---@field ledger? string the ledger's schema: "luamig"
---@field revisions? string the folder of revisions
---@field core? luamig.owner_settings
---@field custom? luamig.owner_settings
---@field requires? table<string, string[]> which organisation may refer to another's objects
---@field lock_timeout? number|string seconds, or "500ms"
---@field statement_timeout? number|string seconds, or "2min"
---@field limits? luamig.limits of each models.lua

---@class luamig.private

---The value of an environment variable, or of .env; nil if it is in neither.
---@param name string
---@return string?
function env(name) end

---A PostgreSQL of the project's own, under .luamig/.
---@return luamig.private
function private() end

-- ---- Values ----

---@class luamig.sql

---@alias luamig.literal string|number|boolean|table|luamig.sql|luamig.none

---@class luamig.none

---@class luamig.renamed
---@field [1] string
---@field renamed_from? string

---An SQL expression, where a string would be a literal.
---@param expression string
---@return luamig.sql
function sql(expression) end

---@return luamig.sql
function now() end

---created_at and updated_at, both timestamptz, not null, default now(); updated_at is set on every UPDATE.
---@return luamig.column[]
function timestamps() end

---In an op call: this field is at its default.
---@type luamig.none
none = nil

---@class luamig.json
---@field encode fun(value: any): string
---@field decode fun(text: string): any
---@field array fun(list: any[]): table written [] even if it is empty
---@field number fun(text: string): any a number that no Lua number holds
---@field null any
json = {}

-- ---- Data migrations and revisions ----

---@class luamig.result
---@field rows integer how many rows were affected; reading it waits for the server

---@class luamig.batch
---@field from string the table
---@field where? string
---@field columns? string[]
---@field size? integer rows of a batch: 1000
---@field parallel? integer ranges, each over a connection of its own
---@field throttle? number
---@field each fun(row: table): table? the changed columns

---@class luamig.db
---@field null any NULL in arrays and rows
---@field array fun(list: any[]): any
---@field bytes fun(string: string): any
local db = {}
---@return luamig.result
function db:execute(sql, ...) end
---@return fun(): table
function db:query(sql, ...) end
---@return table?
function db:one(sql, ...) end
---@return any
function db:value(sql, ...) end
---@param rows table
---@return luamig.result
function db:insert(name, rows) end
---@return luamig.result
function db:update(name, values, where) end
---@return luamig.result
function db:delete(name, where) end
---@param columns string[]
---@return integer
function db:copy(name, columns, rows) end
---@param batch luamig.batch
function db:batch(batch) end
---@param fn function
---@return any, any
function db:try(fn) end

---@class luamig.data_migration
---@field up (fun(db: luamig.db))|luamig.phase
---@field down? (fun(db: luamig.db))|luamig.phase

---A data migration, which `create` copies into the next revision.
---@param name string
---@return fun(body: luamig.data_migration)
function data_migration(name) end

---@class luamig.seed
---@field file? string a .csv or .json file beneath the tool's folder
---@field fill? fun(db: luamig.db)

---What a table holds at first: `luamig seed` loads it.
---@param name string the table's
---@return fun(body: luamig.seed)
function seed(name) end

---@class luamig.phase

---@alias luamig.direction (fun(op: luamig.op, db: luamig.db))|luamig.phase|((fun(op: luamig.op, db: luamig.db))|luamig.phase)[]

---@class luamig.revision
---@field owner? string "core", "custom/acme"
---@field parent? string the owner's revision before it
---@field requires? string[] revisions of other owners that must come earlier
---@field before? string[] revisions that must come later
---@field allow? table<string, string> a hazard, and why it is allowed
---@field lock_timeout? number|string
---@field statement_timeout? number|string
---@field role? string
---@field up luamig.direction
---@field down? luamig.direction

---@param body luamig.revision
function revision(body) end

---Work on data that commits as it goes.
---@param fn function
---@return luamig.phase
function batches(fn) end

---A data migration of models.lua, frozen.
---@param name string
---@param fn (fun(db: luamig.db))|luamig.phase
---@return luamig.phase
function hook(name, fn) end

---What PostgreSQL refuses inside a transaction.
---@overload fun(repeatable: "repeatable", fn: fun(op: luamig.op, db: luamig.db)): luamig.phase
---@param fn fun(op: luamig.op)
---@return luamig.phase
function no_transaction(fn) end

-- ---- Objects ----
