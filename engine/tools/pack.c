/*
 * Reads all rule files and writes them as one block that the program carries: parsed trees whose references are
 * relative, so that nothing is left to do at the start. Run by the build.
 *
 * usage: pack OUT ROOT VERSION     (ROOT holds rules/ and jurisdictions/)
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "load/store.h"
#include "util/buffer.h"
#include "util/file.h"
#include "util/text.h"

typedef struct {
    rg_arena *arena;
    rg_diagnostics diagnostics;
    RG_LIST(rg_pack_entry) entries;
    rg_buffer data;
    size_t skip;
    uint64_t hash;
} packer;

static void align(rg_buffer *buffer) {
    while (buffer->length % 16)
        rg_add_char(buffer, '\0');
}

static void mix(packer *p, const char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++)
        p->hash = (p->hash ^ (unsigned char)bytes[i]) * 1099511628211u;
}

static void add_file(void *context, const char *path) {
    packer *p = context;
    const char *inner = path + p->skip;
    bool yaml = rg_ends_with(path, ".yaml");
    if (!yaml && !rg_ends_with(path, ".tsv") && !rg_ends_with(path, ".txt"))
        return;
    size_t length;
    const char *text = rg_file_read(p->arena, path, RG_LIMIT_FILE, &length, &p->diagnostics);
    if (!text)
        return;
    mix(p, inner, strlen(inner) + 1);
    mix(p, text, length);
    rg_pack_entry entry = {.is_document = yaml};
    align(&p->data);
    entry.path = p->data.length;
    rg_add_bytes(&p->data, inner, strlen(inner) + 1);
    align(&p->data);
    entry.data = p->data.length;
    if (yaml) {
        const rg_document *document = rg_yaml_read(p->arena, inner, text, length, &p->diagnostics);
        if (!document)
            return;
        rg_add_bytes(&p->data, (const char *)document, document->bytes);
        entry.length = document->bytes;
    } else {
        rg_add_bytes(&p->data, text, length + 1);
        entry.length = length;
    }
    RG_PUSH(p->arena, &p->entries, entry);
}

static bool write_pack(packer *p, const char *out, const char *version) {
    rg_pack_header header = {.magic = RG_PACK_MAGIC, .count = p->entries.count};
    snprintf(header.version, sizeof header.version, "%s-%08x", version, (unsigned)(p->hash ^ p->hash >> 32));
    size_t before = sizeof header + p->entries.count * sizeof *p->entries.items;
    before = (before + 15) & ~(size_t)15;
    for (size_t i = 0; i < p->entries.count; i++) {
        p->entries.items[i].path += before;
        p->entries.items[i].data += before;
    }
    rg_buffer all = rg_buffer_in(p->arena);
    rg_add_bytes(&all, (const char *)&header, sizeof header);
    rg_add_bytes(&all, (const char *)p->entries.items, p->entries.count * sizeof *p->entries.items);
    align(&all);
    rg_add_bytes(&all, p->data.text, p->data.length);
    return rg_file_replace(p->arena, out, all.text, all.length, &p->diagnostics);
}

int main(int count, char **words) {
    rg_arena *arena = rg_arena_new();
    if (count != 4 || !arena || setjmp(*rg_arena_recovery(arena))) {
        fprintf(stderr, count != 4 ? "usage: pack OUT ROOT VERSION\n" : "pack: no memory\n");
        return 2;
    }
    packer *p = rg_alloc(arena, sizeof *p);
    p->arena = arena;
    p->diagnostics = rg_diagnostics_in(arena);
    p->data = rg_buffer_in(arena);
    p->hash = 1469598103934665603u;
    p->skip = strlen(words[2]) + 1;
    rg_file_walk(arena, rg_textf(arena, "%s/rules", words[2]), add_file, p, &p->diagnostics);
    rg_file_walk(arena, rg_textf(arena, "%s/jurisdictions", words[2]), add_file, p, &p->diagnostics);
    bool good = !p->diagnostics.errors && write_pack(p, words[1], words[3]);
    for (size_t i = 0; i < p->diagnostics.list.count; i++) {
        const rg_diagnostic *d = &p->diagnostics.list.items[i];
        fprintf(stderr, "%s:%u:%u: %s\n", d->place.path, d->place.line, d->place.column, d->message);
    }
    rg_arena_free(arena);
    return good ? 0 : 1;
}
