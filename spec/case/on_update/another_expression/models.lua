model "a" { { "updated_at", "timestamptz", on_update = sql "clock_timestamp()" } }
