"""Profiles that are not valid: what is said is pinned word for word, with its place; exit 3, and no file is written."""
import re
import unittest

from command import HEAD, Case, Row, each, example, run

A = HEAD + "attributes:\n"


def say(line, column, text):
    return f"p.yaml:{line}:{column}: error: {text}"


def near(line, column):
    """An error in this place, in whatever words."""
    return re.compile(rf"^p\.yaml:{line}:{column}: error: \S")


# name, text of the file, all that is told
WRONG = [
    # ---- names
    Row("unknown attribute", A + "  sofware: embedded\n",
        say(3, 3, "unknown attribute 'sofware' (did you mean 'software'?)")),
    Row("unknown attribute far from any", A + "  zzzzzzzzzzzz: 1\n", say(3, 3, "unknown attribute 'zzzzzzzzzzzz'")),
    Row("unknown attribute in another script", A + "  ソフトウェア: 単体\n", say(3, 3, "unknown attribute 'ソフトウェア'")),
    Row("empty attribute", A + '  "": true\n', say(3, 3, "unknown attribute ''")),
    Row("unknown value", A + "  software: embeded\n",
        say(3, 13, "unknown value of 'software': 'embeded' (did you mean 'embedded'?)")),
    Row("unknown value far from any", A + "  software: zzzzzzzzz\n",
        say(3, 13, "unknown value of 'software': 'zzzzzzzzz'")),
    Row("value in upper case", A + "  software: Embedded\n",
        say(3, 13, "unknown value of 'software': 'Embedded' (did you mean 'embedded'?)")),
    Row("unknown value in a set", A + "  contact: [intact_skin, intact_skn]\n",
        say(3, 26, "unknown value of 'contact': 'intact_skn' (did you mean 'intact_skin'?)")),
    Row("unknown value in a list of lines", A + "  contact:\n    - intact_skin\n    - tooth\n",
        say(5, 7, "unknown value of 'contact': 'tooth' (did you mean 'teeth'?)")),
    Row("unknown key", HEAD + "atributes:\n  software: embedded\n",
        say(2, 1, "unknown key 'atributes' (did you mean 'attributes'?)")),
    Row("unknown key of the device", HEAD + "device: {nam: x}\n", say(2, 10, "unknown key 'nam' (did you mean 'name'?)")),
    Row("unknown language of a text", HEAD + "device: {name: {en: a, fr: b}}\n", say(2, 24, "unknown key 'fr'")),
    Row("merge key of YAML", A + "  <<: {software: embedded}\n", say(3, 3, "unknown attribute '<<'")),
    Row("attribute of another section", HEAD + "safety:\n  software: embedded\n",
        re.compile(r"^p\.yaml:3:3: error: (?!.*did you mean 'software'\?)")),
    Row("code among the attributes", A + '  jmdn: "35162000"\n',
        re.compile(r"^p\.yaml:3:3: error: (?!.*did you mean 'jmdn'\?)")),
    # ---- home and kind
    Row("unknown home", HEAD + "home: zzzz\n", say(2, 7, "unknown market 'zzzz'")),
    Row("unknown home with a near one", HEAD + "home: jo\n", say(2, 7, "unknown market 'jo' (did you mean 'jp'?)")),
    Row("home as a list", HEAD + "home: [jp]\n", say(2, 7, "'home' must be a text")),
    Row("kind of another file", "reggap: market/1\n", say(1, 9, "'profile/1' is expected here, not 'market/1'")),
    Row("kind of a later form", "reggap: profile/2\n", say(1, 9, "'profile/1' is expected here, not 'profile/2'")),
    Row("no kind", "home: jp\n", say(1, 1, "'reggap' is missing")),
    Row("kind without a value", "reggap:\nhome: jp\n", say(1, 8, "'reggap' must be a text")),
    # ---- types
    Row("number for a truth value", A + "  sterile: 1\n", say(3, 12, "unknown value of 'sterile': '1'")),
    Row("yes for a truth value", A + "  sterile: yes\n", say(3, 12, "unknown value of 'sterile': 'yes'")),
    Row("list for a truth value", A + "  sterile: [true]\n", say(3, 12, "'sterile' must be true or false")),
    Row("two values for one", A + "  software: [embedded, none]\n", say(3, 13, "'software' must be one value")),
    Row("map for a value", A + "  software: {a: b}\n", say(3, 13, "'software' must be one value")),
    Row("map for a set", A + "  contact: {a: b}\n", say(3, 12, "a value or a list of values is expected here")),
    Row("list in a set", A + "  contact: [[intact_skin]]\n", say(3, 13, "a plain value is expected here")),
    Row("word for a number", A + "  us_patients_per_year: many\n",
        say(3, 25, "'us_patients_per_year' must be a whole number, 0 or more")),
    Row("negative number", A + "  us_patients_per_year: -1\n",
        say(3, 25, "'us_patients_per_year' must be a whole number, 0 or more")),
    Row("broken number", A + "  us_patients_per_year: 1.5\n",
        say(3, 25, "'us_patients_per_year' must be a whole number, 0 or more")),
    Row("number beyond 64 bits", A + "  us_patients_per_year: 99999999999999999999\n",
        say(3, 25, "'us_patients_per_year' must be a whole number, 0 or more")),
    Row("word for money", HEAD + "company:\n  gross_receipts: lots\n",
        say(3, 19, "'gross_receipts' must be an amount, or {amount, currency}")),
    Row("money without bounds", HEAD + "company:\n  gross_receipts: 1e300\n",
        say(3, 19, "'gross_receipts' must be an amount, or {amount, currency}")),
    Row("money that is no number", HEAD + "company:\n  gross_receipts: nan\n",
        say(3, 19, "'gross_receipts' must be an amount, or {amount, currency}")),
    Row("infinite money", HEAD + "company:\n  gross_receipts: .inf\n",
        say(3, 19, "'gross_receipts' must be an amount, or {amount, currency}")),
    Row("word for an amount", HEAD + "company:\n  gross_receipts: {amount: lots}\n",
        say(3, 19, "'gross_receipts' must be an amount, or {amount, currency}"),
        say(3, 28, "'amount' must be a number")),
    Row("unknown key of money", HEAD + "company:\n  gross_receipts: {amount: 5, curency: JPY}\n",
        say(3, 31, "unknown key 'curency' (did you mean 'currency'?)")),
    Row("list for a section", HEAD + "attributes: [a]\n", say(2, 13, "'attributes' must be a map")),
    Row("word for a section", HEAD + "attributes: a\n", say(2, 13, "'attributes' must be a map")),
    Row("word for complete", HEAD + "complete: maybe\n", say(2, 11, "'complete' must be true or false")),
    Row("a word for the whole file", "hello\n", say(1, 1, "a map is expected here")),
    Row("a list for the whole file", "- a\n- b\n", say(1, 1, "a map is expected here")),
    Row("list for the name", HEAD + "device: {name: [a]}\n", say(2, 16, "a map is expected here")),
    # ---- twice
    Row("duplicate key", A + "  software: embedded\n  active: true\n  software: none\n",
        say(5, 3, "duplicate key 'software' (it stands in line 3 already)")),
    Row("duplicate key with the same value", A + "  active: true\n  active: true\n",
        say(4, 3, "duplicate key 'active' (it stands in line 3 already)")),
    Row("duplicate key at the top", HEAD + "home: jp\nhome: us\n",
        say(3, 1, "duplicate key 'home' (it stands in line 2 already)")),
    Row("duplicate key in a record", HEAD + "evidence: [{id: a, type: labelling, id: b}]\n",
        say(2, 37, "duplicate key 'id' (it stands in line 2 already)")),
    # ---- contradictions
    Row("implant that is short", A + "  invasiveness: implant\n  duration: short_term\n",
        say(4, 3, "'duration' contradicts 'invasiveness' in line 3: An implant remains in the body, so its use is "
                  "long-term (invasiveness implant asks for duration long_term).")),
    Row("the same the other way round", A + "  duration: short_term\n  active: false\n  invasiveness: implant\n",
        say(3, 3, "'duration' contradicts 'invasiveness' in line 5: An implant remains in the body, so its use is "
                  "long-term (invasiveness implant asks for duration long_term).")),
    Row("software that touches", A + "  software: standalone\n  contact: [intact_skin]\n",
        say(4, 3, "'contact' contradicts 'software' in line 3: Software by itself does not touch the body (software "
                  "standalone asks for invasiveness non_invasive and an empty contact).")),
    Row("two contradictions", A + "  product_type: medical_device\n  self_test: true\n  intended_user: professional\n",
        say(3, 3, "'product_type' contradicts 'self_test' in line 4: self_test, near_patient and ivd_purpose describe "
                  "in vitro diagnostics, analysers included: product_type must be ivd."),
        say(5, 3, "'intended_user' contradicts 'self_test' in line 4: A self-test is used by lay persons (self_test "
                  "asks for intended_user lay or both).")),
    # ---- broken YAML
    Row("list without an end", A + "  contact: [intact_skin\n",
        say(4, 1, "while parsing a flow sequence, did not find expected ',' or ']' (begun in line 3)")),
    Row("tab for blanks", HEAD + "attributes:\n\tsoftware: embedded\n",
        say(3, 1, "while scanning for the next token, found character that cannot start any token (begun in line 3)")),
    Row("wrong indent", A + "   software: embedded\n  active: true\n",
        say(4, 3, "while parsing a block mapping, did not find expected key (begun in line 1)")),
    Row("quote without an end", HEAD + 'device: {name: "abc\n',
        say(3, 1, "while scanning a quoted scalar, found unexpected end of stream (begun in line 2)")),
    Row("colon in a value", HEAD + "device:\n  name: a: b\n",
        say(3, 10, "mapping values are not allowed in this context")),
    Row("key that is a list", HEAD + "? [a]\n: b\n", say(2, 3, "a key must be plain text")),
    Row("form of YAML that is not known", "%YAML 2.0\n---\n" + HEAD, say(1, 1, "found incompatible YAML document")),
    # ---- YAML that is refused
    Row("anchor", HEAD + "attributes: &a\n  software: embedded\n",
        say(2, 13, "anchors and aliases are not used here")),
    Row("anchor of a word", HEAD + "home: &a jp\n", say(2, 7, "anchors and aliases are not used here")),
    Row("alias", HEAD + "home: *a\n", say(2, 7, "anchors and aliases are not used here")),
    Row("node inside itself", HEAD + "device: &a [*a]\n", say(2, 9, "anchors and aliases are not used here")),
    Row("tag", A + "  software: !!str embedded\n", say(3, 13, "tags are not used here")),
    Row("tag of a map", HEAD + "attributes: !!map\n  software: embedded\n", say(2, 13, "tags are not used here")),
    Row("tag of a program", HEAD + "home: !python/object jp\n", say(2, 7, "tags are not used here")),
    Row("two documents", HEAD + "---\n" + HEAD, say(2, 1, "more than one document in the file")),
    Row("empty file", "", say(1, 1, "the file is empty")),
    Row("file of blanks", "\n\n  \n", say(1, 1, "the file is empty")),
    Row("file of comments", "# nothing\n", say(1, 1, "the file is empty")),
    # ---- bytes
    Row("NUL in YAML", HEAD + "home: j\0p\n", near(2, 8)),
    Row("NUL by its escape in YAML", HEAD + 'home: "j\\0p"\n',
        say(2, 7, "not valid UTF-8, or a zero byte in a text")),
    Row("control character in YAML", HEAD + 'home: "j\x01p"\n', near(2, 9)),
    Row("invalid UTF-8 in YAML", HEAD.encode() + b"home: \xff\n", near(2, 7)),
    Row("overlong UTF-8 in YAML", HEAD.encode() + b"home: \xc0\xaf\n", near(2, 7)),
    Row("Latin-1 in YAML", HEAD.encode() + b"device: {name: caf\xe9}\n",
        near(2, 19)),
    Row("invalid UTF-8 in JSON", b'{"reggap": "profile/1",\n"home": "\xff"}',
        say(2, 10, "not valid UTF-8, or a zero byte in a text")),
    Row("half of a pair in JSON as bytes", b'{"reggap": "\xed\xa0\x80"}',
        say(1, 13, "not valid UTF-8, or a zero byte in a text")),
    Row("NUL in JSON", b'{"reggap": "profile/1", "home": "j\0p"}',
        say(1, 35, "not valid UTF-8, or a zero byte in a text")),
    Row("NUL by its escape in JSON", '{"reggap": "profile/1", "home": "jp\\u0000x"}',
        say(1, 33, "not valid UTF-8, or a zero byte in a text")),
    # ---- JSON
    Row("JSON without a value", '{"reggap": "profile/1", "home": }', say(1, 33, "not JSON from here on")),
    Row("JSON with more behind it", '{"reggap": "profile/1"} x', say(1, 25, "not JSON from here on")),
    Row("JSON with a comma too many", '{"reggap": "profile/1",}', say(1, 24, "not JSON from here on")),
    Row("JSON with bare keys", "{reggap: profile/1}", say(1, 2, "not JSON from here on")),
    Row("JSON with single quotes", "{'reggap': 'profile/1'}", say(1, 2, "not JSON from here on")),
    Row("JSON with a number of eight", '{"reggap": "profile/1", "attributes": {"us_patients_per_year": 012}}',
        say(1, 64, "not JSON from here on")),
    Row("JSON with a bare word", '{"reggap": "profile/1", "complete": True}', say(1, 37, "not JSON from here on")),
    Row("JSON with a control character", '{"reggap": "profile/1", "home": "j\x01p"}',
        say(1, 33, "not JSON from here on")),
    Row("JSON with a comment", '{"reggap": "profile/1"} // mine', say(1, 25, "not JSON from here on")),
    Row("JSON without an end", '{"reggap": "profile/1"', say(1, 23, "not JSON from here on")),
    Row("JSON that is a list", "[]", say(1, 1, "a map is expected here")),
    Row("JSON with a key twice", '{"reggap": "profile/1",\n "home": "jp", "home": "us"}',
        say(2, 16, "duplicate key 'home' (it stands in line 2 already)")),
    Row("JSON with an unknown attribute", '{"reggap": "profile/1",\n "attributes": {"sofware": "embedded"}}',
        say(2, 17, "unknown attribute 'sofware' (did you mean 'software'?)")),
    Row("JSON with an unknown value", '{"reggap": "profile/1",\n "attributes": {"software":\n"embeded"}}',
        say(3, 1, "unknown value of 'software': 'embeded' (did you mean 'embedded'?)")),
    Row("JSON columns count characters", '{"reggap": "profile/1", "device": {"name": "装着型", "nam": 1}}',
        say(1, 51, "unknown key 'nam' (did you mean 'name'?)")),
    # ---- limits
    Row("YAML 65 deep", HEAD + "notes: " + "[" * 64 + "]" * 64 + "\n", say(2, 71, "nested deeper than 64 levels")),
    Row("JSON 65 deep", '{"reggap": "profile/1", "notes": ' + "[" * 64 + "]" * 64 + "}",
        say(1, 97, "nested deeper than 64 levels")),
    Row("text of 64 KiB and one", HEAD + "notes: " + "a" * 65537 + "\n", say(2, 8, "a text longer than 64 KiB")),
    Row("key of 64 KiB and one", HEAD + "k" * 1000 + ": " + "a" * 65537 + "\n",
        say(2, 1003, "a text longer than 64 KiB")),
    # ---- papers and approvals
    Row("unknown type of paper", HEAD + "evidence:\n  - {id: a, type: iso13485_certifcate}\n",
        say(3, 19, "unknown value of 'type': 'iso13485_certifcate' (did you mean 'iso13485_certificate'?)")),
    Row("unknown field of a paper", HEAD + "evidence:\n  - {id: a, type: labelling, expire: 2027-01-01}\n",
        say(3, 30, "unknown key 'expire' (did you mean 'expires'?)")),
    Row("paper with a day that is not there", HEAD + "evidence:\n  - {id: a, type: labelling, expires: 2027-02-30}\n",
        say(3, 39, "'expires' must be a date as 2026-11-23")),
    Row("paper with a year for a day", HEAD + "evidence:\n  - {id: a, type: labelling, issued: 2027}\n",
        say(3, 38, "'issued' must be a date as 2026-11-23")),
    Row("paper with a day written otherwise", HEAD + "evidence:\n  - {id: a, type: labelling, issued: 1/2/2026}\n",
        say(3, 38, "'issued' must be a date as 2026-11-23")),
    Row("paper with a list for an id", HEAD + "evidence:\n  - {id: [a], type: labelling}\n",
        say(3, 10, "'id' must be a plain value")),
    Row("paper that ends before it begins",
        HEAD + "evidence:\n  - {id: a, type: labelling, issued: 2027-01-01, expires: 2026-01-01}\n",
        re.compile(r"^p\.yaml:3:\d+: error: .*expires")),
    Row("papers as a map", HEAD + "evidence: {id: a}\n", say(2, 11, "'evidence' must be a list")),
    Row("papers as words", HEAD + "evidence: [a]\n", say(2, 12, "'evidence' must be a list of maps")),
    Row("unknown status of an approval", HEAD + "approvals:\n  - {market: jp, status: vald}\n",
        say(3, 26, "unknown value of 'status': 'vald' (did you mean 'valid'?)")),
    Row("unknown kind of an approval", HEAD + "approvals:\n  - {market: jp, kind: shonin}\n",
        say(3, 24, "unknown value of 'kind': 'shonin'")),
    Row("approval with a word for a truth value", HEAD + "approvals:\n  - {market: jp, identical_device: perhaps}\n",
        say(3, 36, "'identical_device' must be true or false")),
    Row("approval with a word for a day", HEAD + "approvals:\n  - {market: jp, date: tomorrow}\n",
        say(3, 24, "'date' must be a date as 2026-11-23")),
    Row("unknown field of an approval", HEAD + "approvals:\n  - {market: jp, staus: valid}\n",
        say(3, 18, "unknown key 'staus' (did you mean 'status'?)")),
    Row("unknown field of a site", HEAD + "company:\n  sites: [{country: JP, actvity: x}]\n",
        say(3, 25, "unknown key 'actvity' (did you mean 'activity'?)")),
    # ---- many at once
    Row("all mistakes at once",
        HEAD + "home: nowhere\nattributes:\n  sofware: embedded\n  sterile: 7\n  contact: [skin]\nevidence:\n"
               "  - {id: a, type: labelling, issued: x, foo: 1}\nhomes: 1\n",
        say(2, 7, "unknown market 'nowhere'"), say(4, 3, "unknown attribute 'sofware' (did you mean 'software'?)"),
        say(5, 12, "unknown value of 'sterile': '7'"), say(6, 13, "unknown value of 'contact': 'skin'"),
        say(8, 38, "'issued' must be a date as 2026-11-23"), say(8, 41, "unknown key 'foo'"),
        say(9, 1, "unknown key 'homes' (did you mean 'home'?)")),
    Row("lines end as on Windows", (A + "  active: true\n  sofware: none\n").replace("\n", "\r\n"),
        say(4, 3, "unknown attribute 'sofware' (did you mean 'software'?)")),
    Row("behind a byte order mark", "\ufeff" + A + "  sofware: none\n",
        say(3, 3, "unknown attribute 'sofware' (did you mean 'software'?)")),
    Row("columns count characters", HEAD + "device: {name: 装着型心電計, nam: 1}\n",
        say(2, 24, "unknown key 'nam' (did you mean 'name'?)")),
]


@each(WRONG)
class Wrong(Case):
    def check(self, text, *expected):
        self.write("p.yaml", text)
        done = self.fails(self.here("classify", "p.yaml", "--to", "eu", "-o", "out.html"), 3)
        self.tells(done, expected)
        self.assertEqual(self.files(), ["p.yaml"])


@each([Row(name, *words) for name, words in [
    ("classify", ["classify"]), ("compare", ["compare"]), ("explain", ["explain"]), ("ask", ["ask"]),
    ("ask for the next question", ["ask", "--next"]), ("whatif", ["whatif", "--set", "sterile=true"])]])
class EveryCommand(Case):
    """Every command that reads a profile refuses a wrong one in the same words, and writes nothing."""

    def check(self, *words):
        self.write("p.yaml", A + "  sofware: embedded\n")
        done = self.fails(self.here(*words, "p.yaml", "--to", "eu", "-o", "out.json"), 3)
        self.assertEqual(done.told(), [say(3, 3, "unknown attribute 'sofware' (did you mean 'software'?)")])
        self.assertEqual(self.files(), ["p.yaml"])


class NotThere(Case):
    """Files that cannot be read."""

    def refused(self, name, expected):
        for command in (["classify"], ["compare"], ["explain"], ["ask"], ["whatif", "--set", "sterile=true"]):
            done = self.fails(self.here(*command, name, "--to", "eu", "-o", "out.html"), 3)
            self.assertEqual(done.err, expected)
        self.fails(self.here("lower", name, "--market", "eu", "--class", "I", "-o", "out.html"), 3)
        self.assertNotIn("out.html", self.files())

    def test_missing_file(self):
        self.refused("nope.yaml", "nope.yaml: error: cannot be opened: No such file or directory\n")

    def test_folder_for_a_file(self):
        self.refused(".", ".: error: cannot be read: Is a directory\n")

    def test_file_below_a_file(self):
        self.write("file", "x")
        self.refused("file/p.yaml", "file/p.yaml: error: cannot be opened: Not a directory\n")

    def test_empty_name(self):
        self.refused("", "reggap: error: cannot be opened: No such file or directory\n")

    def test_file_larger_than_32_mib(self):
        self.write("p.yaml", b" " * (32 * 1024 * 1024 + 1))
        done = self.fails(self.here("classify", "p.yaml", "--to", "eu"), 3)
        self.assertEqual(done.err, "p.yaml: error: the file is larger than 32 MiB\n")


class Shown(Case):
    """The line a diagnostic speaks of is shown, with a caret under its column."""

    def err(self, text):
        self.write("p.yaml", text)
        return self.fails(self.here("classify", "p.yaml", "--to", "eu"), 3).err

    def test_line_and_caret(self):
        self.assertEqual(self.err(A + "  contact: [intact_skin, intact_skn]  # which?\n"),
                         "p.yaml:3:26: error: unknown value of 'contact': 'intact_skn' (did you mean 'intact_skin'?)\n"
                         "      contact: [intact_skin, intact_skn]  # which?\n"
                         "                             ^\n")

    def test_caret_behind_wide_characters(self):
        self.assertEqual(self.err(HEAD + "device: {name: 装着型, nam: 1}\n").splitlines()[1:],
                         ["    device: {name: 装着型, nam: 1}", " " * (4 + 20 + 3) + "^"])

    def test_a_long_line_is_not_shown(self):
        self.assertEqual(self.err(A + "  sofware: none  # " + "x" * 200 + "\n"),
                         "p.yaml:3:3: error: unknown attribute 'sofware' (did you mean 'software'?)\n")

    def test_a_line_of_windows_is_shown_without_its_end(self):
        self.assertNotIn("\\x0d", self.err((A + "  sofware: none\n").replace("\n", "\r\n")))

    def test_control_characters_are_shown_not_obeyed(self):
        err = self.err(A + '  "a\\eb": none\n')
        self.assertIn("unknown attribute 'a\\x1bb'", err)
        self.assertNotIn("\x1b", err)

    def test_controls_beyond_ascii_are_shown_not_obeyed(self):
        err = self.err(A + '  "a\\x9b\\u202eb": none\n')
        self.assertNotIn("\x9b", err)
        self.assertNotIn("\u202e", err)

    def test_a_wrong_name_is_cut(self):
        err = self.err(A + "  " + "x" * 1000 + ": none\n")
        self.assertLess(len(err), 300)
        self.assertIn("unknown attribute '" + "x" * 80 + "'", err)

    def test_a_wrong_name_is_cut_between_characters(self):
        self.assertIn("unknown attribute '" + "漢" * 26 + "'", self.err(A + "  " + "漢" * 300 + ": none\n"))

    def test_the_same_words_in_every_language(self):
        self.write("p.yaml", A + "  sofware: none\n")
        self.assertEqual(self.here("classify", "p.yaml", "--to", "eu").err,
                         self.here("classify", "p.yaml", "--to", "eu", "--lang", "ja").err)


TAKEN = [
    Row("nothing but the kind", HEAD),
    Row("byte order mark", "\ufeff" + HEAD),
    Row("lines that end as on Windows", (HEAD + "home: jp\n").replace("\n", "\r\n")),
    Row("three dashes before it", "---\n" + HEAD),
    Row("three dots behind it", HEAD + "...\n"),
    Row("form of YAML said", "%YAML 1.1\n---\n" + HEAD),
    Row("YAML 64 deep", HEAD + "notes: " + "[" * 63 + "]" * 63 + "\n"),
    Row("JSON 64 deep", '{"reggap": "profile/1", "notes": ' + "[" * 63 + "]" * 63 + "}"),
    Row("text of 64 KiB", HEAD + "notes: " + "a" * 65536 + "\n"),
    Row("100,000 notes", HEAD + "notes:\n" + "".join(f"  k{i}: 1\n" for i in range(100000))),
    Row("JSON", '{"reggap": "profile/1", "home": "jp", "attributes": {"sterile": true, "contact": ["intact_skin"]}}'),
    Row("JSON with escapes", '{"reggap": "profile\\/1", "device": {"name": "\\u88c5\\u7740 \\ud83d\\ude00"}}'),
    Row("JSON behind blank lines", '\n\n  {"reggap": "profile/1"}\n\n'),
    Row("null for unknown", A + "  sterile: null\n  software: ~\n  active:\n"),
    Row("word for a set", A + "  contact: intact_skin\n"),
    Row("none for an empty set", A + "  contact: none\n"),
    Row("empty set", A + "  contact: []\n"),
    Row("number for money", HEAD + "company: {gross_receipts: 1200.5}\n"),
    Row("map for money", HEAD + "company: {gross_receipts: {amount: 1e6, currency: JPY}}\n"),
    Row("empty sections", HEAD + "attributes:\nsafety:\ncompany:\napprovals:\nevidence:\n"),
    Row("approval in a market without rules", HEAD + "approvals: [{market: kz, status: valid}]\n"),
]


@each(TAKEN)
class Taken(Case):
    """What stands at the edge and is good."""

    def check(self, text):
        self.write("p.yaml", text)
        self.good(self.here("classify", "p.yaml", "--to", "eu", "-o", "out.json"))


BOMBS = [
    Row("100,000 lists in lists", HEAD + "notes: " + "[" * 100000, "nested deeper than 64 levels"),
    Row("100,000 maps in maps", HEAD + "notes: " + "{a: " * 100000, "nested deeper than 64 levels"),
    Row("100,000 lists in lists as JSON", "[" * 100000, "nested deeper than 64 levels"),
    Row("100,000 maps in maps as JSON", '{"a":' * 100000, "nested deeper than 64 levels"),
    Row("100,000 dashes", HEAD + "notes:\n" + "- " * 100000 + "a\n", "nested deeper than 64 levels"),
    Row("100,000 question marks", HEAD + "? " * 100000, "a key must be plain text"),
    Row("bomb of aliases", "a: &a [x]\n" + "".join(f"k{i}: &k{i} [*a, *a]\n" for i in range(9)),
        "anchors and aliases are not used here"),
    Row("more than a million values", HEAD + "notes: [" + "1," * 1000001 + "1]\n",
        "more than 1000000 values in one file"),
    Row("32 MiB of blanks", " " * (32 << 20), "the file is empty"),
    Row("2,000 duplicate keys", HEAD + "notes:\n" + "  k: 1\n" * 2000,
        "duplicate key 'k' (it stands in line 3 already)"),
    Row("30,000 duplicate keys", HEAD + "notes:\n" + "  k: 1\n" * 30000,
        "duplicate key 'k' (it stands in line 3 already)", 4),
]


@each(BOMBS)
class Bombs(Case):
    """Files made to hurt: a clean refusal, soon."""

    def check(self, text, expected, seconds=10):
        self.write("p.yaml", text)
        done = self.fails(self.here("classify", "p.yaml", "--to", "eu", "-o", "out.html", timeout=seconds), 3)
        self.assertIn(expected, done.told()[0])
        self.assertEqual(self.files(), ["p.yaml"])


class Examples(Case):
    """One letter wrong in an example is found where it stands."""

    def test_a_slip_in_an_example(self):
        with open(example("coronary-stent"), encoding="utf-8") as file:
            lines = file.read().split("\n")
        index = next(i for i, line in enumerate(lines) if line.startswith("  duration: long_term"))
        lines[index] = "  duration: log_term"
        self.write("p.yaml", "\n".join(lines))
        done = self.fails(run("compare", self.path("p.yaml"), "--to", "us"), 3)
        self.assertEqual(done.told(), [f"{self.path('p.yaml')}:{index + 1}:13: error: unknown value of 'duration': "
                                       "'log_term' (did you mean 'long_term'?)"])


if __name__ == "__main__":
    unittest.main()
