/* Files are read whole or not at all, written whole or not at all, and found in the order of their names. */
#include "util/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rows.h"
#include "util/buffer.h"
#include "util/text.h"

static char folder[64];
static rg_diagnostics told;

static void open_folder(void) {
    open_arena();
    told = rg_diagnostics_in(arena);
    strcpy(folder, "/tmp/reggap-file-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
}

static void close_folder(void) {
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    cr_assert_eq(system(command), 0);
    close_arena();
}

TestSuite(file, .init = open_folder, .fini = close_folder);

static const char *inside(const char *name) {
    return rg_textf(arena, "%s/%s", folder, name);
}

static void put(const char *path, const char *bytes, size_t length) {
    FILE *file = fopen(path, "wb");
    cr_assert_not_null(file, "%s", path);
    cr_assert_eq(fwrite(bytes, 1, length, file), length);
    cr_assert_eq(fclose(file), 0);
}

static size_t names_in_folder(void) {
    size_t count = 0;
    DIR *directory = opendir(folder);
    for (struct dirent *entry; (entry = readdir(directory));)
        count += !rg_same(entry->d_name, ".") && !rg_same(entry->d_name, "..");
    closedir(directory);
    return count;
}

/* Bytes of all values, zero among them. */
static char *mixed_bytes(size_t length) {
    char *bytes = rg_alloc(arena, length + 1);
    for (size_t i = 0; i < length; i++)
        bytes[i] = (char)(i * 31 + i / 256);
    return bytes;
}

static const struct {
    size_t length;
} lengths[] = {{0}, {1}, {2}, {255}, {4096}, {16383}, {16384}, {16385}, {32768}, {100000}, {1048577}};

EACH_ROW(file, reads_every_byte, lengths) {
    char *bytes = mixed_bytes(row->length);
    put(inside("a"), bytes, row->length);
    size_t length = 4711;
    char *text = rg_file_read(arena, inside("a"), 2 << 20, &length, &told);
    cr_assert_not_null(text, "%s", first_told(&told));
    cr_assert_eq(length, row->length);
    if (length)
        cr_assert_arr_eq(text, bytes, length);
    cr_assert_eq(text[length], '\0');
    cr_assert_eq(told.list.count, 0);
}

EACH_ROW(file, writes_every_byte, lengths) {
    char *bytes = mixed_bytes(row->length);
    size_t length = 4711;
    cr_assert(rg_file_replace(arena, inside("a"), bytes, row->length, &told), "%s", first_told(&told));
    char *text = rg_file_read(arena, inside("a"), 2 << 20, &length, &told);
    cr_assert_eq(length, row->length);
    if (length)
        cr_assert_arr_eq(text, bytes, length);
    cr_assert_eq(names_in_folder(), 1, "nothing is left beside the file");
}

static const struct {
    size_t limit, length;
    bool good;
} limits[] = {{0, 0, true},
              {0, 1, false},
              {10, 9, true},
              {10, 10, true},
              {10, 11, false},
              {16384, 16384, true},
              {16384, 16385, false},
              {1 << 20, (1 << 20) - 1, true},
              {1 << 20, 1 << 20, true},
              {1 << 20, (1 << 20) + 1, false},
              {1 << 20, 3 << 20, false}};

EACH_ROW(file, stops_at_the_limit, limits) {
    put(inside("a"), mixed_bytes(row->length), row->length);
    size_t length;
    char *text = rg_file_read(arena, inside("a"), row->limit, &length, &told);
    cr_assert_eq(text != NULL, row->good, "limit %zu, %zu bytes", row->limit, row->length);
    if (row->good)
        return;
    expect_error(&told, 0, "limit-file", 0, 0, row->limit == 1 << 20 ? "the file is larger than 1 MiB" : NULL);
    cr_assert_str_eq(told.list.items[0].place.path, inside("a"));
}

static const struct {
    const char *name, *what;
    int why;
} unreadable[] = {{"none", "cannot be opened", ENOENT},
                  {"none/none", "cannot be opened", ENOENT},
                  {"", "cannot be read", EISDIR},
                  {".", "cannot be read", EISDIR},
                  {"file/none", "cannot be opened", ENOTDIR},
                  {"loop", "cannot be opened", ELOOP}};

EACH_ROW(file, says_why_it_cannot_read, unreadable) {
    put(inside("file"), "x", 1);
    cr_assert_eq(symlink("loop", inside("loop")), 0);
    size_t length;
    cr_assert_null(rg_file_read(arena, inside(row->name), 100, &length, &told));
    cr_assert_eq(told.list.count, 1);
    expect_error(&told, 0, "file", 0, 0, rg_textf(arena, "%s: %s", row->what, strerror(row->why)));
    cr_assert_str_eq(told.list.items[0].place.path, inside(row->name));
}

Test(file, a_dash_is_the_standard_input) {
    int ends[2];
    cr_assert_eq(pipe(ends), 0);
    cr_assert_eq(write(ends[1], "from a pipe", 11), 11);
    close(ends[1]);
    cr_assert_eq(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    size_t length;
    char *text = rg_file_read(arena, "-", 100, &length, &told);
    cr_assert_not_null(text);
    cr_assert_eq(length, 11);
    cr_assert_str_eq(text, "from a pipe");
}

Test(file, a_pipe_without_end_stops_at_the_limit) {
    size_t length;
    cr_assert_null(rg_file_read(arena, "/dev/zero", 1 << 20, &length, &told));
    expect_error(&told, 0, "limit-file", 0, 0, "the file is larger than 1 MiB");
}

Test(file, replaces_what_was_there) {
    put(inside("a"), BYTES("a much longer text than the new one"));
    cr_assert(rg_file_replace(arena, inside("a"), BYTES("new"), &told));
    size_t length;
    cr_assert_str_eq(rg_file_read(arena, inside("a"), 100, &length, &told), "new");
    cr_assert_eq(length, 3);
}

static const struct { mode_t mask, mode; } masks[] = {{022, 0644}, {077, 0600}, {0, 0666}, {027, 0640}, {002, 0664}};

EACH_ROW(file, new_files_follow_the_mask, masks) {
    struct stat status;
    umask(row->mask);
    cr_assert(rg_file_replace(arena, inside("a"), BYTES("x"), &told));
    cr_assert_eq(stat(inside("a"), &status), 0);
    cr_assert_eq(status.st_mode & 0777, row->mode, "mode %o expected, got %o", row->mode, status.st_mode & 0777);
    cr_assert_eq(umask(022), row->mask, "the mask of the process is as it was");
}

static const struct {
    const char *name, *what;
    int why;
} unwritable[] = {{"none/a", "cannot be written", ENOENT},
                  {"file/a", "cannot be written", ENOTDIR},
                  {"full", "cannot be written", EISDIR}};

EACH_ROW(file, says_why_it_cannot_write_and_leaves_nothing, unwritable) {
    put(inside("file"), "x", 1);
    cr_assert_eq(mkdir(inside("full"), 0755), 0);
    put(inside("full/kept"), "kept", 4);
    size_t length;
    cr_assert_not(rg_file_replace(arena, inside(row->name), BYTES("new"), &told));
    cr_assert_eq(told.list.count, 1);
    expect_error(&told, 0, "file", 0, 0, rg_textf(arena, "%s: %s", row->what, strerror(row->why)));
    cr_assert_eq(names_in_folder(), 2, "something was left behind");
    cr_assert_str_eq(rg_file_read(arena, inside("file"), 100, &length, &told), "x");
    cr_assert_str_eq(rg_file_read(arena, inside("full/kept"), 100, &length, &told), "kept");
}

/* /dev/stdout and /dev/null are such places: renamed over, they would be gone. */
Test(file, does_not_put_a_file_in_the_place_of_a_device, .timeout = 10) {
    struct stat status;
    cr_assert_eq(mkfifo(inside("pipe"), 0600), 0);
    int reader = open(inside("pipe"), O_RDWR | O_NONBLOCK);
    cr_assert_geq(reader, 0);
    rg_file_replace(arena, inside("pipe"), BYTES("x"), &told);
    cr_assert_eq(lstat(inside("pipe"), &status), 0);
    cr_assert(S_ISFIFO(status.st_mode), "the pipe was replaced by a regular file");
    close(reader);
}

static rg_buffer found;

static void note_found(void *context, const char *path) {
    cr_assert_eq(context, folder);
    cr_assert(rg_starts_with(path, folder));
    rg_addf(&found, "%s ", path + strlen(folder) + 1);
}

static bool walk(const char *name) {
    found = rg_buffer_in(arena);
    return rg_file_walk(arena, *name ? inside(name) : folder, note_found, folder, &told);
}

/* Folders end in a slash. */
static const struct {
    const char *names, *expected;
} trees[] = {
    {"", ""},
    {"a", "a "},
    {"b a c", "a b c "},
    {"a10 a2 a1 A", "A a1 a10 a2 "},
    {"b/ b/x a", "a b/x "},
    {"a/ a/b/ a/b/c/ a/b/c/d e", "a/b/c/d e "},
    {"a/ a.yaml a/z", "a/z a.yaml "},
    {"empty/", ""},
    {"日本 Z z é", "Z z é 日本 "},
    {"with\tblank", "with\tblank "},
    {"1/ 1/2/ 1/2/3/ 1/2/3/4/ 1/2/3/4/5/ 1/2/3/4/5/6/ 1/2/3/4/5/6/7/ 1/2/3/4/5/6/7/x", "1/2/3/4/5/6/7/x "},
};

static void make(const char *names) {
    char *copy = rg_copy_text(arena, names, strlen(names));
    for (char *name = strtok(copy, " "); name; name = strtok(NULL, " ")) {
        if (name[strlen(name) - 1] == '/')
            cr_assert_eq(mkdir(inside(name), 0755), 0, "%s", name);
        else
            put(inside(name), "x", 1);
    }
}

EACH_ROW(file, finds_files_in_the_order_of_their_names, trees) {
    make(row->names);
    cr_assert(walk(""), "%s", first_told(&told));
    cr_assert_str_eq(rg_buffer_text(&found), row->expected, "expected: %s\ngot: %s", row->expected,
                     rg_buffer_text(&found));
    cr_assert_eq(told.list.count, 0);
}

Test(file, a_folder_too_deep_is_not_passed_over_in_silence) {
    rg_buffer path = rg_buffer_in(arena);
    rg_add(&path, folder);
    for (int i = 0; i < 40; i++) {
        rg_add(&path, "/d");
        cr_assert_eq(mkdir(rg_buffer_text(&path), 0755), 0);
    }
    rg_add(&path, "/x");
    put(rg_buffer_text(&path), "x", 1);
    walk("");
    cr_assert(found.length > 0 || told.list.count > 0, "the file was neither found nor reported");
}

Test(file, links_are_told_and_not_followed) {
    make("a/ a/x z");
    cr_assert_eq(symlink("z", inside("link")), 0);
    cr_assert_eq(symlink("a", inside("folder-link")), 0);
    cr_assert_eq(symlink("..", inside("a/up")), 0);
    cr_assert_eq(symlink("nowhere", inside("broken")), 0);
    cr_assert(walk(""));
    cr_assert_str_eq(rg_buffer_text(&found), "a/x z ");
    cr_assert_eq(told.errors, 0);
    cr_assert_eq(told.warnings, 4);
    cr_assert_str_eq(told.list.items[0].code, "link");
    cr_assert_str_eq(told.list.items[0].message, "a symbolic link is not followed");
    cr_assert_str_eq(told.list.items[0].place.path, inside("a/up"));
}

Test(file, passes_over_what_is_no_regular_file) {
    make("a");
    cr_assert_eq(mkfifo(inside("pipe"), 0600), 0);
    cr_assert(walk(""));
    cr_assert_str_eq(rg_buffer_text(&found), "a ");
}

static const struct {
    const char *name, *what;
    int why;
} no_folders[] = {{"none", "cannot be opened", ENOENT}, {"file", "cannot be opened", ENOTDIR}};

EACH_ROW(file, says_why_a_folder_cannot_be_walked, no_folders) {
    make("file");
    cr_assert_not(walk(row->name));
    cr_assert_eq(told.list.count, 1);
    expect_error(&told, 0, "file", 0, 0, rg_textf(arena, "%s: %s", row->what, strerror(row->why)));
    cr_assert_str_eq(told.list.items[0].place.path, inside(row->name));
}

Test(file, walks_a_thousand_files) {
    for (int i = 0; i < 1000; i++)
        put(rg_textf(arena, "%s/f%03d", folder, 999 - i), "x", 1);
    cr_assert(walk(""));
    cr_assert_eq(found.length, 5 * 1000);
    cr_assert_eq(strncmp(rg_buffer_text(&found), "f000 f001 f002 ", 15), 0);
}
