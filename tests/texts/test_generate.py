#!/usr/bin/env python3
"""The generator of the translations refuses what would show as a gap on a screen."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

GENERATOR = sys.argv.pop()


class Generator(unittest.TestCase):
    def run_on(self, **files):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, content in files.items():
                path = root / "texts" / (name.replace("__", "/") + ".json")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
            done = subprocess.run(
                [sys.executable, GENERATOR, "--translations", root / "texts", "--areas", "domain,app",
                 "--without", "domain.hidden.,x.", "--out", root / "table.cpp"], capture_output=True, text=True)
            table = root / "table.cpp"
            return done, table.read_text(encoding="utf-8") if table.exists() else ""

    def refused(self, reason, **files):
        done, table = self.run_on(**files)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn(reason, done.stderr)
        self.assertEqual(table, "")

    def test_writes_sorted_rows_of_the_wanted_areas(self):
        done, table = self.run_on(domain={"b.x": {"it": "due", "en": ["two", "lines"]}},
                                  app__screen={"a.x": {"it": "\u00e8 \"uno\"", "en": "one"}},
                                  notices__mail={"c.x": {"it": "tre", "en": "three"}},
                                  app__office__queue={"d.x": {"it": "quattro", "en": "four"}})
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertLess(table.index('{"a.x", "\u00e8 \\"uno\\""}'), table.index('{"b.x", "due"}'))
        self.assertLess(table.index('{"a.x", "one"}'), table.index('{"b.x", "two\\nlines"}'))
        self.assertNotIn("c.x", table)
        self.assertNotIn("d.x", table)

    def test_leaves_out_what_is_not_wanted(self):
        text = {"it": "uno", "en": "one"}
        done, table = self.run_on(domain={"domain.hidden.a": text, "domain.hidden_not": text, "x.a": text})
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("domain.hidden.a", table)
        self.assertNotIn("x.a", table)
        self.assertIn("domain.hidden_not", table)

    def test_refuses_a_missing_language(self):
        self.refused("a.x: needs exactly it and en", domain={"a.x": {"it": "uno"}})

    def test_refuses_an_empty_text(self):
        self.refused("a.x: en is missing, empty", domain={"a.x": {"it": "uno", "en": " "}})

    def test_refuses_a_key_twice_in_a_file(self):
        self.refused("stands twice", domain='{"a.x": {"it": "1", "en": "1"}, "a.x": {"it": "2", "en": "2"}}')

    def test_refuses_a_key_in_two_files_of_any_area(self):
        text = {"a.x": {"it": "1", "en": "1"}}
        self.refused("stands in", domain=text, notices__mail=text)

    def test_refuses_other_placeholders_in_the_other_language(self):
        self.refused("placeholders differ", domain={"a.x": {"it": "{uno}", "en": "{one}"}})

    def test_refuses_an_unknown_filter(self):
        self.refused("unknown filter", domain={"a.x": {"it": "{a|up}", "en": "{a|up}"}})

    def test_refuses_a_stray_brace(self):
        self.refused("no placeholder", domain={"a.x": {"it": "{", "en": "{"}})

    def test_refuses_brackets_that_do_not_match_or_hold_no_placeholder(self):
        self.refused("do not match", domain={"a.x": {"it": "[{a}", "en": "[{a}"}})
        self.refused("without a placeholder", domain={"a.x": {"it": "[a]", "en": "[a]"}})

    def test_refuses_what_is_no_json(self):
        self.refused("domain.json", domain="{")


if __name__ == "__main__":
    unittest.main()
