/* Results on stdout, progress and messages on stderr; colour where it is wanted; one JSON document with
 * --json.
 *
 * Ownership: keeps nothing but the settings of this process. Errors: a stdout that cannot be written is
 * reported by output_end(); that its reader went away (`luamig history | head`) is none.
 */
#ifndef LUAMIG_OUTPUT_H
#define LUAMIG_OUTPUT_H

#include <stdbool.h>

#include "luamig/fail.h"
#include "luamig/text.h"

enum style {
    STYLE_PLAIN,
    STYLE_GOOD,
    STYLE_BAD,
    STYLE_ADD,
    STYLE_DROP,
    STYLE_CHANGE,
    STYLE_FAINT,
    STYLE_BOLD
};
enum output_color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* COLOR_AUTO: on a terminal, unless NO_COLOR (https://no-color.org) or TERM=dumb says otherwise. */
void output_begin(enum output_color color, bool quiet, bool json);
/* Writes out what is left. Call it last. */
bool output_end(struct fail *fail);

/* A line of results, control characters escaped; silent under --json, where the command prints its document
 * with output_json(). */
void output_line(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* A text that is made to be read by a program (SQL, a man page): as it is, or {"text": ...} under --json. */
void output_text(const char *string);
/* A message on stderr, control characters escaped; silent under --quiet. */
void output_note(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Whether messages go to a terminal, where a line can be drawn over. */
bool output_is_live(void);
/* The last line of a terminal, which the next one takes the place of; "": none. Only if output_is_live(). */
void output_status(const char *line);
/* The same as output_note(), not silenced by --quiet: what must be seen though nothing failed. */
void output_warning(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The escape that begins a style in results, "" without colour; STYLE_PLAIN ends it. */
const char *output_style(enum style style);
/* The same for messages, which may go elsewhere. */
const char *output_note_style(enum style style);

/* The failure as people read it (or as {"error": ...} with --json). */
void output_fail(const struct fail *fail);
/* The document of --json. Build it with output_json_string() and the text functions. */
void output_json(const char *document);
/* Appends a JSON string; what is no UTF-8 becomes U+FFFD. NULL: null. */
void output_json_string(struct text *text, const char *string);

#endif
