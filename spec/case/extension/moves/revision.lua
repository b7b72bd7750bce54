-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_extension("pg_trgm", { schema = "b" }, { schema = "a" })
    op.alter_comment("extension", "pg_trgm", "moved", "moves")
  end,

  down = function(op)
    op.alter_extension("pg_trgm", { schema = "a" }, { schema = "b" })
    op.alter_comment("extension", "pg_trgm", "moves", "moved")
  end,
}
