"""check --prove: what holds of every admissible device, told with a profile that can be run."""
import json
import time
import unittest

from command import Case, run

MARKET = """reggap: market/1
id: zz
name: {en: Zet, ja: ゼット}
authority: {en: a, ja: a}
region: asia
currency: EUR
languages: [en]
"""
SOURCES = """reggap: sources/1
market: zz
sources: [{id: law, title: {en: Law, ja: 法}, publisher: p, kind: law}]
"""
CLASSES = """reggap: classification/1
market: zz
schemes:
  - id: zz.s
    title: {en: Classes, ja: クラス}
    classes: [low, high]
    strategy: highest
    cite: {source: law, at: "1"}
    rules:
      - id: zz.implants
        title: {en: Implants, ja: 埋植機器}
        when: {invasiveness: implant}
        class: high
        cite: {source: law, at: "2"}
      - id: zz.others
        title: {en: Others, ja: その他}
        when: {not: [{invasiveness: implant}, {sterile: true}]}
        class: low
        cite: {source: law, at: "3"}
"""
ROUTES = """reggap: pathways/1
market: zz
pathways:
  - id: zz.only
    name: {en: Only, ja: 唯一の経路}
    cite: {source: law, at: "4"}
"""


EU = """reggap: classification/1
market: eu
schemes:
  - id: eu.mdr
    rules:
      - id: eu.mdr.r1
        number: "1"
        title: {en: Others, ja: その他}
        when: {sterile: false}
        otherwise: true
        class: I
        cite: {source: mdr, at: "Annex VIII, rule 1"}
"""


class Shipped(Case):
    def test_all_markets_are_proven_in_a_minute(self):
        begin = time.monotonic()
        done = self.good(run("check", "--prove", "--strict", "--format", "json", timeout=300))
        self.assertEqual(done.json["findings"], [])
        self.assertLess(time.monotonic() - begin, 60)

    def test_a_planted_gap_is_found(self):
        """Without the European rule for what no other rule names, such devices get no class."""
        self.write("jurisdictions/eu/classification.yaml", EU)
        findings = run("check", self.folder, "--prove", "--format", "json", timeout=300).json["findings"]
        gaps = [one for one in findings if one["code"] == "no-class" and one["message"].startswith("eu: ")]
        self.assertEqual(len(gaps), 1, findings[:5])
        self.assertEqual(gaps[0]["witness"]["attributes"].pop("product_type"), "medical_device")
        self.assertEqual(gaps[0]["witness"]["attributes"], {"sterile": True})


class Planted(Case):
    def market(self, classes=CLASSES, routes=ROUTES):
        self.write("jurisdictions/zz/market.yaml", MARKET)
        self.write("jurisdictions/zz/sources.yaml", SOURCES)
        self.write("jurisdictions/zz/classification.yaml", classes)
        self.write("jurisdictions/zz/pathways.yaml", routes)

    def prove(self, *words):
        return run("check", self.folder, "--prove", *words, timeout=300)

    def found(self):
        return [one for one in self.prove("--format", "json").json["findings"] if one["message"].startswith("zz: ")]

    def test_a_witness_can_be_run(self):
        self.market()
        found = self.found()
        self.assertEqual([one["code"] for one in found], ["no-class"])
        self.assertTrue(found[0]["file"].endswith("jurisdictions/zz/classification.yaml"))
        self.assertEqual((found[0]["line"], found[0]["severity"]), (4, "warning"))
        self.assertEqual(found[0]["witness"]["attributes"]["sterile"], True)
        path = self.write("witness.json", json.dumps(found[0]["witness"]))
        answer = self.good(run("classify", path, "--to", "zz", "--rules", self.folder, "--format", "json")).json
        self.assertEqual(answer["markets"][0]["class"]["status"], "none")
        self.assertEqual(answer["markets"][0]["scope"], "in")

    def test_text_shows_the_witness(self):
        self.market()
        done = self.prove()
        self.assertEqual(done.code, 1)
        self.assertRegex(done.err, r"warning: zz: some device in the scope of 'zz\.s' gets no class\n    \{\"reggap\"")

    def test_sarif_carries_the_witness(self):
        self.market()
        results = self.prove("--format", "sarif").json["runs"][0]["results"]
        gap = [one for one in results if one["ruleId"] == "no-class"]
        self.assertEqual(len(gap), 1)
        self.assertTrue(gap[0]["properties"]["witness"]["complete"])

    def test_without_prove_nothing_is_searched(self):
        self.market()
        findings = run("check", self.folder, "--format", "json").json["findings"]
        self.assertNotIn("no-class", [one["code"] for one in findings])

    def test_an_exception_with_a_reason(self):
        self.market(CLASSES.replace("    rules:", "    prove: {ignore: [no-class], reason: {en: r, ja: r}}\n    rules:"))
        self.assertEqual(self.found(), [])

    def test_an_exception_must_say_why(self):
        self.market(CLASSES.replace("    rules:", "    prove: {ignore: [no-class]}\n    rules:"))
        self.assertIn("'reason' is missing", run("check", self.folder).err)

    def test_an_exception_names_a_finding(self):
        self.market(CLASSES.replace("    rules:", "    prove: {ignore: [no-clas], reason: {en: r, ja: r}}\n    rules:"))
        self.assertIn("unknown finding 'no-clas' (did you mean 'no-class'?)", run("check", self.folder).err)

    def test_an_exception_that_excepts_nothing(self):
        self.market(CLASSES.replace("{not: [{invasiveness: implant}, {sterile: true}]}", "{not: {invasiveness: implant}}")
                    .replace("    rules:", "    prove: {ignore: [no-class], reason: {en: r, ja: r}}\n    rules:"))
        findings = self.prove("--format", "json").json["findings"]
        self.assertEqual([one["code"] for one in findings if one["code"] not in ("no-entry", "no-steps", "no-dossier", "no-cite")],
                         ["unused-exception"])


if __name__ == "__main__":
    unittest.main()
