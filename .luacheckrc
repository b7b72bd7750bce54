std = "lua54"
max_line_length = 120
cache = false
files["spec"] = { std = "lua54+busted" }
files["lua/luamig/patterns.lua"] = { read_globals = { "model", "sql", "timestamps" } }
files["lua/scaffold/luamig.lua"] = { read_globals = { "env", "private" } }
files["lua/scaffold/models.lua"] = { read_globals = { "model", "sql", "timestamps" } }
