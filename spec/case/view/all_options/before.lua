model "t" { { "a", "integer" } }
view "v" { "SELECT a FROM t WHERE a > 0", check_option = "local", security_barrier = true }
view "w" { "SELECT a FROM v" }
