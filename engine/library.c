/* The public interface over the engine. */
#include "reggap.h"

#include <string.h>

#include "report/answers.h"
#include "util/buffer.h"

struct rg_session {
    rg_arena *rules;  /* the rule base; lives as long as the session */
    rg_arena *answer; /* profile and answer of the last question */
    rg_run run;
    RG_LIST(rg_message) messages;
};

static void gather_messages(rg_session *s, rg_arena *arena) {
    rg_diagnostics *d = &s->run.diagnostics;
    rg_diagnostics_sort(d);
    memset(&s->messages, 0, sizeof s->messages);
    for (size_t i = 0; i < d->list.count; i++) {
        const rg_diagnostic *one = &d->list.items[i];
        RG_PUSH(arena, &s->messages,
                (rg_message){.error = one->severity == RG_ERROR,
                             .code = one->code,
                             .path = one->place.path ? one->place.path : "",
                             .line = one->place.line,
                             .column = one->place.column,
                             .message = one->message});
    }
}

int rg_session_open(rg_session **out, const char *as_of, const char *const *folders, size_t count) {
    int32_t day;
    *out = NULL;
    if (!rg_date_parse(as_of, &day))
        return RG_E_USAGE;
    rg_arena *arena = rg_arena_new();
    if (!arena || setjmp(*rg_arena_recovery(arena))) {
        rg_arena_free(arena);
        return RG_E_MEMORY;
    }
    rg_session *s = rg_alloc(arena, sizeof *s);
    s->rules = arena;
    bool good = rg_run_open(&s->run, arena, day, folders, count);
    gather_messages(s, arena);
    *out = s;
    return good ? RG_OK : RG_E_INPUT;
}

void rg_session_free(rg_session *s) {
    if (!s)
        return;
    rg_arena_free(s->answer);
    rg_arena_free(s->rules);
}

size_t rg_session_messages(const rg_session *s, const rg_message **messages) {
    *messages = s->messages.items;
    return s->messages.count;
}

const char *rg_library_version(void) {
    return REGGAP_VERSION;
}

const char *rg_rules_version(const rg_session *s) {
    return s->run.store->version;
}

typedef struct {
    rg_market **items;
    size_t count;
} market_list;

static bool find_markets(rg_session *s, const char *names, market_list *out) {
    const rg_vocabulary *v = s->run.base->vocabulary;
    bool all = strcmp(names, "all") == 0;
    out->items = rg_alloc_array(s->answer, v->market_count + strlen(names) + 1, sizeof(rg_market *));
    for (size_t i = 0; all && i < v->market_count; i++)
        out->items[out->count++] = rg_base_market(s->run.base, v->markets[i]);
    for (const char *at = names; !all && *at;) {
        size_t length = strcspn(at, ",");
        /* The code outlives this question: the market keeps it. */
        rg_market *market = length ? rg_base_market(s->run.base, rg_copy_text(s->rules, at, length)) : NULL;
        if (!market)
            return false;
        out->items[out->count++] = market;
        at += length + (at[length] == ',');
    }
    return out->count > 0;
}

static bool read_profile(rg_session *s, const char *name, const char *text, size_t length) {
    rg_reader reader = s->run.base->reader;
    reader.arena = s->answer;
    reader.diagnostics = &s->run.diagnostics;
    const rg_document *document = rg_document_read(s->answer, name, text, length, &s->run.diagnostics);
    s->run.profile = document ? rg_profile_read(&reader, s->run.base->vocabulary, document, false) : NULL;
    return s->run.profile && !s->run.diagnostics.errors;
}

static const char *answer(rg_session *s, const char *question, const market_list *targets, rg_market *home) {
    rg_run *run = &s->run;
    if (strcmp(question, "classify") == 0) {
        const rg_outcome **outcomes = rg_alloc_array(s->answer, targets->count, sizeof *outcomes);
        for (size_t i = 0; i < targets->count; i++)
            outcomes[i] = rg_outcome_of(run->exact, run->facts, targets->items[i], s->answer);
        return rg_write_classify(run, outcomes, targets->count);
    }
    const rg_comparison **all = rg_alloc_array(s->answer, targets->count, sizeof *all);
    for (size_t i = 0; i < targets->count; i++)
        all[i] = rg_compare(run->base, run->exact, run->facts, home, targets->items[i], s->answer);
    return rg_write_compare(run, all, targets->count, home);
}

static int ask_device(rg_session *s, const char *question, const char *name, const char *profile, size_t length,
                      const market_list *targets, const char *from, const char **json) {
    rg_run *run = &s->run;
    if (!read_profile(s, name, profile, length))
        return RG_E_INPUT;
    const char *code = from ? from : run->profile->home;
    rg_market *home = code ? rg_base_market(run->base, rg_copy_text(s->rules, code, strlen(code))) : NULL;
    if (from && !home)
        return RG_E_USAGE;
    for (size_t i = 0; i < targets->count; i++)
        rg_requirements_of(run->base, targets->items[i]);
    if (home)
        rg_requirements_of(run->base, home);
    if (run->diagnostics.errors || !rg_run_evaluate(run, run->profile))
        return RG_E_INPUT;
    *json = answer(s, question, targets, home);
    return RG_OK;
}

int rg_session_ask(rg_session *s, const char *question, const char *name, const char *profile, size_t length,
                   const char *markets, const char *home, const char **json) {
    *json = NULL;
    bool list = strcmp(question, "markets") == 0;
    if (!s->run.base || (!list && strcmp(question, "classify") != 0 && strcmp(question, "compare") != 0))
        return RG_E_USAGE;
    rg_arena_free(s->answer);
    s->answer = rg_arena_new();
    if (!s->answer || setjmp(*rg_arena_recovery(s->answer)) || setjmp(*rg_arena_recovery(s->rules)))
        return RG_E_MEMORY;
    s->run.arena = s->answer;
    s->run.diagnostics = rg_diagnostics_in(s->answer);
    s->run.base->reader.diagnostics = &s->run.diagnostics;
    market_list targets = {0};
    int code = find_markets(s, markets, &targets) ? RG_OK : RG_E_USAGE;
    if (code == RG_OK && list)
        *json = rg_write_markets(&s->run, targets.items, targets.count);
    else if (code == RG_OK)
        code = ask_device(s, question, name, profile, length, &targets, home, json);
    gather_messages(s, s->answer);
    return code;
}
