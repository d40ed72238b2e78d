#include <string.h>

#include "report/brief.h"
#include "report/pages.h"

static const char *key_of(const rg_strings *s, const char *prefix, const char *word) {
    return rg_say(s, rg_textf(s->arena, "%s.%s", prefix, word));
}

/* The text of a family; where it has none, the word itself with blanks. */
static const char *word_of(const rg_strings *s, const char *prefix, const char *word) {
    char *plain = rg_copy_text(s->arena, word, strlen(word)), *id = rg_copy_text(s->arena, word, strlen(word));
    for (size_t i = 0; word[i]; i++) {
        plain[i] = word[i] == '_' ? ' ' : word[i];
        id[i] = word[i] == ' ' ? '_' : word[i];
    }
    const char *key = rg_textf(s->arena, "%s.%s", prefix, id), *text = rg_say(s, key);
    return rg_same(text, key) ? plain : text;
}

static void add_part(rg_buffer *out, const char *between, const char *text) {
    if (out->length && *text)
        rg_add(out, between);
    rg_add(out, text);
}

const char *rg_phrase_worth_kind(const rg_strings *s, const rg_worth *worth) {
    static const char *const names[] = {"route", "requirement", "step"};
    return key_of(s, "worth", names[worth->kind]);
}

/* The words of a list under a key, parted by "or"; each is a key of `family`, or itself where that is NULL. */
static const char *alternatives(const rg_strings *s, const rg_node *node, const char *family) {
    rg_buffer out = rg_buffer_in(s->arena);
    if (rg_node_is(node, RG_SCALAR))
        return family ? key_of(s, family, rg_node_text(node)) : rg_node_text(node);
    for (const rg_node *child = rg_node_first(node); child; child = rg_node_next(child))
        add_part(&out, rg_say(s, "list.or"), family ? key_of(s, family, rg_node_text(child)) : rg_node_text(child));
    return rg_buffer_text(&out);
}

static const char *phrase_approval(const rg_strings *s, const rg_node *node) {
    static const char *const flags[] = {"same_intended_use", "identical_device", "same_manufacturer"};
    rg_buffer out = rg_buffer_in(s->arena);
    const rg_node *kind = rg_node_get(node, "kind"), *class = rg_node_get(node, "class");
    const rg_node *since = rg_node_get(rg_node_get(node, "marketed_since"), "months_before");
    if (kind)
        add_part(&out, "", alternatives(s, kind, "approval"));
    if (class)
        add_part(&out, "; ", rg_say_with(s, "worth.class", 1, alternatives(s, class, NULL)));
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        const rg_node *flag = rg_node_get(node, flags[i]);
        if (rg_node_is(flag, RG_SCALAR) && rg_same(rg_node_text(flag), "true"))
            add_part(&out, "; ", key_of(s, "approval", flags[i]));
    }
    if (rg_node_get(node, "evaluation"))
        add_part(&out, "; ", alternatives(s, rg_node_get(node, "evaluation"), "approval"));
    if (rg_node_is(since, RG_SCALAR))
        add_part(&out, "; ", rg_say_with(s, "worth.since", 1, rg_node_text(since)));
    return out.length ? rg_buffer_text(&out) : rg_say(s, "worth.any");
}

const char *rg_phrase_approvals(const rg_strings *s, const rg_worth *worth) {
    rg_buffer out = rg_buffer_in(s->arena);
    for (size_t i = 0; i < worth->approvals.count; i++) {
        const char *one = phrase_approval(s, worth->approvals.items[i]);
        bool told = false;
        for (size_t k = 0; k < i && !told; k++)
            told = rg_same(one, phrase_approval(s, worth->approvals.items[k]));
        if (!told)
            add_part(&out, "\n", one);
    }
    return rg_buffer_text(&out);
}

const char *rg_phrase_worth(const rg_strings *s, const rg_brief *b, const rg_worth *worth) {
    const rg_catalogue *c = b->run->base->catalogue;
    if (!worth->entry)
        return rg_pick(s, worth->basis.note);
    if (worth->entry->required == RG_TRUE)
        return rg_phrase_entry(s, &c->requirements.items[worth->entry->requirement], worth->entry);
    if (worth->entry->required == RG_UNKNOWN)
        return rg_say(s, "value.unknown");
    return rg_say_with(s, "worth.relief", 1, rg_pick(s, worth->entry->reason));
}

const char *rg_phrase_dated(const rg_strings *s, const rg_dated *dated) {
    static const char *const names[] = {"begins", "ends", "changes"};
    return rg_say_with(s, "parameter.single", 2, key_of(s, "dated", names[dated->kind]), rg_pick(s, dated->title));
}

const char *rg_phrase_question(const rg_strings *s, const rg_brief_question *q) {
    static const char *const names[] = {"duty", "value", "route", "confirm"};
    return rg_say_with(s, rg_textf(s->arena, "question.%s", names[q->kind]), 2, rg_pick(s, q->title),
                       q->parameter ? rg_pick(s, q->parameter->title) : "");
}

const char *rg_phrase_fact(const rg_strings *s, const rg_market_fact *f) {
    const char *value = rg_textf(s->arena, "%g", f->value);
    const char *unit = f->unit ? word_of(s, "measure", f->unit) : "";
    return rg_say_with(s, "brief.fact", 4, word_of(s, "fact", f->id), value, unit,
                       f->year ? rg_textf(s->arena, "%ld", f->year) : "-");
}

const char *rg_phrase_asked(const rg_strings *s, const rg_brief *b, size_t requirement, size_t most) {
    const rg_market_requirements *all = b->market->requirements;
    const rg_catalogue *c = b->run->base->catalogue;
    size_t first = all->first[requirement], count = all->count[requirement], told = 0;
    rg_buffer out = rg_buffer_in(s->arena);
    for (size_t i = 0; i < count; i++) {
        const rg_entry *entry = &all->entries.items[first + i];
        const char *text = entry->required == RG_TRUE ? rg_phrase_entry(s, &c->requirements.items[requirement], entry)
                           : entry->required == RG_UNKNOWN ? rg_say(s, "value.unknown")
                                                           : rg_pick(s, entry->reason);
        if (!*text)
            text = rg_say(s, "duty.required");
        if (strstr(rg_buffer_text(&out), text))
            continue;
        if (told++ == most) {
            add_part(&out, "\n", rg_say(s, "brief.more"));
            break;
        }
        add_part(&out, "\n", count > 1 && most > 1 ? rg_say_with(s, "brief.case", 1, text) : text);
    }
    return out.length ? rg_buffer_text(&out) : rg_say(s, "duty.not_required");
}

const char *rg_phrase_route_classes(const rg_strings *s, const rg_brief *b, size_t route) {
    rg_buffer out = rg_buffer_in(s->arena);
    for (size_t k = 0; k < b->market->classes.count; k++)
        if (b->route_classes[route] >> k & 1)
            add_part(&out, ", ", b->market->classes.items[k].label);
    return out.length ? rg_buffer_text(&out) : "-";
}
