model "t" { { "a", "integer" } }
view "v" { "SELECT a FROM t", security_barrier = true }
view "w" { "SELECT a FROM t", check_option = "local" }
