model "u" { renamed_from = "t", { "b", "serial", renamed_from = "a" }, { "kept", "text" } }
