"""Which tests name which requirement. A test's name is what counts, never a comment or a file's name."""
import dataclasses
import pathlib
import re

LAST = {"R": 143, "X": 22}
ONE = r"(?<![A-Za-z0-9])([RX])([0-9]{1,3})(?![A-Za-z0-9])"
# "R40 to R43", "R40-R43", "R99..R102": each number between them too.
RANGE = re.compile(ONE + r"\s*(?:to|-|–|\.\.)\s*" + ONE)
LITERAL = r'"(?:[^"\\]|\\.)*"'
CATCH = re.compile(r"\b(?:TEST_CASE|SCENARIO|TEST_CASE_METHOD|TEMPLATE_TEST_CASE)\s*\(\s*(?:[A-Za-z_:]+\s*,\s*)?"
                   rf"((?:{LITERAL}\s*,?\s*)+)")
PYTHON_CASE = re.compile(rf"@case\(\s*((?:{LITERAL}\s*)+)\)")
PYTHON_TEST = re.compile(r"^ *def (test_\w+)\(", re.MULTILINE)
BROWSER = re.compile(r"""\btest\(\s*('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)""")
NOT_OURS = {"node_modules", "requirements.d", "__pycache__"}


@dataclasses.dataclass(frozen=True)
class Test:
    path: str   # from the root
    name: str   # as its program reports it
    numbers: frozenset


def key(number):
    return "RX".index(number[0]), int(number[1:])


def numbers_in(text):
    """The requirements that a name cites, in whatever form: "R43", "[R43] [X12]", "R40 to R43"."""
    found = set()
    for first, low, second, high in RANGE.findall(text):
        if first == second:
            found.update(f"{first}{n}" for n in range(int(low), int(high) + 1))
    found.update(letter + str(int(digits)) for letter, digits in re.findall(ONE, text))
    return {n for n in found if 1 <= int(n[1:]) <= LAST[n[0]]}


def literals(text):
    """Adjacent string literals are one; after a comma come tags, which count as well."""
    return "".join(eval(one) for one in re.findall(LITERAL, text))  # noqa: S307: literals alone


def names_in(path, text):
    if path.suffix == ".cpp":
        return [literals(found) for found in CATCH.findall(text)]
    if path.suffix == ".py":
        return [literals(found) for found in PYTHON_CASE.findall(text)] + [
            # test_the_code_is_not_public_r54
            re.sub(r"_([rx])(?=[0-9]+(?:_|$))", lambda m: " " + m.group(1).upper(), name).replace("_", " ")
            for name in PYTHON_TEST.findall(text)]
    if path.suffix == ".mjs":
        return [found[1:-1] for found in BROWSER.findall(text)]
    return []


def tests_below(root):
    """Every test of the folder `tests` of that root."""
    all_tests = []
    for path in sorted((root / "tests").rglob("*")):
        if path.suffix in {".cpp", ".py", ".mjs"} and not NOT_OURS & set(path.parts):
            for name in names_in(path, path.read_text(encoding="utf-8", errors="replace")):
                all_tests.append(Test(path.relative_to(root).as_posix(), name, frozenset(numbers_in(name))))
    return all_tests


def statements(path):
    """What each number asks for, from list.txt, in its order. Fails unless all are there, once."""
    found = {}
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            number, text = line.split(" ", 1)
            if number in found:
                raise SystemExit(f"{path}: {number} stands twice")
            found[number] = text
    wanted = [f"{letter}{n}" for letter, last in LAST.items() for n in range(1, last + 1)]
    if list(found) != wanted:
        raise SystemExit(f"{path}: not exactly R1 to R{LAST['R']}, then X1 to X{LAST['X']}")
    return found


def by_number(tests):
    found = {}
    for test in tests:
        for number in test.numbers:
            found.setdefault(number, []).append(test)
    return found


SIGILLO_TEST = re.compile(r"sigillo_test\(\s*(\S+)\s+(unit|integration)(.*?)\)", re.DOTALL)


def programs(root):
    """Of each source of a test program its programs: {"tests/domain/test_money.cpp": [("domain_test", "unit")]}."""
    found = {}
    for lists in sorted((root / "tests").rglob("CMakeLists.txt")):
        if NOT_OURS & set(lists.parts):
            continue
        for name, kind, rest in SIGILLO_TEST.findall(lists.read_text(encoding="utf-8")):
            sources = rest.split("SOURCES", 1)[-1].split("LINK", 1)[0].split()
            for source in sources:
                path = (lists.parent / source).resolve()
                if path.is_file():
                    found.setdefault(path.relative_to(root.resolve()).as_posix(), []).append((name, kind))
    return found
