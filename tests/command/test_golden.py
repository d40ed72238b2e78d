"""Whole answers of the two small markets, held against frozen files (tests/golden/README.md says how they are renewed)."""
import json
import re
import unicodedata
import unittest

from command import DAY, MINI, Case, Row, each, example, golden, mini, normalised, profile, run

FULL, OPEN, RANGE = profile("full"), profile("open"), profile("range")
HIGHER = ("--set", "mini_contact=brain", "--set", "mini_duration=long")


def cut(text, begin, end):
    """Leaves out what the shipped vocabulary and catalogue fill: the lines between the two."""
    return re.sub(rf"({begin}).*?(?={end})", r"\1\n[...]\n", text, flags=re.S | re.M)


def page(text):
    """A page without the lists of all that was assumed, and of all that is not asked."""
    text = normalised(text)
    assumed, quiet = "What was assumed|該当しないとみなした事項", "Not asked there|相手市場で求められない事項"
    sources, notice = "Sources|出典", "This report prepares|この報告は"
    heading, tag = r"(?:#+ |<h\d>)?", r"(?:</h\d>)?"
    end = rf"^(?:{heading}(?:{assumed}|{sources}){tag}$|(?:> |<p [^>]*>)?(?:{notice})|#+ |<h\d>)"
    text = cut(text, rf"^{heading}(?:{quiet}){tag}$", end)
    return cut(text, rf"^{heading}(?:{assumed}){tag}$", end)


def answer(text):
    """A JSON answer, one member a line, without what the shipped vocabulary and catalogue fill."""
    data = json.loads(normalised(text))
    if "assumed" in data:
        data["assumed"] = {key: value for key, value in data["assumed"].items() if key.startswith("mini_")}
    for market in data.get("markets", []):
        if "rows" in market:
            others = [row for row in market["rows"] if not row["requirement"].startswith("mini.")]
            market["rows"] = [row for row in market["rows"] if row["requirement"].startswith("mini.")]
            market["summary"]["not_applicable"] -= len(others)
            assert all(row["verdict"] == "not_applicable" for row in others)
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


PAGES = [
    Row("classify.en.txt", "classify", FULL, "--to", "xx,yy"),
    Row("classify.ja.txt", "classify", FULL, "--to", "xx,yy", "--lang", "ja"),
    Row("classify.en.md", "classify", FULL, "--to", "xx,yy", "--format", "markdown"),
    Row("classify.en.html", "classify", FULL, "--to", "xx,yy", "--format", "html"),
    Row("classify.ja.html", "classify", FULL, "--to", "xx,yy", "--format", "html", "--lang", "ja"),
    Row("classify-open.en.txt", "classify", OPEN, "--to", "xx,yy"),
    Row("classify-open.ja.md", "classify", OPEN, "--to", "xx,yy", "--format", "markdown", "--lang", "ja"),
    Row("classify-range.en.md", "classify", RANGE, "--to", "xx,yy", "--format", "markdown"),
    Row("explain-rules.en.txt", "explain", FULL, "--to", "xx", "--depth", "rules"),
    Row("explain-rules.ja.md", "explain", FULL, "--to", "xx", "--depth", "rules", "--lang", "ja", "--format", "markdown"),
    Row("explain-tree.en.txt", "explain", RANGE, "--to", "xx", "--depth", "tree"),
    Row("explain-tree.ja.txt", "explain", RANGE, "--to", "xx", "--depth", "tree", "--lang", "ja"),
    Row("explain-sentence.en.md", "explain", FULL, "--to", "xx,yy", "--depth", "sentence", "--format", "markdown"),
    Row("compare.en.md", "compare", FULL, "--to", "xx", "--format", "markdown"),
    Row("compare.ja.md", "compare", FULL, "--to", "xx", "--format", "markdown", "--lang", "ja"),
    Row("compare.en.txt", "compare", FULL, "--to", "xx"),
    Row("whatif.en.txt", "whatif", FULL, "--to", "xx,yy", *HIGHER),
    Row("whatif.ja.md", "whatif", FULL, "--to", "xx,yy", *HIGHER, "--lang", "ja", "--format", "markdown"),
    Row("whatif-nothing.en.txt", "whatif", FULL, "--to", "xx,yy", "--set", "mini_energy=60"),
    Row("lower.en.txt", "lower", FULL, "--market", "xx", "--class", "L"),
    Row("lower.ja.md", "lower", FULL, "--market", "xx", "--class", "L", "--lang", "ja", "--format", "markdown"),
    Row("markets.en.txt", "markets", "--to", "xx,yy"),
]


@each([Row(row.name, row.name, *row.values) for row in PAGES])
class Pages(Case):
    def check(self, name, *words):
        golden(self, name, page(self.good(run(*mini(*words))).out))


ANSWERS = [
    Row("classify.json", "classify", FULL, "--to", "xx,yy"),
    Row("classify-open.json", "classify", OPEN, "--to", "xx,yy"),
    Row("classify-range.json", "classify", RANGE, "--to", "xx,yy"),
    Row("explain-rules.json", "explain", FULL, "--to", "xx", "--depth", "rules"),
    Row("explain-tree.json", "explain", RANGE, "--to", "xx", "--depth", "tree"),
    Row("compare.json", "compare", FULL, "--to", "xx"),
    Row("compare-open.json", "compare", OPEN, "--to", "xx"),
    Row("whatif.json", "whatif", FULL, "--to", "xx,yy", *HIGHER),
    Row("lower.json", "lower", FULL, "--market", "xx", "--class", "L"),
    Row("ask-next.json", "ask", OPEN, "--to", "xx,yy", "--next"),
    Row("markets.json", "markets", "--to", "xx,yy"),
]


@each([Row(row.name, row.name, *row.values) for row in ANSWERS])
class Answers(Case):
    def check(self, name, *words):
        done = self.good(run(*mini(*words, "--format", "json")))
        self.assertEqual(done.out.count("\n"), 1, "an answer is one line")
        golden(self, name, answer(done.out))


def columns(line):
    """Columns of a terminal: wide characters take two, marks on others none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


@each([Row(f"{words[0]} in {language}", words, language) for language in ("en", "ja") for words in (
    ["markets"], ["classify", example("coronary-stent"), "--to", "jp,us,eu"],
    ["compare", example("ecg-patch"), "--to", "us,eu"],
    ["explain", example("endoscopy-ai"), "--to", "eu", "--depth", "tree"])])
class Width(Case):
    """Text fits a terminal of 100 columns."""

    def check(self, words, language):
        out = self.good(run(*words, "--lang", language, "--as-of", DAY)).out
        wide = [line for line in out.split("\n") if columns(line) > 100 and " " in line.strip()]
        self.assertEqual(wide, [])
        self.assertFalse([line for line in out.split("\n") if line != line.rstrip()], "blanks at the end of a line")


class Fixture(Case):
    def test_the_cases_of_the_small_markets_hold(self):
        self.assertEqual(self.good(run("test", MINI, "--to", "xx,yy")).out, "9 passed, 0 failed\n")


if __name__ == "__main__":
    unittest.main()
