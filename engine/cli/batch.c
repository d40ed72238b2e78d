/*
 * A ring of lines: the caller reads into it, workers take the lines in turn, and a writer puts the answers out in the
 * order of the lines. One lock guards the ring; work is done outside of it.
 */
#include "cli/batch.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LINES_A_JOB = 64 };

typedef enum { EMPTY, READ, TAKEN, ANSWERED } slot_state;

typedef struct {
    slot_state state;
    uint64_t number;
    char *line;
    size_t length, room;
    char *answer;
    size_t answer_length, answer_room;
} slot;

typedef struct {
    const rg_batch_work *work;
    FILE *out;
    slot *slots;
    size_t count;
    uint64_t read, taken, written; /* lines so far; a line's slot is its place modulo count */
    bool finished;                 /* nothing more is read */
    bool broken;                   /* nothing more is written */
    rg_batch_result result;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    void (*progress)(void *, uint64_t, double);
    void *progress_context;
    struct timespec begun, told;
} ring;

static volatile sig_atomic_t interrupted;

static void on_signal(int number) {
    (void)number;
    interrupted = 1;
}

static double seconds_between(struct timespec from, struct timespec to) {
    return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

static void stop(ring *r, bool no_memory, int write_error) {
    r->broken = r->finished = true;
    r->result.no_memory = r->result.no_memory || no_memory;
    if (write_error && !r->result.write_error)
        r->result.write_error = write_error;
    pthread_cond_broadcast(&r->changed);
}

static bool keep_answer(slot *s, const char *answer, size_t length) {
    if (length > s->answer_room) {
        char *room = realloc(s->answer, length);
        if (!room)
            return false;
        s->answer = room;
        s->answer_room = length;
    }
    memcpy(s->answer, answer, length);
    s->answer_length = length;
    return true;
}

static void *work_loop(void *argument) {
    ring *r = argument;
    void *worker = r->work->begin(r->work->context);
    pthread_mutex_lock(&r->lock);
    if (!worker)
        stop(r, true, 0);
    for (;;) {
        while (!r->broken && r->taken == r->read && !r->finished)
            pthread_cond_wait(&r->changed, &r->lock);
        if (r->broken || r->taken == r->read)
            break;
        slot *s = &r->slots[r->taken++ % r->count];
        s->state = TAKEN;
        pthread_mutex_unlock(&r->lock);
        size_t length;
        const char *answer = r->work->answer(worker, s->number, s->line, s->length, &length);
        bool good = answer && keep_answer(s, answer, length);
        pthread_mutex_lock(&r->lock);
        s->state = ANSWERED;
        if (!good)
            stop(r, true, 0);
        pthread_cond_broadcast(&r->changed);
    }
    pthread_mutex_unlock(&r->lock);
    if (worker)
        r->work->end(worker);
    return NULL;
}

static void tell_progress(ring *r) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (!r->progress || seconds_between(r->told, now) < 0.5)
        return;
    r->told = now;
    r->progress(r->progress_context, r->written, seconds_between(r->begun, now));
}

/* Writes what stands answered at the head of the ring; whole lines only, flushed before it waits for more. */
static void *write_loop(void *argument) {
    ring *r = argument;
    bool flushed = true;
    pthread_mutex_lock(&r->lock);
    for (;;) {
        slot *s = &r->slots[r->written % r->count];
        bool ready = r->written < r->read && s->state == ANSWERED;
        if (r->broken || (!ready && flushed && r->finished && r->written == r->read))
            break;
        if (!ready && flushed) {
            pthread_cond_wait(&r->changed, &r->lock);
            continue;
        }
        pthread_mutex_unlock(&r->lock);
        errno = 0;
        bool good = ready ? fwrite(s->answer, 1, s->answer_length, r->out) == s->answer_length : fflush(r->out) == 0;
        int error = good ? 0 : errno ? errno : EIO;
        flushed = !ready;
        pthread_mutex_lock(&r->lock);
        if (!good)
            stop(r, false, error);
        if (!good || !ready)
            continue;
        s->state = EMPTY;
        r->written++;
        tell_progress(r);
        pthread_cond_broadcast(&r->changed);
    }
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

static bool is_blank(const char *line, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r')
            return false;
    return true;
}

typedef enum { AT_LINE, AT_END, AT_ERROR, AT_LIMIT } line_end;

/*
 * The next line without its end. Of a line longer than RG_BATCH_LONGEST_LINE so much is kept that it is seen to be too
 * long, and the rest is dropped; a line that the end of the input cuts counts as one, a line cut by a signal does not.
 */
static line_end take_line(slot *s, FILE *in) {
    int c;
    errno = 0;
    s->length = 0;
    while ((c = getc_unlocked(in)) != EOF && c != '\n') {
        if (s->length == s->room) {
            size_t room = s->room ? s->room * 2 : 4096;
            char *line = realloc(s->line, room);
            if (!line)
                return AT_LIMIT;
            s->line = line;
            s->room = room;
        }
        if (s->length <= RG_BATCH_LONGEST_LINE)
            s->line[s->length++] = (char)c;
    }
    if (c == EOF && (ferror(in) || interrupted))
        return AT_ERROR;
    return c == EOF && !s->length ? AT_END : AT_LINE;
}

static void read_loop(ring *r, FILE *in) {
    uint64_t number = 0;
    for (;;) {
        pthread_mutex_lock(&r->lock);
        slot *s = &r->slots[r->read % r->count];
        while (!r->broken && s->state != EMPTY)
            pthread_cond_wait(&r->changed, &r->lock);
        bool broken = r->broken;
        pthread_mutex_unlock(&r->lock);
        if (broken || interrupted)
            break;
        line_end end = take_line(s, in);
        r->result.read_error = end == AT_ERROR && !interrupted ? errno : 0;
        r->result.no_memory = end == AT_LIMIT;
        if (end != AT_LINE)
            break;
        s->number = ++number;
        if (is_blank(s->line, s->length))
            continue;
        pthread_mutex_lock(&r->lock);
        s->state = READ;
        r->read++;
        pthread_cond_broadcast(&r->changed);
        pthread_mutex_unlock(&r->lock);
    }
}

/* Signals reach the thread that reads alone, and end its waiting for a line. */
static void catch_signals(sigset_t *before) {
    struct sigaction action = {.sa_handler = on_signal};
    sigset_t both;
    interrupted = 0;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigemptyset(&both);
    sigaddset(&both, SIGINT);
    sigaddset(&both, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &both, before);
}

static void run_threads(ring *r, FILE *in, size_t jobs) {
    pthread_t threads[RG_MOST_JOBS], writer;
    sigset_t before;
    size_t started = 0;
    catch_signals(&before);
    bool writing = pthread_create(&writer, NULL, write_loop, r) == 0;
    while (writing && started < jobs && pthread_create(&threads[started], NULL, work_loop, r) == 0)
        started++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_mutex_lock(&r->lock);
    if (!started)
        stop(r, true, 0);
    pthread_mutex_unlock(&r->lock);
    read_loop(r, in);
    pthread_mutex_lock(&r->lock);
    r->finished = true;
    pthread_cond_broadcast(&r->changed);
    pthread_mutex_unlock(&r->lock);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    if (writing)
        pthread_join(writer, NULL);
}

rg_batch_result rg_batch_run(FILE *in, FILE *out, size_t jobs, const rg_batch_work *work,
                             void (*progress)(void *, uint64_t, double), void *progress_context) {
    jobs = jobs < 1 ? 1 : jobs > RG_MOST_JOBS ? RG_MOST_JOBS : jobs;
    ring r = {.work = work, .out = out, .count = jobs * LINES_A_JOB, .progress = progress};
    r.progress_context = progress_context;
    r.slots = calloc(r.count, sizeof *r.slots);
    if (!r.slots)
        return (rg_batch_result){.no_memory = true};
    pthread_mutex_init(&r.lock, NULL);
    pthread_cond_init(&r.changed, NULL);
    clock_gettime(CLOCK_MONOTONIC, &r.begun);
    r.told = r.begun;
    run_threads(&r, in, jobs);
    r.result.lines = r.written;
    r.result.interrupted = interrupted;
    for (size_t i = 0; i < r.count; i++) {
        free(r.slots[i].line);
        free(r.slots[i].answer);
    }
    free(r.slots);
    pthread_cond_destroy(&r.changed);
    pthread_mutex_destroy(&r.lock);
    return r.result;
}
