#include "luamig/batch.h"
#include "luamig/output.h"

/* A terminal shows a bar that moves, anything else gets a line now and then. */
static const double LIVE_EVERY = 0.1, LINE_EVERY = 5;
enum { BAR_WIDTH = 24 };

static double rate(const struct batch *batch, double now) {
    return now > batch->began ? (double)(batch->rows - batch->before) / (now - batch->began) : 0;
}

/* "[######------]  50%  ", if it is known how many rows there are. */
static void add_bar(const struct batch *batch, struct text *text) {
    int done = (int)(batch->rows * BAR_WIDTH / batch->estimate);
    text_add_char(text, '[');
    for (int i = 0; i < BAR_WIDTH; i++)
        text_add_char(text, i < done ? '#' : '-');
    text_addf(text, "] %3lld%%  ", batch->rows * 100 / batch->estimate);
}

static void add_left(double seconds, struct text *text) {
    int left = (int)(seconds + 0.5);
    if (left >= 3600)
        text_addf(text, ", about %d h %d min left", left / 3600, left / 60 % 60);
    else if (left >= 60)
        text_addf(text, ", about %d min %d s left", left / 60, left % 60);
    else
        text_addf(text, ", about %d s left", left);
}

/* The figure of the catalog is an estimate: it says nothing once it is passed. */
static void describe(const struct batch *batch, bool bar, struct text *text) {
    double rows_per_second = rate(batch, loop_now());
    bool known = batch->estimate > 0 && batch->rows <= batch->estimate;
    text_addf(text, "%s: ", batch->from.shown);
    if (bar && known)
        add_bar(batch, text);
    text_addf(text, "%lld", batch->rows);
    if (known && !bar)
        text_addf(text, " of about %lld", batch->estimate);
    text_addf(text, " rows, %.0f rows/s", rows_per_second);
    if (known && rows_per_second > 0)
        add_left((double)(batch->estimate - batch->rows) / rows_per_second, text);
}

void batch_show(struct batch *batch) {
    bool live = output_is_live();
    double now = loop_now();
    if (now - batch->told < (live ? LIVE_EVERY : LINE_EVERY))
        return;
    batch->told = now;
    struct text *text = &batch->phase->run->sql;
    text_clear(text);
    describe(batch, live, text);
    if (live)
        output_status(text->data);
    else
        output_note("%s", text->data);
}
