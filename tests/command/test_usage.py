"""Exit codes, options and what is said about wrong ones."""
import functools
import json
import os
import re
import unittest

from command import DAY, MINI, Case, Row, answer, each, example, mini, profile, run

ECG = example("ecg-patch")
FULL = profile("full")
COMMANDS = ["markets", "init", "classify", "compare", "explain", "ask", "whatif", "lower", "import", "check", "test",
            "plan", "version", "help"]
WITH_PROFILE = ["classify", "compare", "explain", "ask", "whatif", "lower", "plan"]

DONE = [
    Row("version", "version"),
    Row("version as an option", "--version"),
    Row("version as JSON", "version", "--format", "json"),
    Row("help", "help"),
    Row("help as an option", "--help"),
    Row("help by its letter", "-h"),
    Row("markets", "markets"),
    Row("markets, some", "markets", "--to", "eu,us"),
    Row("markets as JSON", "markets", "--format", "json"),
    Row("init to standard output", "init"),
    Row("classify", "classify", ECG, "--to", "eu"),
    Row("classify all markets", "classify", ECG),
    Row("compare", "compare", ECG, "--to", "eu"),
    Row("compare from another home", "compare", ECG, "--from", "us", "--to", "eu"),
    Row("explain", "explain", ECG, "--to", "eu"),
    Row("explain in a sentence", "explain", ECG, "--to", "eu", "--depth", "sentence"),
    Row("explain as a tree", "explain", ECG, "--to", "eu", "--depth", "tree"),
    Row("explain one rule", "explain", ECG, "--to", "eu", "--rule", "eu.mdr.r10.d"),
    Row("ask for the next question", "ask", ECG, "--to", "eu", "--next"),
    Row("ask for the next question as JSON", "ask", ECG, "--to", "eu", "--next", "--format", "json"),
    Row("whatif", "whatif", ECG, "--to", "eu", "--set", "sterile=true"),
    Row("lower", "lower", ECG, "--market", "eu", "--class", "I"),
    Row("test of one market", "test", "--to", "us"),
    Row("test of a folder", "test", MINI, "--to", "xx,yy"),
]


@each(DONE)
class Done(Case):
    """Exit 0, an answer on standard output, nothing on standard error."""

    def check(self, *words):
        done = self.good(run(*words))
        self.assertTrue(done.raw)
        self.assertEqual(done.err, "")


@each([Row("help of " + name, name) for name in COMMANDS])
class Help(Case):
    """Help of a command is the same by both ways, begins with its name and closes with the options."""

    def check(self, name):
        by_word, by_option = self.good(run("help", name)), self.good(run(name, "--help"))
        self.assertEqual(by_word.out, by_option.out)
        self.assertTrue(by_word.out.startswith(f"reggap {name}"), by_word.out[:80])
        self.assertIn("  example: reggap " + name, by_word.out)
        self.assertIn("\noptions:\n", by_word.out)


class HelpOfAll(Case):
    def test_every_command_is_listed(self):
        out = self.good(run("help")).out
        listed = re.findall(r"^  ([a-z-]+) ", out.split("options:")[0], re.M)
        self.assertLessEqual(set(COMMANDS), set(listed))

    def test_every_option_is_listed(self):
        out = self.good(run("help")).out.split("options:")[1]
        self.assertLessEqual({"--to", "--from", "--as-of", "--format", "--lang", "--output", "--rules", "--rule", "--depth",
                              "--set", "--market", "--class", "--next", "--complete", "--help"},
                             set(re.findall(r"--[a-z-]+", out)))

    def test_help_speaks_japanese(self):
        out = self.good(run("help", "--lang", "ja")).out
        self.assertRegex(out, "[ぁ-ん]")
        self.assertNotIn("help.", out)


WRONG = [
    Row("nothing at all prints the help", [], None),
    Row("unknown command with a near one", ["clasify"],
        "reggap: unknown command 'clasify' (did you mean 'classify'?)\n"),
    Row("unknown command with letters turned", ["lwoer"], "reggap: unknown command 'lwoer' (did you mean 'lower'?)\n"),
    Row("unknown command with none near", ["frobnicate"], "reggap: unknown command 'frobnicate'\n"),
    Row("help of an unknown command", ["help", "frobnicate"], "reggap: unknown command 'frobnicate'\n"),
    Row("help of an unknown command with a near one", ["help", "clasify"],
        "reggap: unknown command 'clasify' (did you mean 'classify'?)\n"),
    Row("unknown option", ["classify", ECG, "--bogus"], "reggap: '--bogus' is no option\nreggap: see 'reggap help'\n"),
    Row("unknown letter", ["classify", ECG, "-x"], "reggap: '-x' is no option\nreggap: see 'reggap help'\n"),
    Row("option cut short", ["classify", ECG, "--form", "json"],
        "reggap: '--form' is no option\nreggap: see 'reggap help'\n"),
    Row("option without its value", ["classify", ECG, "--to"],
        "reggap: '--to' needs a value\nreggap: see 'reggap help'\n"),
    Row("option with a value it does not take", ["classify", ECG, "--complete=yes"],
        "reggap: '--complete' takes no value\nreggap: see 'reggap help'\n"),
    Row("unknown format", ["classify", ECG, "--format", "pdf"],
        "reggap: 'pdf' is no format (text, markdown, html, json; some commands: ics, csv, docx, xlsx, sarif, tap, junit)\nreggap: see 'reggap help'\n"),
    Row("unknown language", ["classify", ECG, "--lang", "de"],
        "reggap: 'de' is no language (en, ja)\nreggap: see 'reggap help'\n"),
    Row("unknown depth", ["explain", ECG, "--depth", "deep"],
        "reggap: 'deep' is no depth (sentence, rules, tree)\nreggap: see 'reggap help'\n"),
    Row("an outlook that ends before it begins", ["changes", ECG, "--as-of", "2026-11-23", "--until", "2026-11-22"],
        "reggap: '--until' is a day before that of --as-of\nreggap: see 'reggap help'\n"),
    Row("an ending that promises what is not written", ["report", ECG, "--to", "us", "-o", "r.pdf"],
        "reggap: 'r.pdf' has the ending of a format that is not written here\nreggap: see 'reggap help'\n"),
    Row("an ending of another command's format", ["classify", ECG, "--to", "us", "-o", "r.docx"],
        "reggap: 'docx' is no format of this command\nreggap: see 'reggap help'\n"),
    Row("a day that is not in the calendar", ["classify", ECG, "--as-of", "2026-02-30"],
        "reggap: '2026-02-30' is not a date as 2026-11-23\nreggap: see 'reggap help'\n"),
    Row("a leap day of another year", ["classify", ECG, "--as-of", "2027-02-29"],
        "reggap: '2027-02-29' is not a date as 2026-11-23\nreggap: see 'reggap help'\n"),
    Row("a word for a day", ["classify", ECG, "--as-of", "today"],
        "reggap: 'today' is not a date as 2026-11-23\nreggap: see 'reggap help'\n"),
    Row("too many words", ["a", "b", "c", "d", "e", "f"],
        "reggap: 'f' is one word too many\nreggap: see 'reggap help'\n"),
    Row("set too often", ["whatif", ECG] + ["--set", "sterile=true"] * 33,
        "reggap: '--set' is given more than 32 times\nreggap: see 'reggap help'\n"),
    Row("rules too often", ["classify", ECG] + ["--rules", MINI] * 9,
        "reggap: '--rules' is given more than 8 times\nreggap: see 'reggap help'\n"),
    Row("whatif without a change", ["whatif", ECG],
        "reggap: 'whatif' wants --set attribute=value\nreggap: see 'reggap help whatif'\n"),
    Row("whatif with a change without a value", ["whatif", ECG, "--to", "eu", "--set", "sterile"],
        "reggap: '--set sterile' wants attribute=value\n"),
    Row("lower without anything", ["lower", ECG],
        "reggap: 'lower' wants --market and --class\nreggap: see 'reggap help lower'\n"),
    Row("lower without a class", ["lower", ECG, "--market", "eu"],
        "reggap: 'lower' wants --market and --class\nreggap: see 'reggap help lower'\n"),
    Row("lower without a market", ["lower", ECG, "--class", "I"],
        "reggap: 'lower' wants --market and --class\nreggap: see 'reggap help lower'\n"),
    Row("lower to an unknown class", mini("lower", FULL, "--market", "xx", "--class", "Q"),
        "reggap: 'Q' is no class of such a product in 'xx'; there are: L M H\n"),
    Row("import without anything", ["import"],
        "reggap: 'import' wants LIST, FILE and --output DIR\nreggap: see 'reggap help import'\n"),
    Row("import without a file", ["import", "us-product-codes"],
        "reggap: 'import' wants LIST, FILE and --output DIR\nreggap: see 'reggap help import'\n"),
    Row("import without a folder", ["import", "us-product-codes", "list.txt"],
        "reggap: 'import' wants LIST, FILE and --output DIR\nreggap: see 'reggap help import'\n"),
]


@each(WRONG)
class Wrong(Case):
    """Exit 2; what is said is pinned word for word."""

    def check(self, words, expected):
        done = run(*words)
        self.assertEqual(done.code, 2, repr(done))
        if expected is None:
            self.assertIn("usage: reggap COMMAND", done.out)
            return
        self.assertEqual(done.out, "")
        self.assertEqual(done.err, expected)


@each([Row(name + " without a profile", name, []) for name in WITH_PROFILE] +
      [Row(name + " with two profiles", name, [ECG, ECG]) for name in WITH_PROFILE])
class WantsOneProfile(Case):
    def check(self, name, words):
        more = {"whatif": ["--set", "sterile=true"], "lower": ["--market", "eu", "--class", "I"]}.get(name, [])
        done = self.fails(run(name, *words, *more), 2)
        self.assertEqual(done.err, f"reggap: '{name}' wants one PROFILE\nreggap: see 'reggap help {name}'\n")


class Markets(Case):
    """An unknown market is answered with the list of those there are."""

    @staticmethod
    def list():
        return " ".join(m["market"] for m in answer("markets")["markets"])

    def unknown(self, code, *words):
        done = self.fails(run(*words), 2)
        self.assertEqual(done.err, f"reggap: unknown market '{code}'; there are: {self.list()}\n")

    def test_unknown_target(self):
        self.unknown("zz", "classify", ECG, "--to", "zz")

    def test_unknown_among_known(self):
        self.unknown("zz", "compare", ECG, "--to", "us,zz,eu")

    def test_unknown_home(self):
        self.unknown("zz", "compare", ECG, "--from", "zz", "--to", "eu")

    def test_unknown_of_lower(self):
        self.unknown("zz", "lower", ECG, "--market", "zz", "--class", "I")

    def test_unknown_of_whatif(self):
        self.unknown("zz", "whatif", ECG, "--to", "zz", "--set", "sterile=true")

    def test_unknown_of_ask(self):
        self.unknown("zz", "ask", ECG, "--to", "zz", "--next")

    def test_unknown_of_test(self):
        self.unknown("zz", "test", "--to", "zz")

    def test_unknown_of_markets(self):
        self.unknown("zz", "markets", "--to", "zz")

    def test_nothing_named(self):
        self.unknown("", "classify", ECG, "--to", "")

    def test_nothing_between_commas(self):
        self.unknown("", "classify", ECG, "--to", "us,,eu")

    def test_upper_case_is_another_word(self):
        self.unknown("EU", "classify", ECG, "--to", "EU")

    def test_own_markets_are_listed(self):
        done = self.fails(run(*mini("classify", FULL, "--to", "zz")), 2)
        self.assertRegex(done.err, r"there are: .* xx yy\b")

    def test_all_leaves_the_home_out_of_a_comparison(self):
        codes = [m["market"] for m in run("compare", ECG, "--format", "json").json["markets"]]
        self.assertEqual(codes, [code for code in self.list().split() if code != "jp"])

    def test_all_keeps_the_home_in_a_classification(self):
        codes = [m["market"] for m in run("classify", ECG, "--to", "all", "--format", "json").json["markets"]]
        self.assertEqual(codes, self.list().split())

    def test_the_order_asked_for_is_kept_and_doubles_count_once(self):
        codes = [m["market"] for m in run("classify", ECG, "--to", "us,eu,us", "--format", "json").json["markets"]]
        self.assertEqual(codes, ["us", "eu"])

    def test_lower_wants_one_market(self):
        self.fails(run("lower", ECG, "--market", "eu,us", "--class", "I"), 2)

    def test_unknown_rule_to_explain(self):
        done = self.fails(run("explain", ECG, "--to", "eu", "--rule", "eu.mdr.r999"), 2)
        self.assertIn("eu.mdr.r999", done.err)

    def test_an_option_of_another_command(self):
        self.fails(run("classify", ECG, "--to", "eu", "--set", "sterile=true"), 2)

    def test_unknown_list_to_import(self):
        done = self.fails(run("import", "us-codes", "list.txt", "-o", self.path("own")), 2)
        self.assertRegex(done.err, r"^reggap: unknown list 'us-codes'; there are:( \S+)* jp-jmdn( \S+)* us-product-codes")
        self.assertEqual(self.files(), [])

    def test_lower_to_a_class_of_other_products(self):
        done = run("lower", ECG, "--market", "eu", "--class", "D", "--format", "json")
        self.assertTrue(done.code == 2 or not done.json["already"], repr(done))


FORMS = [
    Row("long and apart", "--to", "eu", "--format", "json", "--lang", "ja"),
    Row("long with equals", "--to=eu", "--format=json", "--lang=ja"),
    Row("letters apart", "-t", "eu", "-f", "json", "-l", "ja"),
    Row("letters together", "-teu", "-fjson", "-lja"),
    Row("the last one counts", "--to", "us", "--to", "eu", "--format", "text", "--format", "json"),
]


@each(FORMS)
class Forms(Case):
    """Options are read in every usual form, and before or after the words."""

    def check(self, *options):
        after = self.good(run("explain", ECG, *options, "--depth", "sentence", "--as-of", DAY))
        before = self.good(run(*options, "--depth", "sentence", "--as-of", DAY, "explain", ECG))
        self.assertEqual(after.raw, before.raw)
        self.assertEqual([m["market"] for m in after.json["markets"]], ["eu"])


class Words(Case):
    def test_two_dashes_end_the_options(self):
        self.write("--odd.yaml", "reggap: profile/1\n")
        self.good(self.here("classify", "--to", "eu", "--", "--odd.yaml"))

    def test_md_is_markdown(self):
        a = self.good(run("version", "--format", "md"))
        b = self.good(run("markets", "--format", "md", "--to", "eu"))
        self.assertTrue(a.raw and b.out.startswith("# "))

    def test_version_says_both_versions(self):
        self.assertRegex(run("version").out, r"^reggap \d+\.\d+\.\d+, rules \d{4}\.\d\d\.\d\d-[0-9a-f]{8}\n$")

    def test_version_counts_own_files(self):
        plain = run("version", "--format", "json").json["rules_version"]
        own = run(*mini("markets", "--to", "xx", "--format", "json")).json["rules_version"]
        files = sum(f.endswith((".yaml", ".tsv")) for _, _, names in os.walk(MINI) for f in names)
        self.assertEqual(own, f"{plain}+{files}")


C = "jurisdictions/xx/classification.yaml"


@functools.cache
def checked():
    """What check says of a copy of the small markets with mistakes of many kinds; it reads every market, so once."""
    case = Case()
    case.setUp()
    try:
        case.copy_mini((C, "mini_contact: brain", "mini_contact: brian"),
                       (C, "        cite: {source: act, at: section 4(2)}\n", ""),
                       (C, "when: {mini_sterile: true, mini_duration: long}",
                        "when: {mini_steril: true, mini_duration: long}"),
                       ("jurisdictions/xx/requirements.yaml", "{days: 10}", "{dais: 10}"),
                       ("jurisdictions/xx/clasification.yaml", None, "reggap: classification/1\n"))
        return case.here("check", "rules", "--as-of", DAY)
    finally:
        case.doCleanups()


class Findings(Case):
    """check and test end with 1 when they found something."""

    def test_check_of_what_is_shipped(self):
        done = run("check")
        self.assertEqual(done.code, 0 if done.out == "0 errors, 0 warnings\n" else 1)

    def test_check_ends_with_findings(self):
        done = checked()
        self.assertEqual(done.code, 1, repr(done))
        self.assertRegex(done.out, r"^[1-9]\d* errors, [1-9]\d* warnings\n$")

    def test_check_finds_an_error(self):
        self.assertIn("rules/jurisdictions/xx/classification.yaml:18:56: error: unknown value of 'mini_contact': 'brian' "
                      "(did you mean 'brain'?)", checked().told("error"))

    def test_check_finds_what_cites_nothing(self):
        self.assertIn("rules/jurisdictions/xx/classification.yaml:37:9: warning: rule 'xx.r2' cites nothing",
                      checked().told("warning"))

    def test_check_finds_mistakes_in_rules_of_another_day(self):
        self.assertIn("rules/jurisdictions/xx/classification.yaml:60:16: error: unknown attribute 'mini_steril' (did you "
                      "mean 'mini_sterile'?)", checked().told("error"))

    def test_check_finds_mistakes_in_requirements(self):
        self.assertIn("rules/jurisdictions/xx/requirements.yaml:28:18: error: unknown parameter 'dais' (did you mean "
                      "'days'?)", checked().told("error"))

    def test_check_finds_a_file_whose_name_means_nothing(self):
        self.assertIn("clasification.yaml", checked().err)

    def test_check_as_json(self):
        self.copy_mini((C, "mini_contact: brain", "mini_contact: brian"))
        done = self.here("check", "rules", "--format", "json", "-o", "found.json")
        self.assertEqual((done.code, done.out, done.err), (1, "", ""))
        data = json.loads(self.read("found.json"))
        self.assertEqual(list(data)[:3], ["reggap", "as_of", "rules_version"])
        self.assertEqual(data["reggap"], "check/1")
        for finding in data["findings"]:
            self.assertLessEqual({"file", "line", "column", "severity", "code", "message"}, set(finding))
            self.assertIn(finding["severity"], {"error", "warning", "note"})
        findings = [f for f in data["findings"] if f["severity"] == "error"]
        self.assertEqual(findings[0], {"file": "rules/jurisdictions/xx/classification.yaml", "line": 18, "column": 56,
                                       "severity": "error", "code": "unknown-value",
                                       "message": "unknown value of 'mini_contact': 'brian' (did you mean 'brain'?)"})

    def test_a_failing_case(self):
        self.copy_mini(("jurisdictions/xx/cases.yaml", "expect: {class: H, rule: xx.r3, route: xx.licence}",
                        "expect: {class: M, rule: xx.r2, route: xx.fast}"))
        done = self.here("test", "rules", "--to", "xx,yy")
        self.assertEqual(done.code, 1)
        self.assertEqual(done.err, "")
        self.assertEqual(done.out,
                         "rules/jurisdictions/xx/cases.yaml:9:5: error: xx.case.probe (probe): expected class M, rule "
                         "xx.r2, route xx.fast, got class H, rule xx.r2|xx.r3!, route xx.licence\n"
                         "8 passed, 1 failed\n")

    def test_a_failing_case_as_json(self):
        self.copy_mini(("jurisdictions/xx/cases.yaml", "class: none", "class: L"))
        done = self.here("test", "rules", "--to", "xx,yy", "--format", "json")
        self.assertEqual(done.code, 1)
        self.assertEqual((done.json["passed"], done.json["failed"]), (8, 1))
        bad = [case for case in done.json["cases"] if not case["ok"]]
        self.assertEqual(bad, [{"market": "xx", "id": "xx.case.band", "ok": False, "expected": "class L",
                                "got": "class none"}])

    def test_a_sub_class_that_is_expected_and_missing(self):
        self.copy_mini(("jurisdictions/xx/cases.yaml", "subclass: [Ls]", "subclass: [Lx]"))
        done = self.here("test", "rules", "--to", "xx")
        self.assertEqual(done.code, 1)
        self.assertIn("expected sub-class Lx, got sub-class none such", done.out)

    def test_a_rule_that_must_not_fire(self):
        self.copy_mini(("jurisdictions/xx/cases.yaml", "not_rule: [xx.r2, xx.r3]", "not_rule: [xx.r1]"))
        done = self.here("test", "rules", "--to", "xx")
        self.assertIn("expected not rule xx.r1, got not rule xx.r1!", done.out)

    def test_an_unknown_rule_that_must_not_fire(self):
        self.copy_mini(("jurisdictions/xx/cases.yaml", "not_rule: [xx.r2, xx.r3]", "not_rule: [xx.r99]"))
        self.assertNotEqual(self.here("test", "rules", "--to", "xx").code, 0)

    def test_findings_keep_their_code_with_a_file_as_output(self):
        self.copy_mini(("jurisdictions/xx/cases.yaml", "class: none", "class: L"))
        done = self.here("test", "rules", "--to", "xx", "-o", "out.txt")
        self.assertEqual(done.code, 1)
        self.assertIn("4 passed, 1 failed", self.read("out.txt"))


if __name__ == "__main__":
    unittest.main()
