#include "report/chart.h"

#include <string.h>

#include "report/page.h"

/* ---- SVG ---- */

enum { LABELS = 330, PLOT = 520, MARKS = 110, ROW = 24, TOP = 34, BAR = 14, MOST_TICKS = 8, LABEL_COLUMNS = 46 };

static int x_of(const rg_chart *c, int32_t day) {
    int64_t days = (int64_t)c->until - c->from;
    return LABELS + (int)(days > 0 ? ((int64_t)day - c->from) * PLOT / days : 0);
}

/* The label, cut to what fits beside the plot; the whole of it stands in the bar's title. */
static void add_label(rg_buffer *out, const char *label) {
    if (rg_columns(label) <= LABEL_COLUMNS) {
        rg_add_html(out, label);
        return;
    }
    size_t length = strlen(label);
    const char *cut = label;
    while (length && rg_columns(cut = rg_copy_text(out->arena, label, length)) > LABEL_COLUMNS - 1)
        length = rg_utf8_cut(label, length - 1);
    rg_add_html(out, cut);
    rg_add(out, "…");
}

static void add_ticks(const rg_chart *c, int height, rg_buffer *out) {
    /* The first of each month, of every second, third, ... one where there are too many. */
    static const int steps[] = {1, 2, 3, 6, 12, 24, 60, 120};
    char date[11];
    int64_t months = ((int64_t)c->until - c->from) / 30 + 1;
    size_t step = 0;
    while (step + 1 < sizeof steps / sizeof *steps && months / steps[step] > MOST_TICKS)
        step++;
    rg_date_format(c->from, date);
    memcpy(date + 8, "01", 2);
    int32_t day = c->from;
    rg_date_parse(date, &day);
    if (day < c->from)
        day = rg_date_add_months(day, 1);
    for (int32_t before = day - 1; day <= c->until && day > before; day = rg_date_add_months(day, steps[step])) {
        before = day;
        rg_date_format(day, date);
        int x = x_of(c, day);
        rg_addf(out, "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>", x, x, TOP - 8, height);
        rg_addf(out, "<text class=\"quiet\" x=\"%d\" y=\"%d\">%.7s</text>\n", x - 20, TOP - 14, date);
    }
}

static void add_bar(const rg_chart *c, const rg_bar *b, int y, rg_buffer *out) {
    static const char *const classes[] = {"", "", "", " bad", " open", "", ""};
    char start[11], finish[11];
    int x = x_of(c, b->start), end = x_of(c, b->finish), latest = x_of(c, b->latest);
    int width = end - x < 3 ? 3 : end - x, after = latest > x + width ? latest : x + width;
    rg_date_format(b->start, start);
    rg_date_format(b->finish, finish);
    rg_add(out, "<g><title>");
    rg_add_html(out, b->label);
    rg_addf(out, ": %s – %s</title>", start, finish);
    rg_addf(out, "<text x=\"0\" y=\"%d\">", y + BAR - 2);
    add_label(out, b->label);
    rg_add(out, "</text>");
    if (latest > x + width)
        rg_addf(out, "<line class=\"float\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>", x + width, latest, y + BAR / 2,
                y + BAR / 2);
    rg_addf(out, "<rect class=\"bar%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>", classes[b->tone], x, y, width,
            BAR);
    rg_addf(out, "<text class=\"quiet\" x=\"%d\" y=\"%d\">", after + 5, y + BAR - 2);
    rg_add_html(out, b->mark);
    rg_add(out, "</text></g>\n");
}

void rg_chart_as_svg(const rg_chart *c, size_t number, rg_buffer *out) {
    size_t rows = c->bars.count;
    const char *group = "";
    for (size_t i = 0; i < c->bars.count; group = c->bars.items[i++].group)
        rows += strcmp(group, c->bars.items[i].group) != 0;
    int width = LABELS + PLOT + MARKS, height = TOP + (int)rows * ROW + 6, y = TOP;
    rg_addf(out,
            "<div class=\"wide\" tabindex=\"0\"><svg class=\"chart\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
            "aria-labelledby=\"chart%zu-title chart%zu-text\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n",
            number, number, width, height, width, height);
    rg_addf(out, "<title id=\"chart%zu-title\">", number);
    rg_add_html(out, c->title);
    rg_addf(out, "</title><desc id=\"chart%zu-text\">", number);
    rg_add_html(out, c->description);
    rg_add(out, "</desc>\n");
    add_ticks(c, height, out);
    group = "";
    for (size_t i = 0; i < c->bars.count; i++, y += ROW) {
        const rg_bar *b = &c->bars.items[i];
        if (strcmp(group, b->group) != 0) {
            rg_addf(out, "<text class=\"group\" x=\"0\" y=\"%d\">", y + BAR - 2);
            rg_add_html(out, b->group);
            rg_add(out, "</text>\n");
            y += ROW;
        }
        group = b->group;
        add_bar(c, b, y, out);
    }
    rg_add(out, "</svg></div>\n");
}

/* ---- Mermaid ---- */

/* Signs that Mermaid or the fence would take for something of their own become blanks. */
static void add_plain(rg_buffer *out, const char *text) {
    for (; *text; text++)
        rg_add_char(out, strchr(":;#,%`\"<>{}[]\\\n", *text) ? ' ' : *text);
}

void rg_chart_as_mermaid(const rg_chart *c, rg_buffer *out) {
    const char *group = "";
    char start[11];
    rg_add(out, "```mermaid\ngantt\n    title ");
    add_plain(out, c->title);
    rg_add(out, "\n    dateFormat YYYY-MM-DD\n    axisFormat %Y-%m\n");
    for (size_t i = 0; i < c->bars.count; i++) {
        const rg_bar *b = &c->bars.items[i];
        if (strcmp(group, b->group) != 0) {
            rg_add(out, "    section ");
            add_plain(out, b->group);
            rg_add_char(out, '\n');
        }
        group = b->group;
        rg_date_format(b->start, start);
        rg_add(out, "    ");
        add_plain(out, b->label);
        rg_addf(out, " :%ss%zu, %s, %dd\n", b->tone == RG_BAD ? "crit, " : "", i + 1, start, b->finish - b->start);
    }
    rg_add(out, "```\n");
}
