"""Values that are known from the law itself, whatever the rule sets say today."""
import unittest

from command import DAY, Case, Row, answer, each, example, run

# device, market, class, routes that may be recommended (their beginning), rules of which one decides (their beginning)
CLASSES = [
    Row("ECG patch in the European Union", "ecg-patch", "eu", "IIa", ["eu.mdr.class_iia"], ["eu.mdr.r10", "eu.mdr.r11"]),
    Row("ECG patch in the United States", "ecg-patch", "us", "II", ["us.510k"], ["us.product_codes"]),
    Row("ECG patch in Japan", "ecg-patch", "jp", "II", ["jp.ninsho"], ["jp."]),
    Row("endoscopy AI in the European Union", "endoscopy-ai", "eu", "IIb", ["eu.mdr.class_iib"], ["eu.mdr.r11"]),
    Row("endoscopy AI in the United States", "endoscopy-ai", "us", "II", ["us.510k"], ["us.product_codes"]),
    Row("endoscopy AI in Japan", "endoscopy-ai", "jp", "II", ["jp.shonin"], ["jp."]),
    Row("stent in the European Union", "coronary-stent", "eu", "III", ["eu.mdr.class_iii"], ["eu.mdr.r8", "eu.mdr.r14"]),
    Row("stent in the United States", "coronary-stent", "us", "III", ["us.pma"], ["us.product_codes"]),
    Row("stent in Japan", "coronary-stent", "jp", "IV", ["jp.shonin"], ["jp.device.r8", "jp.device.r13"]),
    Row("glucose self-test in the European Union", "glucose-self-test", "eu", "C", ["eu.ivdr.class_c"], ["eu.ivdr.r4"]),
    Row("glucose self-test in the United States", "glucose-self-test", "us", "II", ["us.510k"], ["us.product_codes"]),
    Row("glucose self-test in Japan", "glucose-self-test", "jp", "III", ["jp.shonin"], ["jp."]),
]


@each(CLASSES)
class Classes(Case):
    def check(self, device, code, label, routes, rules):
        data = answer("classify", example(device), "--to", "jp,us,eu", "--as-of", DAY)
        market = next(m for m in data["markets"] if m["market"] == code)
        self.assertEqual((market["scope"], market["class"]["status"], market["class"]["value"]),
                         ("in", "determined", label))
        route = next(path["id"] for path in market["pathways"] if path["recommended"])
        self.assertTrue(route.startswith(tuple(routes)), route)
        deciding = [rule["id"] for rule in market["rules"] if rule["decides"]]
        self.assertTrue([rule for rule in deciding if rule.startswith(tuple(rules))], deciding)


class Estimated(Case):
    """A class read from an official list is no estimate; one that only rules give, where a list decides, is."""

    def market(self, device, code):
        data = answer("classify", example(device), "--to", "jp,us,eu", "--as-of", DAY)
        return next(m for m in data["markets"] if m["market"] == code)

    def test_by_product_code(self):
        market = self.market("ecg-patch", "us")
        self.assertFalse(market["class"]["estimated"])
        self.assertEqual(market["rules"][0]["because"], [{"attribute": "fda_product_code", "value": "MLO"}])

    def test_by_a_name_that_is_not_in_the_extract(self):
        self.assertTrue(self.market("ecg-patch", "jp")["class"]["estimated"])

    def test_a_law_of_rules_is_no_estimate(self):
        self.assertFalse(self.market("ecg-patch", "eu")["class"]["estimated"])


# device, home, target, requirement, difference, values wanted {parameter: (home, target)}
REQUIREMENTS = [
    Row("death in the European Union", "ecg-patch", "jp", "eu", "vigilance.death_report", "stricter", {"days": (15, 10)}),
    Row("death in the United States", "ecg-patch", "jp", "us", "vigilance.death_report", "looser", {"days": (15, 30)}),
    Row("death seen from the United States", "ecg-patch", "us", "jp", "vigilance.death_report", "stricter",
        {"days": (30, 15)}),
    Row("bill of materials in the United States", "ecg-patch", "jp", "us", "cyber.sbom", "stricter",
        {"to_authority": (False, True)}),
    Row("bill of materials of AI in the United States", "endoscopy-ai", "jp", "us", "cyber.sbom", "stricter", {}),
    Row("no list of principles in the United States", "ecg-patch", "jp", "us", "principles.checklist", "dropped", {}),
    Row("no list of principles for the stent either", "coronary-stent", "jp", "us", "principles.checklist", "dropped", {}),
    Row("another list of principles in the European Union", "ecg-patch", "jp", "eu", "principles.checklist",
        "different", {}),
    Row("the list of principles seen from the United States", "ecg-patch", "us", "jp", "principles.checklist", "new", {}),
    Row("clinical evaluation after certification", "ecg-patch", "jp", "eu", "clinical.evaluation", "new", {}),
    Row("card for the stent", "coronary-stent", "jp", "eu", "implant.card", "new", {}),
    Row("no card for the patch", "ecg-patch", "jp", "eu", "implant.card", "same", {}),
    Row("no card in the United States", "coronary-stent", "jp", "us", "implant.card", "same", {}),
    Row("panel of experts for the stent", "coronary-stent", "jp", "eu", "authorisation.expert_review", "new", {}),
    Row("opinion on the drug of the stent", "coronary-stent", "jp", "eu", "authorisation.medicinal_consultation", None, {}),
    Row("representative in the European Union", "ecg-patch", "jp", "eu", "party.local_representative", "new", {}),
    Row("agent in the United States", "ecg-patch", "jp", "us", "party.local_representative", "new", {}),
    Row("threat to the public in the European Union", "ecg-patch", "jp", "eu", "vigilance.public_threat", "new", {}),
    Row("certificates that lapse in the European Union", "coronary-stent", "jp", "eu", "renewal.validity", "new", {}),
    Row("approvals that do not lapse in the United States", "coronary-stent", "jp", "us", "renewal.validity", "same", {}),
]


@each(REQUIREMENTS)
class Requirements(Case):
    def check(self, device, home, target, requirement, difference, values):
        data = answer("compare", example(device), "--from", home, "--to", target, "--as-of", DAY)
        row = next(r for r in data["markets"][0]["rows"] if r["requirement"] == requirement)
        if difference is None:
            self.assertTrue(row["target"]["required"])
        else:
            self.assertEqual(row["difference"], difference)
        parameters = {p["id"]: (p["home"], p["target"]) for p in row["parameters"]}
        for name, pair in values.items():
            self.assertEqual(parameters[name], pair)


# device, market, requirement, parameters of the target
CLOCKS = [
    Row("serious injury in the European Union", "ecg-patch", "eu", "vigilance.serious_report", {"days": 15}),
    Row("serious injury in the United States", "ecg-patch", "us", "vigilance.serious_report", {"days": 30}),
    Row("threat to the public in the European Union", "ecg-patch", "eu", "vigilance.public_threat", {"days": 2}),
    Row("certificate of the European Union", "coronary-stent", "eu", "renewal.validity", {"months": 60}),
    Row("files of implants in the European Union", "coronary-stent", "eu", "record.retention", {"years_implant": 15}),
]


@each(CLOCKS)
class Clocks(Case):
    def check(self, device, target, requirement, parameters):
        data = answer("compare", example(device), "--from", "jp", "--to", target, "--as-of", DAY)
        row = next(r for r in data["markets"][0]["rows"] if r["requirement"] == requirement)
        for name, value in parameters.items():
            self.assertEqual(row["target"]["parameters"][name], value)


class Verdicts(Case):
    """An authorisation and a local party are always a gap in a new market."""

    def test_nothing_at_home_is_an_authorisation_there(self):
        for device in ("ecg-patch", "endoscopy-ai", "coronary-stent", "glucose-self-test"):
            for target in ("us", "eu"):
                data = answer("compare", example(device), "--from", "jp", "--to", target, "--as-of", DAY)
                rows = {row["requirement"]: row["verdict"] for row in data["markets"][0]["rows"]}
                self.assertEqual(rows["authorisation.premarket"], "gap", (device, target))
                self.assertEqual(rows["party.local_representative"], "gap", (device, target))

    def test_a_certificate_of_iso_13485_serves_the_european_union(self):
        data = answer("compare", example("ecg-patch"), "--from", "jp", "--to", "eu", "--as-of", DAY)
        row = next(r for r in data["markets"][0]["rows"] if r["requirement"] == "qms.system")
        self.assertEqual(row["verdict"], "met")
        self.assertIn("iso13485", row["held"])


# day, market, requirement, required there
DAYS = [
    Row("actors before EUDAMED", "2026-05-27", "endoscopy-ai", "eu", "site.actor_registration", False),
    Row("actors with EUDAMED", "2026-05-28", "endoscopy-ai", "eu", "site.actor_registration", True),
    Row("devices before EUDAMED", "2026-05-27", "coronary-stent", "eu", "site.device_listing", False),
    Row("devices with EUDAMED", "2026-05-28", "coronary-stent", "eu", "site.device_listing", True),
    Row("AI before the law on it", "2028-08-01", "endoscopy-ai", "eu", "ai.horizontal_law", False),
    Row("AI with the law on it", "2028-08-02", "endoscopy-ai", "eu", "ai.horizontal_law", True),
    Row("no AI, no law on it", "2028-08-02", "ecg-patch", "eu", "ai.horizontal_law", False),
]


@each(DAYS)
class Days(Case):
    """Both sides of the days on which the law changes."""

    def check(self, day, device, target, requirement, required):
        data = answer("compare", example(device), "--from", "jp", "--to", target, "--as-of", day)
        self.assertEqual(data["as_of"], day)
        row = next(r for r in data["markets"][0]["rows"] if r["requirement"] == requirement)
        self.assertEqual(row["target"]["required"], required)


class Reclassified(Case):
    """Tests for hepatitis B went from class III to class II in the United States on 2025-10-20."""

    def label(self, day):
        path = self.write("p.yaml", "reggap: profile/1\ncomplete: true\n"
                                    "attributes: {product_type: ivd, ivd_analyte: [hbv]}\n")
        data = self.good(run("classify", path, "--to", "us", "--as-of", day, "--format", "json")).json
        return data["markets"][0]["class"]["value"]

    def test_the_day_before(self):
        self.assertEqual(self.label("2025-10-19"), "III")

    def test_the_day(self):
        self.assertEqual(self.label("2025-10-20"), "II")


if __name__ == "__main__":
    unittest.main()
