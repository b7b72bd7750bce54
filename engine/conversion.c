#include "luamig/conversion.h"

#include <string.h>

/* NULL: one of PostgreSQL's own. */
static const struct object *declared_type(const struct object *object) {
    for (int i = 0; i < object->need_count; i++) {
        const struct kind *kind = object->needs[i].on->kind;
        if (object->needs[i].strength == KNOWN && kind->space && strstr(kind->space, "type"))
            return object->needs[i].on;
    }
    return NULL;
}

const char *conversion_beneath(struct arena *arena, const struct object *old, const struct object *now,
                               const char *value) {
    const struct object *was = declared_type(old), *is = declared_type(now);
    if (!was && !is)
        return value;
    bool same = was && is && was->twin == is && was->kind->convert;
    return same ? was->kind->convert(arena, was, is, value) : NULL;
}
