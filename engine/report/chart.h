/* A chart of bars in time, drawn by each format in its own way. */
#ifndef RG_REPORT_CHART_H
#define RG_REPORT_CHART_H

#include "util/buffer.h"

struct rg_chart;

/* As an inline SVG with title and description; colours come from the page's style. */
void rg_chart_as_svg(const struct rg_chart *chart, size_t number, rg_buffer *out);

/* As the source of a Mermaid Gantt chart, in a fenced block. */
void rg_chart_as_mermaid(const struct rg_chart *chart, rg_buffer *out);

/* Text with & < > and quotes escaped for HTML (page_html.c). */
void rg_add_html(rg_buffer *out, const char *text);

#endif
