-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = {
    function(op)
      op.drop_index("t_x_idx")
      op.alter_enum("e", { "z", { "a2", renamed_from = "a" }, "n", "b" }, { "a", "b" })
    end,
    function(op)
      op.create_column("t", { "y", "e", default = "z" })
      op.alter_column("t", "x", { default = "n" }, { default = "a" })
      op.create_index("t_x_idx", "t", { "x", where = "x = 'n'" })
    end,
  },

  down = function(op)
    op.alter_enum("e", { "z", { "a", renamed_from = "a2" }, "n", "b" }, { "z", { "a2", renamed_from = "a" }, "n", "b" })
    op.alter_column("t", "x", { default = none }, { default = "n" })
    op.drop_index("t_x_idx")
    op.drop_column("t", "y")
    op.rename_enum("e", "e__old")
    op.create_enum("e", { "a", "b" })
    op.alter_column("t", "x", { type = "e", default = "a", using = "x::text::e" }, { type = "e", default = none })
    op.create_index("t_x_idx", "t", { "x", where = "x = 'a'" })
    op.drop_enum("e__old")
  end,
}
