#include "luamig/visible.h"

#include "luamig/utf8.h"

static bool is_visible(uint32_t code) {
    return code == '\n' || code == '\t' || (code >= 0x20 && code != 0x7F && !utf8_hidden(code));
}

void visible_add(struct text *text, const char *bytes, size_t size) {
    for (size_t at = 0; at < size;) {
        uint32_t code = 0;
        size_t length = utf8_read(bytes + at, size - at, &code);
        if (length == 0)
            text_addf(text, "\\x%02x", (unsigned char)bytes[at]);
        else if (is_visible(code))
            text_add_bytes(text, bytes + at, length);
        else
            text_addf(text, code < 0x80 ? "\\x%02x" : "\\u{%x}", code);
        at += length ? length : 1;
    }
}
