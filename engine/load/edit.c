#include "load/edit.h"

#include <string.h>
#include <strings.h>

#include "util/buffer.h"

typedef struct {
    rg_arena *arena;
    const char *text;
    bool json;
} editor;

static const char *const SECTION_KEYS[RG_SECTIONS] = {"attributes", "codes", "safety", "company"};

/* Where a line and column stand in the text; columns count characters. */
static const char *place_at(const char *text, uint32_t line, uint32_t column) {
    for (uint32_t n = 1; n < line; n++) {
        const char *end = strchr(text, '\n');
        if (!end)
            return text + strlen(text);
        text = end + 1;
    }
    for (uint32_t n = 1; n < column && *text && *text != '\n'; n++)
        do
            text++;
        while (((unsigned char)*text & 0xC0) == 0x80);
    return text;
}

static const char *line_end(const char *at) {
    return at + strcspn(at, "\n");
}

static const char *splice(const editor *e, const char *from, const char *to, const char *with) {
    rg_buffer out = rg_buffer_in(e->arena);
    rg_add_bytes(&out, e->text, (size_t)(from - e->text));
    rg_add(&out, with);
    rg_add(&out, to);
    return rg_buffer_text(&out);
}

static void add_word(rg_buffer *out, bool quoted, const char *word, size_t length) {
    rg_add(out, quoted ? "\"" : "");
    for (size_t i = 0; i < length; i++) {
        if (quoted && (word[i] == '"' || word[i] == '\\'))
            rg_add_char(out, '\\');
        rg_add_char(out, word[i]);
    }
    rg_add(out, quoted ? "\"" : "");
}

/* Words that YAML 1.1 takes for a truth value. */
static bool reads_as_truth(const char *word) {
    static const char *const words[] = {"yes", "no", "on", "off", "y", "n"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(words[i], word) == 0)
            return true;
    return false;
}

/* The value as it is written: words that YAML reads as something else are quoted, in JSON all but numbers and truth. */
static const char *written(const editor *e, const rg_attribute *a, const char *value) {
    rg_buffer out = rg_buffer_in(e->arena);
    if (!value)
        return "null";
    bool bare = a->type == RG_BOOL || a->type == RG_INT || a->type == RG_MONEY;
    bool quoted = a->type == RG_TEXT || a->type == RG_CODE || (e->json && !bare) || reads_as_truth(value);
    if (a->type != RG_SET) {
        add_word(&out, quoted, value, strlen(value));
        return rg_buffer_text(&out);
    }
    rg_add_char(&out, '[');
    for (const char *at = value; *at;) {
        size_t length = strcspn(at, ",");
        add_word(&out, e->json || a->values[0].id[0] < 'A', at, length);
        at += length;
        if (*at++ == ',')
            rg_add(&out, ", ");
        else
            break;
    }
    rg_add_char(&out, ']');
    return rg_buffer_text(&out);
}

/* The end of a flow value: over its brackets and quotes. */
static const char *flow_end(const char *at) {
    int depth = 0;
    for (char quote = 0; *at; at++) {
        if (quote) {
            if (quote == '"' && *at == '\\' && at[1])
                at++;
            else if (*at == quote)
                quote = 0;
        } else if (*at == '"' || *at == '\'') {
            quote = *at;
        } else if (*at == '[' || *at == '{') {
            depth++;
        } else if (*at == ']' || *at == '}') {
            if (--depth <= 0)
                return at + 1;
        } else if (!depth) {
            return at;
        }
        if (!quote && !depth)
            return at + 1;
    }
    return at;
}

static size_t indent_of(const char *line) {
    return strspn(line, " ");
}

/* The end of a block value below the line of its key: all lines that are indented deeper, or its own dashes. */
static const char *block_end(const char *key_line_end, size_t key_indent) {
    const char *end = key_line_end;
    while (*end == '\n') {
        const char *line = end + 1;
        size_t indent = indent_of(line);
        bool dash = line[indent] == '-' && indent >= key_indent;
        if (!*line || line[indent] == '#' || (indent <= key_indent && !dash))
            break;
        end = line_end(line);
    }
    return end;
}

static const char *replace_value(const editor *e, const rg_node *node, const char *with) {
    const char *from = place_at(e->text, node->line, node->column);
    bool block = node->kind != RG_SCALAR && *from != '[' && *from != '{';
    if (block) {
        const char *key = place_at(e->text, node->key_line, node->key_column);
        const char *colon = strchr(key, ':');
        const char *end = block_end(line_end(colon), (size_t)node->key_column - 1);
        return splice(e, colon, end, rg_textf(e->arena, ": %s", with));
    }
    if (node->kind == RG_SCALAR && node->plain)
        return splice(e, from, from + strlen(rg_node_text(node)), rg_same(with, "") ? "null" : with);
    return splice(e, from, flow_end(from), with);
}

/* A scalar that is left out altogether (`key:`) has its place where the value would begin. */
static const char *fill_empty(const editor *e, const rg_node *node, const char *with) {
    const char *key = place_at(e->text, node->key_line, node->key_column);
    const char *colon = strchr(key, ':');
    return splice(e, colon, colon + 1, rg_textf(e->arena, ": %s", with));
}

static const char *insert_entry(const editor *e, const rg_node *section, const char *key, const char *with) {
    const char *from = place_at(e->text, section->line, section->column);
    const rg_node *first = rg_node_first(section);
    if (rg_node_is(section, RG_MAP) && *from == '{') {
        const char *entry = rg_textf(e->arena, e->json ? "\"%s\": %s%s" : "%s: %s%s", key, with, first ? ", " : "");
        return splice(e, from + 1, from + 1, entry);
    }
    if (first) {
        const char *line = place_at(e->text, first->key_line, 1);
        return splice(e, line, line, rg_textf(e->arena, "%*s%s: %s\n", (int)first->key_column - 1, "", key, with));
    }
    const char *end = line_end(place_at(e->text, section->key_line, section->key_column));
    /* `attributes: null` and the like say nothing and make room. */
    const char *said = section->kind == RG_SCALAR && *rg_node_text(section) ? from : NULL;
    if (said && e->json)
        return splice(e, said, said + strlen(rg_node_text(section)), rg_textf(e->arena, "{\"%s\": %s}", key, with));
    if (said)
        return splice(e, said, said + strlen(rg_node_text(section)),
                      rg_textf(e->arena, "\n%*s%s: %s", (int)section->key_column + 1, "", key, with));
    return splice(e, end, end, rg_textf(e->arena, "\n%*s%s: %s", (int)section->key_column + 1, "", key, with));
}

const char *rg_profile_edit(rg_arena *arena, const rg_document *document, const char *text, const rg_attribute *a,
                            const char *value) {
    const rg_node *root = rg_document_root(document);
    const char *from = place_at(text, root->line, root->column);
    editor e = {.arena = arena, .text = text, .json = *from == '{'};
    const rg_node *around = a->section == RG_CODES ? rg_node_get(root, "device") : root;
    const rg_node *section = rg_node_get(around, SECTION_KEYS[a->section]);
    const rg_node *node = rg_node_get(section, a->id);
    const char *with = written(&e, a, value);
    if (node && node->kind == RG_SCALAR && !*rg_node_text(node) && node->plain)
        return fill_empty(&e, node, with);
    if (node)
        return replace_value(&e, node, with);
    if (section)
        return insert_entry(&e, section, a->id, with);
    if (e.json)
        return insert_entry(&e, root, SECTION_KEYS[a->section], rg_textf(arena, "{\"%s\": %s}", a->id, with));
    size_t length = strlen(text);
    const char *gap = length && text[length - 1] != '\n' ? "\n" : "";
    return rg_textf(arena, "%s%s%s:\n  %s: %s\n", text, gap, SECTION_KEYS[a->section], a->id, with);
}
