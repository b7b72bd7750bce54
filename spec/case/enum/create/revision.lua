-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_enum("mood", { "sad", "it's ok", "happy" })
    op.create_table("people", {
      { "mood", "mood", null = false, default = "it's ok" },
      { "moods", "mood[]" },
      comment = "who feels what",
    })
  end,

  down = function(op)
    op.drop_table("people")
    op.drop_enum("mood")
  end,
}
