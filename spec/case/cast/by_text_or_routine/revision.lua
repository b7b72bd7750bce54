-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_cast("mood AS bigint")
    op.create_cast("mood AS bigint", { routine = "rank(mood)" })
  end,

  down = function(op)
    op.drop_cast("mood AS bigint")
    op.create_cast("mood AS bigint", { inout = true })
  end,
}
