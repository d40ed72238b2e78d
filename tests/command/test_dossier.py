"""dossier: what of the home file carries over. Expected values are those of the crosswalk of the IMDRF contents, worked by hand."""
import os
import re
import unittest

from command import DAY, EXAMPLES, HEAD, ROOT, Case, Row, answer, each, example, run

FOLDER = os.path.join(ROOT, "rules", "dossiers")
ECG, AI, STENT, GLUCOSE = (example(n) for n in ("ecg-patch", "endoscopy-ai", "coronary-stent", "glucose-self-test"))


def text_of(name):
    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        return file.read()


def sections_of(name):
    """The sections of a dossier's own file: {id: its lines}."""
    block = re.search(r"^sections:\n((?:  .*\n)*)", text_of(name), re.M)
    parts = re.split(r"^  - id: ", block[1], flags=re.M)[1:] if block else []
    return {part.split("\n")[0].strip('"'): part for part in parts}


def headings_of(name):
    return re.findall(r"^  - \{id: ([^,]+),", text_of(name), re.M)


DOSSIER_FILES = [name for name in sorted(os.listdir(FOLDER)) if not name.startswith("axis.")]


def crosswalk(profile, to, *words):
    data = answer("dossier", profile, "--to", to, "--as-of", DAY, *words)
    return data["markets"]


def section(profile, to, name, *words):
    return next(s for s in crosswalk(profile, to, *words)[0]["sections"] if s["id"] == name)


# profile, target, section, status, home sections that must be among its sources
STATUSES = [
    Row("the tests of a certified device carry to Annex II 6.1(a)", ECG, "eu", "6.1a", "carry_over", {"4.2", "4.6", "4.8"}),
    Row("the particular tests need their files", ECG, "eu", "6.1b", "adapt", {"4.3", "4.4", "4.11", "4.12", "4.13", "4.7"}),
    Row("a program's performance is shown by its validation", AI, "eu", "6.1b", "adapt", {"4.8", "4.11"}),
    Row("a certified device has no clinical evaluation", ECG, "eu", "6.1c", "new", set()),
    Row("an approved one with a trial has", STENT, "eu", "6.1c", "adapt", {"8.1", "8.2"}),
    Row("nor a follow-up plan", ECG, "eu", "6.1d", "new", set()),
    Row("the reason of the EU class has no place at home", ECG, "eu", "1.1e", "new", set()),
    Row("risk management is adapted", ECG, "eu", "5", "adapt", {"6.1", "6.2"}),
    Row("principles to the EU's table", ECG, "eu", "4", "adapt", {"2.2"}),
    Row("materials", STENT, "eu", "1.1k", "adapt", {"3.1"}),
    Row("sterilisation", STENT, "eu", "6.2e", "adapt", {"7.3"}),
    Row("not of a device that is not sterile", ECG, "eu", "6.2e", "not_applicable", set()),
    Row("implant card of an implant", STENT, "eu", "2.card", "new", set()),
    Row("no implant card", ECG, "eu", "2.card", "not_applicable", set()),
    Row("declaration", ECG, "eu", "doc", "adapt", {"2.3"}),
    Row("a predicate for the 510(k)", ECG, "us", "E9", "adapt", {"1.3"}),
    Row("the software file for the 510(k)", ECG, "us", "E16", "adapt", {"4.11", "6.2", "kept.software"}),
    Row("security for the 510(k)", ECG, "us", "E17", "adapt", {"4.12"}),
    Row("shelf life as it is", ECG, "us", "E14", "carry_over", {"4.7"}),
    Row("risk only in a special 510(k)", ECG, "us", "E10", "not_applicable", set()),
    Row("manufacture for the PMA", STENT, "us", "4.manufacture", "adapt", {"7.1", "7.2", "kept.qms"}),
    Row("environment for the PMA", STENT, "us", "11", "new", set()),
    Row("shipping stability of an IVD is new in the EU", GLUCOSE, "eu", "6.3.3", "new", set()),
    Row("shelf life of an IVD", GLUCOSE, "eu", "6.3.1", "adapt", {"ha"}),
    Row("performance evaluation", GLUCOSE, "eu", "6.2", "adapt", {"chi", "i"}),
    Row("the executive summary of the CSDT", ECG, "sg", "3", "adapt", {"1.1", "1.4"}),
    Row("principles of Singapore", ECG, "sg", "4.1", "adapt", {"2.2"}),
    Row("the plant master file of India", ECG, "in", "PMF", "adapt", {"7.2", "kept.qms"}),
    Row("traceability labels of Brazil", STENT, "br", "C5.implant", "new", set()),
]


@each(STATUSES)
class Statuses(Case):
    def check(self, profile, to, name, status, sources):
        found = section(profile, to, name)
        self.assertEqual(found["status"], status, found)
        self.assertLessEqual(sources, {s["id"] for s in found["from"]}, found)
        if not sources and status == "new":
            self.assertEqual(found["from"], [])


# profile, home, target, section, status
BACKWARDS = [
    Row("a 510(k) has no chapter on manufacture", ECG, "us", "eu", "3b", "new"),
    Row("nor a plan of surveillance", ECG, "us", "eu", "A3.1.2", "new"),
    Row("its bench tests serve", ECG, "us", "eu", "6.1a", "carry_over"),
    Row("materials of Annex II serve in Japan", STENT, "eu", "jp", "3.1", "carry_over"),
    Row("requirements of Annex I do not as they are", STENT, "eu", "jp", "2.2", "adapt"),
    Row("a European evaluation is adapted", STENT, "eu", "jp", "8.2", "adapt"),
    Row("tests of a PMA serve in Japan", STENT, "us", "jp", "4.6", "carry_over"),
    Row("a form is each market's own", ECG, "sg", "my", "form", "adapt"),
    Row("risk analysis is one in ASEAN", ECG, "sg", "my", "4.5", "carry_over"),
    Row("principles have a list in each", ECG, "sg", "my", "4.1", "adapt"),
    Row("the EU's file serves Turkey", ECG, "eu", "tr", "6.1b", "carry_over"),
    Row("not its labels", ECG, "eu", "tr", "2", "adapt"),
]


@each(BACKWARDS)
class Backwards(Case):
    """Any market may be home."""

    def check(self, profile, home, to, name, status):
        found = section(profile, to, name, "--from", home)
        self.assertEqual(found["status"], status, found)


# profile, target, section, what has to be added (English, a part of it)
ADDITIONS = [
    Row("substantial equivalence", ECG, "us", "E9", "predicate lawfully marketed in the US"),
    Row("section 524B", ECG, "us", "E17", "section 524B: SBOM"),
    Row("documentation level", ECG, "us", "E16", "documentation level"),
    Row("recognised standards", ECG, "us", "E5", "FDA-recognised standards"),
    Row("human factors", ECG, "us", "E19", "human-factors report"),
    Row("truthful statement", ECG, "us", "E21", "truthful and accurate statement"),
    Row("manufacture in detail", STENT, "us", "4.manufacture", "manufacturing section in GMP detail"),
    Row("all of Annex I", ECG, "eu", "4", "all of Annex I"),
    Row("clinical evaluation", ECG, "eu", "6.1c", "clinical evaluation plan and report"),
    Row("Basic UDI-DI", ECG, "eu", "1.1b", "Basic UDI-DI"),
    Row("the whole risk file", ECG, "eu", "5", "the whole file instead of the table"),
    Row("scientific validity", GLUCOSE, "eu", "6.2", "scientific validity"),
    Row("GN-15", ECG, "sg", "form.legal", "GN-15"),
    Row("GN-16", ECG, "sg", "4.1", "GN-16"),
    Row("apostille of India", ECG, "in", "P1", "apostilled"),
    Row("RDC 848", ECG, "br", "C3", "RDC 848/2024"),
    Row("NOM-137", ECG, "mx", "labels", "NOM-137"),
    Row("SFDA's template", ECG, "sa", "10", "SFDA's template"),
]


@each(ADDITIONS)
class Additions(Case):
    def check(self, profile, to, name, text):
        found = section(profile, to, name)
        self.assertTrue(any(text in one["en"] for one in found["missing"]), found["missing"])
        self.assertTrue(all(one["ja"] for one in found["missing"]))


# profile, home, target, home dossier, dossier
DOSSIERS = [
    Row("certified", ECG, "jp", "us", "jp.certification", "us.estar_510k"),
    Row("certified to the EU", ECG, "jp", "eu", "jp.certification", "eu.mdr"),
    Row("approved", STENT, "jp", "us", "jp.approval", "us.pma"),
    Row("IVD to the EU", GLUCOSE, "jp", "eu", "jp.ivd", "eu.ivdr"),
    Row("IVD to the US", GLUCOSE, "jp", "us", "jp.ivd", "us.estar_510k_ivd"),
    Row("backwards from the US", ECG, "us", "jp", "us.estar_510k", "jp.certification"),
    Row("backwards from the EU", STENT, "eu", "jp", "eu.mdr", "jp.approval"),
    Row("between two others", ECG, "eu", "us", "eu.mdr", "us.estar_510k"),
    Row("between two of ASEAN", ECG, "sg", "my", "sg.csdt", "my.csdt"),
    Row("Turkey lays its own over the EU's", ECG, "eu", "tr", "eu.mdr", "tr.mdr"),
]


@each(DOSSIERS)
class Dossiers(Case):
    def check(self, profile, home, to, home_dossier, dossier):
        found = crosswalk(profile, to, "--from", home)
        self.assertEqual([(m["home_dossier"]["id"], m["dossier"]["id"], m["status"]) for m in found],
                         [(home_dossier, dossier, "determined")])
        summary = found[0]["summary"]
        self.assertEqual(sum(summary.values()), len(found[0]["sections"]))
        for status in summary:
            self.assertEqual(sum(s["status"] == status for s in found[0]["sections"]), summary[status])


class Answers(Case):
    def test_the_contract(self):
        data = answer("dossier", ECG, "--to", "eu,us", "--as-of", DAY)
        self.assertEqual((data["reggap"], data["as_of"], data["home"]), ("dossier/1", DAY, "jp"))
        self.assertEqual([m["market"] for m in data["markets"]], ["eu", "us"])
        for market in data["markets"]:
            for one in market["sections"]:
                self.assertLessEqual({"id", "title", "axis", "status", "from", "held", "missing", "depends_on", "cite"},
                                     set(one))
                self.assertTrue(one["axis"])
                self.assertTrue(one["cite"])
                self.assertIn(one["status"], ("carry_over", "adapt", "new", "not_applicable", "undetermined"))

    def test_evidence_at_hand(self):
        self.assertIn("risk", section(ECG, "eu", "5")["held"])
        self.assertIn("sbom", section(ECG, "us", "E17")["held"])
        self.assertIn("sterilisation", section(STENT, "eu", "6.2e")["held"])

    def test_a_paper_at_hand_fills_what_the_home_file_lacks(self):
        with open(ECG, encoding="utf-8") as file:
            text = file.read()
        self.write("p.yaml", text.replace("evidence:\n", "evidence:\n  - {id: cer, type: clinical_evaluation_report}\n", 1))
        data = self.good(self.here("dossier", "p.yaml", "--to", "eu", "--as-of", DAY, "--format", "json")).json
        found = next(s for s in data["markets"][0]["sections"] if s["id"] == "6.1c")
        self.assertEqual((found["status"], found["held"]), ("adapt", ["cer"]))

    def test_an_open_profile_tells_every_dossier_that_may_be_wanted(self):
        self.write("p.yaml", HEAD + "home: jp\nattributes: {product_type: medical_device, software: none}\n")
        data = self.good(self.here("dossier", "p.yaml", "--to", "us", "--as-of", DAY, "--format", "json")).json
        markets = data["markets"]
        self.assertGreater(len(markets), 1)
        self.assertEqual({m["status"] for m in markets}, {"possible"})
        self.assertTrue(all(m["depends_on"] for m in markets))
        self.assertIsNone(markets[0]["home_dossier"])
        self.assertLessEqual({"jp.approval", "jp.notification"}, {d["id"] for d in markets[0]["home_possible"]})
        self.assertTrue(all("ivd" not in m["dossier"]["id"] for m in markets))
        for one in markets[0]["sections"]:
            if one["status"] == "undetermined":
                self.assertTrue(one["depends_on"] or one["remarks"], one)

    def test_sections_of_software_are_not_asked_without_software(self):
        self.write("p.yaml", HEAD + "home: jp\ncomplete: true\nattributes: {product_type: medical_device, software: none, "
                   "contact: [intact_skin]}\nevidence: []\n")
        data = self.good(self.here("dossier", "p.yaml", "--to", "sg", "--as-of", DAY, "--format", "json")).json
        for market in data["markets"]:
            for one in market["sections"]:
                if one["axis"] and all(h.startswith("n9.3.05.05") for h in one["axis"]):
                    self.assertEqual(one["status"], "not_applicable")

    def test_every_format_and_language(self):
        for words, wanted in ((("--format", "text"), "Order of contents: [estar_510k]"), (("--format", "markdown"), "| E9 Predicates"),
                              (("--format", "html"), "<table"), (("--lang", "ja"), "資料構成の出典"),
                              (("--lang", "ja", "--format", "html"), "要修正")):
            out = self.good(run("dossier", ECG, "--to", "us", "--as-of", DAY, *words)).out
            self.assertIn(re.sub(r"\s", "", wanted), re.sub(r"\s", "", out), words)

    def test_an_unknown_market(self):
        self.assertEqual(run("dossier", ECG, "--to", "zz").code, 2)

    def test_the_check_notes_no_route_without_a_dossier(self):
        data = self.good(run("check", "--format", "json")).json
        self.assertEqual([f["message"] for f in data["findings"] if f["code"] == "no-dossier"], [])


class Files(Case):
    """The shipped files as data."""

    def test_the_axis_of_devices(self):
        ids = headings_of("axis.n9.yaml")
        self.assertEqual(len(ids), len(set(ids)))
        # the chapters of edition 4 and the numbers that moved there
        self.assertEqual({i.split(".")[1] for i in ids}, {"1", "2", "3", "4", "5", "6"})
        for new in ("n9.2.08", "n9.2.09", "n9.2.10.01", "n9.2.10.02", "n9.2.11", "n9.3.05.12", "n9.4.05", "n9.4.06",
                    "n9.4.07", "n9.6.16", "n9.6.17"):
            self.assertIn(new, ids)
        for retired in ("n9.3.02", "n9.3.03", "n9.3.04", "n9.3.04.01"):
            self.assertNotIn(retired, ids)
        for chapter, count in (("n9.3.05.05.", 12), ("n9.6.", 17), ("n9.1.12.", 7), ("n9.5.", 10), ("n9.2.05.", 4)):
            self.assertEqual(sum(i.startswith(chapter) for i in ids), count, chapter)

    def test_the_axis_of_ivds(self):
        ids = headings_of("axis.n13.yaml")
        self.assertEqual(len(ids), len(set(ids)))
        for chapter, count in (("n13.3.06.02.", 12), ("n13.2.04.", 6), ("n13.5.", 8), ("n13.6.", 17), ("n13.1.12.", 6),
                               ("n13.3.06.05.", 3), ("n13.4.02.", 4)):
            self.assertEqual(sum(i.startswith(chapter) for i in ids), count, chapter)

    def test_every_section_is_mapped_and_cited(self):
        for name in DOSSIER_FILES:
            for one, lines in sections_of(name).items():
                self.assertRegex(lines, r"\n    headings: \[\{?(id: )?n\d", (name, one))
                self.assertRegex(lines, r"\n    cite: ", (name, one))

    def test_all_of_annex_ii_is_there(self):
        self.assertLessEqual({"1.1a", "1.1b", "1.1c", "1.1d", "1.1e", "1.1g", "1.1h", "1.1i", "1.1j", "1.1k", "1.1l", "1.2",
                              "2", "3a", "3b", "3c", "4", "5", "6.1a", "6.1b", "6.1c", "6.1d", "6.2a", "6.2b", "6.2c",
                              "6.2d", "6.2e", "6.2f", "6.2g", "A3.1.1", "A3.1.2"}, set(sections_of("eu.mdr.yaml")))

    def test_all_of_the_template_and_the_regulations(self):
        self.assertEqual(set(sections_of("us.estar_510k.yaml")), {f"E{n}" for n in range(1, 23)})
        self.assertLessEqual({str(n) for n in range(1, 19)}, set(sections_of("us.de_novo.yaml")))
        self.assertLessEqual({"1", "2", "3", "5", "7", "8", "9", "10", "11", "12", "13", "14"},
                             set(sections_of("us.pma.yaml")))
        self.assertLessEqual({"1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "3.1", "3.2", "3.3", "5", "9"},
                             set(sections_of("jp.approval.yaml")))

    def test_no_file_is_long(self):
        for name in os.listdir(FOLDER):
            with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
                self.assertLess(len(file.readlines()), 700, name)


if __name__ == "__main__":
    unittest.main()
