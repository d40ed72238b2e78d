"""The glossary: terms in three languages, each with its source."""
import os
import re
import unittest

from command import ROOT, Case, Row, answer, each, run

# The term of the law, and the word by which it is looked for.
TERMS = [
    Row("shonin", "製造販売承認", "jp.shonin", "jp"),
    Row("dmah", "選任", "jp.dmah", "jp"),
    Row("kihon", "基本要件基準", "jp.kihon_yoken", "jp"),
    Row("ninsho", "認証基準", "jp.ninsho_kijun", "jp"),
    Row("nb", "Notified Body", "eu.nb", "eu"),
    Row("csdt", "csdt", "asean.csdt", None),
    Row("vn", "số lưu hành", "vn.number", "vn"),
    Row("id", "izin edar", "id.izin_edar", "id"),
    Row("br", "registro", "br.registro", "br"),
    Row("tr", "ÜTS", "tr.uts", "tr"),
    Row("ph", "LTO", "ph.lto", "ph"),
    Row("th", "ใบอนุญาต", "th.licence", "th"),
]


@each(TERMS)
class Terms(Case):
    def check(self, words, term, market):
        found = {t["id"]: t for t in answer("glossary", *words.split())["terms"]}
        self.assertIn(term, found)
        self.assertEqual(found[term]["market"], market)


class Glossary(Case):
    def test_it_is_whole(self):
        terms = answer("glossary")["terms"]
        self.assertGreaterEqual(len(terms), 80)
        with open(os.path.join(ROOT, "rules", "glossary.yaml"), encoding="utf-8") as file:
            self.assertEqual(len(terms), len(re.findall(r"^  - id: ", file.read(), re.M)))
        self.assertEqual(len({t["id"] for t in terms}), len(terms))
        for term in terms:
            self.assertTrue(term["cite"] and term["term"] and term["meaning"]["en"], term["id"])
            self.assertRegex(term["title"]["ja"], r"[぀-ヿ一-鿿]", term["id"])

    def test_markets_can_be_chosen(self):
        self.assertEqual({t["market"] for t in answer("glossary", "--to", "vn,th")["terms"]}, {"vn", "th"})

    def test_nothing_found_is_said(self):
        done = self.good(run("glossary", "no such word anywhere"))
        self.assertIn("No term fits.", done.out)
        self.assertIn("該当する用語はない", self.good(run("glossary", "zzzz", "--lang", "ja")).out)

    def test_check_reads_it(self):
        text = ("reggap: glossary/1\nterms:\n  - {id: a, market: xq, term: T, language: english, title: {en: T, ja: 語}, "
                "meaning: {en: M, ja: 意味}}\n")
        os.makedirs(self.path("own/rules"))
        self.write("own/rules/glossary.yaml", text)
        done = run("check", self.path("own"))
        self.assertEqual(done.code, 1, done)
        for part in ("unknown market 'xq'", "'language' must be a code", "term 'a' cites nothing"):
            self.assertIn(part, done.err)


if __name__ == "__main__":
    unittest.main()
