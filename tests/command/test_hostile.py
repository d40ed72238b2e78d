"""Texts made to break out of a report: they are shown, and never obeyed, in text, Markdown and HTML."""
import html.parser
import json
import re
import unittest

from command import DAY, MINI, Case, Row, each, mini, run

FORMATS = ["text", "markdown", "html"]
DIRECTION = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

# name, the text
PAYLOADS = [
    Row("escape sequence", "a\x1b[31mred\x1b[0m\x07"),
    Row("escape that sets the title", "\x1b]0;owned\x07"),
    Row("carriage return and backspace", "good\rbad\x08\x08\x08"),
    Row("delete", "a\x7fb"),
    Row("C1 control", "a\x9b31mb\x85c"),
    Row("right to left override", "abc\u202edef\u202c"),
    Row("isolates", "abc\u2066def\u2069\u2067ghi\u2069"),
    Row("script", "<script>alert(1)</script>"),
    Row("script in upper case and open", "<SCRIPT SRC=//x.example/a.js>"),
    Row("picture with a handler", "<img src=x onerror=alert(1)>"),
    Row("end of an attribute", "\" onmouseover=\"alert(1)\" x='"),
    Row("end of style and title", "</style></title></textarea></td></table><script>alert(1)</script>"),
    Row("comment", "<!-- x --><![CDATA[ y ]]><?z?>"),
    Row("entities", "&lt;script&gt;&#60;b&#x3e;&amp;"),
    Row("address with a program", "javascript:alert(1)"),
    Row("pipes", "a|b||c"),
    Row("backticks", "`a` ``b`` ```c```"),
    Row("emphasis", "*a* **b** _c_ __d__ ~~e~~"),
    Row("link and picture", "[a](http://x.example) ![b](http://x.example/c.png)"),
    Row("backslashes", "\\|\\`\\\\"),
    Row("spreadsheet formula", "=HYPERLINK(\"http://x.example\";\"y\")"),
    Row("format of printf", "%s%n%x%%"),
    Row("holes of the texts", "{0}{1}{2}"),
    Row("10,000 letters", "x" * 10000),
    Row("10,000 wide letters", "漢" * 10000),
    Row("many marks on one letter", "e" + "\u0301" * 2000),
    Row("emoji of several parts", "👩‍⚕️🏳️‍🌈"),
]


class Page(html.parser.HTMLParser):
    """Reads a page as a browser would, and keeps what matters."""

    VOID = {"meta", "br", "link", "img", "input", "hr"}

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.attributes, self.texts, self.open, self.problems = [], [], [], [], []
        self.feed(text)
        self.close()
        if self.open:
            self.problems.append(f"not closed: {self.open}")

    def handle_starttag(self, tag, attributes):
        self.elements.append(tag)
        self.attributes += [(tag, name, value) for name, value in attributes]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> does not fit")

    def handle_data(self, data):
        self.texts.append(data)

    def handle_comment(self, data):
        self.problems.append("a comment")


KNOWN = {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "h4", "p", "span", "div", "table", "thead",
         "tbody", "tr", "th", "td", "ul", "li", "details", "summary"}
HARMLESS = {"lang", "charset", "name", "content", "http-equiv", "class", "role", "tabindex", "scope"}


def sound(case, text, language="en"):
    """A page that parses, has a language, fetches nothing and runs nothing."""
    page = Page(text)
    case.assertEqual(page.problems, [])
    case.assertLessEqual(set(page.elements), KNOWN)
    case.assertLessEqual({name for _, name, _ in page.attributes}, HARMLESS)
    case.assertIn(("html", "lang", language), page.attributes)
    case.assertIn(("meta", "charset", "utf-8"), page.attributes)
    case.assertTrue(any(tag == "meta" and name == "content" and "default-src 'none'" in value
                        for tag, name, value in page.attributes))
    return page


def profile_with(text):
    """A profile that has the text wherever a report shows a text of the profile."""
    return json.dumps({"reggap": "profile/1", "device": {"name": text, "intended_use": text, "description": text},
                       "complete": True, "home": "yy",
                       "attributes": {"product_type": "medical_device", "mini_contact": ["blood"]},
                       "approvals": [{"market": "yy", "status": "valid", "number": text}],
                       "evidence": [{"id": text, "type": "mini_certificate", "edition": "2003"}]})


def raw_controls(text):
    return sorted({f"U+{ord(c):04X}" for c in text
                   if (ord(c) < 0x20 and c != "\n") or 0x7f <= ord(c) < 0xa0 or c in DIRECTION})


@each([Row(f"{row.name} in {form}", row.values[0], form) for row in PAYLOADS
       for form in FORMATS])
class Profiles(Case):
    """Texts of a profile in a comparison, which shows name, use and the ids of papers."""

    def check(self, text, form):
        path = self.write("p.json", profile_with(text))
        done = self.good(run(*mini("compare", path, "--to", "xx", "--format", form)))
        self.assertEqual(raw_controls(done.out), [])
        if form == "html":
            page = sound(self, done.out)
            if text.isprintable() and len(text) < 9000:
                self.assertIn("Device: " + text, "".join(page.texts))
        if form == "markdown":
            self.markdown(text, done.out)
        if form == "text" and text.isprintable() and len(text) < 60 and text.isascii():
            self.assertIn("Device: " + text, done.out)

    def markdown(self, text, out):
        tables = [line for line in out.split("\n") if line.startswith("|")]
        for line in tables:
            self.assertRegex(line, r"^\| .*\|$")
        heads = [line for line in tables if line.startswith("| Requirement")]
        self.assertTrue(heads)
        row = next(line for line in tables if line.startswith("| Mini quality system"))
        self.assertEqual(len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)), 7, "six cells and no more")
        for mark in ("<script", "<SCRIPT", "<img", "![b]", "```"):
            self.assertNotIn(mark, out)
        self.assertNotRegex(out, r"(?<!\\)\]\(")
        self.assertNotIn("<", out.replace("<br>", ""))


@each([Row(row.name, row.values[0]) for row in PAYLOADS])
class Json(Case):
    """The JSON answer gives the text back unchanged."""

    def check(self, text):
        path = self.write("p.json", profile_with(text))
        done = self.good(run(*mini("compare", path, "--to", "xx", "--format", "json")))
        self.assertEqual([c for c in done.out[:-1] if ord(c) < 0x20 or c == "\x7f"], [])
        rows = {row["requirement"]: row for row in done.json["markets"][0]["rows"]}
        self.assertEqual(rows["mini.qms"]["held"], [text])


def in_yaml(text):
    """The text as a double-quoted YAML scalar."""
    return '"' + "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in text) + '"'


@each([Row(f"{row.name} in {form}", row.values[0], form) for row in PAYLOADS
       for form in FORMATS if row.name in ("escape sequence", "C1 control", "right to left override", "script", "pipes",
                                           "end of style and title", "holes of the texts", "format of printf")])
class RuleSets(Case):
    """Texts of own rule sets: names of markets, rules, routes, sources, requirements."""

    def check(self, text, form):
        quoted = in_yaml(text)
        self.copy_mini(
            ("jurisdictions/xx/market.yaml", "name: {en: Exland, ja: エックス国}", f"name: {{en: {quoted}, ja: {quoted}}}"),
            ("jurisdictions/xx/classification.yaml", '{en: "Inside the body.", ja', f"{{en: {quoted}, ja"),
            ("jurisdictions/xx/classification.yaml", "at: section 4(2)", f"at: {quoted}"),
            ("jurisdictions/xx/pathways.yaml", "name: {en: Licence, ja", f"name: {{en: {quoted}, ja"),
            ("jurisdictions/xx/sources.yaml", "title: {en: Device Act, ja", f"title: {{en: {quoted}, ja"),
            ("jurisdictions/xx/sources.yaml", 'url: "https://example.org/xx/act"', f"url: {quoted}"),
            ("rules/requirements.yaml", "title: {en: Mini quality system, ja", f"title: {{en: {quoted}, ja"),
            ("rules/vocabulary.yaml", "title: {en: Mini contact, ja", f"title: {{en: {quoted}, ja"))
        self.write("p.json", profile_with("plain"))
        for words in (["classify"], ["compare"], ["explain", "--depth", "tree"], ["whatif", "--set", "mini_contact="]):
            done = self.good(self.here(*words, "p.json", "--to", "xx", "--rules", "rules", "--format", form))
            self.assertEqual(raw_controls(done.out), [], words)
            if form == "html":
                sound(self, done.out)
            if form == "markdown":
                self.assertNotIn("<", done.out.replace("<br>", ""))


class OtherSinks(Case):
    """What is printed past the pages."""

    ESCAPE = in_yaml("a\x1b[31mb")

    def test_questions_of_own_rule_sets(self):
        self.copy_mini(("rules/vocabulary.yaml", '{en: "What does it touch (mini)?"', f"{{en: {self.ESCAPE}"))
        path = self.write("p.yaml", "reggap: profile/1\nattributes: {product_type: medical_device, mini_purpose: measure}\n")
        done = self.good(self.here("ask", path, "--to", "xx", "--rules", "rules", stdin="q\n"))
        self.assertNotIn("\x1b", done.out)

    def test_titles_of_failing_cases(self):
        self.copy_mini(("jurisdictions/xx/cases.yaml", "title: {en: probe,", f"title: {{en: {self.ESCAPE},"),
                       ("jurisdictions/xx/cases.yaml", "class: H", "class: L"))
        self.assertNotIn("\x1b", self.here("test", "rules", "--to", "xx").out)

    def test_names_in_diagnostics(self):
        self.write("p.yaml", f"reggap: profile/1\nattributes:\n  {self.ESCAPE}: 1\n")
        done = self.fails(self.here("classify", "p.yaml", "--to", "eu"), 3)
        self.assertNotIn("\x1b", done.err)

    def test_names_of_files_in_diagnostics(self):
        name = "a\x1b[31mb.yaml"
        self.write(name, "hom: jp\n")
        for file in (name, "no" + name):
            self.assertNotIn("\x1b", self.fails(self.here("classify", file, "--to", "eu"), 3).err)

    def test_words_of_the_command_line(self):
        self.assertNotIn("\x1b", run("\x1b[31m").err + run("classify", "x", "--lang", "\x1b[31m").err)

    def test_messages_of_rule_sets_in_diagnostics(self):
        self.copy_mini(("rules/vocabulary.yaml", '"Whatever touches the brain stays', '"\\e[31mWhatever touches'))
        self.write("p.yaml", "reggap: profile/1\nattributes: {mini_contact: [brain], mini_duration: short}\n")
        done = self.fails(self.here("classify", "p.yaml", "--to", "xx", "--rules", "rules"), 3)
        self.assertIn("\\x1b[31mWhatever", done.err)

    def test_a_name_of_two_lines_makes_no_markdown(self):
        for second in ("===", "---", "- item", "+ item", "1. item"):
            self.write("p.json", profile_with("first\n" + second))
            out = self.good(self.here(*mini("compare", "p.json", "--to", "xx", "--format", "markdown"))).out
            self.assertFalse([line for line in out.split("\n") if line == second], second)

    def test_a_name_of_two_lines_makes_no_heading(self):
        self.write("p.json", profile_with("first\n# second\n> third"))
        out = self.good(self.here(*mini("compare", "p.json", "--to", "xx", "--format", "markdown"))).out
        self.assertFalse([line for line in out.split("\n") if line in ("# second", "> third")])

    def test_a_code_that_is_a_path_or_a_pattern(self):
        for code in ("../../etc/passwd", "%s%s%s", "A\tB", "(a+)+$", "'; DROP TABLE"):
            self.write("p.json", json.dumps({"reggap": "profile/1", "complete": True,
                                             "device": {"codes": {"mini_code": code, "fda_product_code": code}},
                                             "attributes": {"product_type": "medical_device"}}))
            done = self.good(self.here(*mini("classify", "p.json", "--to", "yy,us", "--format", "json")))
            self.assertTrue(done.json["markets"][0]["class"]["estimated"], code)

    def test_a_pattern_that_takes_for_ever(self):
        self.copy_mini(("jurisdictions/xx/classification.yaml", "when: {mini_contact: brain}",
                        'when: {mini_code: {matches: "^(a+)+$"}}'))
        self.write("p.json", json.dumps({"reggap": "profile/1", "device": {"codes": {"mini_code": "a" * 60000 + "b"}},
                                         "complete": True, "attributes": {"product_type": "medical_device"}}))
        done = self.good(self.here("classify", "p.json", "--to", "xx", "--rules", "rules", "--format", "json", timeout=20))
        self.assertEqual(done.json["markets"][0]["class"]["value"], "L")


LANGUAGES = [Row(f"{words[0]} in {language}", words, language) for language in ("en", "ja") for words in (
    ["classify", "--to", "xx,yy"], ["compare", "--to", "xx"], ["explain", "--to", "xx", "--depth", "tree"],
    ["whatif", "--to", "xx", "--set", "mini_contact="], ["lower", "--market", "xx", "--class", "L"])]


@each(LANGUAGES)
class Pages(Case):
    """Every page parses, is in the language asked for, has one first heading and no holes left in its texts."""

    def check(self, words, language):
        path = self.write("p.json", profile_with("plain"))
        done = self.good(run(words[0], path, *words[1:], "--rules", MINI, "--as-of", DAY, "--format", "html", "--lang",
                             language))
        page = sound(self, done.out, language)
        self.assertEqual(page.elements.count("h1"), 1)
        self.assertEqual(page.elements.count("main"), 1)
        text = "".join(page.texts)
        self.assertNotRegex(text, r"\{\d\}")
        if language == "ja":
            self.assertRegex(text, "[ぁ-ん]")
        for level in range(2, 5):
            if f"h{level}" in page.elements:
                self.assertIn(f"h{level - 1}", page.elements, "no level of headings is left out")


if __name__ == "__main__":
    unittest.main()
