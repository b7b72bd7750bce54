# The plain loop of loop.lua, as one writes it with psycopg2.
import sys

import psycopg2

connection = psycopg2.connect(sys.argv[1])
with connection, connection.cursor("rows") as rows, connection.cursor() as update:
    rows.execute("SELECT id, a FROM t")
    for key, value in rows:
        update.execute("UPDATE t SET b = %s WHERE id = %s", ("row %d" % value, key))
connection.close()
