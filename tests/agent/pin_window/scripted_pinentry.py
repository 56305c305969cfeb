#!/usr/bin/env python3
"""A pinentry that does what `steps` in the folder given says, one JSON a line, and nothing else.

["say", LINE]   sends a line          ["hear", LINE]  expects a line; one that ends in * only its beginning
["digits"]      sends eight random digits as data     ["die"]  ends
["wait"]        tells with the file `waiting` that it is there, and never answers
How many steps were done is in `done`; what came against the script is in `trouble`."""
import json
import pathlib
import secrets
import signal
import sys

folder = pathlib.Path(sys.argv[1])
steps = [json.loads(line) for line in (folder / "steps").read_text(encoding="utf-8").splitlines()]
(folder / "pid").write_text(str(__import__("os").getpid()))


def say(line):
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def trouble(text):
    with open(folder / "trouble", "a", encoding="utf-8") as file:
        file.write(text + "\n")


for number, (step, *rest) in enumerate(steps):
    # Before what it says: once that arrives the other side may look.
    if step != "hear":
        (folder / "done").write_text(str(number + 1))
    if step == "say":
        say(rest[0])
    elif step == "digits":
        say("D " + "".join(secrets.choice("0123456789") for _ in range(8)))
    elif step == "die":
        sys.exit(1)
    elif step == "wait":
        (folder / "waiting").write_text("")
        signal.pause()
    else:
        heard = sys.stdin.readline().rstrip("\n")
        if heard != rest[0] and not (rest[0].endswith("*") and heard.startswith(rest[0][:-1])):
            trouble(f"{heard!r} instead of {rest[0]!r}")
        (folder / "done").write_text(str(number + 1))
for line in sys.stdin:
    # libassuan takes its leave where the program still listens.
    if line == "BYE\n":
        break
    trouble(f"{line!r} after the end")
    say("ERR 1 unexpected")
