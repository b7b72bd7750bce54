#include "luamig/document.h"

#include <string.h>

#include "luamig/output.h"

static void begin(struct text *text, const char *key) {
    if (text->size && !strchr("{[", text->data[text->size - 1]))
        text_add(text, ", ");
    if (key) {
        output_json_string(text, key);
        text_add(text, ": ");
    }
}

void document_object(struct text *text, const char *key) {
    begin(text, key);
    text_add_char(text, '{');
}

void document_array(struct text *text, const char *key) {
    begin(text, key);
    text_add_char(text, '[');
}

void document_end(struct text *text, char bracket) {
    text_add_char(text, bracket);
}

void document_string(struct text *text, const char *key, const char *value) {
    begin(text, key);
    output_json_string(text, value);
}

void document_number(struct text *text, const char *key, long long value) {
    begin(text, key);
    text_addf(text, "%lld", value);
}

void document_bool(struct text *text, const char *key, bool value) {
    begin(text, key);
    text_add(text, value ? "true" : "false");
}

void document_list(struct text *text, const char *key, const struct list *list) {
    document_array(text, key);
    for (int i = 0; i < list->count; i++)
        document_string(text, NULL, list->items[i]);
    document_end(text, ']');
}
