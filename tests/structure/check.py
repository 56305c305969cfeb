#!/usr/bin/env python3
"""Holds the structure: who may include whom, how long a file may be, what must not be in one.

Each check is one test case; the last line is "N passed, N failed".
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOP_LEVEL = {"CMakeLists.txt", "web", "agent", "shared", "assets", "tests", "dist", "README.md", "LICENSE",
             "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "publiccode.yml", "CMakePresets.json", ".ci"}
# A room and what its files may include of the project. The standard library is open to all.
MAY_INCLUDE = {
    "shared/domain": ["shared/domain"],
    "shared/texts": ["shared/domain", "shared/texts"],
    "shared/protocol": ["shared/domain", "shared/protocol"],
    "shared/pki": ["shared/domain", "shared/pki"],
    "shared/sockets": ["shared/domain", "shared/sockets"],
    "agent": ["shared", "agent"],
    "web/app": ["shared/domain", "shared/texts", "shared/protocol", "web/app"],
    "web/portal": ["shared", "web/portal"],
}
STANDARD_ONLY = ["shared/domain"]
LONGEST = 450
SOURCES = {".cpp", ".hpp", ".h", ".c", ".js", ".mjs", ".py", ".sh"}


def tracked():
    out = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in out.split("\0") if name and (ROOT / name).is_file()]


def includes(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = re.match(r'\s*#\s*include\s*(["<])([^">]+)[">]', line)
        if found:
            yield number, found.group(1), found.group(2)


def top_level(files):
    for path in files:
        first = path.relative_to(ROOT).parts[0]
        if first not in TOP_LEVEL and not first.startswith("."):
            yield f"{first}: not one of the top-level folders and files"


def arrows(files):
    for path in files:
        name = path.relative_to(ROOT).as_posix()
        room = next((r for r in sorted(MAY_INCLUDE, key=len, reverse=True) if name.startswith(r + "/")), None)
        if room is None or path.suffix not in {".cpp", ".hpp"}:
            continue
        for number, kind, target in includes(path):
            inside = re.match(r"(shared|agent|web|tests|dist|assets)/", target)
            if inside and not any(target.startswith(r + "/") for r in MAY_INCLUDE[room]):
                yield f"{name}:{number}: {room} may not include {target}"
            if room in STANDARD_ONLY and kind == "<" and ("/" in target or target.endswith(".h")):
                yield f"{name}:{number}: {room} includes the standard library only, not <{target}>"


def sizes(files):
    for path in files:
        if path.suffix in SOURCES:
            lines = path.read_text(encoding="utf-8").count("\n")
            if lines > LONGEST:
                yield f"{path.relative_to(ROOT)}: {lines} lines; does it do one thing?"


def posix_stays_in_platform(files):
    """An operating-system header in the agent belongs behind agent/platform."""
    os_header = re.compile(r"^(unistd|fcntl|pwd|dlfcn|poll|signal|spawn|sys/.*|netinet/.*|arpa/.*|linux/.*)\.h$")
    for path in files:
        name = path.relative_to(ROOT).as_posix()
        if name.startswith("agent/") and not name.startswith("agent/platform/") and path.suffix in {".cpp", ".hpp"}:
            for number, _, target in includes(path):
                if os_header.match(target):
                    yield f"{name}:{number}: <{target}> belongs in agent/platform"


def left_overs(files):
    pattern = re.compile(r"\b(TODO|FIXME|HACK)\b")
    for path in files:
        if path.suffix in SOURCES | {".md", ".txt", ".json"} and path != pathlib.Path(__file__).resolve():
            for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
                if pattern.search(line):
                    yield f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"


CHECKS = [
    ("only the agreed top-level folders and files", top_level),
    ("includes follow the arrows: agent -> shared <- web", arrows),
    (f"no source file is longer than {LONGEST} lines", sizes),
    ("operating-system headers stay in agent/platform", posix_stays_in_platform),
    ("nothing is left for later in the sources", left_overs),
]


def main():
    files = tracked()
    failed = 0
    for name, check in CHECKS:
        found = list(check(files))
        print(("FAIL  " if found else "ok    ") + name)
        for line in found:
            print("      " + line)
        failed += bool(found)
    print(f"{len(CHECKS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
