/* Writing one answer into a profile's own text, so that its comments and layout stay. */
#ifndef RG_LOAD_EDIT_H
#define RG_LOAD_EDIT_H

#include "load/profile.h"

/*
 * The profile's text with `attribute` set to `value` as an interview takes it (members of a set parted by commas), or
 * to null where `value` is NULL. `document` is what `text` was read to. The new text lives in `arena`.
 */
const char *rg_profile_edit(rg_arena *arena, const rg_document *document, const char *text,
                            const rg_attribute *attribute, const char *value);

#endif
