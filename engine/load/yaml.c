/* YAML through libyaml's events: no recursion, and the limits are counted while the events come. */
#include <string.h>
#include <yaml.h>

#include "load/tree.h"
#include "util/text.h"

typedef struct {
    rg_tree_builder *builder;
    rg_diagnostics *diagnostics;
    const char *path, *text;
    size_t length;
    bool expects_key[RG_LIMIT_DEPTH + 1]; /* by depth: the next scalar of this map is a key */
    bool is_map[RG_LIMIT_DEPTH + 1];
    size_t documents;
} reader;

static rg_place place_of(const reader *r, const yaml_event_t *event) {
    return (rg_place){r->path, (uint32_t)event->start_mark.line + 1, (uint32_t)event->start_mark.column + 1};
}

static bool refuse(reader *r, const char *code, rg_place place, const char *message) {
    rg_report(r->diagnostics, RG_ERROR, code, place, "%s", message);
    return false;
}

/* A value of a map was read: its next scalar is a key again. */
static void value_done(reader *r) {
    r->expects_key[rg_tree_depth(r->builder)] = true;
}

static bool on_scalar(reader *r, const yaml_event_t *event, rg_place place) {
    const char *text = (const char *)event->data.scalar.value;
    size_t length = event->data.scalar.length;
    size_t depth = rg_tree_depth(r->builder);
    if (event->data.scalar.anchor)
        return refuse(r, "yaml-anchor", place, "anchors and aliases are not used here");
    if (event->data.scalar.tag)
        return refuse(r, "yaml-tag", place, "tags are not used here");
    if (r->is_map[depth] && r->expects_key[depth]) {
        r->expects_key[depth] = false;
        return rg_tree_key(r->builder, text, length, place);
    }
    bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    if (!rg_tree_scalar(r->builder, text, length, plain, place))
        return false;
    value_done(r);
    return true;
}

static bool on_start(reader *r, rg_node_kind kind, bool anchor, bool tag, rg_place place) {
    size_t depth = rg_tree_depth(r->builder);
    if (anchor)
        return refuse(r, "yaml-anchor", place, "anchors and aliases are not used here");
    if (tag)
        return refuse(r, "yaml-tag", place, "tags are not used here");
    if (r->is_map[depth] && r->expects_key[depth])
        return refuse(r, "yaml-key", place, "a key must be plain text");
    if (!rg_tree_open(r->builder, kind, place))
        return false;
    depth++;
    r->is_map[depth] = kind == RG_MAP;
    r->expects_key[depth] = true;
    return true;
}

static bool on_event(reader *r, const yaml_event_t *event) {
    rg_place place = place_of(r, event);
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return ++r->documents == 1 || refuse(r, "yaml-documents", place, "more than one document in the file");
    case YAML_ALIAS_EVENT: return refuse(r, "yaml-anchor", place, "anchors and aliases are not used here");
    case YAML_SCALAR_EVENT: return on_scalar(r, event, place);
    case YAML_MAPPING_START_EVENT:
        return on_start(r, RG_MAP, event->data.mapping_start.anchor, event->data.mapping_start.tag, place);
    case YAML_SEQUENCE_START_EVENT:
        return on_start(r, RG_SEQUENCE, event->data.sequence_start.anchor, event->data.sequence_start.tag, place);
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        rg_tree_close(r->builder);
        value_done(r);
        return true;
    default: return true;
    }
}

static void release_parser(void *parser) {
    yaml_parser_delete(parser);
}

/* Line and column of a byte; columns count characters. */
static rg_place place_of_byte(const reader *r, size_t offset) {
    rg_place place = {r->path, 1, 1};
    for (size_t i = 0; i < offset && i < r->length; i++) {
        if (r->text[i] == '\n') {
            place.line++;
            place.column = 1;
        } else if (((unsigned char)r->text[i] & 0xC0) != 0x80) {
            place.column++;
        }
    }
    return place;
}

static void report_syntax(reader *r, const yaml_parser_t *parser) {
    const char *problem = parser->problem ? parser->problem : "not readable";
    rg_place place = {r->path, (uint32_t)parser->problem_mark.line + 1, (uint32_t)parser->problem_mark.column + 1};
    if (parser->error == YAML_MEMORY_ERROR)
        longjmp(*rg_arena_recovery(r->diagnostics->arena), 1);
    size_t valid = rg_utf8_valid(r->text, r->length), offset = parser->problem_offset;
    if (parser->error == YAML_READER_ERROR)
        rg_report(r->diagnostics, RG_ERROR, "encoding", place_of_byte(r, offset < valid ? offset : valid), "%s",
                  problem);
    else if (parser->context)
        rg_report(r->diagnostics, RG_ERROR, "yaml-syntax", place, "%s, %s (begun in line %zu)", parser->context,
                  problem, parser->context_mark.line + 1);
    else
        rg_report(r->diagnostics, RG_ERROR, "yaml-syntax", place, "%s", problem);
}

const rg_document *rg_yaml_read(rg_arena *arena, const char *path, const char *text, size_t length,
                                rg_diagnostics *diagnostics) {
    reader r = {.builder = rg_tree_builder_new(arena, path, diagnostics), .diagnostics = diagnostics, .path = path};
    if (length > RG_LIMIT_FILE) {
        refuse(&r, "limit-file", (rg_place){path, 0, 0}, "the file is larger than 32 MiB");
        return NULL;
    }
    yaml_parser_t *parser = rg_alloc(arena, sizeof *parser);
    if (!yaml_parser_initialize(parser))
        longjmp(*rg_arena_recovery(arena), 1);
    rg_arena_defer(arena, release_parser, parser);
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING);
    size_t mark = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    r.text = text + mark;
    r.length = length - mark;
    yaml_parser_set_input_string(parser, (const unsigned char *)r.text, r.length);
    for (bool more = true; more;) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event)) {
            report_syntax(&r, parser);
            return NULL;
        }
        bool end = event.type == YAML_STREAM_END_EVENT, good = end || on_event(&r, &event);
        yaml_event_delete(&event);
        if (!good)
            return NULL;
        more = !end;
    }
    if (r.documents)
        return rg_tree_finish(r.builder);
    refuse(&r, "empty", (rg_place){path, 1, 1}, "the file is empty");
    return NULL;
}
