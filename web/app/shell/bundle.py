#!/usr/bin/env python3
"""Puts what the portal serves into one folder: the programs (NAME.js, NAME.wasm) are there already; their documents, the
sentences that they show, the style with the design system's colours and the icon join them. `--document NAME=TEXTS`:
the document of that program, with the sentences of TEXTS.it and TEXTS.en. The first one's is index.html, the others'
NAME/index.html. `manifest` lists every file with its SHA-256."""

import argparse
import hashlib
import pathlib
import re
import subprocess

LANGUAGES = ("it", "en")


def minified(css):
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    return re.sub(r"\s*\n\s*", "\n", css).strip() + "\n"


def document(shell, program, addresses):
    text = (shell / "index.html").read_text(encoding="utf-8").replace("@program@", program)
    for language in LANGUAGES:
        text = text.replace(f"@{language}@", addresses.get(language, ""))
    return text.encode("utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--shell", type=pathlib.Path, required=True)
    parser.add_argument("--tokens", type=pathlib.Path, required=True)
    parser.add_argument("--document", action="append", required=True)
    parser.add_argument("--brotli")
    arguments = parser.parse_args()
    out, shell = arguments.out, arguments.shell
    style = arguments.tokens.read_text(encoding="utf-8") + (shell / "app.css").read_text(encoding="utf-8")
    made = {"app.css": minified(style).encode("utf-8"), "favicon.svg": (shell / "favicon.svg").read_bytes()}
    for old in [*out.glob("texts.*")]:
        old.unlink()
    for at, wanted in enumerate(arguments.document):
        program, _, texts = wanted.partition("=")
        addresses = {}
        for language in LANGUAGES if texts else ():
            content = pathlib.Path(f"{texts}.{language}").read_bytes()
            # The portal lets browsers keep a file that names its content.
            name = f"texts.{program}.{language}.{hashlib.sha256(content).hexdigest()[:12]}"
            made[name] = content
            addresses[language] = f"/{name}"
        made["index.html" if at == 0 else f"{program}/index.html"] = document(shell, program, addresses)
        for end in ("js", "wasm"):
            made[f"{program}.{end}"] = (out / f"{program}.{end}").read_bytes()
    lines = []
    for name, content in sorted(made.items()):
        target = out / name
        target.parent.mkdir(exist_ok=True)
        if not name.endswith((".js", ".wasm")):
            target.write_bytes(content)
        lines.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
        compressed = out / f"{name}.br"
        compressed.unlink(missing_ok=True)
        if arguments.brotli:
            subprocess.run([arguments.brotli, "-q", "11", "-k", "-f", str(target)], check=True)
    (out / "manifest").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
