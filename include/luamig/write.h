/* Objects as Lua text: what revisions and pulled models are made of.
 *
 * Field values are the model's wording where there is one (object->declared). Deterministic: the same object gives
 * the same bytes.
 */
#ifndef LUAMIG_WRITE_H
#define LUAMIG_WRITE_H

#include "luamig/graph.h"

struct writer {
    struct text *text;
    struct arena *arena;
    int indent; /* of the line that the text begins on, in blanks */
    int used;   /* of that line already, in characters, if that is more */
    /* As models.lua says it: all that hangs on an object stands in it, what PostgreSQL would call it itself is left
     * out, and so is what another declaration implies. A revision carries every name, and only what is folded. */
    bool models;
};

/* The body: { "id", "bigint", primary_key = true }, or the one value that says it all. `fields` limits it to some. */
void write_body(struct writer *writer, const struct object *object);
/* { type = "bigint" }: these fields alone, `none` where one is at its default. */
void write_fields(struct writer *writer, const struct object *object, uint64_t fields);
/* The arguments that name it in op calls: "clients", "id" */
void write_identity(struct writer *writer, const struct object *object);
/* Not the whole op.create_X(...): only the name arguments that a create has besides (an index's table). */
void write_create_identity(struct writer *writer, const struct object *object);

#endif
