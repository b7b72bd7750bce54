model "t" { { "a", "integer" } }
view "v" { "SELECT a FROM t", security_invoker = true, check_option = "cascaded" }
view "w" { "SELECT a FROM t" }
