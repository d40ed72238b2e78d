#include "logic/condition.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <math.h>
#include <pcre2.h>
#include <string.h>

#include "util/buffer.h"

enum { LONGEST_PATTERN = 512 };

static rg_condition always_false(void) {
    return RG_ALWAYS_FALSE;
}

/* Reports, and is the condition of what could not be compiled. */
#define wrong(compiler, code, node, ...)                                                                               \
    (rg_report((compiler)->reader->diagnostics, RG_ERROR, code, rg_node_place(node), __VA_ARGS__), always_false())

typedef RG_LIST(rg_condition) condition_list;

static rg_condition compile_list(rg_compiler *c, const rg_node *node, bool all) {
    condition_list list = {0};
    if (!rg_node_is(node, RG_SEQUENCE))
        return wrong(c, "condition", node, "'%s' takes a list of conditions", all ? "all" : "any");
    for (const rg_node *child = rg_node_first(node); child; child = rg_node_next(child))
        RG_PUSH(c->program->arena, &list, rg_compile(c, child));
    if (!list.count)
        return wrong(c, "condition", node, "an empty list of conditions");
    return all ? rg_step_all(c->program, list.items, list.count) : rg_step_any(c->program, list.items, list.count);
}

static uint64_t value_mask(rg_compiler *c, const rg_attribute *a, const rg_node *node) {
    size_t count;
    uint64_t mask = 0;
    const rg_node *const *list = rg_read_list(c->reader, node, &count);
    for (size_t i = 0; i < count; i++) {
        long index = rg_value_index(a, rg_node_text(list[i]));
        if (index < 0)
            rg_wrong_value(c->reader, a, list[i]);
        else
            mask |= UINT64_C(1) << index;
    }
    return mask;
}

static rg_condition compile_has_all(rg_compiler *c, size_t slot, uint64_t mask) {
    condition_list list = {0};
    for (unsigned bit = 0; bit < 64; bit++)
        if (mask >> bit & 1)
            RG_PUSH(c->program->arena, &list, rg_step_member(c->program, slot, UINT64_C(1) << bit));
    return rg_step_all(c->program, list.items, list.count);
}

static uint64_t all_values(const rg_attribute *a) {
    return a->count >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << a->count) - 1;
}

/* Not empty, and nothing outside `mask`. */
static rg_condition compile_only(rg_compiler *c, size_t slot, const rg_attribute *a, uint64_t mask) {
    rg_condition outside = rg_step_member(c->program, slot, all_values(a) & ~mask);
    return rg_step_and(c->program, rg_step_member(c->program, slot, mask), rg_step_not(c->program, outside));
}

static rg_condition compile_set(rg_compiler *c, size_t slot, const rg_attribute *a, const rg_node *node) {
    if (!rg_node_is(node, RG_MAP))
        return rg_step_member(c->program, slot, value_mask(c, a, node));
    rg_read_keys(c->reader, node, "has has_any has_all has_only empty");
    condition_list list = {0};
    for (const rg_node *child = rg_node_first(node); child; child = rg_node_next(child)) {
        const char *key = rg_node_key(child);
        rg_condition one;
        if (rg_same(key, "empty")) {
            one = rg_step_member(c->program, slot, all_values(a));
            if (rg_read_bool(c->reader, node, "empty", false))
                one = rg_step_not(c->program, one);
        } else if (rg_same(key, "has_all")) {
            one = compile_has_all(c, slot, value_mask(c, a, child));
        } else if (rg_same(key, "has_only")) {
            one = compile_only(c, slot, a, value_mask(c, a, child));
        } else {
            one = rg_step_member(c->program, slot, value_mask(c, a, child));
        }
        RG_PUSH(c->program->arena, &list, one);
    }
    return rg_step_all(c->program, list.items, list.count);
}

static bool number_value(const rg_attribute *a, const rg_node *node, int64_t *out) {
    int32_t date;
    double amount;
    const char *text = rg_node_text(node);
    if (a->type == RG_DATE && rg_date_parse(text, &date))
        *out = date;
    else if (a->type == RG_MONEY && rg_parse_double(text, &amount) && amount > -1e15 && amount < 1e15)
        *out = llround(amount * 100);
    else
        return a->type == RG_INT && rg_parse_int(text, out);
    return true;
}

static rg_condition compile_number(rg_compiler *c, size_t slot, const rg_attribute *a, const rg_node *node) {
    int64_t low = INT64_MIN, high = INT64_MAX, n;
    if (rg_node_is(node, RG_SCALAR)) {
        if (!number_value(a, node, &n))
            return wrong(c, "type", node, "'%s' is compared with a number here", a->id);
        return rg_step_range(c->program, slot, n, n);
    }
    rg_read_keys(c->reader, node, "lt le gt ge");
    for (const rg_node *child = rg_node_first(node); child; child = rg_node_next(child)) {
        const char *key = rg_node_key(child);
        if (!number_value(a, child, &n) || n == INT64_MIN || n == INT64_MAX)
            return wrong(c, "type", child, "'%s' is compared with a number here", a->id);
        if (rg_same(key, "lt") || rg_same(key, "le"))
            high = high < n - rg_same(key, "lt") ? high : n - rg_same(key, "lt");
        else
            low = low > n + rg_same(key, "gt") ? low : n + rg_same(key, "gt");
    }
    return rg_step_range(c->program, slot, low, high);
}

static void release_pattern(void *pattern) {
    pcre2_code_free(pattern);
}

static void *compile_pattern(rg_compiler *c, const rg_node *node) {
    const char *text = rg_node_text(node);
    int error;
    PCRE2_SIZE offset;
    if (strlen(text) > LONGEST_PATTERN) {
        wrong(c, "limit-pattern", node, "a pattern longer than 512 bytes");
        return NULL;
    }
    pcre2_code *code =
        pcre2_compile((PCRE2_SPTR)text, PCRE2_ZERO_TERMINATED, PCRE2_UTF | PCRE2_CASELESS, &error, &offset, NULL);
    if (!code) {
        PCRE2_UCHAR message[120];
        pcre2_get_error_message(error, message, sizeof message);
        wrong(c, "pattern", node, "not a regular expression: %s", (const char *)message);
        return NULL;
    }
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    rg_arena_defer(c->program->arena, release_pattern, code);
    return code;
}

static rg_condition compile_text(rg_compiler *c, size_t slot, const rg_attribute *a, const rg_node *node) {
    rg_test test = {.kind = RG_TEST_TEXT, .node = node, .subject = slot};
    if (rg_node_is(node, RG_MAP)) {
        rg_read_keys(c->reader, node, "matches given");
        const rg_node *given = rg_node_get(node, "given"), *matches = rg_node_get(node, "matches");
        if (matches && !(test.pattern = compile_pattern(c, matches)))
            return RG_ALWAYS_FALSE;
        rg_condition condition = rg_step_test(c->program, test);
        bool negate = given && !rg_read_bool(c->reader, node, "given", true);
        return negate ? rg_step_not(c->program, condition) : condition;
    }
    (void)a;
    size_t count;
    condition_list list = {0};
    const rg_node *const *texts = rg_read_list(c->reader, node, &count);
    for (size_t i = 0; i < count; i++) {
        test.text = rg_node_text(texts[i]);
        RG_PUSH(c->program->arena, &list, rg_step_test(c->program, test));
    }
    return rg_step_any(c->program, list.items, list.count);
}

static rg_condition compile_attribute(rg_compiler *c, size_t slot, const rg_node *node) {
    const rg_attribute *a = &c->vocabulary->attributes.items[slot];
    switch (a->type) {
    case RG_BOOL:
    case RG_ENUM:
        if (rg_node_is(node, RG_MAP))
            return wrong(c, "condition", node, "'%s' takes a value or a list of values", a->id);
        return rg_step_value(c->program, slot, value_mask(c, a, node));
    case RG_SET: return compile_set(c, slot, a, node);
    case RG_TEXT:
    case RG_CODE: return compile_text(c, slot, a, node);
    default: return compile_number(c, slot, a, node);
    }
}

static rg_field_test compile_field(rg_compiler *c, const rg_field *field, size_t index, const rg_node *node) {
    rg_field_test test = {.field = index};
    double months = 0;
    if (rg_node_is(node, RG_MAP)) {
        rg_read_keys(c->reader, node, "months_before");
        if (field->type != RG_DATE || !rg_read_number(c->reader, node, "months_before", &months) || months < 0 ||
            months > 1200)
            wrong(c, "condition", node, "'%s' takes a value or, of a date, {months_before: 0 to 1200}", field->id);
        test.by_months = true;
        test.months = (int64_t)months;
        return test;
    }
    size_t count;
    const rg_node *const *list = rg_read_list(c->reader, node, &count);
    const char **values = rg_alloc_array(c->program->arena, count + 1, sizeof *values);
    for (size_t i = 0; i < count; i++) {
        values[i] = rg_node_text(list[i]);
        bool known = !field->values;
        for (size_t k = 0; k < field->count && !known; k++)
            known = rg_same(field->values[k], values[i]);
        if (!known)
            rg_wrong_name(c->reader, "unknown-value", rg_node_place(list[i]),
                          rg_textf(c->reader->arena, "value of '%s':", field->id), values[i], field->values,
                          field->count);
    }
    test.values = values;
    test.count = count;
    return test;
}

rg_test rg_compile_record(rg_compiler *c, size_t type, const rg_node *node) {
    const rg_record_type *record = &c->vocabulary->records.items[type];
    RG_LIST(rg_field_test) fields = {0};
    const char **names = rg_alloc_array(c->reader->arena, record->count, sizeof *names);
    for (size_t i = 0; i < record->count; i++)
        names[i] = record->fields[i].id;
    if (!rg_node_is(node, RG_MAP)) {
        long key = record->key ? rg_field_index(record, record->key) : -1;
        if (key >= 0)
            RG_PUSH(c->program->arena, &fields, compile_field(c, &record->fields[key], (size_t)key, node));
    } else {
        for (const rg_node *child = rg_node_first(node); child; child = rg_node_next(child)) {
            long index = rg_field_index(record, rg_node_key(child));
            if (index < 0)
                rg_wrong_name(c->reader, "unknown-key", rg_node_key_place(child), "field", rg_node_key(child), names,
                              record->count);
            else
                RG_PUSH(c->program->arena, &fields, compile_field(c, &record->fields[index], (size_t)index, child));
        }
    }
    /* A field with a default (status: valid) is asked for that value unless the condition says otherwise. */
    for (size_t i = 0; i < record->count; i++) {
        bool said = !record->fields[i].otherwise;
        for (size_t k = 0; k < fields.count && !said; k++)
            said = fields.items[k].field == i;
        if (!said)
            RG_PUSH(c->program->arena, &fields,
                    (rg_field_test){.field = i, .values = &record->fields[i].otherwise, .count = 1});
    }
    return (rg_test){
        .kind = RG_TEST_RECORD, .node = node, .subject = type, .fields = fields.items, .count = fields.count};
}

static rg_condition compile_not(rg_compiler *c, const rg_node *node) {
    if (rg_node_is(node, RG_SEQUENCE))
        return rg_step_not(c->program, compile_list(c, node, false));
    return rg_step_not(c->program, rg_compile(c, node));
}

static bool is_market_word(const char *key) {
    static const char *const words[] = {"term", "rule", "class", "class_in", "subclass", "route", "in_table"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (rg_same(words[i], key))
            return true;
    return false;
}

static rg_condition unknown_key(rg_compiler *c, const rg_node *node) {
    RG_LIST(const char *) names = {0};
    static const char *const words[] = {"all",   "any",      "not",   "term",     "rule",
                                        "class", "class_in", "route", "in_table", "subclass"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        RG_PUSH(c->reader->arena, &names, words[i]);
    for (size_t i = 0; i < c->vocabulary->attributes.count; i++)
        RG_PUSH(c->reader->arena, &names, c->vocabulary->names[i]);
    rg_wrong_name(c->reader, "unknown-attribute", rg_node_key_place(node), "attribute", rg_node_key(node), names.items,
                  names.count);
    return RG_ALWAYS_FALSE;
}

static rg_condition compile_entry(rg_compiler *c, const rg_node *node) {
    const char *key = rg_node_key(node);
    if (rg_same(key, "all") || rg_same(key, "any"))
        return compile_list(c, node, rg_same(key, "all"));
    if (rg_same(key, "not"))
        return compile_not(c, node);
    if (is_market_word(key)) {
        if (c->resolve)
            return c->resolve(c, node);
        return wrong(c, "condition", node, "'%s' can only be asked in a market's files", key);
    }
    for (size_t i = 0; i < c->vocabulary->records.count; i++)
        if (rg_same(c->vocabulary->records.items[i].condition, key))
            return rg_step_test(c->program, rg_compile_record(c, i, node));
    long index = rg_attribute_index(c->vocabulary, key);
    if (index < 0)
        return unknown_key(c, node);
    return compile_attribute(c, (size_t)index, node);
}

rg_condition rg_compile(rg_compiler *c, const rg_node *node) {
    if (!node)
        return RG_ALWAYS_TRUE;
    if (!rg_node_is(node, RG_MAP) || !node->count)
        return wrong(c, "condition", node, "a condition is a map of attributes");
    condition_list list = {0};
    for (const rg_node *child = rg_node_first(node); child; child = rg_node_next(child))
        RG_PUSH(c->program->arena, &list, compile_entry(c, child));
    return rg_step_all(c->program, list.items, list.count);
}
