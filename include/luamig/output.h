/* Results on stdout, progress and messages on stderr; colour where it is wanted; one JSON document with --json.
 *
 * Ownership: keeps nothing but the settings of this process.
 */
#ifndef LUAMIG_OUTPUT_H
#define LUAMIG_OUTPUT_H

#include <stdbool.h>

#include "luamig/fail.h"
#include "luamig/text.h"

enum style { STYLE_PLAIN, STYLE_GOOD, STYLE_BAD, STYLE_ADD, STYLE_DROP, STYLE_CHANGE, STYLE_FAINT, STYLE_BOLD };

void output_begin(bool color, bool quiet, bool json);
/* A line of results; silent under --json, where the command prints its document with output_json(). */
void output_line(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* A message on stderr; silent under --quiet. */
void output_note(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The escape that begins a style, "" without colour; STYLE_PLAIN ends it. */
const char *output_style(enum style style);
/* The failure as people read it (or as {"error": ...} with --json), with control characters escaped. */
void output_fail(const struct fail *fail);
/* The document of --json. Build it with output_json_string() and the text functions. */
void output_json(const char *document);
void output_json_string(struct text *text, const char *string); /* NULL: null */

#endif
