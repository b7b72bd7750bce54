-- Two schemas compared through their pg_dump, object by object.
--
-- A dump is read into { ["TABLE public.t"] = text, ... }. What says nothing about the schema is left out: comments of
-- the dump, \restrict lines, the settings it begins with, the order of the objects (they are keyed), and the physical
-- order of a table's columns. Everything else counts, to the byte.
local dump = {}

-- Cuts SQL into its lexical elements: strings, quoted names, dollar-quoted bodies, comments, words, blanks, marks.
-- Returns the end of the element that begins at `at`, and whether it is a comment.
local function element_end(sql, at)
    local two, first = sql:sub(at, at + 1), sql:sub(at, at)
    if two == "--" then
        return (sql:find("\n", at, true) or #sql + 1) - 1, true
    elseif two == "/*" then
        local depth, position = 1, at + 2
        while depth > 0 do
            local found = assert(sql:find("[/*][*/]", position), "an open comment")
            local mark = sql:sub(found, found + 1)
            if mark == "/*" or mark == "*/" then
                depth = depth + (mark == "/*" and 1 or -1)
                position = found + 2
            else
                position = found + 1
            end
        end
        return position - 1, true
    elseif first == '"' then
        return (assert(sql:find('"', at + 1, true), "an open name"))
    elseif first == "'" then
        return (assert(sql:find("'", at + 1, true), "an open string"))
    elseif two == "E'" then
        local position = at + 2
        while true do
            local found = assert(sql:find("[\\']", position), "an open string")
            if sql:sub(found, found) == "'" then
                return found
            end
            position = found + 2
        end
    elseif first == "$" then
        local tag = sql:match("^%$[%a_\x80-\xff]?[%w_\x80-\xff]*%$", at)
        if tag then
            local _, last = sql:find(tag, at + #tag, true)
            return (assert(last, "an open body"))
        end
    elseif first:find "[%w_\x80-\xff]" then
        local _, last = sql:find("^[%w_$\x80-\xff]+", at)
        return last
    elseif first:find "%s" then
        local _, last = sql:find("^%s+", at)
        return last
    end
    return at
end

-- Calls `visit(first, last, depth, comment)` for each element; depth counts open parentheses.
local function each_element(sql, visit)
    local at, depth = 1, 0
    while at <= #sql do
        local last, comment = element_end(sql, at)
        local mark = last == at and sql:sub(at, at)
        if mark == ")" then
            depth = depth - 1
        end
        visit(at, last, depth, comment)
        if mark == "(" then
            depth = depth + 1
        end
        at = last + 1
    end
end

local function trim(text)
    return (text:gsub("^%s+", ""):gsub("%s+$", ""))
end

-- The pieces of `sql` between the `mark` characters that stand at `depth`.
local function split(sql, mark, at_depth)
    local pieces, from = {}, 1
    each_element(sql, function(first, last, depth)
        if depth == at_depth and first == last and sql:sub(first, first) == mark then
            table.insert(pieces, trim(sql:sub(from, first - 1)))
            from = first + 1
        end
    end)
    local rest = trim(sql:sub(from))
    if rest ~= "" then
        table.insert(pieces, rest)
    end
    return pieces
end

-- CREATE TABLE t (\n a,\n b\n) tail: its items sorted, so that the order of the columns does not show.
local function sort_columns(statement)
    local open, close
    each_element(statement, function(first, last, depth)
        if first == last and depth == 0 then
            local mark = statement:sub(first, first)
            open = open or (mark == "(" and first)
            close = close or (mark == ")" and first)
        end
    end)
    if not open then
        return statement
    end
    local items = split(statement:sub(open + 1, close - 1), ",", 0)
    table.sort(items)
    return statement:sub(1, open) .. "\n    " .. table.concat(items, ",\n    ") .. "\n" .. statement:sub(close)
end

-- CREATE STATISTICS s ON a, b FROM t: PostgreSQL keeps the columns by their numbers.
local function sort_statistics(statement)
    local from, to
    each_element(statement, function(first, last, depth)
        local word = depth == 0 and statement:sub(first, last)
        if word == "ON" then
            from = from or last + 1
        elseif word == "FROM" then
            to = first - 1
        end
    end)
    local columns = split(statement:sub(from, to), ",", 0)
    table.sort(columns)
    return statement:sub(1, from) .. table.concat(columns, ", ") .. " " .. statement:sub(to + 1)
end

-- Statements that name columns in the order of their numbers, by how they begin.
local by_number = {
    ["^CREATE TABLE "] = sort_columns,
    ["^CREATE UNLOGGED TABLE "] = sort_columns,
    ["^CREATE FOREIGN TABLE "] = sort_columns,
    ["^ALTER PUBLICATION "] = sort_columns,
    ["^CREATE STATISTICS "] = sort_statistics,
}

-- Entries whose statements are a set: a table's come column by column, grants in the order they were given.
local is_set = {
    TABLE = true, ["FOREIGN TABLE"] = true, ["PUBLICATION TABLE"] = true, STATISTICS = true, ACL = true,
    ["DEFAULT ACL"] = true,
}

local function normal(kind, body)
    if not is_set[kind] then
        return trim(body)
    end
    local statements = split(body, ";", 0)
    for at, statement in ipairs(statements) do
        for pattern, sort in pairs(by_number) do
            if statement:find(pattern) then
                statements[at] = sort(statement)
            end
        end
    end
    table.sort(statements)
    return table.concat(statements, ";\n") .. ";"
end

-- Settings stand before the header of the entry that they are for.
local function take_settings(body, state)
    local kept, from = {}, 1
    each_element(body, function(first, last, depth)
        if depth == 0 and first == last and body:sub(first, first) == ";" then
            local statement = trim(body:sub(from, first - 1))
            local name, value = statement:match "^SET (default_table[%a_]+) = (.*)$"
            if name then
                state[name] = value
            elseif not statement:find "^SET " and not statement:find "^SELECT pg_catalog.set_config" then
                table.insert(kept, body:sub(from, first))
            end
            from = first + 1
        end
    end)
    table.insert(kept, body:sub(from))
    return table.concat(kept)
end

-- The text of `pg_dump --schema-only`.
function dump.read(text)
    -- The headers are looked for among the comments only: a function's body may hold a text that looks like one.
    local entries, cuts = {}, {}
    each_element(text, function(first, last, depth, comment)
        if comment and depth == 0 then
            local name, kind, schema = text:sub(first, last):match "^%-%- Name: (.*); Type: (.-); Schema: (.-); Owner: "
            table.insert(cuts, { first = first, last = last, name = name, kind = kind, schema = schema })
        end
    end)
    local current
    local state = { default_tablespace = "''", default_table_access_method = "heap" }
    local function take(from, to)
        local body = take_settings(text:sub(from, to):gsub("^%s*\\u?n?restrict [^\n]*", ""), state)
        if current then
            current.body = current.body .. body
        else
            assert(trim(body) == "", "a statement stands before the first header of the dump: " .. body)
        end
    end
    local from = 1
    for _, cut in ipairs(cuts) do
        take(from, cut.first - 1)
        from = cut.last + 1
        if cut.name then
            current = { name = cut.name, kind = cut.kind, schema = cut.schema, body = "" }
            if cut.kind == "TABLE" or cut.kind == "MATERIALIZED VIEW" then
                current.method = state.default_table_access_method
            end
            current.tablespace = state.default_tablespace
            table.insert(entries, current)
        end
    end
    take(from, #text)

    local objects = {}
    for _, entry in ipairs(entries) do
        local key = entry.kind .. " " .. (entry.schema == "-" and "" or entry.schema .. ".") .. entry.name
        local body = normal(entry.kind, entry.body)
        if entry.method and entry.method ~= "heap" then
            body = body .. "\n-- access method " .. entry.method
        end
        if entry.tablespace ~= "''" then
            body = body .. "\n-- tablespace " .. entry.tablespace
        end
        local same = objects[key]
        objects[key] = same and (same < body and same .. "\n" .. body or body .. "\n" .. same) or body
    end
    return objects
end

local function lines(text)
    local list = {}
    for line in (text .. "\n"):gmatch "(.-)\n" do
        list[#list + 1] = line
    end
    return list
end

-- The lines of each that the other has not, in their order.
local function line_difference(a, b)
    local function missing(of, other, sign)
        local count, found = {}, {}
        for _, line in ipairs(other) do
            count[line] = (count[line] or 0) + 1
        end
        for _, line in ipairs(of) do
            count[line] = (count[line] or 0) - 1
            if count[line] < 0 then
                table.insert(found, "    " .. sign .. " " .. line)
            end
        end
        return found
    end
    local first, second = lines(a), lines(b)
    local all = missing(first, second, "-")
    table.move(missing(second, first, "+"), 1, #second, #all + 1, all)
    if #all == 0 then
        all = { "    the same lines in another order:", a, "    and", b }
    end
    return table.concat(all, "\n")
end

-- The part of a dump by "both" that pg_dump gave, or the catalogs.
function dump.part(objects, by)
    local part = {}
    for key, text in pairs(objects) do
        if (key:find "^%u" ~= nil) == (by == "pg_dump") then
            part[key] = text
        end
    end
    return part
end

-- nil if both dumps say the same, else what differs: for assert.is_nil(support.difference(was, is)).
function dump.difference(a, b)
    local keys, found = {}, {}
    for key in pairs(a) do
        keys[#keys + 1] = key
    end
    for key in pairs(b) do
        if not a[key] then
            keys[#keys + 1] = key
        end
    end
    table.sort(keys)
    for _, key in ipairs(keys) do
        if not b[key] then
            table.insert(found, "only in the first: " .. key .. "\n" .. a[key])
        elseif not a[key] then
            table.insert(found, "only in the second: " .. key .. "\n" .. b[key])
        elseif a[key] ~= b[key] then
            table.insert(found, "different: " .. key .. "\n" .. line_difference(a[key], b[key]))
        end
    end
    return found[1] and table.concat(found, "\n")
end

return dump
