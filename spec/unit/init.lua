-- The module of C units, from the folder of the build that is tested.
local build = os.getenv("LUAMIG_BUILD") or "build"
local open, reason = package.loadlib(build .. "/unit.so", "luaopen_unit")
return assert(open, reason)()
