-- youtube chunks
revision {
  owner    = "core",
  parent   = "20250609_160842_core_admins",

  up = function(op)
    op.create_sequence("youtube_chunks_id_seq", { type = "integer" })
    op.create_table("youtube_chunks", {
      { "id", "integer", primary_key = true, default = sql "nextval('youtube_chunks_id_seq')" },
      { "project_slug", "varchar(255)", null = false },
      { "video_id", "varchar(255)", null = false },
      { "chunk_index", "integer", null = false },
      { "title", "text", null = false },
      { "start_timestamp", "real", null = false },
      { "end_timestamp", "real", null = false },
      { "text", "text", null = false },
      { "word_count", "integer", null = false },
      { "sentence_count", "integer", null = false },
      { "embedding", "real[]" },
    })
    op.create_index("ix_youtube_chunks_project_slug", "youtube_chunks", { "project_slug" })
    op.alter_sequence("youtube_chunks_id_seq", { owned_by = "youtube_chunks.id" }, { owned_by = none })
  end,

  down = function(op)
    op.alter_sequence("youtube_chunks_id_seq", { owned_by = none }, { owned_by = "youtube_chunks.id" })
    op.drop_table("youtube_chunks")
    op.drop_sequence("youtube_chunks_id_seq")
  end,
}
