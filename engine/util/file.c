#include "util/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "util/buffer.h"

static void *failed(rg_diagnostics *diagnostics, const char *path, const char *what) {
    rg_report(diagnostics, RG_ERROR, "file", (rg_place){path, 0, 0}, "%s: %s", what, strerror(errno));
    return NULL;
}

char *rg_file_read(rg_arena *arena, const char *path, size_t limit, size_t *length, rg_diagnostics *diagnostics) {
    int file = strcmp(path, "-") == 0 ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return failed(diagnostics, path, "cannot be opened");
    struct stat status;
    if (fstat(file, &status) == 0 && S_ISDIR(status.st_mode)) {
        close(file);
        errno = EISDIR;
        return failed(diagnostics, path, "cannot be read");
    }
    rg_buffer bytes = rg_buffer_in(arena);
    char piece[16384];
    ssize_t got;
    while ((got = read(file, piece, sizeof piece)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            break;
        rg_add_bytes(&bytes, piece, (size_t)got);
        if (bytes.length > limit) {
            close(file);
            rg_report(diagnostics, RG_ERROR, "limit-file", (rg_place){path, 0, 0}, "the file is larger than %zu MiB",
                      limit >> 20);
            return NULL;
        }
    }
    if (got < 0)
        failed(diagnostics, path, "cannot be read");
    close(file);
    if (got < 0)
        return NULL;
    rg_add_bytes(&bytes, "", 0);
    *length = bytes.length;
    return bytes.text;
}

static bool write_all(int file, const char *bytes, size_t length) {
    while (length) {
        ssize_t written = write(file, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

/* A device or pipe is written to: it cannot be replaced. */
static bool write_through(const char *path, const char *bytes, size_t length, rg_diagnostics *diagnostics) {
    int file = open(path, O_WRONLY | O_CLOEXEC);
    bool good = file >= 0 && write_all(file, bytes, length);
    if (file >= 0)
        good = close(file) == 0 && good;
    return good || failed(diagnostics, path, "cannot be written");
}

bool rg_file_replace(rg_arena *arena, const char *path, const char *bytes, size_t length, rg_diagnostics *diagnostics) {
    struct stat status;
    if (stat(path, &status) == 0 && !S_ISREG(status.st_mode))
        return write_through(path, bytes, length, diagnostics);
    char *beside = (char *)rg_textf(arena, "%s.XXXXXX", path);
    int file = mkstemp(beside);
    if (file < 0)
        return failed(diagnostics, path, "cannot be written");
    mode_t mask = umask(0);
    umask(mask);
    bool good = write_all(file, bytes, length) && fchmod(file, 0666 & ~mask) == 0 && fsync(file) == 0;
    good = close(file) == 0 && good;
    if (good && rename(beside, path) == 0)
        return true;
    failed(diagnostics, path, "cannot be written");
    unlink(beside);
    return false;
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

enum { DEEPEST_FOLDER = 8 };

typedef RG_LIST(const char *) name_list;

static bool list_names(rg_arena *arena, const char *directory, name_list *names, rg_diagnostics *diagnostics) {
    DIR *folder = opendir(directory);
    if (!folder)
        return failed(diagnostics, directory, "cannot be opened");
    for (struct dirent *entry; (entry = readdir(folder));)
        if (entry->d_name[0] != '.')
            RG_PUSH(arena, names, rg_copy_text(arena, entry->d_name, strlen(entry->d_name)));
    closedir(folder);
    if (names->count)
        qsort(names->items, names->count, sizeof *names->items, by_name);
    return true;
}

static bool walk(rg_arena *arena, const char *directory, int depth, void (*found)(void *, const char *), void *context,
                 rg_diagnostics *diagnostics) {
    name_list names = {0};
    if (!list_names(arena, directory, &names, diagnostics))
        return false;
    for (size_t i = 0; i < names.count; i++) {
        const char *path = rg_textf(arena, "%s/%s", directory, names.items[i]);
        struct stat status;
        if (lstat(path, &status) != 0)
            return failed(diagnostics, path, "cannot be read");
        if (S_ISLNK(status.st_mode))
            rg_report(diagnostics, RG_WARNING, "link", (rg_place){path, 0, 0}, "a symbolic link is not followed");
        else if (S_ISDIR(status.st_mode) && depth == DEEPEST_FOLDER)
            rg_report(diagnostics, RG_WARNING, "depth", (rg_place){path, 0, 0}, "a folder this deep is not read");
        else if (S_ISDIR(status.st_mode)) {
            if (!walk(arena, path, depth + 1, found, context, diagnostics))
                return false;
        } else if (S_ISREG(status.st_mode))
            found(context, path);
    }
    return true;
}

bool rg_file_walk(rg_arena *arena, const char *directory, void (*found)(void *, const char *), void *context,
                  rg_diagnostics *diagnostics) {
    return walk(arena, directory, 0, found, context, diagnostics);
}
