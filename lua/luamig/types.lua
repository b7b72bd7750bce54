---@meta
-- LuaLS annotations for luamig's files. Written by `luamig types`: not to be edited.

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

---@class luamig.aggregate
---@field arguments? string|luamig.sql "v integer", "p float8 ORDER BY v anyelement"; unsaid: the types of its name
---@field sfunc? string|luamig.sql takes each row into the state
---@field stype? string the type of the state
---@field sspace? integer the state's size in bytes, as the planner reckons
---@field finalfunc? string|luamig.sql makes the result of the state
---@field finalfunc_extra? boolean it is given the arguments' types too
---@field finalfunc_modify? "read_only"|"shareable"|"read_write"|boolean
---@field combinefunc? string|luamig.sql makes one state of two
---@field serialfunc? string|luamig.sql writes a state of type internal
---@field deserialfunc? string|luamig.sql reads it again
---@field initcond? string the first state
---@field msfunc? string|luamig.sql sfunc while the aggregate moves along a window
---@field minvfunc? string|luamig.sql takes a row out of the state
---@field mstype? string
---@field msspace? integer
---@field mfinalfunc? string|luamig.sql
---@field mfinalfunc_extra? boolean
---@field mfinalfunc_modify? "read_only"|"shareable"|"read_write"|boolean
---@field minitcond? string
---@field sortop? string the operator of a MIN or MAX: "<"
---@field parallel? "unsafe"|"restricted"|"safe"|boolean
---@field hypothetical? boolean a hypothetical-set aggregate
---@field comment? string|luamig.comment
---@field grants? table<string|integer, string|string[]|luamig.grant> name = definition
---@field owner? string|luamig.owner
---@field security_labels? table<string|integer, string|luamig.security_label> name = definition
---@field renamed_from? string what it was called before

---@class luamig.cast
---@field routine? string what converts, as "rank(mood)"; unsaid: the bytes are the same
---@field inout? boolean by way of text
---@field context? "assignment"|"implicit"|boolean where nobody asks for it; unsaid: nowhere
---@field comment? string|luamig.comment
---@field renamed_from? string what it was called before

---@class luamig.check
---@field [1] string|luamig.sql true or NULL in every row
---@field no_inherit? boolean does not hold in tables that inherit
---@field not_valid? boolean existing rows are not checked
---@field comment? string|luamig.comment
---@field name? string unsaid: as PostgreSQL calls it
---@field renamed_from? string what it was called before

---@class luamig.collation
---@field provider? "libc"|"icu"|"builtin"|boolean
---@field locale? string "de_DE", of ICU "de-u-ks-level2"
---@field lc_collate? string libc: the locale of the order alone
---@field lc_ctype? string libc: the locale of upper and lower case alone
---@field deterministic? boolean false: strings of different bytes may be equal
---@field rules? string ICU: what the locale's order is changed by (PostgreSQL 16)
---@field comment? string|luamig.comment
---@field owner? string|luamig.owner
---@field renamed_from? string what it was called before

---@class luamig.column
---@field [1] string its name
---@field [2] string PostgreSQL's type text
---@field collate? string a collation
---@field null? boolean false: NOT NULL
---@field default? luamig.literal a literal, or sql "expression"
---@field generated? string|luamig.sql GENERATED ALWAYS AS (...) STORED
---@field using? string converts the old type's value in a change of type
---@field using_down? string the same for the way back
---@field on_update? luamig.literal set on every UPDATE: now()
---@field storage? "plain"|"external"|"extended"|"main"|boolean where long values go; unsaid: the type's own
---@field compression? "pglz"|"lz4"|boolean of long values (PostgreSQL 14)
---@field statistics? integer how many values are sampled; unsaid: the server's own
---@field options? string[]|table<string, string|number|boolean> { n_distinct = -0.5 }
---@field check? boolean|string|luamig.sql|luamig.check of this column
---@field comment? string|luamig.comment
---@field references? boolean|string|string[]|luamig.foreign_key of this column
---@field grants? table<string|integer, string|string[]|luamig.grant> name = definition
---@field primary_key? boolean|string|string[]|luamig.primary_key of this column
---@field unique? boolean|string|string[]|luamig.unique of this column
---@field security_labels? table<string|integer, string|luamig.security_label> name = definition
---@field identity? boolean|"always"|"cycle"|luamig.identity
---@field renamed_from? string what it was called before

---@class luamig.comment
---@field [1] string what it is for
---@field text? string what it is for

---@class luamig.composite
---@field comment? string|luamig.comment
---@field [integer] luamig.attribute|luamig.attribute[] in order
---@field grants? table<string|integer, string|string[]|luamig.grant> name = definition
---@field owner? string|luamig.owner
---@field security_labels? table<string|integer, string|luamig.security_label> name = definition
---@field renamed_from? string what it was called before

---@class luamig.attribute
---@field [1] string its name
---@field [2] string PostgreSQL's type text
---@field collate? string a collation
---@field comment? string|luamig.comment
---@field renamed_from? string what it was called before

---@class luamig.conversion
---@field from? string an encoding, as "LATIN1"
---@field to? string an encoding, as "UTF8"
---@field routine? string what converts, as "iso8859_1_to_utf8"
---@field default? boolean the one that is used between these encodings
---@field comment? string|luamig.comment
---@field renamed_from? string what it was called before

---@class luamig.domain
---@field [1] string the type beneath
---@field collate? string a collation
---@field null? boolean false: NOT NULL
---@field default? luamig.literal a literal, or sql "expression"; of columns that have none
---@field comment? string|luamig.comment
---@field checks? table<string|integer, string|luamig.sql|luamig.domain_check> a list, or name = definition
---@field grants? table<string|integer, string|string[]|luamig.grant> name = definition
---@field owner? string|luamig.owner
---@field security_labels? table<string|integer, string|luamig.security_label> name = definition
---@field renamed_from? string what it was called before

---@class luamig.domain_check
---@field [1] string|luamig.sql true or NULL for every VALUE
---@field not_valid? boolean existing values are not checked
---@field comment? string|luamig.comment
---@field name? string unsaid: as PostgreSQL calls it
---@field renamed_from? string what it was called before

---@class luamig.enum
---@field [integer] string|luamig.renamed the labels, in order
---@field values? string|string[] the labels, in order
---@field comment? string|luamig.comment
---@field grants? table<string|integer, string|string[]|luamig.grant> name = definition
---@field owner? string|luamig.owner
---@field security_labels? table<string|integer, string|luamig.security_label> name = definition
---@field renamed_from? string what it was called before

---@class luamig.event_trigger
---@field [1] string "audit()"
---@field event? "ddl_command_start"|"ddl_command_end"|"sql_drop"|"table_rewrite"|"login"|boolean
---@field tags? string|string[] only for these commands: "CREATE TABLE"
---@field enabled? "always"|"replica"|"disabled"|boolean
---@field comment? string|luamig.comment
---@field owner? string|luamig.owner
---@field security_labels? table<string|integer, string|luamig.security_label> name = definition
---@field renamed_from? string what it was called before

---@class luamig.exclude
---@field [integer] string "room WITH =", "during WITH &&"
---@field elements? string|string[] "room WITH =", "during WITH &&"
---@field using? string the access method: gist, mostly; unsaid: btree
---@field include? string|string[] columns that the index holds besides
---@field with? string[]|table<string, string|number|boolean> storage parameters: "fillfactor=70"
---@field where? string|luamig.sql the rows it holds for
---@field deferrable? "initially immediate"|"initially deferred"|boolean
---@field comment? string|luamig.comment
---@field name? string unsaid: as PostgreSQL calls it
---@field renamed_from? string what it was called before

---@class luamig.extension
---@field version? string the installed version; unsaid: any
---@field schema? string where its objects lie; unsaid: wherever they are
---@field comment? string|luamig.comment
---@field renamed_from? string what it was called before

---@class luamig.foreign_data_wrapper
---@field handler? string the routine that reads foreign tables, as "handle()"
---@field validator? string the routine that checks options, as "validate(text[], oid)"
---@field options? string[]|table<string, string|number|boolean> name = value
---@field comment? string|luamig.comment
---@field grants? table<string|integer, string|string[]|luamig.grant> name = definition
---@field owner? string|luamig.owner
---@field renamed_from? string what it was called before

---@class luamig.foreign_key
---@field columns? string|string[] the columns that refer
---@field [integer] string "table.column" for each
---@field references? string|string[] "table.column" for each
---@field on_delete? "cascade"|"set null"|"set default"|"restrict"|"no action"|boolean
---@field on_update? "cascade"|"set null"|"set default"|"restrict"|"no action"|boolean
---@field match? "full"|"simple"|boolean
---@field deferrable? "initially immediate"|"initially deferred"|boolean
---@field not_valid? boolean existing rows are not checked
---@field comment? string|luamig.comment
---@field name? string unsaid: as PostgreSQL calls it
---@field renamed_from? string what it was called before

---@class luamig.grant
---@field [integer] string "select", "update with grant option"
---@field privileges? string|string[] "select", "update with grant option"

---@class luamig.default_privileges
---@field [integer] string "select", "update with grant option"
---@field privileges? string|string[] "select", "update with grant option"
---@field renamed_from? string what it was called before

---@class luamig.index
---@field [integer] string columns or expressions: "created_at DESC"
---@field columns? string|string[] columns or expressions: "created_at DESC"
---@field unique? boolean
---@field nulls_distinct? boolean false: NULLs are equal (PostgreSQL 15)
---@field using? string the access method; unsaid: btree
---@field include? string|string[] columns that it holds besides
---@field where? string|luamig.sql the rows it holds
---@field with? string[]|table<string, string|number|boolean> storage parameters: "fillfactor=70"
---@field tablespace? string unsaid: the database's own
---@field statistics? string[]|table<string, string|number|boolean> how many values of an expression are sampled, by its number: { ["2"] = 500 }
---@field concurrently? boolean built and dropped without blocking writes
---@field comment? string|luamig.comment
---@field name? string unsaid: as PostgreSQL calls it
---@field renamed_from? string what it was called before

---@class luamig.primary_key
---@field [integer] string the columns, in order
---@field columns? string|string[] the columns, in order
---@field include? string|string[] columns that the index holds besides
---@field deferrable? "initially immediate"|"initially deferred"|boolean
---@field with? string[]|table<string, string|number|boolean> storage parameters of the index: { fillfactor = 70 }
---@field tablespace? string of the index; unsaid: the database's own
---@field comment? string|luamig.comment
---@field name? string unsaid: as PostgreSQL calls it
---@field renamed_from? string what it was called before

---@class luamig.unique
---@field [integer] string the columns, in order
---@field columns? string|string[] the columns, in order
---@field include? string|string[] columns that the index holds besides
---@field nulls_distinct? boolean false: NULLs are equal (PostgreSQL 15)
---@field deferrable? "initially immediate"|"initially deferred"|boolean
---@field with? string[]|table<string, string|number|boolean> storage parameters of the index: { fillfactor = 70 }
---@field tablespace? string of the index; unsaid: the database's own
---@field comment? string|luamig.comment
---@field name? string unsaid: as PostgreSQL calls it
---@field renamed_from? string what it was called before

---@class luamig.operator
---@field routine? string what computes it, as "add(money, integer)"
---@field commutator? string the sign with the sides changed
---@field negator? string the sign of its opposite
---@field restrict? string estimates how many rows a condition leaves, as "eqsel"
---@field join? string estimates a join, as "eqjoinsel"
---@field hashes? boolean equal values have equal hashes
---@field merges? boolean a merge join can use it
---@field comment? string|luamig.comment
---@field renamed_from? string what it was called before

---@class luamig.operator_class
---@field type? string the type that it is for
---@field default? boolean what an index of the type takes unsaid
---@field family? string "money_ops(btree)"; unsaid: one of the same name
---@field operators? string|string[] { "1 < (money, money)" }
---@field routines? string|string[] { "1 compare(money, money)" }
---@field storage? string the type that the index holds, where it is another
---@field comment? string|luamig.comment
---@field renamed_from? string what it was called before

---@class luamig.operator_family
---@field comment? string|luamig.comment
---@field renamed_from? string what it was called before

---@class luamig.owner
---@field [1] string the role; unsaid: the one that makes it
---@field role? string the role; unsaid: the one that makes it

---@class luamig.policy
---@field permissive? boolean false: it holds besides the others
---@field command? "all"|"select"|"insert"|"update"|"delete"|boolean
---@field roles? string|string[] for whom; unsaid: everybody
---@field using? string|luamig.sql the rows that are seen
---@field with_check? string|luamig.sql the rows that may be written
---@field comment? string|luamig.comment
---@field renamed_from? string what it was called before

---@class luamig.publication
---@field all_tables? boolean every table, also those that are yet to be made
---@field publish? string|string[] "insert", "update", "delete", "truncate"; unsaid: all of them
---@field publish_via_partition_root? boolean changes of a partition are those of the partitioned table
---@field publish_generated_columns? "stored"|"none"|boolean PostgreSQL 18
---@field comment? string|luamig.comment
---@field owner? string|luamig.owner
---@field security_labels? table<string|integer, string|luamig.security_label> name = definition
---@field renamed_from? string what it was called before

---@class luamig.publication_table
---@field columns? string|string[] only these (PostgreSQL 15)
---@field where? string|luamig.sql only the rows for which it holds (PostgreSQL 15)
---@field renamed_from? string what it was called before

---@class luamig.publication_schema
---@field renamed_from? string what it was called before

---@class luamig.range
---@field [1] string the type of its bounds
---@field subtype_opclass? string of btree; unsaid: the subtype's own
---@field collation? string a collation
---@field subtype_diff? string|luamig.sql a function: the distance of two bounds
---@field multirange_type_name? string unsaid: "floatmultirange"
---@field comment? string|luamig.comment
---@field grants? table<string|integer, string|string[]|luamig.grant> name = definition
---@field owner? string|luamig.owner
---@field security_labels? table<string|integer, string|luamig.security_label> name = definition
---@field renamed_from? string what it was called before

---@class luamig.routine
---@field arguments? string|luamig.sql "a integer, b text DEFAULT 'x'"; unsaid: the types of its name
---@field returns? string|luamig.sql "integer", "SETOF t", "TABLE(a integer)"; unsaid: a procedure
---@field procedure? boolean called by CALL
---@field language? string unsaid: sql
---@field window? boolean a window function
---@field volatility? "volatile"|"stable"|"immutable"|boolean
---@field strict? boolean NULL if an argument is NULL, without being called
---@field leakproof? boolean tells nothing about its arguments but by its result
---@field security_definer? boolean runs with the rights of its owner
---@field parallel? "unsafe"|"restricted"|"safe"|boolean
---@field cost? integer
---@field rows? integer how many it is expected to return
---@field support? string the planner's support function, by its name
---@field transforms? string|string[] types that the language transforms: "hstore"
---@field set? string[]|table<string, string|number|boolean> settings while it runs: "search_path=public, pg_temp"
---@field library? string the file of a function in C; its body is the symbol
---@field body? string its text; RETURN ... and BEGIN ATOMIC ... END are SQL's own
---@field comment? string|luamig.comment
---@field grants? table<string|integer, string|string[]|luamig.grant> name = definition
---@field owner? string|luamig.owner
---@field security_labels? table<string|integer, string|luamig.security_label> name = definition
---@field renamed_from? string what it was called before

---@class luamig.rule
---@field [1]? string|luamig.sql what is done: an INSERT, UPDATE, DELETE, SELECT or NOTIFY; unsaid: nothing
---@field event? "insert"|"update"|"delete"|boolean
---@field when? string|luamig.sql NEW.n > 0
---@field instead? boolean it is done in place of the event
---@field enabled? "always"|"replica"|"disabled"|boolean
---@field comment? string|luamig.comment
---@field renamed_from? string what it was called before

---@class luamig.schema
---@field comment? string|luamig.comment
---@field grants? table<string|integer, string|string[]|luamig.grant> name = definition
---@field owner? string|luamig.owner
---@field publications? table<string|integer, luamig.publication_schema> name = definition
---@field security_labels? table<string|integer, string|luamig.security_label> name = definition
---@field renamed_from? string what it was called before

---@class luamig.security_label
---@field [1] string what the provider reads
---@field label? string what the provider reads

---@class luamig.sequence
---@field type? string smallint, integer or bigint (unsaid)
---@field start? integer
---@field increment? integer
---@field minvalue? integer
---@field maxvalue? integer
---@field cache? integer
---@field cycle? boolean
---@field owned_by? string the column it is dropped with
---@field takes? string the column whose identity it takes the counter of
---@field comment? string|luamig.comment
---@field grants? table<string|integer, string|string[]|luamig.grant> name = definition
---@field owner? string|luamig.owner
---@field security_labels? table<string|integer, string|luamig.security_label> name = definition
---@field name? string unsaid: as PostgreSQL calls it
---@field renamed_from? string what it was called before

---@class luamig.identity
---@field always? boolean
---@field start? integer
---@field increment? integer
---@field minvalue? integer
---@field maxvalue? integer
---@field cache? integer
---@field cycle? boolean
---@field takes? string the sequence it takes the counter of
---@field comment? string|luamig.comment
---@field name? string unsaid: as PostgreSQL calls it
---@field renamed_from? string what it was called before

---@class luamig.server
---@field foreign_data_wrapper? string the wrapper that knows how to speak to it
---@field type? string for the wrapper to understand
---@field version? string for the wrapper to understand
---@field options? string[]|table<string, string|number|boolean> { host = "db", port = 5432 }
---@field comment? string|luamig.comment
---@field grants? table<string|integer, string|string[]|luamig.grant> name = definition
---@field owner? string|luamig.owner
---@field user_mappings? table<string|integer, luamig.user_mapping> name = definition
---@field renamed_from? string what it was called before

---@class luamig.user_mapping
---@field options? string[]|table<string, string|number|boolean> { user = "reader", password = "..." }
---@field renamed_from? string what it was called before

---@class luamig.foreign_table
---@field server? string the server that holds the rows
---@field options? string[]|table<string, string|number|boolean> { schema_name = "public", table_name = "t" }
---@field checks? table<string|integer, string|luamig.sql|luamig.check> a list, or name = definition
---@field [integer] luamig.column|luamig.column[] in order
---@field comment? string|luamig.comment
---@field grants? table<string|integer, string|string[]|luamig.grant> name = definition
---@field renamed_from? string what it was called before

---@class luamig.sql_object
---@field create? string the statements that make it
---@field drop? string the statements that undo them
---@field after? string|string[] what must be there first
---@field renamed_from? string what it was called before

---@class luamig.statistics
---@field [integer] string columns and expressions, at least two
---@field columns? string|string[] columns and expressions, at least two
---@field kinds? string|string[] ndistinct, dependencies, mcv; unsaid: all of them
---@field target? integer how many values are sampled; unsaid: the columns' own
---@field comment? string|luamig.comment
---@field owner? string|luamig.owner
---@field renamed_from? string what it was called before

---@class luamig.table
---@field partition_of? string the partitioned table that it is a part of, and has its columns from
---@field for_values? string|luamig.sql "FROM (1) TO (10)", "IN ('a')", "WITH (MODULUS 4, REMAINDER 0)", "DEFAULT"
---@field partition_by? string|luamig.sql "RANGE (created_at)"; LIST, HASH; columns or expressions
---@field inherits? string|string[] the tables that it has columns from
---@field unlogged? boolean not written to the WAL: lost after a crash
---@field row_security? boolean policies hold
---@field force_row_security? boolean policies hold for the table's owner too
---@field with? string[]|table<string, string|number|boolean> storage parameters: { fillfactor = 70, ["toast.autovacuum_enabled"] = false }
---@field using? string the access method; unsaid: heap
---@field tablespace? string unsaid: the database's own
---@field replica_identity? string "full", "nothing" or the name of an index; unsaid: the primary key
---@field cluster_on? string the name of the index that CLUSTER sorts the rows by
---@field checks? table<string|integer, string|luamig.sql|luamig.check> a list, or name = definition
---@field [integer] luamig.column|luamig.column[] in order
---@field comment? string|luamig.comment
---@field exclude? table<string|integer, string|string[]|luamig.exclude> a list, or name = definition
---@field foreign_keys? table<string|integer, string|string[]|luamig.foreign_key> a list, or name = definition
---@field grants? table<string|integer, string|string[]|luamig.grant> name = definition
---@field indexes? table<string|integer, string|string[]|luamig.index> a list, or name = definition
---@field primary_key? string|string[]|luamig.primary_key
---@field unique? table<string|integer, string|string[]|luamig.unique> a list, or name = definition
---@field owner? string|luamig.owner
---@field policies? table<string|integer, luamig.policy> name = definition
---@field publications? table<string|integer, luamig.publication_table> name = definition
---@field rules? table<string|integer, string|luamig.sql|luamig.rule> name = definition
---@field security_labels? table<string|integer, string|luamig.security_label> name = definition
---@field statistics? table<string|integer, string|string[]|luamig.statistics> name = definition
---@field triggers? table<string|integer, string|luamig.trigger> name = definition
---@field renamed_from? string what it was called before

---@class luamig.text_search_dictionary
---@field template? string "simple", "snowball", "ispell"
---@field options? string[]|table<string, string|number|boolean> { language = "english" }
---@field comment? string|luamig.comment
---@field owner? string|luamig.owner
---@field renamed_from? string what it was called before

---@class luamig.text_search_configuration
---@field parser? string unsaid: PostgreSQL's "default"
---@field mappings? string[]|table<string, string|number|boolean> { word = { "english_stem", "simple" } }
---@field comment? string|luamig.comment
---@field owner? string|luamig.owner
---@field renamed_from? string what it was called before

---@class luamig.trigger
---@field [1] string "touch()"
---@field arguments? string|string[] strings that it is given
---@field constraint? boolean a constraint trigger, which may be deferred
---@field timing? "before"|"after"|"instead of"|boolean
---@field events? string|string[] "insert", "delete", "update", "truncate"
---@field columns? string|string[] only an UPDATE of these
---@field from? string the other table of a constraint trigger
---@field deferrable? "initially immediate"|"initially deferred"|boolean
---@field old_table? string the transition table of old rows
---@field new_table? string the transition table of new rows
---@field each? "statement"|"row"|boolean
---@field when? string|luamig.sql NEW.n > 0
---@field enabled? "always"|"replica"|"disabled"|boolean
---@field comment? string|luamig.comment
---@field renamed_from? string what it was called before

---@class luamig.view
---@field [1] string|luamig.sql its SELECT
---@field names? string|string[] of its columns, where the SELECT gives others
---@field security_barrier? boolean its conditions come before the user's
---@field security_invoker? boolean with the rights of who asks (PostgreSQL 15)
---@field check_option? "cascaded"|"local"|boolean
---@field comment? string|luamig.comment
---@field grants? table<string|integer, string|string[]|luamig.grant> name = definition
---@field owner? string|luamig.owner
---@field rules? table<string|integer, string|luamig.sql|luamig.rule> name = definition
---@field security_labels? table<string|integer, string|luamig.security_label> name = definition
---@field triggers? table<string|integer, string|luamig.trigger> name = definition
---@field columns? table<string|integer, luamig.view_column> name = definition
---@field renamed_from? string what it was called before

---@class luamig.materialized_view
---@field [1] string|luamig.sql its SELECT
---@field names? string|string[] of its columns, where the SELECT gives others
---@field with_data? boolean false: a REFRESH will fill it
---@field using? string the access method; unsaid: heap
---@field tablespace? string where it is stored
---@field with? string[]|table<string, string|number|boolean> storage parameters: "fillfactor=70"
---@field comment? string|luamig.comment
---@field grants? table<string|integer, string|string[]|luamig.grant> name = definition
---@field indexes? table<string|integer, string|string[]|luamig.index> a list, or name = definition
---@field owner? string|luamig.owner
---@field security_labels? table<string|integer, string|luamig.security_label> name = definition
---@field columns? table<string|integer, luamig.view_column> name = definition
---@field renamed_from? string what it was called before

---@class luamig.view_column
---@field default? luamig.literal what an INSERT into the view puts in
---@field comment? string|luamig.comment
---@field grants? table<string|integer, string|string[]|luamig.grant> name = definition
---@field renamed_from? string what it was called before

---@param name string
---@return fun(body: luamig.aggregate)
function aggregate(name) end

---@param name string
---@return fun(body: luamig.cast)
function cast(name) end

---@param name string
---@return fun(body: luamig.collation)
function collation(name) end

---@param name string
---@return fun(body: luamig.composite)
function composite(name) end

---@param name string
---@return fun(body: luamig.conversion)
function conversion(name) end

---@param name string
---@return fun(body: luamig.domain)
function domain(name) end

---@param name string
---@return fun(body: luamig.enum)
function enum(name) end

---@param name string
---@return fun(body: luamig.event_trigger)
function event_trigger(name) end

---@param name string
---@return fun(body: luamig.extension)
function extension(name) end

---@param name string
---@return fun(body: luamig.foreign_data_wrapper)
function foreign_data_wrapper(name) end

---@param name string
---@return fun(body: luamig.default_privileges)
function default_privileges(name) end

---@param name string
---@return fun(body: luamig.operator)
function operator(name) end

---@param name string
---@return fun(body: luamig.operator_class)
function operator_class(name) end

---@param name string
---@return fun(body: luamig.operator_family)
function operator_family(name) end

---@param name string
---@return fun(body: luamig.publication)
function publication(name) end

---@param name string
---@return fun(body: luamig.range)
function range(name) end

---@param name string
---@return fun(body: luamig.routine)
function routine(name) end

---@param name string
---@return fun(body: luamig.schema)
function schema(name) end

---@param name string
---@return fun(body: luamig.sequence)
function sequence(name) end

---@param name string
---@return fun(body: luamig.server)
function server(name) end

---@param name string
---@return fun(body: luamig.foreign_table)
function foreign_table(name) end

---@param name string
---@return fun(body: luamig.sql_object)
function sql_object(name) end

---@param name string
---@return fun(body: luamig.table)
function model(name) end

---@param name string
---@return fun(body: luamig.text_search_dictionary)
function text_search_dictionary(name) end

---@param name string
---@return fun(body: luamig.text_search_configuration)
function text_search_configuration(name) end

---@param name string
---@return fun(body: luamig.view)
function view(name) end

---@param name string
---@return fun(body: luamig.materialized_view)
function materialized_view(name) end

---@class luamig.op
---@field execute fun(sql: string, ...: any) raw SQL: what it makes is not managed
---@field adopt fun(kind: string, ...: any) only registers what is there
---@field create_aggregate fun(aggregate: string, body?: luamig.aggregate)
---@field alter_aggregate fun(aggregate: string, now: luamig.aggregate|table, was?: luamig.aggregate|table)
---@field drop_aggregate fun(aggregate: string, hints?: table)
---@field rename_aggregate fun(aggregate: string, to: string, was?: string)
---@field create_cast fun(cast: string, body?: luamig.cast)
---@field alter_cast fun(cast: string, now: luamig.cast|table, was?: luamig.cast|table)
---@field drop_cast fun(cast: string, hints?: table)
---@field rename_cast fun(cast: string, to: string, was?: string)
---@field create_check fun(table: string, check: string, body?: string|luamig.sql|luamig.check)
---@field alter_check fun(table: string, check: string, now: luamig.check|table, was?: luamig.check|table)
---@field drop_check fun(table: string, check: string, hints?: table)
---@field rename_check fun(table: string, check: string, to: string, was?: string)
---@field create_collation fun(collation: string, body?: luamig.collation)
---@field alter_collation fun(collation: string, now: luamig.collation|table, was?: luamig.collation|table)
---@field drop_collation fun(collation: string, hints?: table)
---@field rename_collation fun(collation: string, to: string, was?: string)
---@field create_column fun(table: string, body: string|luamig.column)
---@field alter_column fun(table: string, column: string, now: luamig.column|table, was?: luamig.column|table)
---@field drop_column fun(table: string, column: string, hints?: table)
---@field rename_column fun(table: string, column: string, to: string, was?: string)
---@field create_comment fun(kind: string, ...: any)
---@field alter_comment fun(kind: string, ...: any)
---@field drop_comment fun(kind: string, ...: any)
---@field rename_comment fun(kind: string, ...: any)
---@field create_composite fun(composite: string, body?: luamig.composite)
---@field alter_composite fun(composite: string, now: luamig.composite|table, was?: luamig.composite|table)
---@field drop_composite fun(composite: string, hints?: table)
---@field rename_composite fun(composite: string, to: string, was?: string)
---@field create_attribute fun(composite: string, body: string|luamig.attribute)
---@field alter_attribute fun(composite: string, attribute: string, now: luamig.attribute|table, was?: luamig.attribute|table)
---@field drop_attribute fun(composite: string, attribute: string, hints?: table)
---@field rename_attribute fun(composite: string, attribute: string, to: string, was?: string)
---@field create_conversion fun(conversion: string, body?: luamig.conversion)
---@field alter_conversion fun(conversion: string, now: luamig.conversion|table, was?: luamig.conversion|table)
---@field drop_conversion fun(conversion: string, hints?: table)
---@field rename_conversion fun(conversion: string, to: string, was?: string)
---@field create_domain fun(domain: string, body?: string|luamig.domain)
---@field alter_domain fun(domain: string, now: luamig.domain|table, was?: luamig.domain|table)
---@field drop_domain fun(domain: string, hints?: table)
---@field rename_domain fun(domain: string, to: string, was?: string)
---@field create_domain_check fun(domain: string, domain_check: string, body?: string|luamig.sql|luamig.domain_check)
---@field alter_domain_check fun(domain: string, domain_check: string, now: luamig.domain_check|table, was?: luamig.domain_check|table)
---@field drop_domain_check fun(domain: string, domain_check: string, hints?: table)
---@field rename_domain_check fun(domain: string, domain_check: string, to: string, was?: string)
---@field create_enum fun(enum: string, body?: string|string[]|luamig.enum)
---@field alter_enum fun(enum: string, now: luamig.enum|table, was?: luamig.enum|table)
---@field drop_enum fun(enum: string, hints?: table)
---@field rename_enum fun(enum: string, to: string, was?: string)
---@field create_event_trigger fun(event_trigger: string, body?: string|luamig.event_trigger)
---@field alter_event_trigger fun(event_trigger: string, now: luamig.event_trigger|table, was?: luamig.event_trigger|table)
---@field drop_event_trigger fun(event_trigger: string, hints?: table)
---@field rename_event_trigger fun(event_trigger: string, to: string, was?: string)
---@field create_exclude fun(table: string, exclude: string, body?: string|string[]|luamig.exclude)
---@field alter_exclude fun(table: string, exclude: string, now: luamig.exclude|table, was?: luamig.exclude|table)
---@field drop_exclude fun(table: string, exclude: string, hints?: table)
---@field rename_exclude fun(table: string, exclude: string, to: string, was?: string)
---@field create_extension fun(extension: string, body?: luamig.extension)
---@field alter_extension fun(extension: string, now: luamig.extension|table, was?: luamig.extension|table)
---@field drop_extension fun(extension: string, hints?: table)
---@field rename_extension fun(extension: string, to: string, was?: string)
---@field create_foreign_data_wrapper fun(foreign_data_wrapper: string, body?: luamig.foreign_data_wrapper)
---@field alter_foreign_data_wrapper fun(foreign_data_wrapper: string, now: luamig.foreign_data_wrapper|table, was?: luamig.foreign_data_wrapper|table)
---@field drop_foreign_data_wrapper fun(foreign_data_wrapper: string, hints?: table)
---@field rename_foreign_data_wrapper fun(foreign_data_wrapper: string, to: string, was?: string)
---@field create_foreign_key fun(table: string, foreign_key: string, body?: string|string[]|luamig.foreign_key)
---@field alter_foreign_key fun(table: string, foreign_key: string, now: luamig.foreign_key|table, was?: luamig.foreign_key|table)
---@field drop_foreign_key fun(table: string, foreign_key: string, hints?: table)
---@field rename_foreign_key fun(table: string, foreign_key: string, to: string, was?: string)
---@field create_grant fun(kind: string, ...: any)
---@field alter_grant fun(kind: string, ...: any)
---@field drop_grant fun(kind: string, ...: any)
---@field rename_grant fun(kind: string, ...: any)
---@field create_default_privileges fun(default_privileges: string, body?: string|string[]|luamig.default_privileges)
---@field alter_default_privileges fun(default_privileges: string, now: luamig.default_privileges|table, was?: luamig.default_privileges|table)
---@field drop_default_privileges fun(default_privileges: string, hints?: table)
---@field rename_default_privileges fun(default_privileges: string, to: string, was?: string)
---@field create_index fun(index: string, table: string, body?: string|string[]|luamig.index)
---@field alter_index fun(index: string, now: luamig.index|table, was?: luamig.index|table)
---@field drop_index fun(index: string, hints?: table)
---@field rename_index fun(index: string, to: string, was?: string)
---@field create_primary_key fun(table: string, primary_key: string, body?: string|string[]|luamig.primary_key)
---@field alter_primary_key fun(table: string, primary_key: string, now: luamig.primary_key|table, was?: luamig.primary_key|table)
---@field drop_primary_key fun(table: string, primary_key: string, hints?: table)
---@field rename_primary_key fun(table: string, primary_key: string, to: string, was?: string)
---@field create_unique fun(table: string, unique: string, body?: string|string[]|luamig.unique)
---@field alter_unique fun(table: string, unique: string, now: luamig.unique|table, was?: luamig.unique|table)
---@field drop_unique fun(table: string, unique: string, hints?: table)
---@field rename_unique fun(table: string, unique: string, to: string, was?: string)
---@field create_operator fun(operator: string, body?: luamig.operator)
---@field alter_operator fun(operator: string, now: luamig.operator|table, was?: luamig.operator|table)
---@field drop_operator fun(operator: string, hints?: table)
---@field rename_operator fun(operator: string, to: string, was?: string)
---@field create_operator_class fun(operator_class: string, body?: luamig.operator_class)
---@field alter_operator_class fun(operator_class: string, now: luamig.operator_class|table, was?: luamig.operator_class|table)
---@field drop_operator_class fun(operator_class: string, hints?: table)
---@field rename_operator_class fun(operator_class: string, to: string, was?: string)
---@field create_operator_family fun(operator_family: string, body?: luamig.operator_family)
---@field alter_operator_family fun(operator_family: string, now: luamig.operator_family|table, was?: luamig.operator_family|table)
---@field drop_operator_family fun(operator_family: string, hints?: table)
---@field rename_operator_family fun(operator_family: string, to: string, was?: string)
---@field create_owner fun(kind: string, ...: any)
---@field alter_owner fun(kind: string, ...: any)
---@field drop_owner fun(kind: string, ...: any)
---@field rename_owner fun(kind: string, ...: any)
---@field create_policy fun(table: string, policy: string, body?: luamig.policy)
---@field alter_policy fun(table: string, policy: string, now: luamig.policy|table, was?: luamig.policy|table)
---@field drop_policy fun(table: string, policy: string, hints?: table)
---@field rename_policy fun(table: string, policy: string, to: string, was?: string)
---@field create_publication fun(publication: string, body?: luamig.publication)
---@field alter_publication fun(publication: string, now: luamig.publication|table, was?: luamig.publication|table)
---@field drop_publication fun(publication: string, hints?: table)
---@field rename_publication fun(publication: string, to: string, was?: string)
---@field create_publication_table fun(table: string, publication_table: string, body?: luamig.publication_table)
---@field alter_publication_table fun(table: string, publication_table: string, now: luamig.publication_table|table, was?: luamig.publication_table|table)
---@field drop_publication_table fun(table: string, publication_table: string, hints?: table)
---@field rename_publication_table fun(table: string, publication_table: string, to: string, was?: string)
---@field create_publication_schema fun(publication_schema: string, body?: luamig.publication_schema)
---@field alter_publication_schema fun(publication_schema: string, now: luamig.publication_schema|table, was?: luamig.publication_schema|table)
---@field drop_publication_schema fun(publication_schema: string, hints?: table)
---@field rename_publication_schema fun(publication_schema: string, to: string, was?: string)
---@field create_range fun(range: string, body?: string|luamig.range)
---@field alter_range fun(range: string, now: luamig.range|table, was?: luamig.range|table)
---@field drop_range fun(range: string, hints?: table)
---@field rename_range fun(range: string, to: string, was?: string)
---@field create_routine fun(routine: string, body?: luamig.routine)
---@field alter_routine fun(routine: string, now: luamig.routine|table, was?: luamig.routine|table)
---@field drop_routine fun(routine: string, hints?: table)
---@field rename_routine fun(routine: string, to: string, was?: string)
---@field create_rule fun(table: string, rule: string, body?: string|luamig.sql|luamig.rule)
---@field alter_rule fun(table: string, rule: string, now: luamig.rule|table, was?: luamig.rule|table)
---@field drop_rule fun(table: string, rule: string, hints?: table)
---@field rename_rule fun(table: string, rule: string, to: string, was?: string)
---@field create_schema fun(schema: string, body?: luamig.schema)
---@field alter_schema fun(schema: string, now: luamig.schema|table, was?: luamig.schema|table)
---@field drop_schema fun(schema: string, hints?: table)
---@field rename_schema fun(schema: string, to: string, was?: string)
---@field create_security_label fun(kind: string, ...: any)
---@field alter_security_label fun(kind: string, ...: any)
---@field drop_security_label fun(kind: string, ...: any)
---@field rename_security_label fun(kind: string, ...: any)
---@field create_sequence fun(sequence: string, body?: luamig.sequence)
---@field alter_sequence fun(sequence: string, now: luamig.sequence|table, was?: luamig.sequence|table)
---@field drop_sequence fun(sequence: string, hints?: table)
---@field rename_sequence fun(sequence: string, to: string, was?: string)
---@field create_identity fun(table: string, column: string, identity: string, body?: boolean|"always"|"cycle"|luamig.identity)
---@field alter_identity fun(table: string, column: string, identity: string, now: luamig.identity|table, was?: luamig.identity|table)
---@field drop_identity fun(table: string, column: string, identity: string, hints?: table)
---@field rename_identity fun(table: string, column: string, identity: string, to: string, was?: string)
---@field create_server fun(server: string, body?: luamig.server)
---@field alter_server fun(server: string, now: luamig.server|table, was?: luamig.server|table)
---@field drop_server fun(server: string, hints?: table)
---@field rename_server fun(server: string, to: string, was?: string)
---@field create_user_mapping fun(server: string, user_mapping: string, body?: luamig.user_mapping)
---@field alter_user_mapping fun(server: string, user_mapping: string, now: luamig.user_mapping|table, was?: luamig.user_mapping|table)
---@field drop_user_mapping fun(server: string, user_mapping: string, hints?: table)
---@field rename_user_mapping fun(server: string, user_mapping: string, to: string, was?: string)
---@field create_foreign_table fun(foreign_table: string, body?: luamig.foreign_table)
---@field alter_foreign_table fun(foreign_table: string, now: luamig.foreign_table|table, was?: luamig.foreign_table|table)
---@field drop_foreign_table fun(foreign_table: string, hints?: table)
---@field rename_foreign_table fun(foreign_table: string, to: string, was?: string)
---@field create_sql_object fun(sql_object: string, body?: luamig.sql_object)
---@field alter_sql_object fun(sql_object: string, now: luamig.sql_object|table, was?: luamig.sql_object|table)
---@field drop_sql_object fun(sql_object: string, hints?: table)
---@field rename_sql_object fun(sql_object: string, to: string, was?: string)
---@field create_statistics fun(statistics: string, table: string, body?: string|string[]|luamig.statistics)
---@field alter_statistics fun(statistics: string, now: luamig.statistics|table, was?: luamig.statistics|table)
---@field drop_statistics fun(statistics: string, hints?: table)
---@field rename_statistics fun(statistics: string, to: string, was?: string)
---@field create_table fun(table: string, body?: luamig.table)
---@field alter_table fun(table: string, now: luamig.table|table, was?: luamig.table|table)
---@field drop_table fun(table: string, hints?: table)
---@field rename_table fun(table: string, to: string, was?: string)
---@field create_text_search_dictionary fun(text_search_dictionary: string, body?: luamig.text_search_dictionary)
---@field alter_text_search_dictionary fun(text_search_dictionary: string, now: luamig.text_search_dictionary|table, was?: luamig.text_search_dictionary|table)
---@field drop_text_search_dictionary fun(text_search_dictionary: string, hints?: table)
---@field rename_text_search_dictionary fun(text_search_dictionary: string, to: string, was?: string)
---@field create_text_search_configuration fun(text_search_configuration: string, body?: luamig.text_search_configuration)
---@field alter_text_search_configuration fun(text_search_configuration: string, now: luamig.text_search_configuration|table, was?: luamig.text_search_configuration|table)
---@field drop_text_search_configuration fun(text_search_configuration: string, hints?: table)
---@field rename_text_search_configuration fun(text_search_configuration: string, to: string, was?: string)
---@field create_trigger fun(table: string, trigger: string, body?: string|luamig.trigger)
---@field alter_trigger fun(table: string, trigger: string, now: luamig.trigger|table, was?: luamig.trigger|table)
---@field drop_trigger fun(table: string, trigger: string, hints?: table)
---@field rename_trigger fun(table: string, trigger: string, to: string, was?: string)
---@field create_view fun(view: string, body?: string|luamig.sql|luamig.view)
---@field alter_view fun(view: string, now: luamig.view|table, was?: luamig.view|table)
---@field drop_view fun(view: string, hints?: table)
---@field rename_view fun(view: string, to: string, was?: string)
---@field create_materialized_view fun(materialized_view: string, body?: string|luamig.sql|luamig.materialized_view)
---@field alter_materialized_view fun(materialized_view: string, now: luamig.materialized_view|table, was?: luamig.materialized_view|table)
---@field drop_materialized_view fun(materialized_view: string, hints?: table)
---@field rename_materialized_view fun(materialized_view: string, to: string, was?: string)
---@field create_view_column fun(view: string, view_column: string, body?: luamig.view_column)
---@field alter_view_column fun(view: string, view_column: string, now: luamig.view_column|table, was?: luamig.view_column|table)
---@field drop_view_column fun(view: string, view_column: string, hints?: table)
---@field rename_view_column fun(view: string, view_column: string, to: string, was?: string)
