/* connect URL: what no program that talks to PostgreSQL can do without. */
#include <libpq-fe.h>
#include <stdio.h>

int main(int count, char **arguments) {
    PGconn *connection = PQconnectdb(count > 1 ? arguments[1] : "");
    int failed = PQstatus(connection) != CONNECTION_OK;
    if (failed)
        fputs(PQerrorMessage(connection), stderr);
    PQfinish(connection);
    return failed;
}
