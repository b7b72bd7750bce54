-- A small file system of its own, to be filled: a tmpfs that root may mount.
local lfs = require "lfs"
local process = require "spec.support.process"
local quote = process.quote

local disk = {}
disk.__index = disk

-- `size` in MiB; the folder belongs to the server's user. Nil and the reason if it cannot be mounted.
function disk.new(size)
    if not process.is_root then
        return nil, "only root may mount one"
    end
    local self = setmetatable({ mount = process.folder() }, disk)
    local path = quote(self.mount)
    if process.shell(("mount -t tmpfs -o size=%dm,mode=755 luamig-spec %s 2>/dev/null"):format(size, path)) ~= 0 then
        return nil, "mount -t tmpfs is refused here"
    end
    local unmount = "umount -l " .. path
    process.write(process.scratch() .. "/disk.end", unmount)
    process.on_made(function()
        process.shell(unmount)
    end)
    self.folder = self.mount .. "/data"
    assert(lfs.mkdir(self.folder))
    assert(process.shell("chown postgres " .. quote(self.folder)) == 0)
    return self
end

local function measured(self, column)
    return tonumber(process.capture(("df -B1 --output=%s %s | tail -n 1"):format(column, quote(self.mount))))
end

function disk:used()
    return measured(self, "used")
end

-- Fills it until so many bytes are left.
function disk:leave(bytes)
    local fill = measured(self, "avail") - bytes
    assert(process.shell(("fallocate -l %d %s/ballast"):format(fill, quote(self.mount))) == 0)
end

function disk:clear()
    os.remove(self.mount .. "/ballast")
end

return disk
