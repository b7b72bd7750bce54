model "t" { { "a", "serial" }, { "kept", "text" } }
