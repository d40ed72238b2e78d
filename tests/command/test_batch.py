"""batch: a line in, a line out, in the same order, whatever the number of threads and whatever goes wrong."""
import json
import os
import signal
import subprocess
import time
import unittest

from command import DAY, MINI, REGGAP, Case, Row, each, run

GOOD = {"reggap": "profile/1", "complete": True, "attributes": {"product_type": "medical_device"}}
ASKED = ["batch", "--to", "xx,yy", "--rules", MINI, "--as-of", DAY]


def line(number, **attributes):
    return json.dumps(dict(GOOD, id=f"d{number}", attributes=dict(GOOD["attributes"], **attributes)))


def answers(done):
    return [json.loads(one) for one in done.out.splitlines()]


CONTACTS = [[], ["skin"], ["blood"], ["brain"]]


class Batch(Case):
    def batch(self, text, *words):
        return run(*ASKED, *words, stdin=text)

    def test_order_and_numbers(self):
        text = "".join(line(n, mini_contact=CONTACTS[n % 4]) + "\n" for n in range(500))
        done = self.good(self.batch(text, "--jobs", "3"))
        found = answers(done)
        self.assertEqual([(a["line"], a["id"]) for a in found], [(n + 1, f"d{n}") for n in range(500)])
        # by the rules of market xx: skin alone is L, blood M, brain H
        self.assertEqual([a["markets"][0]["class"]["value"] for a in found[:4]], ["L", "L", "M", "H"])

    def test_threads_change_nothing(self):
        text = "".join(line(n, mini_contact=CONTACTS[n % 4]) + "\n" for n in range(300))
        outs = {self.good(self.batch(text, "--jobs", jobs)).out for jobs in ("1", "2", "8")}
        self.assertEqual(len(outs), 1)

    def test_markets_are_those_of_classify(self):
        path = self.write("p.json", line(1, mini_contact=["blood"]))
        for word, command, words in (("all", "classify", []), ("compare", "compare", ["--from", "yy"])):
            one = self.good(run(command, path, "--to", "xx", "--rules", MINI, "--as-of", DAY, "--format", "json", *words))
            many = self.good(run("batch", "--to", "xx", "--rules", MINI, "--as-of", DAY, "--select", word, *words,
                                 stdin=line(1, mini_contact=["blood"]) + "\n"))
            self.assertEqual(answers(many)[0]["markets"], one.json["markets"], word)

    def test_class_alone(self):
        done = self.good(self.batch(line(1, mini_contact=["blood"]) + "\n", "--select", "class"))
        self.assertEqual([sorted(m) for m in answers(done)[0]["markets"]], [["class", "market"]] * 2)

    def test_a_bad_line_stands_in_its_place(self):
        done = self.good(self.batch("\n".join([line(1), "{broken", line(3), '{"reggap": "profile/1", "hom": "jp"}', line(5)])))
        found = answers(done)
        self.assertEqual([("error" in a, a["line"]) for a in found],
                         [(False, 1), (True, 2), (False, 3), (True, 4), (False, 5)])
        self.assertIn("did you mean 'home'?", found[3]["error"]["message"])
        self.assertEqual(found[3]["error"]["findings"][0]["column"], 25)

    def test_a_contradiction_is_an_error_of_its_line(self):
        done = self.good(self.batch(line(1, mini_contact=["brain"], mini_duration="short") + "\n" + line(2) + "\n"))
        self.assertEqual(["error" in a for a in answers(done)], [True, False])

    def test_blank_lines_are_counted_and_passed_over(self):
        done = self.good(self.batch("\n" + line(1) + "\r\n  \n" + line(2)))
        self.assertEqual([a["line"] for a in answers(done)], [2, 4])

    def test_nothing_in_nothing_out(self):
        self.assertEqual(self.good(self.batch("")).out, "")

    def test_a_line_longer_than_a_file_may_be(self):
        done = self.good(self.batch(line(1) + "\n" + "[" + " " * (33 << 20) + "]\n" + line(3) + "\n"))
        found = answers(done)
        self.assertEqual(["error" in a for a in found], [False, True, False])
        self.assertIn("larger than 32 MiB", found[1]["error"]["message"])

    def test_bytes_that_are_no_text(self):
        done = subprocess.run([REGGAP, *ASKED], input=b'{"a": "\xff\x00"}\n\x80\n' + line(3).encode(), capture_output=True,
                              timeout=60)
        self.assertEqual(done.returncode, 0)
        self.assertEqual(["error" in json.loads(a) for a in done.stdout.decode().splitlines()], [True, True, False])


WRONG = [
    Row("a file", ["profile.json"], "standard input"),
    Row("an output file", ["-o", "out.ndjson"], "standard output"),
    Row("no threads", ["--jobs", "0"], "'0' is no number of threads"),
    Row("too many threads", ["--jobs", "257"], "'257' is no number of threads"),
    Row("unknown selection", ["--select", "clas"], "'clas' is no selection (all, class, compare)"),
]


@each(WRONG)
class Usage(Case):
    def check(self, words, expected):
        done = self.fails(run(*ASKED, *words, stdin=""), 2)
        self.assertIn(expected, done.err)


class Ends(Case):
    """Whole lines, whatever ends the run."""

    def start(self, **more):
        return subprocess.Popen([REGGAP, *ASKED, "--jobs", "2"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, **more)

    def test_an_answer_comes_before_the_next_line(self):
        with self.start() as process:
            for n in range(3):
                process.stdin.write(line(n).encode() + b"\n")
                process.stdin.flush()
                self.assertEqual(json.loads(process.stdout.readline())["id"], f"d{n}")
            process.stdin.close()
            self.assertEqual(process.wait(30), 0)

    def test_interrupted(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.start() as process:
                process.stdin.write("".join(line(n) + "\n" for n in range(50)).encode() + b'{"half": ')
                process.stdin.flush()
                first = process.stdout.readline()
                time.sleep(0.3)
                process.send_signal(number)
                rest = process.stdout.read()
                self.assertEqual(process.wait(30), 4)
                lines = (first + rest).decode().splitlines(keepends=True)
                self.assertEqual([json.loads(a)["id"] for a in lines], [f"d{n}" for n in range(50)])
                self.assertTrue(lines[-1].endswith("\n"))
                self.assertIn(b"stopped after 50 lines", process.stderr.read())

    def test_a_reader_that_goes_away(self):
        with self.start() as process:
            process.stdout.close()
            try:
                process.stdin.write("".join(line(n) + "\n" for n in range(5000)).encode())
                process.stdin.close()
            except BrokenPipeError:
                pass
            self.assertEqual(process.wait(30), 4)

    def test_a_full_disk(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([REGGAP, *ASKED], input=line(1).encode() + b"\n", stdout=full, stderr=subprocess.PIPE,
                                  timeout=60)
        self.assertEqual(done.returncode, 4)
        self.assertIn(b"No space left on device", done.stderr)

    def test_memory_does_not_grow_with_the_input(self):
        # the sanitizer keeps what was freed for a while; it is told to keep little
        small = dict(os.environ, ASAN_OPTIONS="quarantine_size_mb=1")

        def peak(count):
            with self.start(env=small) as process:
                reader = subprocess.Popen(["cat"], stdin=process.stdout, stdout=subprocess.DEVNULL)
                process.stdin.write((line(0) + "\n").encode() * count)
                process.stdin.flush()
                with open(f"/proc/{process.pid}/status", encoding="ascii") as file:
                    size = next(int(l.split()[1]) for l in file if l.startswith("VmHWM"))
                process.stdin.close()
                reader.wait(60)
            return size
        self.assertLess(peak(4000), peak(1000) * 1.3)


if __name__ == "__main__":
    unittest.main()
