-- Calls that wait, from every place where Lua code can stand. `ask()` waits for the server each time.
local chain = require "spec.support.chain"

local head = [[
    local asked = 0
    local function ask(n) asked = asked + 1 return db:value("SELECT $1::int", n or 1) end
]]

local places = {
    ["the phase itself"] = "assert(ask(3) == 3)",
    ["pcall"] = "local ok, n = pcall(ask, 3) assert(ok and n == 3)",
    ["pcall that catches an error behind a wait"] = [[
        local ok, err = pcall(function() ask() error { code = 5 } end) assert(not ok and err.code == 5) ask()]],
    ["xpcall and its arguments"] = "local ok, n = xpcall(function(n) return ask(n) end, function(e) return e end, 4) assert(ok and n == 4)",
    ["an error in xpcall"] = [[
        local ok, err = xpcall(function() ask() error "x" end, function(e) return "handled: " .. tostring(e) end)
        assert(not ok and err:find "handled:")]],
    ["an iterator"] = [[
        local sum = 0
        for n in function(_, last) last = (last or 0) + 1 if last <= 3 then return ask(last) end end do sum = sum + n end
        assert(sum == 6)]],
    ["an iterator of coroutine.wrap"] = [[
        local sum = 0
        for n in coroutine.wrap(function() for i = 1, 3 do ask() coroutine.yield(i) end end) do sum = sum + n ask() end
        assert(sum == 6)]],
    ["__index"] = "local t = setmetatable({}, { __index = function(_, k) return ask(#k) end }) assert(t.abc == 3)",
    ["__newindex"] = "local got local t = setmetatable({}, { __newindex = function(_, _, v) got = ask(v) end }) t.x = 3 assert(got == 3)",
    ["__call"] = "local t = setmetatable({}, { __call = function(_, n) return ask(n) end }) assert(t(3) == 3)",
    ["arithmetic and comparison"] = [[
        local m = {} local function new(n) return setmetatable({ n = n }, m) end
        m.__add = function(a, b) return ask(a.n + b.n) end
        m.__lt = function(a, b) return ask(a.n) < ask(b.n) end
        m.__eq = function(a, b) return ask(a.n) == ask(b.n) end
        m.__concat = function(a, b) return ask(a.n) .. ask(b.n) end
        m.__len = function(a) return ask(a.n) end
        m.__unm = function(a) return ask(-a.n) end
        assert(new(1) + new(2) == 3 and new(1) < new(2) and new(1) == new(1) and new(1) .. new(2) == "12")
        assert(#new(4) == 4 and -new(4) == -4)]],
    ["__close"] = [[
        local closed
        do local guard <close> = setmetatable({}, { __close = function() closed = ask(7) end }) ask() end
        assert(closed == 7)]],
    ["__close while an error passes"] = [[
        local closed
        local ok = pcall(function()
            local guard <close> = setmetatable({}, { __close = function() closed = ask(7) end })
            error "x"
        end)
        assert(not ok and closed == 7)]],
    ["a coroutine"] = [[
        local co = coroutine.create(function(a) local b = coroutine.yield(ask(a)) return ask(b) end)
        local ok, x = coroutine.resume(co, 5) assert(ok and x == 5 and coroutine.status(co) == "suspended")
        local ok2, y = coroutine.resume(co, 6) assert(ok2 and y == 6 and coroutine.status(co) == "dead")]],
    ["a coroutine in a coroutine in a coroutine"] = [[
        local function deep(n)
            if n == 0 then return ask(9) end
            return coroutine.wrap(function() ask() return deep(n - 1) end)()
        end
        assert(deep(10) == 9)]],
    ["coroutines in turns"] = [[
        local log, all = {}, {}
        for i = 1, 3 do
            all[i] = coroutine.wrap(function() for k = 1, 3 do log[#log + 1] = ask(i * 10 + k) coroutine.yield() end end)
        end
        for _ = 1, 3 do for i = 1, 3 do all[i]() end end
        assert(table.concat(log, ",") == "11,21,31,12,22,32,13,23,33")]],
    ["an error in a coroutine behind a wait"] = [[
        local co = coroutine.create(function() ask() error { code = 5 } end)
        local ok, err = coroutine.resume(co) assert(not ok and err.code == 5)]],
    ["a failing statement in a coroutine, in a try"] = [[
        local none, err = db:try(function() coroutine.wrap(function() ask() db:value "SELECT 1 / 0" end)() end)
        assert(none == nil and err.sqlstate == "22012")]],
    ["pcall in a coroutine in pcall"] = [[
        local ok, n = pcall(coroutine.wrap(function() local ok, n = pcall(ask, 8) return ok and n end)) assert(ok and n == 8)]],
    ["table.sort"] = [[
        local list = { 5, 2, 8, 1, 9, 3 }
        table.sort(list, function(a, b) return ask(a) < ask(b) end)
        assert(table.concat(list) == "123589")]],
    ["table.sort in a coroutine"] = [[
        local list = coroutine.wrap(function()
            local l = { 3, 1, 2 } table.sort(l, function(a, b) return ask(a) < ask(b) end) return l end)()
        assert(table.concat(list) == "123")]],
    ["a coroutine within table.sort"] = [[
        local list = { 3, 1, 2 }
        table.sort(list, function(a, b) return coroutine.wrap(function() return ask(a) < ask(b) end)() end)
        assert(table.concat(list) == "123")]],
    ["string.gsub"] = "assert((('a2b3'):gsub('%d', function(d) return ask(d) * 2 end)) == 'a4b6')",
    ["db:query in string.gsub"] = [[
        assert((('3'):gsub('%d', function(d) local n = 0 for row in db:query("SELECT generate_series(1, $1)", d) do n = n + 1 end return n end)) == '3')]],
    ["__tostring"] = "local t = setmetatable({}, { __tostring = function() return 'n' .. ask(3) end }) assert(tostring(t) == 'n3')",
    ["table.concat over __index"] = "local t = setmetatable({}, { __len = function() return 3 end, __index = function(_, i) return ask(i) end }) assert(table.concat(t) == '123')",
    ["rows of a result in a metamethod"] = [[
        local r = db:execute "SELECT generate_series(1, 5)"
        local t = setmetatable({}, { __index = function() return r.rows end }) assert(t.x == 5)]],
    ["a query in a query in a coroutine"] = [[
        local n = 0
        local walk = coroutine.wrap(function()
            for a in db:query "SELECT generate_series(1, 30) AS i" do
                for b in db:query("SELECT generate_series(1, $1) AS k", a.i) do coroutine.yield(b.k) end
            end
        end)
        for k in walk do n = n + 1 if n % 50 == 0 then ask() end end
        assert(n == 465)]],
    ["coroutine.close of one that is suspended"] = [[
        local closed
        local co = coroutine.create(function()
            local guard <close> = setmetatable({}, { __close = function() closed = ask(7) end })
            ask() coroutine.yield()
        end)
        coroutine.resume(co) assert(coroutine.close(co) and closed == 7)]],
    ["db:try in db:try in a coroutine"] = [[
        local x = coroutine.wrap(function()
            return db:try(function()
                db:try(function() coroutine.yield("out") ask() error "inner" end)
                return ask(4)
            end)
        end)
        assert(x() == "out" and x() == 4)]],
    ["json.encode is no place to wait, but works"] = "assert(json.encode { ask(1), ask(2) } == '[1,2]')",
    ["more statements than the queue takes"] = [[
        op.execute "CREATE TEMP TABLE many (a int)"
        table.sort({ 1, 2 }, function(a, b) for i = 1, 700 do db:execute("INSERT INTO many VALUES ($1)", i) end return a < b end)
        coroutine.wrap(function() for i = 1, 700 do db:execute("INSERT INTO many VALUES ($1)", i) end end)()
        assert(db:value "SELECT count(*) FROM many" >= 1400)]],
}

describe("a call that waits works in", function()
    for place, code in pairs(places) do
        it(place, function()
            local result = chain.body(head .. code):luamig("upgrade", { limit = 20 })
            assert.equal(0, result.code, result.err)
        end)
    end
end)

it("refuses a yield that is not the engine's", function()
    local result = chain.body("coroutine.yield(1)"):luamig("upgrade", { limit = 20 })
    assert.equal(1, result.code)
    assert.matches("r1.lua:5: .*coroutine.yield", result.err)
end)

it("ends when the connection is lost while it waits in place", function()
    local result = chain.body([[
        table.sort({ 2, 1 }, function(a, b) db:value "SELECT pg_terminate_backend(pg_backend_pid())" return a < b end)
    ]]):luamig("upgrade", { limit = 20 })
    assert.equal(1, result.code)
    assert.matches("terminating connection due to administrator command", result.err)
end)
