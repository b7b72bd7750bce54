-- A schema read from the catalogs, object by object: what spec/support/dump.lua reads from pg_dump, for servers that
-- are newer than the machine's pg_dump. Nothing of luamig is in it, since it judges luamig.
--
-- Each query gives a row for each object of a catalog: its class ("table"), its name, and a column for each property
-- that pg_dump would write; NULL says nothing. The text of an object is a line for each property. Columns that only
-- newer servers have are read through to_jsonb(row), which is NULL without them.
local catalog_dump = {}

-- What is the system's, the ledger's or an extension's is not dumped.
local prelude = [[
WITH spaces AS MATERIALIZED (
    SELECT oid, nspname FROM pg_namespace
     WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND nspname <> LEDGER),
members AS MATERIALIZED (SELECT classid, objid FROM pg_depend WHERE deptype = 'e')]]

-- The words in braces are written out by `expand`.
local queries = {
    -- A schema; `public` too, whose owner and privileges may be changed.
    [[SELECT 'schema' AS class, quote_ident(s.nspname) AS name, s.nspowner::regrole AS owner,
             {privileges n s.nspacl s.nspowner} AS privileges
        FROM pg_namespace s JOIN spaces USING (oid) WHERE {own pg_namespace s}]],

    [[SELECT 'extension' AS class, quote_ident(extname) AS name, extnamespace::regnamespace AS schema
        FROM pg_extension WHERE oid >= 16384]],

    -- Tables, views and all that has columns; indexes and sequences follow.
    [[SELECT CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'table' WHEN 'v' THEN 'view'
                  WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table' WHEN 'c' THEN 'type' END AS class,
             c.oid::regclass AS name, c.relowner::regrole AS owner,
             CASE WHEN c.relkind <> 'c' THEN {privileges r c.relacl c.relowner} END AS privileges,
             nullif(c.relpersistence, 'p') AS persistence,
             (SELECT spcname FROM pg_tablespace WHERE oid = c.reltablespace) AS tablespace,
             (SELECT nullif(amname, 'heap') FROM pg_am WHERE oid = c.relam) AS access_method,
             (SELECT array_agg(o ORDER BY o) FROM unnest(c.reloptions) o) AS options,
             (SELECT reloptions FROM pg_class WHERE oid = c.reltoastrelid) AS toast_options,
             CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
             (SELECT array_agg(inhparent::regclass ORDER BY inhseqno) FROM pg_inherits WHERE inhrelid = c.oid) AS parents,
             pg_get_expr(c.relpartbound, c.oid) AS bound,
             nullif(c.reloftype, 0)::regtype AS of_type,
             nullif(c.relrowsecurity, false) AS row_security, nullif(c.relforcerowsecurity, false) AS force_row_security,
             CASE WHEN c.relkind IN ('r', 'm') THEN nullif(c.relreplident, 'd') END AS replica_identity,
             (SELECT indexrelid::regclass FROM pg_index WHERE indrelid = c.oid AND indisreplident) AS replica_index,
             (SELECT indexrelid::regclass FROM pg_index WHERE indrelid = c.oid AND indisclustered) AS clustered,
             CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END AS query,
             (SELECT format('%s %s', s.srvname, (SELECT array_agg(o ORDER BY o) FROM unnest(f.ftoptions) o)) FROM pg_foreign_table f
                JOIN pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = c.oid) AS server
        FROM pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND {schema pg_class c relnamespace}]],

    -- Columns; a composite type's have a place, a view's have what is said beside its query. What a partition or a
    -- child has from its parent alone is not said again, but the partition's own default is.
    [[SELECT 'column' AS class, format('%s.%I', c.oid::regclass, a.attname) AS name,
             CASE WHEN c.relkind = 'c' THEN (SELECT count(*) FROM pg_attribute b
                  WHERE b.attrelid = c.oid AND b.attnum <= a.attnum AND b.attnum > 0 AND NOT b.attisdropped) END AS place,
             CASE WHEN c.relkind IN ('r', 'p', 'f', 'c') THEN format_type(a.atttypid, a.atttypmod) END AS type,
             CASE WHEN c.relkind IN ('r', 'p', 'f', 'c') AND a.attcollation <> t.typcollation
                  THEN {name pg_collation a.attcollation} END AS collation,
             nullif(a.attnotnull, false) AS not_null,
             pg_get_expr(d.adbin, d.adrelid) AS value, nullif(a.attgenerated, '') AS generated,
             nullif(a.attidentity, '') AS identity,
             CASE WHEN c.relkind <> 'v' THEN nullif(a.attstorage, t.typstorage) END AS storage,
             nullif(to_jsonb(a)->>'attcompression', '') AS compression,
             nullif(a.attstattarget, -1) AS statistics,
             -- Some minor releases keep a version of their own there, which pg_dump leaves out too.
             (SELECT array_agg(o ORDER BY o) FROM unnest(a.attoptions) o WHERE o NOT LIKE 'pg\_attver=%') AS options,
             (SELECT array_agg(o ORDER BY o) FROM unnest(a.attfdwoptions) o) AS foreign_options,
             CASE WHEN a.attinhcount > 0 AND NOT c.relispartition THEN NOT a.attislocal END AS inherited,
             CASE WHEN a.attacl IS NOT NULL THEN {privileges c a.attacl c.relowner} END AS privileges
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
       WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND a.attnum > 0 AND NOT a.attisdropped
         AND {schema pg_class c relnamespace}]],

    -- pg_dump writes no index that is not valid, unless it is a partitioned table's. An index that stands for a
    -- constraint is the constraint's.
    [[SELECT CASE WHEN k.oid IS NULL THEN 'index' ELSE 'constraint' END AS class,
             CASE WHEN k.oid IS NULL THEN c.oid::regclass::text ELSE format('%s %I', i.indrelid::regclass, c.relname) END
                 AS name,
             coalesce(pg_get_constraintdef(k.oid), pg_get_indexdef(c.oid)) AS definition,
             CASE WHEN k.oid IS NOT NULL THEN (SELECT array_agg(o ORDER BY o) FROM unnest(c.reloptions) o) END AS options,
             (SELECT spcname FROM pg_tablespace WHERE oid = c.reltablespace) AS tablespace,
             (SELECT inhparent::regclass FROM pg_inherits WHERE inhrelid = c.oid) AS parent,
             (SELECT array_agg(format('%s=%s', attnum, attstattarget) ORDER BY attnum) FROM pg_attribute
               WHERE attrelid = c.oid AND attstattarget >= 0) AS statistics
        FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid JOIN pg_class t ON t.oid = i.indrelid
        LEFT JOIN pg_constraint k ON k.conindid = c.oid AND k.contype IN ('p', 'u', 'x')
       WHERE (i.indisvalid OR t.relkind = 'p') AND {schema pg_class c relnamespace}
         AND {schema pg_class t relnamespace}]],

    -- The constraints without an index: not a partition's copy of its parent's, not the constraint of a trigger. Since
    -- PostgreSQL 18 NOT NULL has a row of its own, whose name luamig leaves to PostgreSQL: the column says it.
    [[SELECT 'constraint' AS class,
             format('%s %I', coalesce(nullif(k.conrelid, 0)::regclass::text, k.contypid::regtype::text), k.conname) AS name,
             pg_get_constraintdef(k.oid) AS definition,
             CASE WHEN k.coninhcount > 0 AND NOT coalesce(c.relispartition, false) THEN NOT k.conislocal END AS inherited
        FROM pg_constraint k LEFT JOIN pg_class c ON c.oid = k.conrelid LEFT JOIN pg_type t ON t.oid = k.contypid
       WHERE k.contype IN ('c', 'f') AND k.conparentid = 0 AND NOT coalesce(c.relispartition AND NOT k.conislocal, false)
         AND (t.oid IS NULL OR {own pg_type t}) AND (c.oid IS NULL OR {own pg_class c})
         AND {schema pg_constraint k connamespace}]],

    [[SELECT 'sequence' AS class, c.oid::regclass AS name, c.relowner::regrole AS owner,
             {privileges s c.relacl c.relowner} AS privileges, nullif(c.relpersistence, 'p') AS persistence,
             s.seqtypid::regtype AS type, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle,
             (SELECT format('%s.%I %s', refobjid::regclass, attname, deptype) FROM pg_depend
                JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
               WHERE classid = 'pg_class'::regclass AND objid = c.oid AND refclassid = 'pg_class'::regclass
                 AND deptype IN ('a', 'i')) AS owned_by
        FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid WHERE {schema pg_class c relnamespace}]],

    -- Types that are no table's and no array's; a range's multirange is the range's.
    [[SELECT CASE t.typtype WHEN 'd' THEN 'domain' ELSE 'type' END AS class, t.oid::regtype AS name,
             t.typowner::regrole AS owner, {privileges T t.typacl t.typowner} AS privileges,
             (SELECT array_agg(enumlabel ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid) AS labels,
             CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS base,
             CASE WHEN t.typtype = 'd' AND t.typcollation <> b.typcollation THEN {name pg_collation t.typcollation} END
                 AS collation,
             nullif(t.typnotnull, false) AS not_null, pg_get_expr(t.typdefaultbin, 0) AS default,
             (SELECT concat_ws(' ', rngsubtype::regtype, {name pg_opclass rngsubopc},
                               {name pg_collation nullif(rngcollation,0)}, nullif(rngcanonical, 0), nullif(rngsubdiff, 0),
                               to_jsonb(r)->>'rngmultitypid' IS NOT NULL,
                               ((to_jsonb(r)->>'rngmultitypid')::oid)::regtype)
                FROM pg_range r WHERE rngtypid = t.oid) AS range,
             CASE WHEN t.typtype = 'b' THEN
                  concat_ws(' ', t.typlen, t.typbyval, t.typcategory, t.typispreferred, t.typdelim, t.typelem::regtype,
                            t.typinput, t.typoutput, t.typreceive, t.typsend, t.typmodin, t.typmodout, t.typanalyze,
                            t.typalign, t.typstorage, t.typdefault) END AS definition
        FROM pg_type t LEFT JOIN pg_type b ON b.oid = t.typbasetype
       WHERE t.typtype IN ('b', 'd', 'e', 'p', 'r') AND {schema pg_type t typnamespace}
         AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)]],

    -- A type's privileges where the type is a table's row: they are the composite type's own.
    [[SELECT 'type privileges' AS class, t.oid::regtype AS name, {privileges T t.typacl t.typowner} AS privileges
        FROM pg_type t WHERE t.typtype = 'c' AND t.typacl IS NOT NULL AND {schema pg_type t typnamespace}]],

    -- Routines: pg_get_functiondef says all but owner, privileges and what they depend on; aggregates it refuses.
    [[SELECT CASE p.prokind WHEN 'a' THEN 'aggregate' WHEN 'p' THEN 'procedure' ELSE 'function' END AS class,
             p.oid::regprocedure AS name, p.proowner::regrole AS owner,
             {privileges f p.proacl p.proowner} AS privileges,
             CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END AS definition,
             CASE WHEN p.prokind = 'a' THEN concat_ws(' ', pg_get_function_arguments(p.oid), p.provolatile, p.proparallel,
                  (SELECT to_jsonb(a) - 'aggfnoid' - 'aggtranstype' - 'aggmtranstype' - 'aggsortop'
                     FROM pg_aggregate a WHERE a.aggfnoid = p.oid),
                  (SELECT format('%s %s %s', aggtranstype::regtype, nullif(aggmtranstype, 0)::regtype,
                                 nullif(aggsortop, 0)::regoperator) FROM pg_aggregate WHERE aggfnoid = p.oid))
             END AS aggregate
        FROM pg_proc p WHERE {schema pg_proc p pronamespace}]],

    -- ALTER ... DEPENDS ON EXTENSION.
    [[SELECT 'extension of ' || (i).type AS class, (i).identity AS name,
             array_agg(quote_ident(extname) ORDER BY extname) AS extensions
        FROM (SELECT pg_identify_object(classid, objid, objsubid) AS i, e.extname FROM pg_depend d
                JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND e.oid = d.refobjid
               WHERE d.deptype = 'x') x GROUP BY i]],

    -- A partition's copy of a trigger is dumped where it is enabled in another way.
    [[SELECT 'trigger' AS class, format('%s %I', g.tgrelid::regclass, g.tgname) AS name,
             pg_get_triggerdef(g.oid) AS definition, nullif(g.tgenabled, 'O') AS enabled
        FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid LEFT JOIN pg_trigger u ON u.oid = g.tgparentid
       WHERE NOT g.tgisinternal AND (u.oid IS NULL OR u.tgenabled <> g.tgenabled) AND {schema pg_class c relnamespace}]],

    [[SELECT 'event trigger' AS class, quote_ident(evtname) AS name, evtowner::regrole AS owner, evtevent AS event,
             evtfoid::regproc AS function, nullif(evtenabled, 'O') AS enabled, evttags AS tags
        FROM pg_event_trigger e WHERE {database pg_event_trigger e}]],

    [[SELECT 'rule' AS class, format('%s %I', c.oid::regclass, r.rulename) AS name,
             pg_get_ruledef(r.oid) AS definition, nullif(r.ev_enabled, 'O') AS enabled
        FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
       WHERE NOT (r.rulename = '_RETURN' AND c.relkind IN ('v', 'm')) AND {schema pg_class c relnamespace}]],

    [[SELECT 'policy' AS class, format('%s %I', c.oid::regclass, p.polname) AS name, p.polcmd AS command,
             nullif(p.polpermissive, true) AS permissive,
             (SELECT array_agg(coalesce(nullif(r, 0)::regrole::text, 'public') ORDER BY 1) FROM unnest(p.polroles) r) AS roles,
             pg_get_expr(p.polqual, p.polrelid) AS "using", pg_get_expr(p.polwithcheck, p.polrelid) AS "check"
        FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE {schema pg_class c relnamespace}]],

    -- The columns in the order of their names: PostgreSQL keeps them by number.
    [[SELECT 'statistics' AS class, format('%s.%I', s.stxnamespace::regnamespace, s.stxname) AS name,
             s.stxowner::regrole AS owner, s.stxrelid::regclass AS on, s.stxkind AS kinds,
             nullif(s.stxstattarget, -1) AS target,
             (SELECT array_agg(attname ORDER BY attname) FROM pg_attribute
               WHERE attrelid = s.stxrelid AND attnum = ANY (s.stxkeys::smallint[])) AS columns, {expressions} AS expressions
        FROM pg_statistic_ext s WHERE {schema pg_statistic_ext s stxnamespace}]],

    -- PostgreSQL 17 calls the locale of ICU's and its own provider colllocale, 15 and 16 colliculocale.
    [[SELECT 'collation' AS class, c.oid::regcollation AS name, c.collowner::regrole AS owner,
             c.collprovider AS provider, nullif(c.collisdeterministic, true) AS deterministic,
             nullif(c.collencoding, -1) AS encoding, c.collcollate AS collate, c.collctype AS ctype,
             coalesce(to_jsonb(c)->>'colllocale', to_jsonb(c)->>'colliculocale') AS locale,
             to_jsonb(c)->>'collicurules' AS rules
        FROM pg_collation c WHERE {schema pg_collation c collnamespace}]],

    [[SELECT 'conversion' AS class, format('%s.%I', c.connamespace::regnamespace, c.conname) AS name,
             c.conowner::regrole AS owner, pg_encoding_to_char(c.conforencoding) AS "from",
             pg_encoding_to_char(c.contoencoding) AS "to", c.conproc AS function, nullif(c.condefault, false) AS default
        FROM pg_conversion c WHERE {schema pg_conversion c connamespace}]],

    [[SELECT 'text search configuration' AS class, c.oid::regconfig AS name, c.cfgowner::regrole AS owner,
             {name pg_ts_parser c.cfgparser} AS parser,
             (SELECT string_agg(format('%s: %s', alias, dictionaries), '; ' ORDER BY alias)
                FROM (SELECT t.alias, string_agg(m.mapdict::regdictionary::text, ', ' ORDER BY m.mapseqno) AS dictionaries
                        FROM pg_ts_config_map m, ts_token_type(c.cfgparser) t
                       WHERE m.mapcfg = c.oid AND t.tokid = m.maptokentype GROUP BY t.alias) x) AS mappings
        FROM pg_ts_config c WHERE {schema pg_ts_config c cfgnamespace}]],

    [[SELECT 'text search dictionary' AS class, d.oid::regdictionary AS name, d.dictowner::regrole AS owner,
             {name pg_ts_template d.dicttemplate} AS template, d.dictinitoption AS options
        FROM pg_ts_dict d WHERE {schema pg_ts_dict d dictnamespace}]],

    [[SELECT 'text search template' AS class, {name pg_ts_template t.oid} AS name, t.tmplinit AS init,
             t.tmpllexize AS lexize
        FROM pg_ts_template t WHERE {schema pg_ts_template t tmplnamespace}]],

    [[SELECT 'text search parser' AS class, {name pg_ts_parser t.oid} AS name,
             concat_ws(' ', prsstart, prstoken, prsend, prsheadline, prslextype) AS functions
        FROM pg_ts_parser t WHERE {schema pg_ts_parser t prsnamespace}]],

    [[SELECT 'operator' AS class, o.oid::regoperator AS name, o.oprowner::regrole AS owner,
             o.oprcode AS function, nullif(o.oprcom, 0)::regoperator AS commutator,
             nullif(o.oprnegate, 0)::regoperator AS negator, nullif(o.oprrest, 0) AS restrict,
             nullif(o.oprjoin, 0) AS join, nullif(o.oprcanmerge, false) AS merges, nullif(o.oprcanhash, false) AS hashes
        FROM pg_operator o WHERE {schema pg_operator o oprnamespace}]],

    [[SELECT 'operator class' AS class, {name pg_opclass o.oid} AS name, o.opcowner::regrole AS owner,
             o.opcintype::regtype AS type, nullif(o.opckeytype, 0)::regtype AS storage,
             nullif(o.opcdefault, false) AS default, {name pg_opfamily o.opcfamily} AS family
        FROM pg_opclass o WHERE {schema pg_opclass o opcnamespace}]],

    [[SELECT 'operator family' AS class, {name pg_opfamily f.oid} AS name, f.opfowner::regrole AS owner,
             (SELECT string_agg(format('operator %s %s %s', amopstrategy, amopopr::regoperator,
                                       {name pg_opfamily nullif(amopsortfamily,0)}), '; '
                                ORDER BY amopstrategy, amopopr::regoperator::text)
                FROM pg_amop WHERE amopfamily = f.oid) AS operators,
             (SELECT string_agg(format('function %s (%s, %s) %s', amprocnum, amproclefttype::regtype,
                                       amprocrighttype::regtype, amproc::regprocedure), '; '
                                ORDER BY amprocnum, amproc::regprocedure::text)
                FROM pg_amproc WHERE amprocfamily = f.oid) AS functions
        FROM pg_opfamily f WHERE {schema pg_opfamily f opfnamespace}]],

    [[SELECT 'cast' AS class, format('(%s AS %s)', c.castsource::regtype, c.casttarget::regtype) AS name,
             nullif(c.castfunc, 0)::regprocedure AS function, c.castcontext AS context, c.castmethod AS method
        FROM pg_cast c WHERE {database pg_cast c}]],

    [[SELECT 'language' AS class, quote_ident(l.lanname) AS name, l.lanowner::regrole AS owner,
             {privileges l l.lanacl l.lanowner} AS privileges, l.lanpltrusted AS trusted,
             nullif(l.lanplcallfoid, 0)::regproc AS handler, nullif(l.laninline, 0)::regproc AS inline,
             nullif(l.lanvalidator, 0)::regproc AS validator
        FROM pg_language l WHERE {database pg_language l}]],

    [[SELECT 'transform' AS class, format('%s %I', t.trftype::regtype, l.lanname) AS name,
             t.trffromsql AS from_sql, t.trftosql AS to_sql
        FROM pg_transform t JOIN pg_language l ON l.oid = t.trflang WHERE {database pg_transform t}]],

    [[SELECT 'access method' AS class, quote_ident(a.amname) AS name, a.amhandler AS handler, a.amtype AS type
        FROM pg_am a WHERE {database pg_am a}]],

    [[SELECT 'publication' AS class, quote_ident(p.pubname) AS name, p.pubowner::regrole AS owner,
             to_jsonb(p) - 'oid' - 'pubname' - 'pubowner' AS options, {schemas} AS schemas
        FROM pg_publication p WHERE {database pg_publication p}]],

    [[SELECT 'publication table' AS class, format('%I %s', p.pubname, r.prrelid::regclass) AS name,
             {rows} AS rows,
             (SELECT array_agg(attname ORDER BY attname) FROM pg_attribute WHERE attrelid = r.prrelid
                 AND attnum = ANY ({attributes})) AS columns
        FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid WHERE {database pg_publication p}]],

    -- Whether it is enabled and has a slot is the other server's matter too: pg_dump always writes connect = false.
    [[SELECT 'subscription' AS class, quote_ident(s.subname) AS name, s.subowner::regrole AS owner,
             to_jsonb(s) - 'oid' - 'subdbid' - 'subname' - 'subowner' - 'subenabled' - 'subskiplsn' AS options
        FROM pg_subscription s WHERE s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())]],

    [[SELECT 'foreign data wrapper' AS class, quote_ident(f.fdwname) AS name, f.fdwowner::regrole AS owner,
             {privileges F f.fdwacl f.fdwowner} AS privileges, nullif(f.fdwhandler, 0)::regproc AS handler,
             nullif(f.fdwvalidator, 0)::regproc AS validator, (SELECT array_agg(o ORDER BY o) FROM unnest(f.fdwoptions) o) AS options
        FROM pg_foreign_data_wrapper f WHERE {database pg_foreign_data_wrapper f}]],

    [[SELECT 'server' AS class, quote_ident(s.srvname) AS name, s.srvowner::regrole AS owner,
             {privileges S s.srvacl s.srvowner} AS privileges, f.fdwname AS wrapper, s.srvtype AS type,
             s.srvversion AS version, (SELECT array_agg(o ORDER BY o) FROM unnest(s.srvoptions) o) AS options
        FROM pg_foreign_server s JOIN pg_foreign_data_wrapper f ON f.oid = s.srvfdw
       WHERE {database pg_foreign_server s}]],

    [[SELECT 'user mapping' AS class, format('%s %I', m.usename, s.srvname) AS name, (SELECT array_agg(o ORDER BY o) FROM unnest(umoptions) o) AS options
        FROM pg_user_mappings m JOIN pg_foreign_server s ON s.oid = m.srvid WHERE {database pg_foreign_server s}]],

    [[SELECT 'default privileges' AS class,
             format('%s %s %s', d.defaclrole::regrole, nullif(d.defaclnamespace, 0)::regnamespace, d.defaclobjtype) AS name,
             (SELECT string_agg(format('%s %s %s', coalesce(nullif(grantee, 0)::regrole::text, 'public'), privilege_type,
                                       is_grantable), ', ' ORDER BY grantee::regrole::text, privilege_type)
                FROM aclexplode(d.defaclacl)) AS privileges
        FROM pg_default_acl d WHERE {database pg_default_acl d}]],

    -- Comments and security labels, of everything that is ours; an extension's own are in its script.
    [[SELECT 'comment' AS class, format('%s %s', (o).type, (o).identity) AS name, description AS comment
        FROM (SELECT d.description, pg_identify_object(classoid, objoid, objsubid) AS o FROM pg_description d
               WHERE objoid >= 16384 AND (classoid, objoid) NOT IN (SELECT classid, objid FROM members)
                  OR classoid = 'pg_namespace'::regclass AND objoid IN (SELECT oid FROM spaces) OFFSET 0) x
       WHERE (o).schema IS NULL AND (o).identity IS DISTINCT FROM quote_ident(LEDGER)
          OR (o).schema IN (SELECT quote_ident(nspname) FROM spaces)]],

    [[SELECT 'security label' AS class, format('%s %s for %s', objtype, objname, provider) AS name, label
        FROM pg_seclabels WHERE objoid >= 16384]],
}

-- What only some versions can be asked.
local function variants(version)
    return {
        expressions = version >= 140000 and "pg_get_statisticsobjdef_expressions(s.oid)" or "NULL",
        schemas = version >= 150000 and [[(SELECT array_agg(pnnspid::regnamespace ORDER BY pnnspid::regnamespace::text)
            FROM pg_publication_namespace WHERE pnpubid = p.oid)]] or "NULL",
        attributes = version >= 150000 and "r.prattrs::smallint[]" or "NULL",
        rows = version >= 150000 and "pg_get_expr(r.prqual, r.prrelid)" or "NULL",
    }
end

local words = {}

-- {own pg_class c}: it is no extension's. The same of an object in a schema (the column with the schema's oid behind),
-- and of one without a schema, which is the system's if initdb made it.
function words.own(class, alias)
    return ("('%s'::regclass, %s.oid) NOT IN (SELECT classid, objid FROM members)"):format(class, alias)
end

function words.schema(class, alias, column)
    return ("%s.%s IN (SELECT oid FROM spaces) AND %s"):format(alias, column, words.own(class, alias))
end

function words.database(class, alias)
    return ("%s.oid >= 16384 AND %s"):format(alias, words.own(class, alias))
end

-- {privileges r c.relacl c.relowner}: none said are the default ones.
function words.privileges(kind, acl, owner)
    return ([[(
        SELECT string_agg(format('%%s %%s%%s by %%s', coalesce(nullif(grantee, 0)::regrole::text, 'public'),
                                 privilege_type, CASE WHEN is_grantable THEN ' with grant option' END,
                                 grantor::regrole), ', ' ORDER BY grantee::regrole::text, privilege_type)
          FROM aclexplode(coalesce(%s, acldefault('%s', %s))))]]):format(acl, kind, owner)
end

-- {name pg_opclass o.oid}: the name of an object that has no reg type.
function words.name(class, oid)
    return ("(SELECT identity FROM pg_identify_object('%s'::regclass, %s, 0))"):format(class, oid)
end

local function expand(query, version)
    local variant = variants(version)
    return (query:gsub("{([%l ][^}]*)}", function(text)
        local list = {}
        for word in text:gmatch "%S+" do
            list[#list + 1] = word
        end
        return variant[text] or words[list[1]](table.unpack(list, 2))
    end))
end

-- The one statement that reads it all: rows of class, name and text.
function catalog_dump.query(version, ledger)
    local parts = {}
    for at, query in ipairs(queries) do
        parts[at] = ([[
            SELECT q.class::text, q.name::text, (SELECT string_agg(key || ': ' || value, E'\n' ORDER BY key)
                     FROM jsonb_each_text(to_jsonb(q) - 'class' - 'name') WHERE value IS NOT NULL) AS text
              FROM (%s) q]]):format(expand(query, version))
    end
    return "SET search_path = ''; SET jit = off;\n" .. prelude:gsub("LEDGER", "'" .. ledger:gsub("'", "''") .. "'")
        .. "\n" .. table.concat(parts, "\nUNION ALL\n"):gsub("LEDGER", "'" .. ledger:gsub("'", "''") .. "'")
end

-- The rows as the objects that dump.difference compares.
function catalog_dump.read(rows)
    local objects = {}
    for _, row in ipairs(rows) do
        local key = row.class .. " " .. row.name
        assert(not objects[key], "two objects are called " .. key)
        objects[key] = row.text or ""
    end
    return objects
end

return catalog_dump
