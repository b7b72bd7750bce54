#include "luamig/cut.h"

#include "luamig/text.h"

/* From the ( back over a name (M.a:b) to the word; false if these are no parameters. */
static bool read_head(const struct tokens *tokens, int open, struct cut *cut) {
    const struct token *items = tokens->items;
    int at = open - 1;
    while (at >= 0 &&
           (items[at].kind == TOKEN_NAME || token_is(&items[at], ".") || token_is(&items[at], ":")))
        at--;
    if (at < 0 || !token_is(&items[at], "function"))
        return false;
    *cut = (struct cut){.tokens = tokens, .function = at, .open = open};
    cut->method = open >= 2 && token_is(&items[open - 2], ":");
    cut->end = tokens_skip(tokens, at) - 1;
    return true;
}

bool cut_find(const struct tokens *tokens, int first_line, int last_line, int nth, struct cut *cut) {
    const struct token *items = tokens->items;
    for (int at = tokens_on_line(tokens, first_line); at < tokens->count && items[at].line == first_line;
         at++)
        if (token_is(&items[at], "(") && read_head(tokens, at, cut) && items[cut->end].line == last_line &&
            nth-- == 0)
            return true;
    return false;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/* What the line of a token is indented by. */
static const char *read_indent(const struct tokens *tokens, const struct token *token, size_t *size) {
    const char *line = token->at;
    while (line > tokens->source && line[-1] != '\n')
        line--;
    *size = 0;
    while (is_blank(line[*size]))
        ++*size;
    return line;
}

/* What stands between two tokens, its lines moved to the left. */
static void add_between(struct text *text, const char *from, const char *to, const char *indent,
                        size_t size) {
    while (from < to) {
        char c = *from++;
        text_add_char(text, c);
        for (size_t i = 0; c == '\n' && i < size && from < to && *from == indent[i]; i++)
            from++;
    }
}

const char *cut_text(struct arena *arena, const struct cut *cut) {
    const struct token *items = cut->tokens->items;
    struct text text = text_new(arena);
    size_t size;
    const char *indent = read_indent(cut->tokens, &items[cut->function], &size);
    text_add(&text, "function(");
    if (cut->method)
        text_add(&text, token_is(&items[cut->open + 1], ")") ? "self" : "self, ");
    for (int i = cut->open + 1; i <= cut->end; i++) {
        const struct token *before = &items[i - 1];
        add_between(&text, before->at + before->size, items[i].at, indent, size);
        text_add_bytes(&text, items[i].at, items[i].size);
    }
    return text.data;
}
