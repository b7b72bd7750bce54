-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_table("a", "aa")
    op.rename_identity("aa", "id", "a_id_seq", "aa_id_seq")
    op.rename_primary_key("aa", "a_pkey", "aa_pkey")
    op.rename_check("aa", "a_n_check", "aa_n_check")
    op.rename_unique("aa", "a_n_key", "aa_n_key")
    op.rename_index("a_n_id_idx", "aa_n_id_idx")
    op.drop_foreign_key("b", "b_a_fkey")
    op.create_foreign_key("b", "b_a_fkey", { "aa.id", columns = { "a" } })
  end,

  down = function(op)
    op.rename_table("aa", "a")
    op.rename_check("a", "aa_n_check", "a_n_check")
    op.rename_index("aa_n_id_idx", "a_n_id_idx")
    op.rename_primary_key("a", "aa_pkey", "a_pkey")
    op.rename_unique("a", "aa_n_key", "a_n_key")
    op.rename_identity("a", "id", "aa_id_seq", "a_id_seq")
  end,
}
