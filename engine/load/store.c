#include "load/store.h"

#include <string.h>

#include "util/buffer.h"
#include "util/file.h"
#include "util/text.h"

/* The packed rule files, put here by the build (see tools/pack.c). */
extern const unsigned char rg_shipped_pack[];

rg_store *rg_store_shipped(rg_arena *arena) {
    rg_store *store = rg_alloc(arena, sizeof *store);
    store->arena = arena;
    const rg_pack_header *header = (const rg_pack_header *)(const void *)rg_shipped_pack;
    const char *base = (const char *)rg_shipped_pack;
    const rg_pack_entry *entries = (const rg_pack_entry *)(header + 1);
    store->version = header->version;
    for (uint64_t i = 0; i < header->count; i++) {
        rg_store_file file = {.path = base + entries[i].path, .length = entries[i].length};
        if (entries[i].is_document)
            file.document = (const rg_document *)(const void *)(base + entries[i].data);
        else
            file.text = base + entries[i].data;
        RG_PUSH(arena, &store->files, file);
    }
    return store;
}

typedef struct {
    rg_store *store;
    rg_diagnostics *diagnostics;
    size_t skip; /* bytes of the folder's own name before the project path */
    size_t count;
} overlay;

/* Whether something reads a file of this name; a slip in a name would hide the whole file. */
static bool is_known_name(const char *path) {
    static const char *const names[] = {"market.yaml",       "sources.yaml", "classification.yaml", "pathways.yaml",
                                        "requirements.yaml", "steps.yaml",   "cases.yaml",          "imports.yaml"};
    if (!rg_starts_with(path, "jurisdictions/") || !rg_ends_with(path, ".yaml"))
        return true;
    const char *market = path + strlen("jurisdictions/"), *name = market + strcspn(market, "/");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (*name && strcmp(name + 1, names[i]) == 0)
            return true;
    return false;
}

static void add_user_file(void *context, const char *path) {
    overlay *o = context;
    const char *inner = path + o->skip;
    bool yaml = rg_ends_with(path, ".yaml") || rg_ends_with(path, ".yml");
    if (!yaml && !rg_ends_with(path, ".tsv"))
        return;
    if (!is_known_name(inner))
        rg_report(o->diagnostics, RG_WARNING, "file-name", (rg_place){path, 0, 0}, "nothing reads a file of this name");
    size_t length;
    char *text = rg_file_read(o->store->arena, path, RG_LIMIT_FILE, &length, o->diagnostics);
    if (!text)
        return;
    rg_store_file file = {.path = inner, .user = true, .shown = path};
    if (yaml) {
        file.document = rg_yaml_read(o->store->arena, path, text, length, o->diagnostics);
        if (!file.document)
            return;
    } else {
        file.text = text;
        file.length = length;
    }
    o->count++;
    RG_PUSH(o->store->arena, &o->store->files, file);
}

bool rg_store_overlay(rg_store *store, const char *directory, rg_diagnostics *diagnostics) {
    overlay o = {.store = store, .diagnostics = diagnostics, .skip = strlen(directory) + 1};
    size_t errors = diagnostics->errors;
    static const char *const parts[] = {"rules", "jurisdictions"};
    rg_diagnostics quiet = rg_diagnostics_in(store->arena);
    size_t found = 0;
    for (size_t i = 0; i < 2; i++) {
        const char *part = rg_textf(store->arena, "%s/%s", directory, parts[i]);
        found += rg_file_walk(store->arena, part, add_user_file, &o, &quiet);
    }
    for (size_t i = 0; i < quiet.list.count; i++)
        if (!rg_same(quiet.list.items[i].code, "file"))
            RG_PUSH(diagnostics->arena, &diagnostics->list, quiet.list.items[i]);
    if (!found)
        rg_report(diagnostics, RG_ERROR, "overlay", (rg_place){directory, 0, 0},
                  "holds neither rules/ nor jurisdictions/, or cannot be read");
    store->version = rg_textf(store->arena, "%s+%zu", store->version, o.count);
    return found && diagnostics->errors == errors;
}

const rg_store_file *rg_store_next(const rg_store *store, const char *path, const rg_store_file *after) {
    for (size_t i = after ? (size_t)(after - store->files.items) + 1 : 0; i < store->files.count; i++)
        if (strcmp(store->files.items[i].path, path) == 0)
            return &store->files.items[i];
    return NULL;
}
