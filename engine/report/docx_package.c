/* The parts of a .docx file and their package; with a template, its own parts with the report put in. */
#include <string.h>
#include <zip.h>

#include "report/chart.h"
#include "report/docx.h"

#define NAMESPACES                                                                                                     \
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "                                        \
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

static const char CONTENT_TYPES[] = XML_HEAD
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" "
    "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" "
    "ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/><Override "
    "PartName=\"/word/styles.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/><Override "
    "PartName=\"/word/header1.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml\"/><Override "
    "PartName=\"/word/footer1.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/><Override "
    "PartName=\"/docProps/core.xml\" "
    "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";
static const char PACKAGE_RELATIONS[] = XML_HEAD
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
    "Target=\"word/document.xml\"/><Relationship Id=\"rId2\" "
    "Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" "
    "Target=\"docProps/core.xml\"/></Relationships>";
static const char DOCUMENT_RELATIONS[] = XML_HEAD
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" "
    "Target=\"styles.xml\"/><Relationship Id=\"rId2\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/header\" "
    "Target=\"header1.xml\"/><Relationship Id=\"rId3\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" "
    "Target=\"footer1.xml\"/></Relationships>";
/* A4 upright, 15 mm at the sides. */
static const char SECTION[] =
    "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId2\"/><w:footerReference w:type=\"default\" "
    "r:id=\"rId3\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"993\" w:bottom=\"1134\" "
    "w:left=\"993\" w:header=\"500\" w:footer=\"500\" w:gutter=\"0\"/></w:sectPr>";

/* ---- a package ---- */

typedef struct {
    zip_source_t *source;
    zip_t *zip;
} package;

static void release_package(void *context) {
    package *p = context;
    if (p->zip)
        zip_discard(p->zip);
    if (p->source)
        zip_source_free(p->source);
}

static package *open_package(rg_arena *arena, const char *bytes, size_t length) {
    package *p = rg_alloc(arena, sizeof *p);
    rg_arena_defer(arena, release_package, p);
    zip_error_t error;
    zip_error_init(&error);
    p->source = zip_source_buffer_create(length ? bytes : NULL, length, 0, &error);
    p->zip = p->source ? zip_open_from_source(p->source, length ? ZIP_CHECKCONS : ZIP_TRUNCATE, &error) : NULL;
    if (p->zip)
        zip_source_keep(p->source);
    bool memory = zip_error_code_zip(&error) == ZIP_ER_MEMORY;
    zip_error_fini(&error);
    if (memory)
        longjmp(*rg_arena_recovery(arena), 1);
    return p->zip ? p : NULL;
}

/* Adds or replaces a part; `text` must live until the package is closed. */
static bool put_part(package *p, const char *name, const char *text, size_t length) {
    zip_source_t *source = zip_source_buffer(p->zip, text, length, 0);
    zip_int64_t index = source ? zip_file_add(p->zip, name, source, ZIP_FL_OVERWRITE | ZIP_FL_ENC_UTF_8) : -1;
    if (index < 0) {
        zip_source_free(source);
        return false;
    }
    /* 1980-01-01, the earliest date there is: the same report gives the same bytes. */
    return zip_file_set_dostime(p->zip, (zip_uint64_t)index, 0, 0x21, 0) == 0;
}

static bool close_package(package *p, rg_buffer *out) {
    if (zip_close(p->zip) != 0)
        return false;
    p->zip = NULL;
    if (zip_source_open(p->source) != 0)
        return false;
    char piece[65536];
    zip_int64_t got;
    while ((got = zip_source_read(p->source, piece, sizeof piece)) > 0)
        rg_add_bytes(out, piece, (size_t)got);
    zip_source_close(p->source);
    return got == 0;
}

/* ---- a document of our own ---- */

static const char *fonts_and_language(const rg_page *page) {
    bool japanese = page->strings->language == RG_JAPANESE;
    return rg_textf(
        page->arena,
        "<w:rPr><w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:cs=\"Calibri\" w:eastAsia=\"%s\"/><w:sz "
        "w:val=\"20\"/><w:lang w:val=\"%s\" w:eastAsia=\"ja-JP\"/></w:rPr>",
        "Yu Gothic", japanese ? "ja-JP" : "en-GB");
}

static const char *styles_part(const rg_page *page) {
    rg_buffer out = rg_buffer_in(page->arena);
    rg_addf(&out, XML_HEAD "<w:styles " NAMESPACES "><w:docDefaults><w:rPrDefault>%s</w:rPrDefault></w:docDefaults>",
            fonts_and_language(page));
    for (size_t i = 0; i < RG_DOCX_STYLE_COUNT; i++)
        rg_add(&out, RG_DOCX_STYLES[i].xml);
    rg_add(&out, "</w:styles>");
    return rg_buffer_text(&out);
}

static const char *header_part(const rg_page *page) {
    rg_buffer out = rg_buffer_in(page->arena);
    rg_add(&out, XML_HEAD "<w:hdr " NAMESPACES "><w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr><w:r><w:rPr><w:color "
                          "w:val=\"5A6676\"/><w:sz w:val=\"16\"/></w:rPr><w:t xml:space=\"preserve\">");
    rg_add_html(&out, page->title);
    rg_add(&out, "</w:t></w:r></w:p></w:hdr>");
    return rg_buffer_text(&out);
}

static const char FOOTER[] = XML_HEAD
    "<w:ftr " NAMESPACES
    "><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText "
    "xml:space=\"preserve\"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r>"
    "<w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t xml:space=\"preserve\"> / </w:t></w:r>"
    "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> NUMPAGES "
    "</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar "
    "w:fldCharType=\"end\"/></w:r></w:p></w:ftr>";

static const char *core_part(const rg_page *page) {
    rg_buffer out = rg_buffer_in(page->arena);
    rg_add(&out, XML_HEAD "<cp:coreProperties "
                          "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
                          "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>");
    rg_add_html(&out, page->title);
    rg_addf(&out, "</dc:title><dc:language>%s</dc:language></cp:coreProperties>", page->strings->code);
    return rg_buffer_text(&out);
}

static bool put_text_part(package *p, const char *name, const char *text) {
    return put_part(p, name, text, strlen(text));
}

static bool write_own(const rg_page *page, package *p) {
    rg_buffer document = rg_buffer_in(page->arena);
    rg_add(&document, XML_HEAD "<w:document " NAMESPACES "><w:body>\n");
    rg_docx_body(page, &document);
    rg_addf(&document, "%s</w:body></w:document>", SECTION);
    return put_text_part(p, "[Content_Types].xml", CONTENT_TYPES) &&
           put_text_part(p, "_rels/.rels", PACKAGE_RELATIONS) &&
           put_text_part(p, "word/_rels/document.xml.rels", DOCUMENT_RELATIONS) &&
           put_text_part(p, "word/styles.xml", styles_part(page)) &&
           put_text_part(p, "word/header1.xml", header_part(page)) && put_text_part(p, "word/footer1.xml", FOOTER) &&
           put_text_part(p, "docProps/core.xml", core_part(page)) &&
           put_text_part(p, "word/document.xml", rg_buffer_text(&document));
}

/* ---- a template ---- */

enum { LARGEST_PART = 16 * 1024 * 1024 };

static const char *read_part(package *p, rg_arena *arena, const char *name) {
    zip_stat_t status;
    if (zip_stat(p->zip, name, 0, &status) != 0 || !(status.valid & ZIP_STAT_SIZE) || status.size > LARGEST_PART)
        return NULL;
    zip_file_t *file = zip_fopen(p->zip, name, 0);
    if (!file)
        return NULL;
    char *text = rg_alloc(arena, (size_t)status.size + 1);
    zip_int64_t got = zip_fread(file, text, status.size);
    zip_fclose(file);
    return got >= 0 && (zip_uint64_t)got == status.size && strlen(text) == status.size ? text : NULL;
}

static const char *last_of(const char *text, const char *what) {
    const char *found = NULL;
    for (const char *at = text; (at = strstr(at, what)); at += strlen(what))
        found = at;
    return found;
}

/* The paragraph that says {{report}}, from its beginning to its end; false where none does. */
static bool find_mark(const char *text, const char **from, const char **to) {
    const char *mark = strstr(text, "{{report}}");
    if (!mark)
        return false;
    *from = NULL;
    for (const char *at = text; (at = strstr(at, "<w:p")) && at < mark; at += 4)
        if (at[4] == '>' || at[4] == ' ')
            *from = at;
    const char *end = strstr(mark, "</w:p>");
    *to = end ? end + strlen("</w:p>") : NULL;
    return *from && *to;
}

static const char *fill_document(const rg_page *page, const char *text) {
    rg_buffer out = rg_buffer_in(page->arena);
    const char *from, *to;
    if (!find_mark(text, &from, &to)) {
        /* Before the last section's properties, which end the body. */
        from = last_of(text, "<w:sectPr");
        const char *body = last_of(text, "</w:body>");
        if (!body)
            return NULL;
        from = from && from < body ? from : body;
        to = from;
    }
    rg_add_bytes(&out, text, (size_t)(from - text));
    rg_docx_body(page, &out);
    rg_add(&out, to);
    return rg_buffer_text(&out);
}

static const char *fill_styles(const rg_page *page, const char *text) {
    const char *end = last_of(text, "</w:styles>");
    if (!end)
        return NULL;
    rg_buffer out = rg_buffer_in(page->arena);
    rg_add_bytes(&out, text, (size_t)(end - text));
    for (size_t i = 0; i < RG_DOCX_STYLE_COUNT; i++)
        if (!strstr(text, rg_textf(page->arena, "w:styleId=\"%s\"", RG_DOCX_STYLES[i].id)))
            rg_add(&out, RG_DOCX_STYLES[i].xml);
    rg_add(&out, end);
    return rg_buffer_text(&out);
}

static bool write_over(const rg_page *page, package *p) {
    const char *document = read_part(p, page->arena, "word/document.xml");
    const char *styles = read_part(p, page->arena, "word/styles.xml");
    document = document ? fill_document(page, document) : NULL;
    styles = styles ? fill_styles(page, styles) : styles_part(page);
    return document && styles && put_text_part(p, "word/document.xml", document) &&
           put_text_part(p, "word/styles.xml", styles);
}

bool rg_page_as_docx(const rg_page *page, const rg_docx_template *tmpl, rg_buffer *out, rg_diagnostics *diagnostics) {
    package *p = open_package(page->arena, tmpl ? tmpl->bytes : NULL, tmpl ? tmpl->length : 0);
    bool good = p && (tmpl ? write_over(page, p) : write_own(page, p)) && close_package(p, out);
    if (!good && tmpl)
        rg_report(diagnostics, RG_ERROR, "template", (rg_place){tmpl->path, 0, 0}, "is no Word document (.docx)");
    else if (!good)
        longjmp(*rg_arena_recovery(page->arena), 1);
    return good;
}
