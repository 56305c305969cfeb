#!/usr/bin/env python3
"""Puts what the portal serves into one folder: app.js and app.wasm are there already; the document, the style with
the design system's colours and the icon join them. `manifest` lists every file with its SHA-256."""

import argparse
import hashlib
import pathlib
import re
import subprocess


def minified(css):
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    return re.sub(r"\s*\n\s*", "\n", css).strip() + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--shell", type=pathlib.Path, required=True)
    parser.add_argument("--tokens", type=pathlib.Path, required=True)
    parser.add_argument("--brotli")
    arguments = parser.parse_args()
    out = arguments.out
    style = arguments.tokens.read_text(encoding="utf-8") + (arguments.shell / "app.css").read_text(encoding="utf-8")
    (out / "app.css").write_text(minified(style), encoding="utf-8")
    for name in ("index.html", "favicon.svg"):
        (out / name).write_bytes((arguments.shell / name).read_bytes())
    files = ["app.css", "app.js", "app.wasm", "favicon.svg", "index.html"]
    lines = []
    for name in files:
        lines.append(f"{hashlib.sha256((out / name).read_bytes()).hexdigest()}  {name}\n")
        compressed = out / f"{name}.br"
        compressed.unlink(missing_ok=True)
        if arguments.brotli:
            subprocess.run([arguments.brotli, "-q", "11", "-k", "-f", str(out / name)], check=True)
    (out / "manifest").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
