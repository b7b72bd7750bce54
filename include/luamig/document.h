/* The JSON document of a command, written piece by piece; commas are put where they belong.
 *
 * Ownership: the text's. Within an array the key is NULL.
 */
#ifndef LUAMIG_DOCUMENT_H
#define LUAMIG_DOCUMENT_H

#include <stdbool.h>

#include "luamig/list.h"
#include "luamig/text.h"

void document_object(struct text *text, const char *key);
void document_array(struct text *text, const char *key);
/* Ends what was begun last: '}' or ']'. */
void document_end(struct text *text, char bracket);
void document_string(struct text *text, const char *key, const char *value); /* NULL: null */
void document_number(struct text *text, const char *key, long long value);
void document_bool(struct text *text, const char *key, bool value);
void document_list(struct text *text, const char *key, const struct list *list);

#endif
