"""The report that is handed over, in every form it is written in."""
import csv
import io
import json
import os
import unittest
import xml.etree.ElementTree as xml
import zipfile

from command import DAY, Case, Row, each, example, run

ECG = example("ecg-patch")
WORDS = ["report", ECG, "--to", "us,sg", "--as-of", DAY, "--until", "2027-12-31"]
FORMATS = ("html", "docx", "xlsx", "md", "json", "csv", "txt")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = "=cmd|' /C calc'!A0<script>alert(1)</script>&\u001b[31m{{report}}"


def words_of(document):
    return ["".join(t.text or "" for t in p.iter(WORD + "t")) for p in document.iter(WORD + "p")]


class Report(Case):
    def report(self, ending, *words, profile=ECG):
        path = self.path("out." + ending)
        self.good(run("report", profile, *WORDS[2:], *words, "-o", path))
        return path

    def text(self, ending, *words, **more):
        with open(self.report(ending, *words, **more), encoding="utf-8", newline="") as file:
            return file.read()

    def hostile(self):
        profile = {"reggap": "profile/1", "home": "jp", "complete": True, "device": {"name": {"en": HOSTILE, "ja": HOSTILE}},
                   "attributes": {"product_type": "medical_device"}}
        return self.write("evil.json", json.dumps(profile))

    def test_the_same_report_gives_the_same_bytes(self):
        for ending in FORMATS:
            with open(self.report(ending), "rb") as file:
                first = file.read()
            with open(self.report(ending), "rb") as file:
                self.assertEqual(first, file.read(), ending)

    def test_the_answer_holds_those_of_the_other_commands(self):
        data = json.loads(self.text("json"))
        self.assertEqual(data["reggap"], "report/1")
        for name, words in (("compare", []), ("plan", []), ("dossier", []), ("changes", ["--until", "2027-12-31"])):
            one = self.good(run(name, ECG, "--to", "us,sg", "--as-of", DAY, "--format", "json", *words)).json
            self.assertEqual(data[name], one, name)

    def test_word_document_is_whole(self):
        for lang in ("en", "ja"):
            with zipfile.ZipFile(self.report("docx", "--lang", lang)) as file:
                self.assertIsNone(file.testzip())
                parts = {name: xml.fromstring(file.read(name)) for name in file.namelist()}
            self.assertIn("[Content_Types].xml", parts)
            document, styles = parts["word/document.xml"], parts["word/styles.xml"]
            known = {s.get(WORD + "styleId") for s in styles.iter(WORD + "style")}
            used = {s.get(WORD + "val") for s in document.iter(WORD + "pStyle")}
            self.assertLessEqual(used, known)
            for table in document.iter(WORD + "tbl"):
                columns = len(table.find(WORD + "tblGrid"))
                for row in table.iter(WORD + "tr"):
                    spans = [c.find(f"{WORD}tcPr/{WORD}gridSpan") for c in row.findall(WORD + "tc")]
                    self.assertEqual(sum(1 if s is None else int(s.get(WORD + "val")) for s in spans), columns)

    def test_links_of_the_contents_lead_somewhere(self):
        with zipfile.ZipFile(self.report("docx")) as file:
            document = xml.fromstring(file.read("word/document.xml"))
        marks = {m.get(WORD + "name") for m in document.iter(WORD + "bookmarkStart")}
        links = [h.get(WORD + "anchor") for h in document.iter(WORD + "hyperlink")]
        self.assertGreater(len(links), 5)
        self.assertLessEqual(set(links), marks)

    def test_workbook_is_whole(self):
        with zipfile.ZipFile(self.report("xlsx")) as file:
            self.assertIsNone(file.testzip())
            book = file.read("xl/workbook.xml").decode()
            sheets = [file.read(f"xl/worksheets/sheet{n}.xml").decode() for n in range(1, 7)]
        for name in ("Summary", "Matrix", "Gaps", "Plan", "Fees", "Sources"):
            self.assertIn(f'name="{name}"', book)
        self.assertTrue(all("<pane " in sheet for sheet in sheets))
        self.assertFalse(any("<f>" in sheet for sheet in sheets), "a formula")

    def test_csv_has_every_row_of_the_comparison(self):
        rows = list(csv.reader(io.StringIO(self.text("csv").lstrip("\ufeff"))))
        one = self.good(run("compare", ECG, "--to", "us,sg", "--as-of", DAY, "--format", "json")).json
        self.assertEqual([(r[0], r[3]) for r in rows[1:]],
                         [(m["market"], row["requirement"]) for m in one["markets"] for row in m["rows"]])

    def test_hostile_names_stay_text(self):
        evil = self.hostile()
        for ending in ("html", "md", "csv", "txt"):
            text = self.text(ending, profile=evil)
            self.assertNotIn("\x1b", text)
            if ending in ("html", "md"):
                self.assertNotIn("<script>", text)
        rows = csv.reader(io.StringIO(self.text("csv", profile=evil).lstrip("\ufeff"), newline=""))
        self.assertFalse([c for row in rows for c in row if c[:1] in "=+-@\t" and len(c) > 1])
        with zipfile.ZipFile(self.report("docx", profile=evil)) as file:
            title = words_of(xml.fromstring(file.read("word/document.xml")))[0]
        self.assertIn("=cmd|' /C calc'!A0<script>alert(1)</script>&\\x1b[31m{{report}}", title)
        with zipfile.ZipFile(self.report("xlsx", profile=evil)) as file:
            self.assertFalse(any("<f>" in file.read(n).decode() for n in file.namelist() if "sheet" in n))


def template(body, styles=True):
    """A small Word document as a user would bring it."""
    name = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", f"<w:document {name}><w:body>{body}<w:sectPr><w:pgSz w:w=\"1\"/></w:sectPr>"
                                           "</w:body></w:document>")
        file.writestr("word/media/logo.png", b"logo")
        if styles:
            file.writestr("word/styles.xml", f'<w:styles {name}><w:style w:styleId="Heading1" w:type="paragraph"><w:name '
                                             'w:val="Own"/></w:style></w:styles>')
    return out.getvalue()


COVER = "<w:p><w:r><w:t>Our cover</w:t></w:r></w:p>"
BEHIND = "<w:p><w:r><w:t>Our last page</w:t></w:r></w:p>"
MARK = "<w:p><w:pPr/><w:r><w:t>{{report}}</w:t></w:r></w:p>"


class Template(Case):
    def made(self, content):
        with open(self.path("own.docx"), "wb") as file:
            file.write(content)
        out = self.path("out.docx")
        self.good(run(*WORDS, "--template", self.path("own.docx"), "-o", out))
        return zipfile.ZipFile(out)

    def test_the_report_stands_where_the_mark_is(self):
        with self.made(template(COVER + MARK + BEHIND)) as file:
            words = words_of(xml.fromstring(file.read("word/document.xml")))
            self.assertEqual(file.read("word/media/logo.png"), b"logo")
        self.assertEqual((words[0], words[-1]), ("Our cover", "Our last page"))
        self.assertIn("Regulatory gap report", words[1])
        self.assertNotIn("{{report}}", words)

    def test_without_a_mark_it_stands_behind(self):
        with self.made(template(COVER)) as file:
            document = xml.fromstring(file.read("word/document.xml"))
        self.assertEqual(words_of(document)[0], "Our cover")
        self.assertTrue(document[0][-1].tag.endswith("sectPr"))

    def test_own_styles_stay_and_missing_ones_are_added(self):
        with self.made(template(MARK)) as file:
            styles = xml.fromstring(file.read("word/styles.xml"))
        names = [(s.get(WORD + "styleId"), s.find(WORD + "name").get(WORD + "val")) for s in styles]
        self.assertIn(("Heading1", "Own"), names)
        self.assertIn("ReggapCell", [n for n, _ in names])
        self.assertEqual(len(names), len(set(n for n, _ in names)))


BROKEN = [
    Row("no file", None),
    Row("another file", b"not a zip"),
    Row("a zip of something else", b"PK\x05\x06" + bytes(18)),
    Row("half a document", template(COVER)[:300]),
    Row("a document without a body", template(COVER).replace(b"w:body", b"w:bady")),
]


@each(BROKEN)
class BrokenTemplate(Case):
    def check(self, content):
        if content is not None:
            with open(self.path("own.docx"), "wb") as file:
                file.write(content)
        done = self.fails(run(*WORDS, "--template", self.path("own.docx"), "-o", self.path("out.docx")), 3)
        self.assertRegex(done.err, r"own\.docx: error: ")
        self.assertFalse(os.path.exists(self.path("out.docx")))


if __name__ == "__main__":
    unittest.main()
