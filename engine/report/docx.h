/* Pages as WordprocessingML, the form Word and LibreOffice write (ISO/IEC 29500). */
#ifndef RG_REPORT_DOCX_H
#define RG_REPORT_DOCX_H

#include "report/page.h"
#include "util/diagnostics.h"

/* A user's own document, whose cover, styles, headers and colours are kept. */
typedef struct {
    const char *path;
    const char *bytes;
    size_t length;
} rg_docx_template;

/*
 * The page as a whole .docx file in *out. Of a template everything is kept: the report stands where a paragraph says
 * `{{report}}`, else behind all there is; styles it lacks are added. The same page gives the same bytes. False with a
 * diagnostic where the template is no such document. `tmpl` may be NULL.
 */
bool rg_page_as_docx(const rg_page *page, const rg_docx_template *tmpl, rg_buffer *out, rg_diagnostics *diagnostics);

/* The blocks of the page as the children of <w:body> (docx_body.c). */
void rg_docx_body(const rg_page *page, rg_buffer *out);

/* The styles that the blocks use, by id: each a whole <w:style> element (docx_body.c). */
typedef struct {
    const char *id, *xml;
} rg_docx_style;

extern const rg_docx_style RG_DOCX_STYLES[];
extern const size_t RG_DOCX_STYLE_COUNT;

#endif
