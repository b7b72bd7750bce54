/* The tables and functions of the ledger, version by version.
 *
 * Ownership: constant.
 */
#ifndef LUAMIG_LEDGER_SCHEMA_H
#define LUAMIG_LEDGER_SCHEMA_H

enum { LEDGER_VERSION = 2 };

/* The parts of step i, up to NULL, bring version i to i + 1; @ stands for the schema's name. The last part of
 * each writes the new version to @.ledger. */
extern const char *const *const ledger_steps[LEDGER_VERSION];

#endif
