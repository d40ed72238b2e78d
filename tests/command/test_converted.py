"""The files that are handed over, opened by the programs that people open them with."""
import csv
import os
import re
import shutil
import subprocess
import tempfile
import unittest

from command import DAY, EXAMPLES, Case, example, run

ECG = example("ecg-patch")
MOST_SECONDS = 300
CHROMIUM = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync"]
MEASURE = ("<script>document.documentElement.setAttribute('data-wide', document.documentElement.scrollWidth + ' of ' + "
           "document.documentElement.clientWidth)</script></body>")


class Converted(Case):
    """Each conversion is one start of a large program: all files of a kind go into one."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        words = ["--as-of", DAY, "--lang", "ja"]
        made = {"report.docx": ["report", ECG, "--to", "th,vn", *words], "report.xlsx": ["report", ECG, "--to", "th,vn", *words],
                "report.html": ["report", ECG, "--to", "th,vn", *words], "checklist.xlsx": ["checklist", ECG, "--to", "th", *words],
                "brief.html": ["brief", "vn", "--profiles", EXAMPLES, *words]}
        for market in ("vn", "eu", "us"):
            made[f"brief-{market}.docx"] = ["brief", market, "--profiles", EXAMPLES, *words]
        many = os.path.join(cls.folder.name, "many")
        for turn in "abc":
            shutil.copytree(EXAMPLES, os.path.join(many, turn))
        made["brief-many.docx"] = ["brief", "eu", "--profiles", many, *words]
        made["brief-en.docx"] = ["brief", "th", "--profiles", EXAMPLES, "--as-of", DAY]
        for name, command in made.items():
            done = run(*command, "-o", os.path.join(cls.folder.name, name))
            if done.code:
                raise AssertionError(f"{name}: {done!r}")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def at(self, name):
        return os.path.join(self.folder.name, name)

    def tool(self, *words):
        return subprocess.run(words, check=True, capture_output=True, timeout=MOST_SECONDS).stdout.decode("utf-8")

    def office(self, form, *names):
        self.tool("soffice", "-env:UserInstallation=file://" + self.at("office"), "--headless", "--convert-to", form,
                  "--outdir", self.folder.name, *[self.at(name) for name in names])

    def pages(self, name):
        return self.tool("pdftotext", "-layout", self.at(name), "-").split("\f")

    def test_word_documents_open_and_briefs_are_short(self):
        briefs = ["brief-vn", "brief-eu", "brief-many", "brief-us", "brief-en"]
        self.office("pdf", "report.docx", *[name + ".docx" for name in briefs])
        report = self.pages("report.pdf")
        self.assertIn("規制ギャップ報告書", report[0])
        self.assertIn("規則集", report[0])
        for word in ("要約", "自国の申請資料の流用", "今後の改正等"):
            self.assertTrue(any(word in page for page in report[1:]), word)
        for name in briefs:
            pages = self.pages(name + ".pdf")
            title = "Appendix" if name == "brief-en" else "付録"
            first = [i for i, page in enumerate(pages) if re.search(rf"^\s*{title}\s*$", page, re.M)]
            self.assertTrue(first and first[0] <= 4, f"{name}: the appendix begins on page {first}")

    def test_workbooks_open(self):
        """Every sheet as a table; the last word of the filter asks for all of them."""
        self.office('csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1', "report.xlsx", "checklist.xlsx")
        tables = {}
        for name in os.listdir(self.folder.name):
            if name.endswith(".csv"):
                with open(self.at(name), encoding="utf-8", newline="") as file:
                    tables[name] = list(csv.reader(file))
        self.assertEqual(len([name for name in tables if name.startswith("report-")]), 6)
        summary = next(rows for name, rows in tables.items() if name.startswith("report-") and rows[0][0] == "市場" and "クラス" in rows[0])
        self.assertEqual([row[0] for row in summary[1:3]], ["タイ", "ベトナム"])
        papers = next(rows for name, rows in tables.items() if name.startswith("checklist-") and rows[0][:2] == ["済", "書類"])
        self.assertTrue(all(row[0] == "☐" for row in papers[1:]))

    def browser(self, width, name, *words):
        profile = tempfile.mkdtemp(dir=self.folder.name)
        return self.tool(*CHROMIUM, "--user-data-dir=" + profile, f"--window-size={width},900", *words,
                         "file://" + self.at(name))

    def test_pages_are_no_wider_than_the_screen(self):
        for name in ("report", "brief"):
            with open(self.at(name + ".html"), encoding="utf-8") as file:
                text = file.read()
            self.assertNotIn("<script", text)
            text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
            for width in (375, 1280):
                # A window has a least width of its own; a frame has not.
                with open(self.at("inner.html"), "w", encoding="utf-8") as file:
                    file.write(text.replace("</body>", MEASURE.replace(
                        "document.documentElement.setAttribute('data-wide', ", "parent.postMessage(").replace(
                        "clientWidth)", "clientWidth, '*')")))
                with open(self.at("outer.html"), "w", encoding="utf-8") as file:
                    file.write(f"<body><script>onmessage = e => document.body.setAttribute('data-wide', e.data)</script>"
                               f"<iframe src=inner.html style='width:{width}px;height:900px;border:0'></iframe>")
                found = re.search(r'data-wide="(\d+) of (\d+)"', self.browser(1400, "outer.html", "--dump-dom", "--virtual-time-budget=8000"))
                self.assertTrue(found, "nothing was measured")
                self.assertEqual(found.group(1), found.group(2), f"{name} at {width}")
                self.assertLessEqual(int(found.group(2)), width)

    def test_the_page_prints_on_numbered_sheets(self):
        self.browser(1280, "report.html", "--no-pdf-header-footer", "--print-to-pdf=" + self.at("printed.pdf"))
        self.assertRegex(self.tool("pdfinfo", self.at("printed.pdf")), r"Page size:.*A4")
        pages = [page for page in self.pages("printed.pdf") if page.strip()]
        self.assertIn("対象市場", pages[0])
        self.assertNotIn("要約", pages[0])
        self.assertRegex(pages[1], rf"2 ?/ ?{len(pages)}")


if __name__ == "__main__":
    unittest.main()
