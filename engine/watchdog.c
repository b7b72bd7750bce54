#include "luamig/watchdog.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "luamig/fail.h"

static struct {
    timer_t timer;
    bool made;
    volatile sig_atomic_t ticks;
    void (*late)(void);
    char words[1024];
    size_t size;
} watchdog;

static void tick(int signal) {
    if (++watchdog.ticks < 2) {
        watchdog.late();
        return;
    }
    ssize_t written = write(STDERR_FILENO, watchdog.words, watchdog.size);
    (void)written;
    _exit(EXIT_FAILED);
}

static void make_timer(void) {
    struct sigaction action = {.sa_handler = tick, .sa_flags = SA_RESTART};
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM};
    sigset_t alarm;
    sigemptyset(&action.sa_mask);
    sigemptyset(&alarm);
    sigaddset(&alarm, SIGALRM);
    /* Whoever started us may have blocked it. */
    if (sigaction(SIGALRM, &action, NULL) != 0 || sigprocmask(SIG_UNBLOCK, &alarm, NULL) != 0 ||
        timer_create(CLOCK_MONOTONIC, &event, &watchdog.timer) != 0) {
        perror("luamig: no timer");
        exit(EXIT_FAILED);
    }
    watchdog.made = true;
}

static void set_timer(double first, double next) {
    struct itimerspec when = {
        .it_value = {.tv_sec = (time_t)first, .tv_nsec = (long)((first - (double)(time_t)first) * 1e9)},
        .it_interval = {.tv_sec = (time_t)next},
    };
    timer_settime(watchdog.timer, 0, &when, NULL);
}

void watchdog_arm(double seconds, void (*late)(void), const char *last_words) {
    if (!watchdog.made)
        make_timer();
    watchdog.size = strnlen(last_words, sizeof watchdog.words - 1);
    memcpy(watchdog.words, last_words, watchdog.size);
    watchdog.words[watchdog.size++] = '\n';
    watchdog.late = late;
    watchdog.ticks = 0;
    set_timer(seconds, 1);
}

void watchdog_disarm(void) {
    if (watchdog.made)
        set_timer(0, 0);
}

bool watchdog_late(void) {
    return watchdog.ticks > 0;
}
