"""Papers judged by edition and day, in real profiles: what counts, what counts in part, and what does not count."""
import os
import re

from command import HEAD, Case, Row, each, example, run

DEVICE = """complete: true
device: {name: {en: pump, ja: ポンプ}}
home: jp
attributes: {product_type: medical_device, active: true, mains_powered: true, software: embedded, contact: [intact_skin],
  invasiveness: non_invasive, active_function: [administers_or_removes_substances]}
"""
OPEN = DEVICE.replace("complete: true\n", "")
SAFETY = "electrical.safety"
ES, EMC, SW = "type: electrical_safety_iec60601_1", "type: emc_iec60601_1_2", "type: software_lifecycle_iec62304"
RM, BIO, QMS = "type: risk_management_file_iso14971", "type: biocompatibility_iso10993", "type: iso13485_certificate"
NOW = "2026-11-28"

# papers, market, day, requirement, verdict, words of what is missing
PAPERS = [
    # ST-1: a certificate that has ended is none; its last day counts
    Row("certificate on its last day", f"{QMS}, standard: ISO 13485, edition: '2016', expires: 2026-11-28", "eu", NOW, "qms.system", "met", ""),
    Row("certificate the day after", f"{QMS}, standard: ISO 13485, edition: '2016', expires: 2026-11-28", "eu", "2026-11-29", "qms.system", "gap", "not valid"),
    Row("certificate not yet issued", f"{QMS}, standard: ISO 13485, edition: '2016', issued: 2026-12-01", "eu", NOW, "qms.system", "gap", "not valid"),
    # a report outlives a date written on it in part
    Row("report past a date of its own", f"{RM}, standard: ISO 14971, edition: '2019', expires: 2026-01-01", "eu", NOW, "risk.management_file", "adapt", "not valid"),
    # ST-2: valid to the end of the review
    Row("certificate that ends in the review", f"{QMS}, standard: 'ISO 13485:2016', expires: 2026-11-29", "vn", NOW, "qms.system", "adapt", "renew in time"),
    Row("certificate that outlives the review", f"{QMS}, standard: 'ISO 13485:2016', expires: 2029-11-28", "vn", NOW, "qms.system", "met", ""),
    Row("certificate that ends soon where nobody asks", f"{QMS}, standard: 'ISO 13485:2016', expires: 2026-11-29", "eu", NOW, "qms.system", "met", ""),
    # ST-3: scope
    Row("certificate of another site", f"{QMS}, standard: 'ISO 13485:2016', covers: none", "eu", NOW, "qms.system", "gap", "does not cover"),
    Row("certificate that can be extended", f"{QMS}, standard: 'ISO 13485:2016', covers: part", "eu", NOW, "qms.system", "adapt", "extend its scope"),
    Row("certificate that covers all", f"{QMS}, standard: 'ISO 13485:2016', covers: full", "eu", NOW, "qms.system", "met", ""),
    Row("MDSAP without Brazil", "type: mdsap_certificate, markets: [us, jp]", "br", NOW, "qms.system", "adapt", "Brazil in the scope"),
    # ST-4, ST-5
    Row("EMC in Japan on the last day", f"{EMC}, standard: 'JIS T 0601-1-2:2018'", "jp", "2026-02-24", "electrical.emc", "met", ""),
    Row("EMC in Japan the day after", f"{EMC}, standard: 'JIS T 0601-1-2:2018'", "jp", "2026-02-25", "electrical.emc", "adapt", "until 2026-02-24"),
    # ST-6: the tests are there, the certificate of the national scheme is not
    Row("tests without INMETRO", f"{ES}, standard: 'IEC 60601-1:2005+A2:2020'", "br", NOW, "electrical.national_certification", "adapt", "certification by a body"),
    # ST-7, ST-8
    Row("3.1 in the United States on the last day", f"{ES}, standard: 'ANSI/AAMI ES60601-1:2005/A1:2012'", "us", "2023-12-17", SAFETY, "met", ""),
    Row("3.1 in the United States the day after", f"{ES}, standard: 'ANSI/AAMI ES60601-1:2005/A1:2012'", "us", "2023-12-18", SAFETY, "adapt", "until 2023-12-17"),
    Row("US deviations not covered", f"{ES}, standard: IEC 60601-1, edition: '3.2'", "us", NOW, SAFETY, "adapt", "US deviations"),
    Row("US deviations covered", f"{ES}, standard: IEC 60601-1, edition: '3.2', markets: [us]", "us", NOW, SAFETY, "met", ""),
    Row("10993-1:2018 in the United States", f"{BIO}, standard: 'ISO 10993-1:2018', markets: [us]", "us", "2029-07-01", "biocompat.evaluation", "met", ""),
    Row("10993-1:2018 in the United States, too late", f"{BIO}, standard: 'ISO 10993-1:2018', markets: [us]", "us", "2029-07-02", "biocompat.evaluation", "adapt", "until 2029-07-01"),
    # ST-9 to ST-12
    Row("cited edition", f"{RM}, standard: 'EN ISO 14971:2019+A11:2021'", "eu", NOW, "risk.management_file", "met", ""),
    Row("state of the art", f"{SW}, standard: 'EN 62304:2006+A1:2015'", "eu", NOW, "software.lifecycle", "met", ""),
    Row("older than cited", f"{RM}, standard: ISO 14971, edition: '2007'", "eu", NOW, "risk.management_file", "adapt", "older than ISO 14971:2019"),
    Row("62304 without its amendment", f"{SW}, standard: 'IEC 62304:2006'", "eu", NOW, "software.lifecycle", "adapt", "older than IEC 62304:2006+A1:2015"),
    Row("10993-1:2018 in the European Union", f"{BIO}, standard: 'ISO 10993-1:2018'", "eu", NOW, "biocompat.evaluation", "adapt", "older than ISO 10993-1:2025"),
    Row("10993-1:2025 in the European Union", f"{BIO}, standard: 'ISO 10993-1:2025'", "eu", NOW, "biocompat.evaluation", "met", ""),
    # ST-13, ST-14
    Row("the edition before", f"{BIO}, standard: 'ISO 10993-1:2018'", "sg", "2028-11-18", "biocompat.evaluation", "met", ""),
    Row("the edition before, too long", f"{BIO}, standard: 'ISO 10993-1:2018'", "sg", "2028-11-19", "biocompat.evaluation", "adapt", "older"),
    Row("13485:2003", f"{QMS}, standard: ISO 13485, edition: '2003'", "my", NOW, "qms.system", "adapt", "older than ISO 13485:2016"),
    # ST-15
    Row("identical twin", f"{RM}, standard: 'JIS T 14971:2020'", "eu", NOW, "risk.management_file", "met", ""),
    Row("twin with changes abroad", f"{ES}, standard: 'JIS T 0601-1:2023'", "eu", NOW, SAFETY, "adapt", "national changes of the Japanese text"),
    Row("twin with changes at home", f"{ES}, standard: 'JIS T 0601-1:2023'", "jp", NOW, SAFETY, "met", ""),
    Row("JIS T 0601-1:2017 in Japan", f"{ES}, standard: 'JIS T 0601-1:2017'", "jp", NOW, SAFETY, "met", ""),
    Row("JIS T 0601-1:2017 in the European Union", f"{ES}, standard: 'JIS T 0601-1:2017'", "eu", NOW, SAFETY, "adapt", "older than"),
    Row("JIS T 0601-1:2017 in the United States", f"{ES}, standard: 'JIS T 0601-1:2017'", "us", "2023-12-17", SAFETY, "adapt", "US deviations"),
    # ST-16: nothing said is nothing known, in a complete profile too
    Row("only a type", ES, "eu", NOW, SAFETY, "undetermined", "say which edition of IEC 60601-1"),
    Row("only a certificate's type", QMS, "my", NOW, "qms.system", "undetermined", "say which edition of ISO 13485"),
    Row("an edition without a standard", f"{ES}, edition: '3.2'", "eu", NOW, SAFETY, "met", ""),
    Row("an old edition without a standard", f"{ES}, edition: '2012'", "eu", NOW, SAFETY, "adapt", "older than"),
    Row("an edition nobody knows", f"{RM}, standard: ISO 14971, edition: '2018'", "eu", NOW, "risk.management_file", "undetermined", "no edition of ISO 14971"),
    Row("a standard nobody knows", f"{RM}, standard: ISO 14791", "eu", NOW, "risk.management_file", "undetermined", "is ISO 14971 meant"),
    Row("a certificate that only one edition can have given", f"{QMS}, standard: ISO 13485, issued: 2024-05-01", "my", NOW, "qms.system", "met", ""),
    Row("a certificate from the years of both editions", f"{QMS}, standard: ISO 13485, issued: 2018-05-01", "my", NOW, "qms.system", "undetermined", "say which edition"),
    # ST-17
    Row("ISO 9001 for 13485", f"{QMS}, standard: 'ISO 9001:2015', expires: 2028-01-01", "eu", NOW, "qms.system", "gap", "something else"),
    Row("emission alone", f"{EMC}, standard: 'EN 55011:2016'", "eu", NOW, "electrical.emc", "gap", "something else"),
    Row("safety in place of EMC", f"{EMC}, standard: 'IEC 60601-1:2005+A2:2020'", "eu", NOW, "electrical.emc", "gap", "something else"),
    # ST-18
    Row("body that is not accredited", f"{QMS}, standard: 'ISO 13485:2016', accredited: false", "eu", NOW, "qms.system", "gap", "not accredited"),
    Row("body that is accredited", f"{QMS}, standard: 'ISO 13485:2016', accredited: true", "eu", NOW, "qms.system", "met", ""),
    Row("laboratory that is not accredited, where asked", f"{ES}, standard: 'ABNT NBR IEC 60601-1:2010+A2:2022', accredited: false", "br", NOW, SAFETY, "adapt", "witness or repeat"),
    Row("laboratory that is not accredited, where not asked", f"{ES}, standard: 'IEC 60601-1:2005+A2:2020', accredited: false", "mx", NOW, SAFETY, "met", ""),
    # ST-19
    Row("change after the report", f"{ES}, standard: 'IEC 60601-1:2005+A2:2020', issued: 2024-01-01, changed: 2025-01-01", "eu", NOW, SAFETY, "adapt", "the change of 2025-01-01"),
    Row("change before the report", f"{ES}, standard: 'IEC 60601-1:2005+A2:2020', issued: 2024-01-01, changed: 2023-01-01", "eu", NOW, SAFETY, "met", ""),
    # ST-20: no weight of its own, but the system fits
    Row("13485 in Japan", f"{QMS}, standard: 'ISO 13485:2016', expires: 2028-01-01", "jp", NOW, "qms.system", "adapt", "QMS Ordinance"),
    # ST-21: the edition counts, not the day of the report
    Row("new report to an old edition", f"{RM}, standard: 'ISO 14971:2007', issued: 2026-10-01", "eu", NOW, "risk.management_file", "adapt", "older than"),
    Row("old report to the edition in force", f"{RM}, standard: 'ISO 14971:2019', issued: 2020-01-10", "eu", NOW, "risk.management_file", "met", ""),
    # ST-22
    Row("newer than the text in force", f"{BIO}, standard: 'ISO 10993-1:2025'", "jp", NOW, "biocompat.evaluation", "met", ""),
    # ST-23: the worst decides
    Row("general and particular standard", f"{ES}, standard: 'EN 60601-1:2006+A2:2021; IEC 60601-2-24:2012'", "eu", NOW, SAFETY, "met", ""),
    Row("an old collateral", f"{ES}, standard: 'EN 60601-1:2006+A2:2021; IEC 60601-1-8:2006+A1:2012'", "eu", NOW, SAFETY, "adapt", "IEC 60601-1-8:2006+A1:2012 is older"),
    Row("one of several for something else", f"{QMS}, standard: 'ISO 9001:2015 and ISO 13485:2016'", "eu", NOW, "qms.system", "met", ""),
]


class Judged(Case):
    def rows(self, device, papers, market, day):
        path = os.path.join(self.folder, "device.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(HEAD + device + "evidence: [" + ", ".join("{id: p%d, %s}" % (i, p) for i, p in enumerate(papers)) + "]\n")
        done = run("compare", path, "--from", "jp", "--to", market, "--as-of", day, "--format", "json")
        self.assertEqual(done.code, 0, done)
        return {row["requirement"]: row for row in done.json["markets"][0]["rows"]}, done


@each(PAPERS)
class Papers(Judged):
    def check(self, paper, market, day, requirement, verdict, missing):
        rows, _ = self.rows(DEVICE, [paper], market, day)
        row = rows[requirement]
        said = " | ".join(text["en"] for text in row["missing"])
        self.assertEqual(row["verdict"], verdict, said)
        self.assertIn(missing, said)
        self.assertEqual([] if verdict in ("gap", "undetermined") else ["p0"], row["held"])
        if verdict == "undetermined":
            self.assertEqual(row["depends_on"], ["evidence"])
        for text in row["missing"] + row["notes"]:
            self.assertTrue(text["ja"] and not re.search(r"\{\d\}", text["ja"] + text["en"]), text)


class Several(Judged):
    def test_one_good_paper_settles_it(self):
        rows, _ = self.rows(DEVICE, [f"{RM}, edition: '2007'", f"{RM}, edition: '2019'", RM], "eu", NOW)
        self.assertEqual((rows["risk.management_file"]["verdict"], rows["risk.management_file"]["held"]), ("met", ["p1"]))

    def test_no_paper(self):
        rows, _ = self.rows(DEVICE, [], "eu", NOW)
        self.assertEqual((rows[SAFETY]["verdict"], rows[SAFETY]["missing"]), ("gap", []))

    def test_an_open_profile_says_what_it_hangs_on(self):
        rows, _ = self.rows(OPEN, [ES], "eu", NOW)
        self.assertEqual(rows[SAFETY]["verdict"], "undetermined")
        self.assertTrue(rows[SAFETY]["depends_on"])

    def test_a_programme_is_no_standard(self):
        rows, _ = self.rows(DEVICE, ["type: mdsap_certificate, standard: MDSAP, markets: [us]"], "mx", NOW)
        self.assertEqual(rows["qms.system"]["verdict"], "met")

    def test_unknown_names_are_warned_of_with_the_nearest(self):
        _, done = self.rows(DEVICE, [f"{ES}, standard: 'IEC 60610-1:2005'", f"{RM}, edition: '2018'"], "eu", NOW)
        warnings = "\n".join(done.told("warning"))
        self.assertIn("unknown standard 'IEC 60610-1:2005' (did you mean 'IEC 60601-1'?)", warnings)
        self.assertIn("unknown edition '2018' of 'ISO 14971' (known: 2000, 2007, 2019)", warnings)

    def test_editions_of_both_markets_are_shown(self):
        rows, _ = self.rows(DEVICE, [f"{EMC}, standard: 'IEC 60601-1-2:2014'"], "us", NOW)
        shown = rows["electrical.emc"]["standards"][0]
        self.assertEqual((shown["standard"], shown["target"]), ("iec_60601_1_2", ["IEC 60601-1-2:2014+A1:2020"]))
        self.assertTrue(shown["cite"])

    def test_the_worst_of_several_is_shown_with_the_rest(self):
        paper = f"{ES}, standard: 'EN 60601-1:2006+A2:2021; IEC 60601-1-8:2006+A1:2012'"
        rows, _ = self.rows(DEVICE, [paper], "eu", NOW)
        self.assertEqual([(r["standard"], r["verdict"]) for r in rows[SAFETY]["readings"]],
                         [("iec_60601_1", "met"), ("iec_60601_1_8", "adapt")])

    def test_a_page_says_why_in_both_languages(self):
        for language, words in (("en", "until 2023-12-17"), ("ja", "認められたのは2023-12-17まで")):
            path = os.path.join(self.folder, "device.yaml")
            with open(path, "w", encoding="utf-8") as file:
                file.write(HEAD + DEVICE + f"evidence: [{{{EMC}, standard: 'IEC 60601-1-2:2014'}}]\n")
            done = run("compare", path, "--from", "jp", "--to", "us", "--as-of", NOW, "--lang", language,
                       "--format", "markdown")
            self.assertIn(words, done.out)

    def test_the_shipped_examples_name_nothing_unknown(self):
        for name in ("ecg-patch", "endoscopy-ai", "coronary-stent", "glucose-self-test"):
            done = run("compare", example(name), "--to", "eu", "--as-of", NOW, "--format", "json")
            self.assertEqual([line for line in done.told("warning") if "unknown" in line], [])
