"""Official code lists read into a folder of own rules, and used from there."""
import csv
import json
import os
import unittest

from command import ROOT, Case, Row, each

US = "jurisdictions/us/tables/product_codes.tsv"
JP = "jurisdictions/jp/tables/jmdn.tsv"
FOI = ("REVIEW_PANEL|MEDICALSPECIALTY|PRODUCTCODE|DEVICENAME|DEVICECLASS|UNCLASSIFIED_REASON|GMPEXEMPTFLAG|THIRDPARTYFLAG|"
       "REVIEWCODE|REGULATIONNUMBER|SUBMISSION_TYPE_ID|DEFINITION|PHYSICALSTATE|TECHNICALMETHOD|TARGETAREA|Implant_Flag|"
       "Life_Sustain_support_flag|SummaryMalfunctionReporting\r\n")


def foi(code, name="Thing", class_="2", submission="1", regulation="870.2800", implant="N"):
    return f"CV|CV|{code}|{name}|{class_}||N|Y||{regulation}|{submission}|words|||| {implant} |N|Eligible\r\n".replace(
        f" {implant} ", implant)


class Import(Case):
    def take(self, name, content, file="list.txt", *words):
        """Imports the content; gives the run and the rows of the table, by code."""
        self.write(file, content)
        done = self.here("import", name, file, "-o", "own", *words)
        path = self.path("own", US if name.startswith("us") else JP)
        if not os.path.exists(path):
            return done, None
        with open(path, encoding="utf-8", newline="") as table:
            lines = table.read().split("\n")
        self.assertEqual(lines.pop(), "", "the last line ends")
        head = lines[0].split("\t")
        rows = [dict(zip(head, line.split("\t"))) for line in lines[1:]]
        self.assertTrue(all(line.count("\t") == len(head) - 1 for line in lines), "every row has every column")
        return done, {row["code"]: row for row in rows}

    def counts(self, done, rows, skipped, path):
        self.assertEqual(self.good(done).out,
                         f"{rows} rows written to own/{path}, {skipped} skipped; use them with --rules\n")


class Foiclass(Import):
    """The pipe-delimited file of the FDA."""

    def test_rows_and_columns(self):
        done, rows = self.take("us-product-codes", FOI + foi("ZZA", "Patch, smart") + foi("ZZB", "Valve", "3", "2", "", "Y"))
        self.counts(done, 2, 0, US)
        self.assertEqual(done.err, "")
        self.assertEqual({k: rows["ZZA"][k] for k in ("regulation", "class", "submission", "gmp_exempt", "implant", "name")},
                         {"regulation": "870.2800", "class": "II", "submission": "510k", "gmp_exempt": "N", "implant": "N",
                          "name": "Patch, smart"})
        self.assertEqual((rows["ZZB"]["class"], rows["ZZB"]["submission"], rows["ZZB"]["implant"]), ("III", "pma", "Y"))

    def test_classes(self):
        listed = {"1": "I", "2": "II", "3": "III", "U": "U", "F": "F", "N": "N"}
        _, rows = self.take("us-product-codes", FOI + "".join(foi(f"ZZ{k}", class_=k) for k in listed))
        self.assertEqual({k: rows[f"ZZ{k}"]["class"] for k in listed}, listed)

    def test_submissions(self):
        listed = {"1": "510k", "2": "pma", "4": "exempt"}
        _, rows = self.take("us-product-codes", FOI + "".join(foi(f"ZZ{k}", submission=k) for k in listed))
        self.assertEqual({k: rows[f"ZZ{k}"]["submission"] for k in listed}, listed)

    def test_bytes_of_western_windows(self):
        text = (FOI + foi("ZZA", "Caf\xe9 \x93quoted\x94 \x80")).encode("latin-1")
        done, rows = self.take("us-product-codes", text)
        self.counts(done, 1, 0, US)
        self.assertEqual(rows["ZZA"]["name"], "Café “quoted” €")

    def test_a_byte_that_windows_does_not_know(self):
        done, rows = self.take("us-product-codes", (FOI + foi("ZZA", "a\x81b\xe9")).encode("latin-1"))
        self.assertEqual(rows["ZZA"]["name"], "a?bé", repr(done))

    def test_utf8_stays(self):
        _, rows = self.take("us-product-codes", FOI + foi("ZZA", "Café 心電計"))
        self.assertEqual(rows["ZZA"]["name"], "Café 心電計")

    def test_quotes_are_letters_here(self):
        _, rows = self.take("us-product-codes", FOI + foi("ZZA", '"Cold" pack, 3"'))
        self.assertEqual(rows["ZZA"]["name"], '"Cold" pack, 3"')

    def test_control_characters_become_blanks(self):
        _, rows = self.take("us-product-codes", FOI + foi("ZZA", "a\tb\x1bc"))
        self.assertEqual(rows["ZZA"]["name"], "a b c")

    def test_a_code_twice(self):
        done, rows = self.take("us-product-codes", FOI + foi("ZZA", "first") + foi("ZZA", "second"))
        self.counts(done, 1, 1, US)
        self.assertEqual(rows["ZZA"]["name"], "first")
        self.assertEqual(done.told(),
                         ["list.txt:3:1: warning: the code stands in the file twice, the first row counts: 'ZZA'"])

    def test_rows_without_a_good_code(self):
        done, rows = self.take("us-product-codes", FOI + foi("") + foi("Z-A") + foi("Z A") + foi("ZZB"))
        self.counts(done, 1, 3, US)
        self.assertEqual(list(rows), ["ZZB"])

    def test_values_that_are_not_known(self):
        done, rows = self.take("us-product-codes", FOI + foi("ZZA", class_="9", submission="99"))
        self.counts(done, 1, 0, US)
        self.assertEqual((rows["ZZA"]["class"], rows["ZZA"]["submission"]), ("", ""))
        self.assertEqual(done.told(), ["list.txt:2:1: warning: no value of column 'class': '9'",
                                       "list.txt:2:1: warning: no value of column 'submission': '99'"])

    def test_many_warnings_are_counted(self):
        done, _ = self.take("us-product-codes", FOI + "".join(foi(f"Z{i:03}", class_="9") for i in range(50)))
        self.assertEqual(len(done.told("warning")), 21)
        self.assertEqual([line for line in done.told() if "warnings more" in line], ["list.txt: warning: 30 warnings more"])

    def test_empty_lines(self):
        done, _ = self.take("us-product-codes", FOI + "\r\n" + foi("ZZA") + "\r\n\r\n" + foi("ZZB") + "\r\n")
        self.counts(done, 2, 0, US)

    def test_lines_of_unix_and_no_last_end(self):
        done, rows = self.take("us-product-codes", (FOI + foi("ZZA") + foi("ZZB")).replace("\r\n", "\n").rstrip("\n"))
        self.counts(done, 2, 0, US)
        self.assertEqual(rows["ZZB"]["class"], "II")

    def test_columns_in_another_order_and_fewer(self):
        _, rows = self.take("us-product-codes", "DEVICECLASS|PRODUCTCODE\r\n3|ZZA\r\n")
        self.assertEqual((rows["ZZA"]["class"], rows["ZZA"]["name"]), ("III", ""))

    def test_a_byte_order_mark(self):
        done, _ = self.take("us-product-codes", "\ufeffPRODUCTCODE|DEVICECLASS\r\nZZA|2\r\n")
        self.counts(done, 1, 0, US)


class OpenFda(Import):
    """JSON as the FDA's service gives it."""

    ROWS = [{"product_code": "ZZA", "device_class": "2", "submission_type_id": "1", "device_name": "Patch\tsmart\n",
             "regulation_number": "870.2800", "gmp_exempt_flag": "N", "implant_flag": "N", "openfda": {"k": ["K1"]}},
            {"product_code": "ZZB", "device_class": "3", "submission_type_id": "2", "device_name": "心臓弁"},
            {"device_class": "1"}, {"product_code": ["ZZC"]}]

    def test_results(self):
        done, rows = self.take("us-product-codes", json.dumps({"meta": {}, "results": self.ROWS}), "list.json")
        self.counts(done, 2, 2, US)
        self.assertEqual((rows["ZZA"]["class"], rows["ZZA"]["submission"], rows["ZZA"]["name"].rstrip()),
                         ("II", "510k", "Patch smart"))
        self.assertEqual(rows["ZZB"]["name"], "心臓弁")

    def test_a_list_alone(self):
        done, _ = self.take("us-product-codes", json.dumps(self.ROWS[:2]), "list.json")
        self.counts(done, 2, 0, US)

    def test_numbers_for_texts(self):
        _, rows = self.take("us-product-codes", '[{"product_code": "ZZA", "device_class": 3}]', "list.json")
        self.assertEqual(rows["ZZA"]["class"], "III")


class Tabular(Import):
    """Tables with tabs, and comments in front."""

    def test_rows(self):
        done, rows = self.take("us-product-codes", "# a comment\n# more\nproduct_code\tclass\tsubmission_type\tname\n"
                                                   "ZZA\tII\t510k\tPatch\n# between\nZZB\t3\tpma\tValve\n")
        self.counts(done, 2, 0, US)
        self.assertEqual((rows["ZZA"]["class"], rows["ZZB"]["class"], rows["ZZB"]["name"]), ("II", "III", "Valve"))


class Pmda(Import):
    """The Japanese list, saved as CSV."""

    HEAD = "コード,一般的名称,クラス分類,GHTFルール,特定保守,設置管理\r\n"

    def test_rows(self):
        done, rows = self.take("jp-jmdn", self.HEAD + "99999001,試験用心電計,Ⅱ,10-①,該当,\r\n99999002,試験用弁,クラスⅣ,8,非該当,該当\r\n")
        self.counts(done, 2, 0, JP)
        self.assertEqual((rows["99999001"]["class"], rows["99999001"]["specially_controlled"],
                          rows["99999001"]["installation_controlled"], rows["99999001"]["rule"]), ("II", "Y", "N", "10-①"))
        self.assertEqual((rows["99999002"]["class"], rows["99999002"]["name_ja"]), ("IV", "試験用弁"))

    def test_quotes_commas_and_lines_within(self):
        done, rows = self.take("jp-jmdn", self.HEAD + '99999001,"名称, コンマ",Ⅱ,1,,\r\n99999002,"引用""符""あり",Ⅲ,1,,\r\n'
                                                      '99999003,"二\r\n行",Ⅰ,1,,\r\n"99999004","最後","Ⅳ","1","",""\r\n')
        self.counts(done, 4, 0, JP)
        self.assertEqual(rows["99999001"]["name_ja"], "名称, コンマ")
        self.assertEqual(rows["99999002"]["name_ja"], '引用"符"あり')
        self.assertEqual(rows["99999003"]["name_ja"].replace(" ", ""), "二行")
        self.assertEqual((rows["99999004"]["name_ja"], rows["99999004"]["class"]), ("最後", "IV"))

    def test_classes_in_every_writing(self):
        written = ["Ⅱ", "II", "2", "２", "クラスⅡ", "クラスII", "クラス2"]
        _, rows = self.take("jp-jmdn", self.HEAD + "".join(f"9999900{i},名,{w},1,,\r\n" for i, w in enumerate(written)))
        self.assertEqual({row["class"] for row in rows.values()}, {"II"})

    def test_a_class_that_is_none(self):
        done, rows = self.take("jp-jmdn", self.HEAD + "99999001,名,Ⅴ,1,,\r\n")
        self.assertEqual(rows["99999001"]["class"], "")
        self.assertEqual(done.told(), ["list.txt:2:1: warning: no value of column 'class': 'Ⅴ'"])

    def test_bytes_of_japanese_windows(self):
        done, rows = self.take("jp-jmdn", (self.HEAD + "99999001,試験用心電計,Ⅱ,10,該当,\r\n").encode("cp932"))
        self.counts(done, 1, 0, JP)
        self.assertEqual(rows["99999001"]["name_ja"], "試験用心電計")


HEADING = "none of the known forms of this list: the heading of the code is missing"
BROKEN = [
    Row("another file", "us-product-codes", "a|b\n1|2\n", f"list.txt:1:1: error: {HEADING}"),
    Row("empty file", "us-product-codes", "", f"list.txt:1:1: error: {HEADING}"),
    Row("heading alone", "us-product-codes", FOI, "list.txt:1:1: error: no row with a code"),
    Row("rows without codes", "us-product-codes", FOI + foi("") + foi("-"), "list.txt:1:1: error: no row with a code"),
    Row("JSON without an end", "us-product-codes", '{"results": [{"product_code": "ZZA"', None),
    Row("JSON of another kind", "us-product-codes", '{"a": 1}', f"list.txt:1:1: error: {HEADING}"),
    Row("JSON without rows", "us-product-codes", '{"results": []}', "list.txt:1:1: error: no row with a code"),
    Row("the list of another market", "jp-jmdn", FOI + foi("ZZA"), f"list.txt:1:1: error: {HEADING}"),
    Row("a picture", "us-product-codes", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), f"list.txt:1:1: error: {HEADING}"),
    Row("JSON 65 deep", "us-product-codes", '{"results": ' + "[" * 64 + "]" * 64 + "}",
        "list.txt:1:76: error: nested deeper than 64 levels"),
    Row("a quote without an end", "jp-jmdn", Pmda.HEAD + '99999001,"名,Ⅱ,1,,\r\n99999002,名,Ⅱ,1,,\r\n', None),
    Row("NUL in a code", "us-product-codes", b"PRODUCTCODE|DEVICECLASS\nZZA|2\nZZ\0B|1\nZZC|1\n", None),
]


@each(BROKEN)
class Broken(Import):
    """Lists that are none: exit 3, and no folder is made."""

    def check(self, name, content, expected):
        done, rows = self.take(name, content)
        self.fails(done, 3)
        if expected:
            self.assertEqual(done.told(), [expected])
        self.assertEqual((rows, self.files()), (None, ["list.txt"]))
        self.assertFalse(os.path.exists(self.path("own")))


class Files(Import):
    def test_a_list_that_is_not_there(self):
        done = self.fails(self.here("import", "us-product-codes", "nope.txt", "-o", "own"), 3)
        self.assertEqual(done.told(), ["nope.txt: error: cannot be opened: No such file or directory"])
        self.assertEqual(os.listdir(self.folder), [])

    def test_a_folder_that_cannot_be_made(self):
        self.write("own", "a file")
        self.write("list.txt", FOI + foi("ZZA"))
        done = self.fails(self.here("import", "us-product-codes", "list.txt", "-o", "own"), 4)
        self.assertTrue(done.told("error"))
        self.assertEqual(self.files(), ["list.txt", "own"])

    def test_a_folder_within_folders(self):
        self.write("list.txt", FOI + foi("ZZA"))
        done = self.here("import", "us-product-codes", "list.txt", "-o", "a/b/c")
        self.good(done)
        self.assertIn(os.path.join("a/b/c", US), self.files())

    def test_a_second_import_replaces_the_first(self):
        self.take("us-product-codes", FOI + foi("ZZA") + foi("ZZB"))
        _, rows = self.take("us-product-codes", FOI + foi("ZZC"))
        self.assertEqual(list(rows), ["ZZC"])
        self.assertEqual(self.files(), ["list.txt", "own/" + US])

    def test_a_broken_import_leaves_the_first(self):
        self.take("us-product-codes", FOI + foi("ZZA"))
        before = self.read("own/" + US)
        self.write("list.txt", FOI)
        self.fails(self.here("import", "us-product-codes", "list.txt", "-o", "own"), 3)
        self.assertEqual(self.read("own/" + US), before)

    def test_two_lists_in_one_folder(self):
        self.take("us-product-codes", FOI + foi("ZZA"))
        self.take("jp-jmdn", Pmda.HEAD + "99999001,名,Ⅱ,1,,\r\n")
        self.assertEqual(self.files(), ["list.txt", "own/" + JP, "own/" + US])

    def test_from_standard_input(self):
        done = self.here("import", "us-product-codes", "-", "-o", "own", stdin=FOI + foi("ZZA"))
        self.counts(done, 1, 0, US)

    def test_it_speaks_japanese(self):
        done, _ = self.take("us-product-codes", FOI + foi("ZZA"), "list.txt", "--lang", "ja")
        self.assertRegex(self.good(done).out, "[ぁ-ん]")


class Using(Import):
    """Puts a device with codes to a market, with what was imported."""

    def classify(self, codes, to, *rules):
        self.write("p.json", json.dumps({"reggap": "profile/1", "complete": True, "device": {"codes": codes},
                                         "attributes": {"product_type": "medical_device"}}))
        words = [word for folder in rules for word in ("--rules", folder)]
        done = self.good(self.here("classify", "p.json", "--to", to, *words, "--format", "json"))
        return done.json["markets"][0]


class Used(Using):
    """What was imported counts, with --rules."""

    def test_a_code_that_is_new(self):
        self.take("us-product-codes", FOI + foi("ZZA", "Patch", "3", "2"))
        self.assertTrue(self.classify({"fda_product_code": "ZZA"}, "us")["class"]["estimated"])
        market = self.classify({"fda_product_code": "ZZA"}, "us", "own")
        self.assertEqual((market["class"]["value"], market["class"]["estimated"]), ("III", False))
        self.assertEqual(market["rules"][0]["row"]["name"], "Patch")
        self.assertEqual(market["pathways"][0]["id"], "us.pma")

    def test_a_code_that_is_shipped_takes_the_new_row(self):
        self.take("us-product-codes", FOI + foi("MLO", "Changed", "1", "4"))
        market = self.classify({"fda_product_code": "MLO"}, "us", "own")
        self.assertEqual((market["class"]["value"], market["rules"][0]["row"]["name"]), ("I", "Changed"))

    def test_a_shipped_code_that_the_list_leaves_out_stays(self):
        self.take("us-product-codes", FOI + foi("ZZA"))
        self.assertEqual(self.classify({"fda_product_code": "NIQ"}, "us", "own")["class"]["value"], "III")

    def test_a_japanese_name(self):
        self.take("jp-jmdn", Pmda.HEAD + "99999001,試験用心電計,Ⅲ,10,該当,\r\n")
        market = self.classify({"jmdn": "99999001"}, "jp", "own")
        self.assertEqual((market["class"]["value"], market["class"]["estimated"]), ("III", False))

    def test_a_row_without_a_class_leaves_the_estimate(self):
        self.take("us-product-codes", FOI + foi("ZZA", class_="9"))
        self.assertNotEqual(self.classify({"fda_product_code": "ZZA"}, "us", "own")["class"]["status"], "none")


WHOLE = os.path.join(os.path.dirname(ROOT), "shared", "facts", "us-product-codes.tsv")


@unittest.skipUnless(os.path.exists(WHOLE), "the whole list of product codes does not lie beside the project")
class Whole(Using):
    """All 6,617 product codes of the list that lies beside the project."""

    @classmethod
    def setUpClass(cls):
        with open(WHOLE, encoding="utf-8", newline="") as file:
            lines = [line for line in file if not line.startswith("#")]
        cls.listed = {row["product_code"]: row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
                      if row["product_code"].isalnum()}

    def test_all_of_it(self):
        self.assertEqual(len(self.listed), 6617)
        with open(WHOLE, "rb") as file:
            done, rows = self.take("us-product-codes", file.read())
        self.assertEqual(done.err, "")
        self.assertTrue(done.out.startswith(f"6617 rows written to own/{US}, "), done.out)
        self.assertEqual(set(rows), set(self.listed))
        classes = {"I", "II", "III", "U", "N", "F"}
        for code, row in rows.items():
            theirs = self.listed[code]
            self.assertEqual(row["regulation"], theirs["regulation_number"])
            self.assertEqual(row["name"], theirs["name"])
            self.assertEqual(row["class"], theirs["class"] if theirs["class"].upper() in classes else row["class"])
        known = {"DPS": ("II", "510k"), "LLZ": ("II", "510k"), "FRN": ("II", "510k"), "NIQ": ("III", "pma"),
                 "BRT": ("I", "exempt")}
        for code, (label, submission) in known.items():
            self.assertEqual((rows[code]["class"], rows[code]["submission"]), (label, submission), code)
            market = self.classify({"fda_product_code": code}, "us", "own")
            self.assertEqual((market["class"]["value"], market["class"]["estimated"]), (label, False), code)


if __name__ == "__main__":
    unittest.main()
