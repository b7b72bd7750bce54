#include "luamig/statement.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum lexeme { END, WORD, PARAMETER, QUOTED, SIGN };

struct scan {
    const char *at; /* behind the lexeme */
    enum lexeme lexeme;
    const char *from; /* its text */
    size_t size;
};

static bool begins_word(char c) {
    return isalpha((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

static bool continues_word(char c) {
    return begins_word(c) || isdigit((unsigned char)c) || c == '$';
}

static const char *skip_comment(const char *at) {
    int depth = 0;
    do {
        if (strncmp(at, "/*", 2) == 0) {
            depth++;
            at += 2;
        } else if (strncmp(at, "*/", 2) == 0) {
            depth--;
            at += 2;
        } else if (*at) {
            at++;
        }
    } while (depth && *at);
    return at;
}

static const char *skip_blanks(const char *at) {
    for (;;) {
        if (isspace((unsigned char)*at))
            at++;
        else if (strncmp(at, "--", 2) == 0)
            at += strcspn(at, "\n\r");
        else if (strncmp(at, "/*", 2) == 0)
            at = skip_comment(at);
        else
            return at;
    }
}

static const char *skip_quoted(const char *at, bool backslashes) {
    char quote = *at++;
    for (; *at; at++) {
        if (backslashes && *at == '\\' && at[1])
            at++;
        else if (*at == quote && *++at != quote)
            return at;
    }
    return at;
}

/* $tag$ ... $tag$; NULL if no such quote begins here. */
static const char *skip_dollar_quoted(const char *at) {
    const char *tag = at + 1;
    if (begins_word(*tag))
        while (continues_word(*tag) && *tag != '$')
            tag++;
    if (*tag != '$')
        return NULL;
    size_t size = (size_t)(tag + 1 - at);
    for (const char *end = tag + 1; (end = strchr(end, '$')); end++)
        if (strncmp(end, at, size) == 0)
            return end + size;
    return at + strlen(at);
}

static enum lexeme read_lexeme(struct scan *scan, const char *at) {
    if (*at == '\0') {
        scan->at = at;
        return END;
    }
    if (*at == '\'' || *at == '"') {
        scan->at = skip_quoted(at, false);
        return QUOTED;
    }
    if ((*at == 'e' || *at == 'E') && at[1] == '\'') {
        scan->at = skip_quoted(at + 1, true);
        return QUOTED;
    }
    if (*at == '$' && isdigit((unsigned char)at[1])) {
        scan->at = at + 1 + strspn(at + 1, "0123456789");
        return PARAMETER;
    }
    if (*at == '$' && (scan->at = skip_dollar_quoted(at)))
        return QUOTED;
    if (begins_word(*at) || isdigit((unsigned char)*at)) {
        enum lexeme lexeme = begins_word(*at) ? WORD : SIGN;
        while (continues_word(*at))
            at++;
        scan->at = at;
        return lexeme;
    }
    scan->at = at + 1;
    return SIGN;
}

static void next(struct scan *scan) {
    scan->from = skip_blanks(scan->at);
    scan->lexeme = read_lexeme(scan, scan->from);
    scan->size = (size_t)(scan->at - scan->from);
}

static bool is_word(const struct scan *scan, const char *word) {
    return scan->lexeme == WORD && strlen(word) == scan->size &&
           strncasecmp(scan->from, word, scan->size) == 0;
}

static bool is_any(const struct scan *scan, const char *const *words) {
    for (; *words; words++)
        if (is_word(scan, *words))
            return true;
    return false;
}

static bool is_sign(const struct scan *scan, char sign) {
    return scan->lexeme == SIGN && *scan->from == sign;
}

/* ---- one statement ---- */

enum { FIRST_WORDS = 4 };

struct statement {
    const char *from, *end;
    struct scan first[FIRST_WORDS];
    int words;            /* of `first`, that are words without anything between them */
    bool writes, stores;  /* holds INSERT, UPDATE, DELETE, MERGE; holds INTO */
    bool stdin_or_stdout; /* a bare word STDIN or STDOUT */
};

/* A routine's body may be BEGIN ATOMIC ...; ...; END: its semicolons end nothing. */
static bool makes_routine(const struct statement *statement) {
    static const char *const routines[] = {"function", "procedure", NULL};
    int at = statement->words > 2 && is_word(&statement->first[1], "or") ? 3 : 1;
    return statement->words > at && is_word(&statement->first[0], "create") &&
           is_any(&statement->first[at], routines);
}

static void note_lexeme(struct statement *statement, const struct scan *scan, const struct scan *last,
                        int depth, int nth) {
    static const char *const writing[] = {"insert", "update", "delete", "merge", NULL};
    if (nth < FIRST_WORDS && statement->words == nth && scan->lexeme == WORD)
        statement->first[statement->words++] = *scan;
    /* FOR UPDATE and FOR NO KEY UPDATE only lock. */
    bool opens = depth == 0 ? !is_word(last, "for") && !is_word(last, "key")
                            : is_sign(last, '(') || is_sign(last, ')');
    if (opens && is_any(scan, writing))
        statement->writes = true;
    if (is_word(scan, "into"))
        statement->stores = true;
    if (is_word(scan, "stdin") || is_word(scan, "stdout"))
        statement->stdin_or_stdout = true;
}

/* Reads from `at` to a semicolon that ends a statement, or to the end; false if nothing but blanks is left.
 */
static bool read_statement(const char *at, struct statement *statement) {
    struct scan scan = {.at = at}, last = {0};
    int depth = 0, blocks = 0, nth = 0;
    *statement = (struct statement){.from = skip_blanks(at)};
    for (next(&scan); scan.lexeme != END; next(&scan)) {
        if (is_sign(&scan, ';') && depth <= 0 && !blocks)
            break;
        note_lexeme(statement, &scan, &last, depth, nth++);
        if (is_sign(&scan, '('))
            depth++;
        else if (is_sign(&scan, ')'))
            depth--;
        else if (blocks ? is_word(&scan, "case") : is_word(&scan, "begin") && makes_routine(statement))
            blocks++;
        else if (blocks && is_word(&scan, "end"))
            blocks--;
        last = scan;
    }
    statement->end = scan.from;
    return nth > 0 || scan.lexeme != END;
}

bool statement_next(const char **sql, const char **from, size_t *size) {
    struct statement statement;
    while (read_statement(*sql, &statement)) {
        *sql = *statement.end ? statement.end + 1 : statement.end;
        *from = statement.from;
        *size = (size_t)(statement.end - statement.from);
        if (*size)
            return true;
    }
    return false;
}

static const char *control_word(const struct statement *statement) {
    static const char *const words[] = {"BEGIN", "START",     "COMMIT",  "END",     "ROLLBACK",
                                        "ABORT", "SAVEPOINT", "RELEASE", "PREPARE", NULL};
    const struct scan *first = statement->first;
    for (const char *const *word = words; statement->words && *word; word++)
        if (is_word(first, *word)) {
            bool two = strcmp(*word, "START") == 0 || strcmp(*word, "PREPARE") == 0;
            return !two || (statement->words > 1 && is_word(first + 1, "transaction")) ? *word : NULL;
        }
    return NULL;
}

static bool can_be_cursor(const struct statement *statement) {
    static const char *const reading[] = {"select", "values", "table", "with", NULL};
    bool reads = statement->words ? is_any(statement->first, reading) : *statement->from == '(';
    return reads && !statement->writes && !statement->stores;
}

struct statements statements_read(const char *sql) {
    struct statements all = {0};
    struct statement statement;
    for (const char *at = sql; read_statement(at, &statement); at = *at ? at + 1 : at) {
        at = statement.end;
        if (statement.from == statement.end)
            continue;
        if (!all.control)
            all.control = control_word(&statement);
        if (statement.words && is_word(statement.first, "copy") && statement.stdin_or_stdout)
            all.copies = true;
        all.reads = all.count++ == 0 && can_be_cursor(&statement);
    }
    return all;
}

bool statement_lexeme(const char **sql, const char **from, size_t *size) {
    struct scan scan = {.at = *sql};
    next(&scan);
    *sql = scan.at;
    *from = scan.from;
    *size = scan.size;
    return scan.lexeme != END;
}

void statement_bind(struct text *text, const char *sql, int count, const char *const *values) {
    struct scan scan = {.at = sql};
    for (;;) {
        const char *before = scan.at;
        next(&scan);
        int number = scan.lexeme == PARAMETER ? atoi(scan.from + 1) : 0;
        if (number < 1 || number > count) {
            text_add_bytes(text, before, (size_t)(scan.at - before));
        } else {
            text_add_bytes(text, before, (size_t)(scan.from - before));
            if (values[number - 1])
                text_add_literal(text, values[number - 1]);
            else
                text_add(text, "NULL");
        }
        if (scan.lexeme == END)
            return;
    }
}
