"""The brief on one market: what it rests on, how it is refused, and how long it is."""
import json
import os
import re
import unittest
import zipfile

from command import DAY, EXAMPLES, HEAD, ROOT, Case, Row, each, mini, run

BRIEF = ["brief", "vn", "--profiles", EXAMPLES, "--as-of", DAY]

# Where an approval of Japan's counts, by the markets' own law and guidance; and two markets where it opens nothing.
RELIANCE = [
    Row("vn", "vn", {"vn.quick", "clinical.investigation_needed"}),  # Decree 98/2021, Article 29(2)(a) and Article 32(3)
    Row("sg", "sg", {"sg.abridged_c", "sg.expedited_d", "sg.immediate_b"}),  # GN-15: Japan's MHLW is a reference agency
    Row("my", "my", {"my.verification"}),  # MDA circular on verification of recognised foreign approvals
    Row("th", "th", {"th.concise"}),  # concise evaluation of devices approved by reference agencies
    Row("mx", "mx", {"mx.abbreviated"}),  # equivalence agreement with Japan
    Row("eu", "eu", set()),
    Row("us", "us", set()),
]


@each(RELIANCE)
class Reliance(Case):
    def check(self, market, ids):
        data = self.good(run("brief", market, "--from", "jp", "--as-of", DAY, "--format", "json")).json
        found = {one["id"] for one in data["home_approval"]}
        self.assertLessEqual(ids, found)
        if not ids:
            self.assertEqual(found, set())
        for one in data["home_approval"]:
            self.assertTrue(one["cite"], one["id"])
            for asked in one["approved_in"]:
                markets = asked.get("market", ["jp"]) if isinstance(asked, dict) else asked
                self.assertIn("jp", markets)


class Brief(Case):
    def test_the_conditions_of_the_small_market(self):
        data = self.good(run(*mini("brief", "xx", "--from", "yy", "--format", "json"))).json
        self.assertEqual([w["id"] for w in data["home_approval"] if w["kind"] == "route"], ["xx.fast"])
        classes = {r["id"]: r["classes"] for r in data["routes"]}
        self.assertEqual(classes["xx.notice"], ["L", "A"])
        self.assertEqual(classes["xx.fast"], ["H"])

    def test_devices_are_those_of_the_commands(self):
        data = self.good(run(*BRIEF, "--format", "json")).json
        names = sorted(name for name in os.listdir(EXAMPLES) if name.endswith(".yaml"))
        self.assertEqual([os.path.basename(d["profile"]) for d in data["devices"]], names)
        gaps = {}
        for device in data["devices"]:
            words = [device["profile"], "--to", "vn", "--as-of", DAY, "--format", "json"]
            compared = self.good(run("compare", *words)).json["markets"][0]
            planned = self.good(run("plan", *words)).json
            self.assertEqual(device["class"], compared["class"])
            self.assertEqual(device["summary"], compared["summary"])
            self.assertEqual(device["pathway"], compared["pathway"])
            self.assertEqual(device["finish"], planned["finish"]["usual"])
            for row in compared["rows"]:
                if row["verdict"] == "gap":
                    gaps[row["requirement"]] = gaps.get(row["requirement"], 0) + 1
            worst = [r for r in compared["rows"] if r["requirement"] == device["biggest_gap"]]
            self.assertEqual([r["verdict"] for r in worst], ["gap"])
        self.assertEqual({g["requirement"]: g["gap"] for g in data["gaps"] if g["gap"]}, gaps)
        shared = [2 * g["gap"] + g["adapt"] for g in data["gaps"]]
        self.assertEqual(shared, sorted(shared, reverse=True))

    def test_what_is_unknown_is_asked(self):
        data = self.good(run(*BRIEF, "--format", "json")).json
        with open(os.path.join(ROOT, "jurisdictions", "vn", "requirements.yaml"), encoding="utf-8") as file:
            entries = re.split(r"^  - ", file.read(), flags=re.M)[1:]
        unknown = {re.match(r"requirement: (\S+)", e)[1] for e in entries if re.search(r"^    required: unknown", e, re.M)}
        self.assertEqual({q["id"] for q in data["questions"] if q["about"] == "duty"}, unknown)
        bears = [q["devices"] for q in data["questions"]]
        self.assertEqual(bears, sorted(bears, reverse=True))

    def test_what_is_dated_comes(self):
        """Regulation (EU) 2024/1689 is not in the rules twice; Directive (EU) 2024/2853 applies from 9 December 2026."""
        data = self.good(run("brief", "eu", "--as-of", DAY, "--until", "2027-12-31", "--format", "json")).json
        days = [c["on"] for c in data["changes"]]
        self.assertEqual(days, sorted(days))
        self.assertIn("2026-12-09", days)
        self.assertTrue(all(DAY < day <= "2027-12-31" for day in days))

    def test_word_is_spoken_in_both_languages(self):
        for lang, words in (("en", ["Market brief: Viet Nam", "Appendix"]), ("ja", ["市場概要：ベトナム", "付録", "日本の承認・認証の効果"])):
            path = self.path(lang + ".docx")
            self.good(run(*BRIEF, "--lang", lang, "-o", path))
            with zipfile.ZipFile(path) as file:
                text = file.read("word/document.xml").decode("utf-8")
            for word in words:
                self.assertIn(word, text)
            self.assertEqual(text.count("<w:pageBreakBefore/>"), 1)

    def test_the_same_brief_gives_the_same_bytes(self):
        for ending in ("docx", "html", "md", "json", "txt"):
            bytes_of = []
            for turn in ("a", "b"):
                path = self.path(f"{turn}.{ending}")
                self.good(run(*BRIEF, "-o", path))
                with open(path, "rb") as file:
                    bytes_of.append(file.read())
            self.assertEqual(*bytes_of, ending)

    def test_a_broken_profile_stops_it(self):
        folder = os.path.dirname(self.write("good.json", json.dumps({"reggap": "profile/1", "home": "jp"})))
        self.write("bad.yaml", HEAD + "attributes:\n  sofware: embedded\n")
        self.write("worse.json", "{")
        done = run("brief", "vn", "--profiles", folder, "-o", os.path.join(folder, "out.docx"))
        self.assertEqual(done.code, 3, done)
        self.assertRegex(done.err, r"bad\.yaml:3:3: error: unknown attribute 'sofware' \(did you mean 'software'\?\)")
        self.assertRegex(done.err, r"worse\.json:1:\d+: error")
        self.assertFalse(os.path.exists(os.path.join(folder, "out.docx")))

    def test_a_contradiction_names_its_file(self):
        path = self.write("odd.yaml", HEAD + "attributes:\n  product_type: medical_device\n  invasiveness: implant\n  duration: transient\n")
        done = run("brief", "vn", "--profiles", os.path.dirname(path))
        self.assertEqual(done.code, 3, done)
        self.assertIn("odd.yaml", done.err)

    def test_an_empty_or_missing_folder_is_told(self):
        os.mkdir(self.path("empty"))
        for folder in (self.path("empty"), self.path("nowhere")):
            done = run("brief", "vn", "--profiles", folder)
            self.assertEqual(done.code, 3, done)
            self.assertIn(os.path.basename(folder), done.err)

    def test_one_market_at_a_time(self):
        for words in (["brief"], ["brief", "vn,th"], ["brief", "atlantis"], ["brief", "vn", "--from", "atlantis"]):
            self.assertEqual(run(*words).code, 2, words)


if __name__ == "__main__":
    unittest.main()
