"""Breaks a rule or value on purpose, in a scratch copy, and sees whether a test that names it fails."""
import json
import os
import re
import subprocess

import scan

CASE = re.compile(r'<TestCase name="([^"]*)"(.*?)(?=<TestCase |\Z)', re.DOTALL)
ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}


def table(root, statements):
    """{"R126": [{"file": ..., "find": ..., "replace": ...}]}: each `find` stands in its file, at least once."""
    found = json.loads((root / "tests/requirements.d/breaks.json").read_text(encoding="utf-8"))
    for number, edits in found.items():
        if number not in statements or not edits:
            raise SystemExit(f"breaks.json: {number}: no such requirement, or nothing to break")
        for edit in edits:
            if set(edit) != {"file", "find", "replace"} or edit["find"] == edit["replace"]:
                raise SystemExit(f"breaks.json: {number}: an edit has a file, what to find, and another text")
    return found


def apply(text, edits, number="?"):
    """The text with each edit's `find` replaced wherever it stands. Fails where it stands nowhere: the table is out of date."""
    for edit in edits:
        if edit["find"] not in text:
            raise SystemExit(f"breaks.json: {number}: {edit['file']} has no {edit['find']!r} (any more)")
        text = text.replace(edit["find"], edit["replace"])
    return text


def failed_cases(report):
    """The names of the cases that failed in a Catch2 XML report, also in one that breaks off: the last case was running."""
    failed = []
    for name, rest in CASE.findall(report):
        if 'OverallResult success="true"' not in rest:
            failed.append(re.sub("|".join(ENTITIES), lambda m: ENTITIES[m.group()], name))
    return failed


class Scratch:
    """A copy of the checkout's files and a build of it."""

    def __init__(self, root):
        self.root = root
        self.folder = root / "build/requirements"
        self.copy = self.folder / "copy"
        self.build = self.folder / "build"

    def mirror(self):
        """Writes what differs, and removes what is gone. A file put back is newer than what was built from it broken."""
        listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=self.root,
                                capture_output=True, text=True, check=True).stdout
        names = {name for name in listed.split("\0") if name and (self.root / name).is_file()}
        for path in list(self.copy.rglob("*")):
            if path.is_file() and path.relative_to(self.copy).as_posix() not in names:
                path.unlink()
        for name in names:
            here, there = self.root / name, self.copy / name
            wanted = here.read_bytes()
            if not there.is_file() or there.read_bytes() != wanted:
                there.parent.mkdir(parents=True, exist_ok=True)
                there.write_bytes(wanted)
                there.chmod(here.stat().st_mode)

    def command(self, *words, env=None):
        return subprocess.run(words, cwd=self.copy, capture_output=True, text=True, errors="replace",
                              env={**os.environ, **(env or {})}, check=False)

    def make(self, programs):
        """What went wrong, or nothing."""
        if not (self.build / "build.ninja").is_file():
            done = self.command("cmake", "-G", "Ninja", "-S", ".", "-B", str(self.build), "-DCMAKE_BUILD_TYPE=Debug")
            if done.returncode:
                return done.stdout[-2000:] + done.stderr[-2000:]
        done = self.command("ninja", "-C", str(self.build), *programs)
        return done.stdout[-3000:] if done.returncode else ""

    def failures(self, program, kind, *which):
        report = self.folder / "report.xml"
        report.unlink(missing_ok=True)
        self.command(str(self.build / "tests" / kind / program), "--reporter", "xml", "--out", str(report), *which)
        return failed_cases(report.read_text(encoding="utf-8", errors="replace")) if report.is_file() else [program]


def break_one(scratch, number, edits):
    """The name of a test that noticed, or why there is none: (noticed, what to say)."""
    tests = scan.by_number(scan.tests_below(scratch.copy)).get(number, [])
    known = scan.programs(scratch.copy)
    # Those that are built soonest first: one that fails is enough.
    soonest = {}
    for test in tests:
        for program, kind in known.get(test.path, []):
            cost = (kind != "unit", not test.path.startswith("tests/domain/"))
            soonest[program, kind] = min(cost, soonest.get((program, kind), cost))
    wanted = sorted(soonest, key=lambda program: (soonest[program], program))
    if not wanted:
        return False, "no test program names it" + (" (only other tests do)" if tests else "")
    names = {file: [edit for edit in edits if edit["file"] == file] for file in {edit["file"] for edit in edits}}
    originals = {}
    try:
        for file, of_file in names.items():
            path = scratch.copy / file
            originals[path] = path.read_text(encoding="utf-8")
            path.write_text(apply(originals[path], of_file, number), encoding="utf-8")
        for program, kind in wanted:
            trouble = scratch.make([program])
            if trouble:
                return False, f"{program} does not build with the break:\n{trouble}"
            # Most names have the number as it is; one with "R40 to R43" is found by running all.
            for which in ([f"*{number}*"], []):
                for name in scratch.failures(program, kind, *which):
                    if number in scan.numbers_in(name):
                        return True, f"{program}: {name}"
        return False, "no test that names it failed: " + ", ".join(program for program, _ in wanted)
    finally:
        for path, text in originals.items():
            path.write_text(text, encoding="utf-8")


def run(root, wanted, statements):
    all_breaks = table(root, statements)
    if wanted == ["ALL"]:
        wanted = sorted(all_breaks, key=scan.key)
    unnoticed = []
    scratch = Scratch(root)
    scratch.mirror()
    for number in wanted:
        if number not in all_breaks:
            noticed, why = False, "breaks.json does not say how to break it"
        else:
            noticed, why = break_one(scratch, number, all_breaks[number])
        print(("noticed   " if noticed else "UNNOTICED ") + f"{number:5}{statements.get(number, '?')}\n          {why}",
              flush=True)
        if not noticed:
            unnoticed.append(number)
    print(f"{len(wanted) - len(unnoticed)} of {len(wanted)} breaks were noticed")
    if unnoticed:
        print("not noticed: " + " ".join(unnoticed))
    return 1 if unnoticed else 0
