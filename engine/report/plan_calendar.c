/* The plan as a calendar file (RFC 5545). */
#include <string.h>

#include "report/plan_report.h"

enum { LINE = 75 }; /* octets, without the line end (section 3.1) */

/* Adds a content line, folded where it is too long, never within a character. */
static void add_line(rg_buffer *out, const char *line) {
    size_t room = LINE;
    while (strlen(line) > room) {
        size_t length = rg_utf8_cut(line, room);
        rg_add_bytes(out, line, length);
        rg_add(out, "\r\n ");
        line += length;
        room = LINE - 1;
    }
    rg_add(out, line);
    rg_add(out, "\r\n");
}

/* Escapes a value of type TEXT (section 3.3.11); what is no text is left out. */
static void add_escaped(rg_buffer *out, const char *text) {
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '\n')
            rg_add(out, "\\n");
        else if (c == '\\' || c == ';' || c == ',')
            rg_addf(out, "\\%c", c);
        else if (c >= 0x20 && c != 0x7F)
            rg_add_char(out, (char)c);
    }
}

static void add_text(rg_buffer *out, const char *name, const char *text) {
    rg_buffer line = rg_buffer_in(out->arena);
    rg_addf(&line, "%s:", name);
    add_escaped(&line, text);
    add_line(out, rg_buffer_text(&line));
}

static const char *compact(rg_arena *arena, int32_t date) {
    char text[11];
    rg_date_format(date, text);
    return rg_textf(arena, "%.4s%.2s%.2s", text, text + 5, text + 8);
}

typedef struct {
    rg_buffer *out;
    const rg_run *run;
    const rg_strings *s;
    const rg_plan *plan;
    uint64_t device; /* a hash of the device's name, so that the plans of two devices go into one calendar */
} writer;

/* FNV-1a. */
static uint64_t hash(uint64_t h, const char *text) {
    for (; *text; text++)
        h = (h ^ (unsigned char)*text) * UINT64_C(0x100000001B3);
    return h;
}

typedef struct {
    const char *id, *summary, *category;
    int32_t start, finish; /* all of the days from `start` to before `finish` */
    rg_buffer text;
} event;

static void add_event(const writer *w, event *e) {
    rg_arena *arena = w->s->arena;
    int32_t finish = e->finish > e->start ? e->finish : e->start + 1;
    add_line(w->out, "BEGIN:VEVENT");
    add_line(w->out, rg_textf(arena, "UID:%s-%016llx@reggap", e->id, (unsigned long long)w->device));
    add_line(w->out, rg_textf(arena, "DTSTAMP:%sT000000Z", compact(arena, w->plan->start)));
    add_line(w->out, rg_textf(arena, "DTSTART;VALUE=DATE:%s", compact(arena, e->start)));
    add_line(w->out, rg_textf(arena, "DTEND;VALUE=DATE:%s", compact(arena, finish)));
    add_text(w->out, "SUMMARY", e->summary);
    if (e->text.length)
        add_text(w->out, "DESCRIPTION", rg_buffer_text(&e->text));
    add_text(w->out, "CATEGORIES", e->category);
    add_line(w->out, "TRANSP:TRANSPARENT");
    add_line(w->out, "END:VEVENT");
}

static void add_words(event *e, const writer *w, const char *key, const char *words) {
    if (*words)
        rg_addf(&e->text, "%s%s", e->text.length ? "\n" : "",
                rg_say_with(w->s, "parameter.single", 2, rg_say(w->s, key), words));
}

static const char *category(const writer *w, const rg_market *market) {
    return market ? rg_pick(w->s, market->name) : rg_say(w->s, "plan.shared");
}

/* What a step says of itself: who, after what, how much play, fees, sources. */
static void describe(event *e, const writer *w, const rg_planned *step, bool scheduled) {
    const rg_strings *s = w->s;
    rg_page *page = rg_page_new(s->arena, s, "");
    add_words(e, w, "head.owner", rg_phrase_owner(s, step));
    for (size_t i = 0; scheduled && i < step->after_count; i++)
        add_words(e, w, "head.waits", rg_pick(s, w->plan->steps.items[step->after[i]].task->name));
    if (scheduled)
        add_words(e, w, "head.float",
                  step->critical ? rg_say(s, "plan.mark_critical") : rg_textf(s->arena, "%d", step->float_days));
    if (step->unknown_time)
        add_words(e, w, "head.days", rg_say(s, "plan.time_unknown"));
    if (step->status != RG_STEP_TODO)
        add_words(e, w, "head.status", rg_phrase_step_status(s, step));
    add_words(e, w, "head.fees", rg_phrase_due_fees(s, step));
    add_words(e, w, "head.cite", rg_phrase_cites(page, &step->task->basis));
}

static void add_step(const writer *w, const rg_planned *step, bool scheduled) {
    event e = {.id = step->task->id,
               .summary = rg_pick(w->s, step->task->name),
               .category = category(w, step->task->market),
               .start = step->earliest_start,
               .finish = step->earliest_finish,
               .text = rg_buffer_in(w->s->arena)};
    if (step->task->market)
        e.summary = rg_say_with(w->s, "parameter.single", 2, e.category, e.summary);
    describe(&e, w, step, scheduled);
    add_event(w, &e);
}

static void add_market(const writer *w, const rg_market_plan *m) {
    const rg_strings *s = w->s;
    for (size_t i = 0; i < m->later.count; i++)
        if (m->later.items[i].earliest_start != RG_NO_DATE && m->later.items[i].status != RG_STEP_DONE)
            add_step(w, &m->later.items[i], false);
    if (m->finish[1] != RG_NO_DATE) {
        event e = {.id = rg_textf(s->arena, "%s.entry", m->market->code),
                   .summary = rg_say_with(s, "plan.entry", 1, rg_pick(s, m->market->name)),
                   .category = category(w, m->market),
                   .start = m->finish[1],
                   .text = rg_buffer_in(s->arena)};
        rg_add(&e.text,
               rg_say_with(s, "plan.finish", 4, rg_phrase_date(s, w->plan->start), rg_phrase_date(s, m->finish[1]),
                           rg_phrase_date(s, m->finish[0]), rg_phrase_date(s, m->finish[2])));
        if (m->lower_bound)
            rg_addf(&e.text, "\n%s", rg_say(s, "plan.lower_bound"));
        add_event(w, &e);
    }
    for (size_t i = 0; i < m->upkeep.count; i++) {
        const rg_renewal *r = &m->upkeep.items[i];
        if (r->first == RG_NO_DATE)
            continue;
        event e = {.id = rg_textf(s->arena, "%s.due", r->route ? r->route->id : r->step.task->id),
                   .summary =
                       rg_say_with(s, "parameter.single", 2, rg_pick(s, m->market->name), rg_phrase_renewal(s, r)),
                   .category = category(w, m->market),
                   .start = r->first,
                   .text = rg_buffer_in(s->arena)};
        add_words(&e, w, "head.every", rg_say_with(s, "unit.months", 1, rg_textf(s->arena, "%ld", r->every_months)));
        if (!r->route)
            describe(&e, w, &r->step, false);
        add_event(w, &e);
    }
}

void rg_plan_as_calendar(const rg_run *run, const rg_strings *s, const rg_plan *plan, rg_buffer *out) {
    writer w = {out, run, s, plan, UINT64_C(0xCBF29CE484222325)};
    w.device = hash(hash(w.device, run->profile->name.en), run->profile->name.ja);
    add_line(out, "BEGIN:VCALENDAR");
    add_line(out, "VERSION:2.0");
    add_line(out, "PRODID:-//reggap//plan//EN");
    add_line(out, "CALSCALE:GREGORIAN");
    add_text(out, "X-WR-CALNAME", rg_say_with(s, "plan.title", 1, rg_pick(s, run->profile->name)));
    for (size_t i = 0; i < plan->steps.count; i++)
        if (plan->steps.items[i].status != RG_STEP_DONE)
            add_step(&w, &plan->steps.items[i], true);
    for (size_t i = 0; i < plan->market_count; i++)
        add_market(&w, &plan->markets[i]);
    add_line(out, "END:VCALENDAR");
}
