#!/usr/bin/env python3
"""What counts as naming a requirement, and that a break is made and undone as it says."""
import pathlib
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import breaking  # noqa: E402
import scan  # noqa: E402


def names(suffix, text):
    return scan.names_in(pathlib.Path("a" + suffix), text)


class Numbers(unittest.TestCase):
    def test_every_form_of_the_repository(self):
        for text in ("the code R43 X12", "the code [R43] [X12]", "the code [R43][X12]", "R43, X12: the code", "(R43/X12)"):
            self.assertEqual(scan.numbers_in(text), {"R43", "X12"}, text)

    def test_ranges_are_every_number_between(self):
        for text in ("R40 to R43", "R40-R43", "[R40..R43]", "R40 \u2013 R43"):
            self.assertEqual(scan.numbers_in(text), {"R40", "R41", "R42", "R43"}, text)

    def test_what_only_looks_like_a_number(self):
        for text in ("R144", "X23", "R0", "X509", "R43a", "PR43", "R-43", "r43", "R4x"):
            self.assertEqual(scan.numbers_in(text), set(), text)

    def test_a_range_from_one_list_into_the_other_is_its_two_ends(self):
        self.assertEqual(scan.numbers_in("R143 to X2"), {"R143", "X2"})


class Names(unittest.TestCase):
    def test_catch2_names_of_several_literals_and_with_tags(self):
        self.assertEqual(names(".cpp", 'TEST_CASE("one "\n          "two R1", "[R2]") {'), ["one two R1[R2]"])
        self.assertEqual(names(".cpp", 'TEST_CASE_METHOD(World, "with \\"it\\" R3") {'), ['with "it" R3'])

    def test_comments_helpers_and_sections_are_no_tests(self):
        self.assertEqual(names(".cpp", '// R1\nCHECK(x == "R2");\nSECTION("R3") {}\nvoid r4_test();'), [])

    def test_python_cases_and_unit_tests(self):
        self.assertEqual(names(".py", '@case("a card "\n      "signs R5")\ndef _(world):'), ["a card signs R5"])
        found = names(".py", "    def test_the_code_is_in_no_file_r54_x2(self):")
        self.assertEqual(scan.numbers_in(found[0]), {"R54", "X2"})

    def test_browser_tests(self):
        self.assertEqual(names(".mjs", "  test('a step [R7]', async () => {\n test(`b ${x} R8`, f)"), ["a step [R7]", "b ${x} R8"])


class List(unittest.TestCase):
    def test_all_165_stand_in_it_once_and_in_order(self):
        self.assertEqual(len(scan.statements(HERE / "list.txt")), 165)

    def test_a_list_with_one_missing_or_twice_is_refused(self):
        text = (HERE / "list.txt").read_text(encoding="utf-8")
        for wrong in (text.replace("\nR17 ", "\n# R17 "), text + "R1 again\n"):
            with tempfile.TemporaryDirectory() as folder:
                path = pathlib.Path(folder) / "list.txt"
                path.write_text(wrong, encoding="utf-8")
                with self.assertRaises(SystemExit):
                    scan.statements(path)


class Tree(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.folder.name)
        self.addCleanup(self.folder.cleanup)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def test_tests_are_found_below_tests_alone_and_not_in_packages(self):
        self.write("tests/a/one.cpp", 'TEST_CASE("x R1") {}')
        self.write("tests/browser/node_modules/two.mjs", "test('x R2', f)")
        self.write("shared/three.cpp", 'TEST_CASE("x R3") {}')
        self.assertEqual(list(scan.by_number(scan.tests_below(self.root))), ["R1"])

    def test_the_programs_of_a_test_are_those_that_list_its_source(self):
        self.write("tests/a/one.cpp", "")
        self.write("tests/a/help.cpp", "")
        self.write("tests/a/CMakeLists.txt", "sigillo_test(a_test unit\n  SOURCES one.cpp help.cpp\n  LINK b)\n"
                                             "sigillo_test(b_test integration SOURCES help.cpp LINK one.cpp)")
        self.assertEqual(scan.programs(self.root), {"tests/a/one.cpp": [("a_test", "unit")],
                                                    "tests/a/help.cpp": [("a_test", "unit"), ("b_test", "integration")]})


class Breaks(unittest.TestCase):
    def test_each_place_is_broken_and_one_that_is_gone_is_told(self):
        edits = [{"file": "f", "find": "5850", "replace": "5851"}]
        self.assertEqual(breaking.apply("5850 5850", edits), "5851 5851")
        with self.assertRaises(SystemExit):
            breaking.apply("5900", edits)

    def test_failed_cases_of_a_report_and_of_one_that_breaks_off(self):
        report = ('<Catch><TestCase name="good R1" tags=""><OverallResult success="true"/></TestCase>'
                  '<TestCase name="bad &amp; &lt;R2&gt;"><Expression success="false"/><OverallResult success="false"/></TestCase>'
                  '<TestCase name="died R3"><Expression')
        self.assertEqual(breaking.failed_cases(report), ["bad & <R2>", "died R3"])

    def test_the_table_fits_the_sources(self):
        root = HERE.parent.parent
        for number, edits in breaking.table(root, scan.statements(HERE / "list.txt")).items():
            for edit in edits:
                self.assertIn(edit["find"], (root / edit["file"]).read_text(encoding="utf-8"), number)


if __name__ == "__main__":
    unittest.main()
