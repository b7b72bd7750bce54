#include "luamig/loop.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "luamig/box.h"

enum { MOST_LINKS = 66, MOST_TIMERS = 4 };

/* However sure the loop is that poll() will wake it, it looks again after so long. */
static const double LONGEST_SLEEP = 1, TLS_SLEEP = 0.05;

struct timer {
    double every, next;
    void (*fire)(void *context);
    void *context;
};

struct loop {
    struct link *links[MOST_LINKS];
    int link_count;
    struct timer timers[MOST_TIMERS];
    int timer_count;
    double wake; /* 0: never */
    void (*look)(void *context);
    void *look_context;
    bool taken; /* the signal was dealt with */
};

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
enum { SIGNALS = sizeof signals / sizeof *signals };

/* A signal may come between the test of the flag and poll(): the pipe wakes poll() all the same. */
static volatile sig_atomic_t caught;
static int pipe_ends[2] = {-1, -1};
static struct sigaction before[SIGNALS];

static void catch_signal(int number) {
    if (caught) {
        static const char message[] =
            "luamig: interrupted again: left at once; run the command again to go on\n";
        if (write(STDERR_FILENO, message, sizeof message - 1) < 0)
            _exit(EXIT_INTERRUPTED);
        _exit(EXIT_INTERRUPTED);
    }
    int error = errno;
    caught = 1;
    if (write(pipe_ends[1], "", 1) < 0)
        caught = 1;
    box_interrupt();
    errno = error;
}

struct loop *loop_open(void) {
    struct loop *loop = calloc(1, sizeof *loop);
    if (!loop || pipe2(pipe_ends, O_CLOEXEC | O_NONBLOCK) < 0) {
        perror("luamig");
        exit(EXIT_FAILED);
    }
    caught = 0;
    struct sigaction action = {.sa_handler = catch_signal};
    for (int i = 0; i < SIGNALS; i++) {
        sigaction(signals[i], NULL, &before[i]);
        if (before[i].sa_handler != SIG_IGN) /* nohup stays nohup */
            sigaction(signals[i], &action, NULL);
    }
    return loop;
}

void loop_close(struct loop *loop) {
    if (!loop)
        return;
    for (int i = 0; i < SIGNALS; i++)
        sigaction(signals[i], &before[i], NULL);
    close(pipe_ends[0]);
    close(pipe_ends[1]);
    free(loop);
}

void loop_add(struct loop *loop, struct link *link) {
    assert(loop->link_count < MOST_LINKS);
    loop->links[loop->link_count++] = link;
}

void loop_remove(struct loop *loop, struct link *link) {
    for (int i = 0; i < loop->link_count; i++)
        if (loop->links[i] == link) {
            loop->links[i] = loop->links[--loop->link_count];
            return;
        }
}

void loop_cut(struct loop *loop, const char *why) {
    for (int i = 0; i < loop->link_count; i++)
        link_cut(loop->links[i], why);
}

void loop_wake_at(struct loop *loop, double time) {
    if (loop->wake < loop_now() || time < loop->wake)
        loop->wake = time;
}

void loop_every(struct loop *loop, double seconds, void (*fire)(void *context), void *context) {
    assert(loop->timer_count < MOST_TIMERS);
    loop->timers[loop->timer_count++] = (struct timer){seconds, loop_now() + seconds, fire, context};
}

void loop_stop(struct loop *loop, void *context) {
    for (int i = loop->timer_count - 1; i >= 0; i--)
        if (loop->timers[i].context == context)
            loop->timers[i] = loop->timers[--loop->timer_count];
}

void loop_on_look(struct loop *loop, void (*look)(void *context), void *context) {
    loop->look = look;
    loop->look_context = context;
}

double loop_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

bool loop_interrupted(const struct loop *loop) {
    return loop && caught && !loop->taken;
}

void loop_take_interrupt(struct loop *loop) {
    loop->taken = true;
}

static void fire_timers(struct loop *loop) {
    double now = loop_now();
    for (int i = 0; i < loop->timer_count; i++) {
        struct timer *timer = &loop->timers[i];
        if (timer->next <= now) {
            timer->next = now + timer->every;
            timer->fire(timer->context);
        }
    }
}

/* How long poll() may sleep. */
static double sleep_for(const struct loop *loop, double until) {
    double now = loop_now(), end = now + LONGEST_SLEEP;
    for (int i = 0; i < loop->timer_count; i++)
        if (loop->timers[i].next < end)
            end = loop->timers[i].next;
    for (int i = 0; i < loop->link_count; i++)
        if (link_needs_looks(loop->links[i]) && now + TLS_SLEEP < end)
            end = now + TLS_SLEEP;
    if (until >= 0 && until < end)
        end = until;
    if (loop->wake > 0 && loop->wake < end)
        end = loop->wake;
    return end > now ? end - now : 0;
}

static bool sleep_on_sockets(struct loop *loop, double seconds) {
    struct pollfd sockets[MOST_LINKS + 1];
    nfds_t count = 0;
    for (int i = 0; i < loop->link_count; i++)
        if (link_socket(loop->links[i]) >= 0)
            sockets[count++] = (struct pollfd){
                .fd = link_socket(loop->links[i]),
                .events = (short)(POLLIN | (link_unsent(loop->links[i]) ? POLLOUT : 0)),
            };
    sockets[count++] = (struct pollfd){.fd = pipe_ends[0], .events = POLLIN};
    /* Rounded up, or the last millisecond would be spent awake. */
    bool woken = poll(sockets, count, (int)(seconds * 1000) + 1) != 0;
    char bytes[8];
    while (read(pipe_ends[0], bytes, sizeof bytes) > 0)
        continue;
    return woken;
}

enum waited loop_wait(struct loop *loop, ready_fn ready, void *context, double seconds) {
    double until = seconds < 0 ? -1 : loop_now() + seconds;
    for (bool overslept = false;;) {
        fire_timers(loop);
        for (int i = 0; i < loop->link_count; i++)
            link_work(loop->links[i]);
        if (loop->look)
            loop->look(loop->look_context);
        if (ready(context)) {
            (void)overslept;
            assert(!overslept); /* what made the condition true has woken nobody */
            return WAITED_READY;
        }
        if (loop_interrupted(loop))
            return WAITED_INTERRUPTED;
        if (until >= 0 && loop_now() >= until)
            return WAITED_TIMEOUT;
        /* Nothing has moved bytes since the test; if it had, the answer could be here already. */
        double sleep = sleep_for(loop, until);
        overslept = !sleep_on_sockets(loop, sleep) && sleep >= LONGEST_SLEEP;
    }
}

bool loop_until(struct loop *loop, ready_fn ready, void *context) {
    return loop_wait(loop, ready, context, -1) == WAITED_READY;
}

static bool never(void *context) {
    return false;
}

bool loop_sleep(struct loop *loop, double seconds) {
    return loop_wait(loop, never, NULL, seconds) == WAITED_TIMEOUT;
}
