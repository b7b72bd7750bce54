-- PgBouncer in transaction mode before the specs' server, where each transaction may have another server process.
local process = require "spec.support.process"
local server = require "spec.support.server"

local configuration = [[
[databases]
* = host=%s user=%s
[pgbouncer]
listen_addr =
unix_socket_dir = %s
listen_port = 6432
auth_type = any
pool_mode = transaction
default_pool_size = 4
logfile = %s/log
]]

-- The URL of the project's database through it; nil if PgBouncer is not installed.
return function(project)
    if process.capture "command -v pgbouncer" == "" then
        return nil
    end
    local folder = process.folder()
    local user = project.database:value "SELECT session_user"
    process.write(folder .. "/pgbouncer.ini", configuration:format(server.socket(), user, folder, folder))
    process.shell("chmod 777 " .. process.quote(folder))
    process.start({ "pgbouncer", folder .. "/pgbouncer.ini" }, { as = "postgres" })
    process.eventually(function()
        return process.shell("test -S " .. process.quote(folder .. "/.s.PGSQL.6432")) == 0
    end)
    return ("postgresql://%s@/%s?host=%s&port=6432"):format(user, project.database.name, folder)
end
