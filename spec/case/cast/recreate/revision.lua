-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_cast("mood AS integer")
    op.create_cast("mood AS integer", { routine = "rank(mood)", comment = "how glad" })
    op.drop_cast("mood AS bigint")
    op.create_cast("mood AS bigint", { inout = true, context = "implicit" })
  end,

  down = function(op)
    op.drop_cast("mood AS bigint")
    op.create_cast("mood AS bigint", { inout = true, context = "assignment" })
    op.drop_cast("mood AS integer")
    op.create_cast("mood AS integer", {
      routine = "rank(mood)",
      context = "implicit",
      comment = "how glad",
    })
  end,
}
