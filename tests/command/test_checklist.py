"""The checklist: each section that is wanted stands on it once, in every form."""
import os
import unittest
import zipfile

from command import DAY, Case, Row, answer, each, example, run

ECG = example("ecg-patch")
STENT = example("coronary-stent")

ROWS = [Row(f"{os.path.basename(p)[:5]} {m}", p, m) for p in (ECG, STENT) for m in ("us", "eu", "th", "vn", "br", "sa")]


@each(ROWS)
class Lists(Case):
    """All that the dossier of the market wants, as `dossier` tells it."""

    def check(self, profile, market):
        lists = answer("checklist", profile, "--to", market, "--as-of", DAY)["lists"]
        walks = [w for w in answer("dossier", profile, "--to", market, "--as-of", DAY)["markets"]]
        self.assertEqual([one["market"] for one in lists], [market] * len(lists))
        wanted = [s["id"] for w in walks for s in w["sections"] if s["status"] != "not_applicable"]
        self.assertEqual([p["id"] for one in lists for p in one["papers"]], wanted)
        for paper in (p for one in lists for p in one["papers"]):
            self.assertTrue(paper["owners"], paper["id"])
            self.assertNotIn("authority", paper["owners"])


class Checklist(Case):
    def test_papers_of_viet_nam_are_legalised(self):
        """Decree 98/2021, Articles 27 and 31: free-sale paper, authorisation and contract come legalised."""
        papers = answer("checklist", STENT, "--to", "vn", "--as-of", DAY)["lists"][0]["papers"]
        marked = [p for p in papers if p["legalisation"]]
        self.assertTrue(marked)
        for paper in marked:
            self.assertTrue({"free_sale_certificate", "letter_of_authorisation", "importer_agreement"} &
                            set(paper["evidence"]) or "iso13485_certificate" in paper["evidence"], paper)

    def test_a_market_without_dossier_is_told_by_requirements(self):
        text = ("reggap: profile/1\nhome: xx\ncomplete: true\nattributes: {product_type: medical_device}\n")
        path = self.write("p.yaml", text)
        from command import MINI
        data = self.good(run("checklist", path, "--to", "yy", "--rules", MINI, "--as-of", DAY, "--format", "json")).json
        self.assertIsNone(data["lists"][0]["dossier"])

    def test_every_form_is_written_the_same_twice(self):
        for ending in ("xlsx", "docx", "html", "md", "txt", "json"):
            found = []
            for turn in ("a", "b"):
                path = self.path(f"{turn}.{ending}")
                self.good(run("checklist", ECG, "--to", "th,vn", "--as-of", DAY, "-o", path))
                with open(path, "rb") as file:
                    found.append(file.read())
            self.assertEqual(*found, ending)

    def test_the_workbook_has_boxes_and_no_formula(self):
        path = self.path("c.xlsx")
        self.good(run("checklist", ECG, "--to", "th", "--lang", "ja", "--as-of", DAY, "-o", path))
        with zipfile.ZipFile(path) as file:
            strings = file.read("xl/sharedStrings.xml").decode("utf-8")
            sheets = [file.read(n).decode("utf-8") for n in file.namelist() if n.startswith("xl/worksheets/sheet")]
            book = file.read("xl/workbook.xml").decode("utf-8")
        self.assertIn("☐", strings)
        self.assertIn("提出する書類", book)
        self.assertFalse(any("<f>" in sheet for sheet in sheets))


if __name__ == "__main__":
    unittest.main()
