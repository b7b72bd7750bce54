-- unique chunks of a video
revision {
  owner    = "core",
  parent   = "20250618_113025_core_youtube_chunks",

  up = function(op)
    -- Written by hand, and known to no model. luamig does not manage what op.execute makes: no later
    -- revision drops it.
    op.execute [[
      ALTER TABLE youtube_chunks
        ADD CONSTRAINT unique_project_video_chunk UNIQUE (project_slug, video_id, chunk_index)
    ]]
  end,

  down = function(op)
    op.execute "ALTER TABLE youtube_chunks DROP CONSTRAINT unique_project_video_chunk"
  end,
}
