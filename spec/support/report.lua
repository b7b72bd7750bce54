-- busted's output for scripts/spec-file: the failures in full, then one line with the counts, which also go to the file
-- that LUAMIG_REPORT names.
local busted = require "busted"

return function(options)
    local handler = require "busted.outputHandlers.base"()
    local name

    local function describe(kind, failure)
        local trace = failure.trace or {}
        local place = trace.short_src and ("%s:%s"):format(trace.short_src, trace.currentline) or ""
        local message = failure.message
        if type(message) ~= "string" then
            message = message and require "pl.pretty".write(message) or "no message"
        end
        print(("%s: %s\n  %s\n%s\n"):format(kind, failure.name, place, (message:gsub("[^\n]+", "  %0"))))
        if failure.isError and trace.traceback then
            print(trace.traceback)
        end
    end

    busted.subscribe({ "file", "start" }, function(file)
        name = file.name
        return nil, true
    end)

    busted.subscribe({ "suite", "end" }, function(_, _, _)
        for _, failure in ipairs(handler.failures) do
            describe("failed", failure)
        end
        for _, failure in ipairs(handler.errors) do
            describe("error", failure)
        end
        for _, pending in ipairs(handler.pendings) do
            print("pending: " .. pending.name)
        end
        local bad = handler.failuresCount + handler.errorsCount
        local shard = os.getenv "LUAMIG_SHARD"
        print(("%s: %d passed, %d failed, %d pending (%.1f s)"):format(name .. (shard and " " .. shard or ""), handler.successesCount, bad,
            handler.pendingsCount, handler.getDuration()))
        local path = os.getenv "LUAMIG_REPORT"
        if path then
            local file = assert(io.open(path, "w"))
            file:write(("%d %d\n"):format(handler.successesCount, bad))
            file:close()
        end
        return nil, true
    end)
    handler.options = options
    return handler
end
