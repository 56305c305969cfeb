"""The cases of a test program in Python, reported as Catch2 does, so that tests/run counts them."""
import pathlib
import sys
import traceback
from xml.sax.saxutils import escape, quoteattr

CASES = []
# tests/run shows as much of a failure.
LONGEST = 380


def case(name):
    def keep(function):
        CASES.append((name, function))
        return function
    return keep


def expect(actual, wanted):
    if actual != wanted:
        raise AssertionError(f"{actual!r} is not {wanted!r}")


def run_cases(world, more=lambda: ""):
    """Runs every case with `world`; `more` is what else to show of one that failed. The exit status. The report goes to the
    FILE of `--out FILE` on the command line."""
    out = sys.argv[sys.argv.index("--out") + 1] if "--out" in sys.argv else None
    lines, failed = [], 0
    for name, function in CASES:
        try:
            function(world)
            error = ""
        except Exception:  # noqa: BLE001: a case fails, the others go on
            error = traceback.format_exc() + more()
        failed += bool(error)
        print(("FAIL  " if error else "ok    ") + name + ("\n" + error if error else ""), flush=True)
        lines.append(f"<TestCase name={quoteattr(name)}>" + (f"<Failure>{escape(error[-LONGEST:])}</Failure>" if error else "") +
                     f"<OverallResult success=\"{'false' if error else 'true'}\"/></TestCase>")
    print(f"{len(CASES) - failed} passed, {failed} failed")
    if out:
        lines.append(f'<OverallResultsCases successes="{len(CASES) - failed}" failures="{failed}"/>')
        pathlib.Path(out).write_text("<Catch>" + "\n".join(lines) + "</Catch>\n")
    return 1 if failed else 0
