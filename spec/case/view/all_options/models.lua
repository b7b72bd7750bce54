model "t" { { "a", "integer" } }
view "v" { "SELECT a FROM t WHERE a > 0", check_option = "cascaded", security_invoker = true }
view "w" { "SELECT a FROM v" }
