#!/usr/bin/env python3
"""headers_alone.py COMPILE_COMMANDS JOBS: compiles each header by itself, included twice, with the flags of a source
of its folder (or of the nearest one above that has sources). Prints what fails, then "PASSED FAILED SKIPPED"."""
import concurrent.futures
import json
import pathlib
import shlex
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Need a compiler for WebAssembly, which builds them in every build of the app.
WEB_ONLY = ("#include <emscripten", "#include <GLES3/")


def flags_of(commands):
    found = {}
    for entry in commands:
        words = shlex.split(entry["command"])
        flags = []
        for i, word in enumerate(words):
            if word.startswith(("-I", "-D", "-std=")) and len(word) > 2:
                flags.append(word)
            elif word == "-isystem":
                flags += [word, words[i + 1]]
        folder = pathlib.Path(entry["file"]).parent
        # Of several targets in a folder the one with the most flags sees the most.
        if len(flags) > len(found.get(folder, [])):
            found[folder] = flags
    return found


def compile_alone(header, flags):
    name = header.relative_to(ROOT).as_posix()
    text = f'#include "{name}"\n#include "{name}"\n'
    done = subprocess.run(["g++", "-x", "c++", "-fsyntax-only", "-Wall", "-Wextra", *flags, f"-I{ROOT}", "-"], input=text,
                          capture_output=True, text=True, cwd=ROOT)
    return done.returncode == 0 and not done.stderr, done.stderr


def main():
    commands = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    flags = flags_of(commands)
    names = subprocess.run(["git", "ls-files", "*.hpp"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    wanted, skipped = [], 0
    for header in (ROOT / name for name in names):
        if not header.exists():
            continue
        if any(mark in header.read_text(encoding="utf-8") for mark in WEB_ONLY):
            skipped += 1
            continue
        folder = header.parent
        while folder not in flags and folder != ROOT:
            folder = folder.parent
        wanted.append((header, flags.get(folder, ["-std=c++20"])))
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(int(sys.argv[2])) as pool:
        for (header, _), (good, said) in zip(wanted, pool.map(lambda pair: compile_alone(*pair), wanted)):
            if not good:
                failed += 1
                print(f"{header.relative_to(ROOT)}\n{said[:1500]}")
    print(len(wanted) - failed, failed, skipped)


main()
