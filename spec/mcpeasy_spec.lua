-- The example application: its schema is what mcpeasy has, its history runs up and down with the data, and the accident
-- of that history cannot happen.
local support = require "spec.support"

local function mcpeasy()
    return support.project({}, { from = "examples/mcpeasy" })
end

-- Rows that the later tests look for, at the point of the history before output_data was split.
local calls_before_split = [[
    INSERT INTO clients (id, name) VALUES ('11111111-1111-1111-1111-111111111111', 'one');
    INSERT INTO api_keys (client_id, key_value, name) VALUES ('11111111-1111-1111-1111-111111111111', 'k', 'key');
    INSERT INTO tool_calls (client_id, api_key_id, tool_name, input_data, output_data)
    SELECT '11111111-1111-1111-1111-111111111111', 1, 'echo', jsonb_build_object('n', n),
        CASE n % 4 WHEN 0 THEN NULL WHEN 1 THEN to_jsonb('text ' || n) WHEN 2 THEN jsonb_build_object('n', n)
            ELSE 'null'::jsonb END
    FROM generate_series(1, 1000) n;
]]

describe("examples/mcpeasy", function()
    it("makes mcpeasy's tables, with exactly its columns", function()
        local project = mcpeasy()
        project:must "upgrade"
        local columns = project.database:query [[
            SELECT c.relname AS t, string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                || CASE WHEN a.attnotnull THEN '!' ELSE '' END, ', ' ORDER BY a.attnum) AS columns
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
                AND c.relname !~ '^(acme|widgets)_'
            GROUP BY c.relname]]
        local found = {}
        for _, row in ipairs(columns) do
            found[row.t] = row.columns:gsub("character varying", "varchar"):gsub(" without time zone", "")
                :gsub("timestamp with time zone", "timestamptz")
        end
        local configuration = "configuration jsonb, created_at timestamp!, updated_at timestamp!"
        assert.same({
            clients = "id uuid!, name varchar(255)!, description text, created_at timestamp!, updated_at timestamp!, "
                .. "is_active boolean!",
            api_keys = "id integer!, client_id uuid!, key_value varchar(255)!, name varchar(255)!, "
                .. "created_at timestamp!, expires_at timestamp, is_active boolean!",
            tool_configurations = "id integer!, client_id uuid!, tool_name varchar(255)!, " .. configuration,
            resource_configurations = "id integer!, client_id uuid!, resource_name varchar(255)!, " .. configuration,
            knowledge_base = "id integer!, title varchar(255)!, content text!, category varchar(100), tags jsonb, "
                .. "created_at timestamp!",
            -- The last two were added by a later revision, so they stand last.
            tool_calls = "id integer!, client_id uuid!, api_key_id integer!, tool_name varchar(255)!, "
                .. "input_data jsonb!, error_message text, execution_time_ms integer, created_at timestamp!, "
                .. "output_text jsonb, output_json jsonb",
            admins = "id integer!, username varchar(100)!, email varchar(255)!, password_hash varchar(255)!, "
                .. "is_active boolean!, created_at timestamptz!, updated_at timestamptz!, created_by_id integer",
            youtube_chunks = "id integer!, project_slug varchar(255)!, video_id varchar(255)!, chunk_index integer!, "
                .. "title text!, start_timestamp real!, end_timestamp real!, text text!, word_count integer!, "
                .. "sentence_count integer!, embedding real[]",
            system_prompts = "id integer!, client_id uuid!, prompt_text text!, version integer!, "
                .. "user_requirements text, generation_context json, is_active boolean!, parent_version_id integer, "
                .. "created_at timestamp!, updated_at timestamp!",
        }, found)
        local keys = project.database:column [[
            SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype = 'u'
                AND conrelid::regclass::text !~ '^(acme|widgets)_' ORDER BY 1]]
        assert.same({ "admins_email_key", "unique_project_video_chunk", "uq_client_resource", "uq_client_tool" }, keys)
    end)

    it("has a model for everything, so that nothing is left to create, for any owner", function()
        local project = mcpeasy()
        project:must "upgrade"
        local revisions = project:revisions()
        assert.equal(9, #revisions)
        for _, owner in ipairs { "", "--custom acme", "--custom widgets" } do
            assert.truthy(project:must("create again " .. owner).out:find("no changes", 1, true), owner)
        end
        assert.same(revisions, project:revisions())
        assert.equal(0, project:luamig("check").code)
    end)

    it("goes all the way down and up again", function()
        local project = mcpeasy()
        local empty = project.database:dump()
        project:must "upgrade"
        local full = project.database:dump()
        project:must "downgrade base"
        assert.is_nil(support.difference(empty, project.database:dump()))
        project:must "upgrade"
        assert.is_nil(support.difference(full, project.database:dump()))
    end)

    it("sets updated_at, whatever an UPDATE says", function()
        local project = mcpeasy()
        project:must "upgrade"
        project.database:execute [[
            INSERT INTO clients (name, updated_at) VALUES ('a', '2001-01-01');
            UPDATE clients SET name = 'b', updated_at = '2001-01-01'; ]]
        assert.equal("t", project.database:value "SELECT updated_at > now() - interval '1 minute' FROM clients")
    end)

    it("splits output_data with its rows, and joins it again", function()
        local project = mcpeasy()
        local database = project.database
        project:must "upgrade 20250618_120411"
        database:execute(calls_before_split)
        local before = database:query "SELECT id, output_data FROM tool_calls ORDER BY id"

        project:must "upgrade 20250702_101733"
        assert.equal("0", database:value "SELECT count(*) FROM tool_calls WHERE output_json IS NOT NULL")
        local after = database:query "SELECT id, output_text FROM tool_calls ORDER BY id"
        assert.equal(1000, #after)
        for at, row in ipairs(before) do
            assert.same({ row.id, row.output_data }, { after[at].id, after[at].output_text })
        end

        -- The application has begun to fill the new column, beside the old text and alone.
        database:execute [[
            UPDATE tool_calls SET output_json = '{"new": true}' WHERE id % 10 = 0;
            UPDATE tool_calls SET output_text = NULL WHERE id % 20 = 0]]
        local wanted = database:query "SELECT id, coalesce(output_json, output_text) AS v FROM tool_calls ORDER BY id"
        project:must "downgrade -1"
        local joined = database:query "SELECT id, output_data FROM tool_calls ORDER BY id"
        assert.equal(1000, #joined)
        for at, row in ipairs(wanted) do
            assert.same({ row.id, row.v }, { joined[at].id, joined[at].output_data })
        end
        assert.equal("0", database:value [[
            SELECT count(*) FROM pg_attribute WHERE attrelid = 'tool_calls'::regclass
                AND attname IN ('output_text', 'output_json')]])

        project:must "upgrade"
        assert.equal("1000", database:value "SELECT count(*) FROM tool_calls")
    end)

    -- What happened to the application: the revision of system_prompts dropped two indexes and a constraint that had been
    -- made by hand, since no model declared them.
    it("never drops an index or a constraint that was made by hand", function()
        local project = mcpeasy()
        local database = project.database
        project:must "upgrade 20250702_101733"
        database:execute [[
            CREATE INDEX by_hand ON youtube_chunks USING gin (embedding);
            CREATE INDEX by_hand_too ON youtube_chunks (start_timestamp) WHERE word_count > 100;
            ALTER TABLE youtube_chunks ADD CONSTRAINT by_hand_positive CHECK (word_count >= 0)]]
        local function by_hand()
            return database:column [[
                SELECT relname FROM pg_class WHERE relname ~ '^by_hand' UNION ALL
                SELECT conname FROM pg_constraint WHERE conname IN ('by_hand_positive', 'unique_project_video_chunk')
                ORDER BY 1]]
        end
        local all = { "by_hand", "by_hand_positive", "by_hand_too", "unique_project_video_chunk" }
        assert.same(all, by_hand())

        project:must "upgrade"
        assert.same(all, by_hand())
        assert.truthy(project:must("create nothing").out:find("no changes", 1, true))

        -- A change of the very table that they hang on.
        project:write("core/models.lua", (project:read("core/models.lua"):gsub(
            '{ "sentence_count",  "integer",      null = false },', '%0\n  { "language", "varchar(8)" },')))
        local created = project:must { "create", "languages of chunks" }
        assert.truthy(created.out:find("+ column youtube_chunks.language", 1, true), created.out)
        local revision = project:read(project:revisions()[10])
        assert.is_nil(revision:find("by_hand", 1, true))
        assert.is_nil(revision:find("unique_project_video_chunk", 1, true))
        project:must "upgrade"
        assert.same(all, by_hand())
        project:must "downgrade -1"
        assert.same(all, by_hand())
    end)

    it("begins with a knowledge base", function()
        local project = mcpeasy()
        project:must "upgrade"
        assert.matches("seeded knowledge_base  2 rows  core/seeds/knowledge_base.json", project:must("seed").out)
        assert.same({ "keys", "tools" }, project.database:column "SELECT tags ->> 0 FROM knowledge_base ORDER BY id")
        assert.equal("no changes\n", project:must("create nothing").out)
    end)
end)
