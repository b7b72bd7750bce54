-- mcpeasy's own tables: clients and their keys, what each may use, and what the tools did. The columns are those of the
-- application, a server that offers tools to several clients; `migrations/` tells how the schema came about.

-- The application keeps local times without a zone.
local function created()
  return { "created_at", "timestamp", null = false, default = now() }
end
local function updated()
  return { "updated_at", "timestamp", null = false, default = now(), on_update = now() }
end
local function id()
  return { "id", "serial", primary_key = true }
end

model "clients" {
  { "id",          "uuid",         primary_key = true, default = sql "gen_random_uuid()" },
  { "name",        "varchar(255)", null = false },
  { "description", "text" },
  created(), updated(),
  { "is_active",   "boolean",      null = false, default = true },
}

model "api_keys" {
  id(),
  { "client_id",  "uuid",         null = false, references = "clients.id" },
  { "key_value",  "varchar(255)", null = false },
  { "name",       "varchar(255)", null = false },
  created(),
  { "expires_at", "timestamp" },
  { "is_active",  "boolean",      null = false, default = true },

  indexes = { ix_api_keys_key_value = { "key_value", unique = true } },
}

-- Which tools a client may use, and how each is set up for it; then the same for resources.
model "tool_configurations" {
  id(),
  { "client_id",     "uuid",         null = false, references = "clients.id" },
  { "tool_name",     "varchar(255)", null = false },
  { "configuration", "jsonb" },
  created(), updated(),

  unique = { uq_client_tool = { "client_id", "tool_name" } },
}

model "resource_configurations" {
  id(),
  { "client_id",     "uuid",         null = false, references = "clients.id" },
  { "resource_name", "varchar(255)", null = false },
  { "configuration", "jsonb" },
  created(), updated(),

  unique = { uq_client_resource = { "client_id", "resource_name" } },
}

model "knowledge_base" {
  id(),
  { "title",    "varchar(255)", null = false },
  { "content",  "text",         null = false },
  { "category", "varchar(100)" },
  { "tags",     "jsonb" },
  created(),
}

seed "knowledge_base" { file = "seeds/knowledge_base.json" }

-- Every call of a tool, with what went in and what came out.
model "tool_calls" {
  id(),
  { "client_id",         "uuid",         null = false, references = "clients.id" },
  { "api_key_id",        "integer",      null = false, references = "api_keys.id" },
  { "tool_name",         "varchar(255)", null = false },
  { "input_data",        "jsonb",        null = false },
  { "output_text",       "jsonb" },
  { "output_json",       "jsonb" },
  { "error_message",     "text" },
  { "execution_time_ms", "integer" },
  created(),
}

-- output_data held whatever a tool returned; now text and structured output are told apart.
data_migration "split output_data of tool calls" {
  up = function(db)
    db:execute "UPDATE tool_calls SET output_text = output_data WHERE output_data IS NOT NULL"
  end,
  down = function(db)
    db:execute [[
      UPDATE tool_calls SET output_data = coalesce(output_json, output_text)
      WHERE output_json IS NOT NULL OR output_text IS NOT NULL
    ]]
  end,
}

model "admins" {
  id(),
  { "username",      "varchar(100)", null = false },
  { "email",         "varchar(255)", null = false, unique = true },
  { "password_hash", "varchar(255)", null = false },
  { "is_active",     "boolean",      null = false, default = true },
  timestamps(),
  { "created_by_id", "integer",      references = "admins.id" },

  indexes = { ix_admins_username = { "username", unique = true } },
}

-- Transcripts cut into chunks, each with its embedding. Debian 12 has no pgvector, so the embedding is an array here.
-- Where it is installed, declare `extension "vector"`, make the column a "vector(1024)" and give it the indexes
--
--     { "embedding vector_cosine_ops", using = "hnsw" },
--     { "embedding vector_l2_ops", using = "ivfflat" },
--
-- The constraint unique_project_video_chunk is not declared: a revision made it by hand. luamig does not manage it, so
-- no later revision will ever drop it.
model "youtube_chunks" {
  id(),
  { "project_slug",    "varchar(255)", null = false },
  { "video_id",        "varchar(255)", null = false },
  { "chunk_index",     "integer",      null = false },
  { "title",           "text",         null = false },
  { "start_timestamp", "real",         null = false },
  { "end_timestamp",   "real",         null = false },
  { "text",            "text",         null = false },
  { "word_count",      "integer",      null = false },
  { "sentence_count",  "integer",      null = false },
  { "embedding",       "real[]" },

  indexes = { ix_youtube_chunks_project_slug = { "project_slug" } },
}

-- Versions of the prompt that is made for a client; a version knows the one that it came from.
model "system_prompts" {
  id(),
  { "client_id",          "uuid",    null = false, references = "clients.id" },
  { "prompt_text",        "text",    null = false },
  { "version",            "integer", null = false },
  { "user_requirements",  "text" },
  { "generation_context", "json" },
  { "is_active",          "boolean", null = false, default = true },
  { "parent_version_id",  "integer", references = "system_prompts.id" },
  created(), updated(),
}
