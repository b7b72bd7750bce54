-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_cast("mood AS integer", {
      routine = "rank(mood)",
      context = "implicit",
      comment = "how glad",
    })
    op.create_cast("mood AS bigint", { inout = true, context = "assignment" })
    op.create_composite("pair", {
      { "a", "integer" },
    })
    op.create_cast("integer AS mood", { inout = true })
  end,

  down = function(op)
    op.drop_cast("mood AS integer")
    op.drop_cast("mood AS bigint")
    op.drop_composite("pair")
    op.drop_cast("integer AS mood")
  end,
}
