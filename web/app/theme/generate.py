#!/usr/bin/env python3
"""Turns the design system's npm packages into what the app compiles: colours (tokens.inc, tokens.css) and the font
(font_data.cpp). One subset of the font serves ImGui and the browser, so that both measure every text alike."""

import argparse
import json
import pathlib
import re
import subprocess
import sys

WEIGHTS = (400, 600)
# Latin with its first extension (every name of the registers), punctuation, euro, arrows, minus, multiplication.
UNICODES = (
    "U+0020-017F,U+0218-021B,U+02C6,U+02DC,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+2030,U+2032,U+2033,"
    "U+2039,U+203A,U+20AC,U+2122,U+2190-2193,U+2212"
)


def colours(modules):
    css = (modules / "design-tokens-italia/dist/css/variables.css").read_text(encoding="utf-8")
    return dict(re.findall(r"--it-color-([a-z]+(?:-\d+)?):\s*(#[0-9a-f]{6});", css))


def write_theme(modules, roles_path, out):
    palette = colours(modules)
    roles = json.loads(roles_path.read_text(encoding="utf-8"))
    if list(roles["light"]) != list(roles["dark"]):
        sys.exit("roles.json: light and dark must name the same roles in the same order")
    header = ["// Generated from design-tokens-italia by generate.py.", "struct Palette {"]
    header += [f"    Colour {role};" for role in roles["light"]]
    header += ["};"]
    css = []
    for scheme in ("light", "dark"):
        values = {role: palette[token] for role, token in roles[scheme].items()}
        header.append(f"inline constexpr Palette {scheme}_palette{{")
        header += [f"    Colour{{0x{v[1:3]}, 0x{v[3:5]}, 0x{v[5:7]}}}, // {r}" for r, v in values.items()]
        header.append("};")
        body = "".join(f"--{role.replace('_', '-')}:{value};" for role, value in values.items())
        rule = f":root{{{body}}}"
        css.append(rule if scheme == "light" else f"@media (prefers-color-scheme: dark){{{rule}}}")
    (out / "tokens.inc").write_text("\n".join(header) + "\n", encoding="utf-8")
    (out / "tokens.css").write_text("\n".join(css) + "\n", encoding="utf-8")


def subset(modules, weight, out):
    """The font comes as one file per script; both halves are subset and joined again."""
    from fontTools import merge

    halves = []
    for script in ("latin", "latin-ext"):
        source = modules / f"@fontsource/titillium-web/files/titillium-web-{script}-{weight}-normal.woff2"
        target = out / f"{script}-{weight}.ttf"
        # ImGui applies neither kerning nor ligatures; without the tables the browser does not either.
        subprocess.run(
            ["pyftsubset", str(source), f"--unicodes={UNICODES}", "--layout-features=", "--no-hinting",
             "--drop-tables+=GSUB,GPOS,GDEF", f"--output-file={target}"],
            check=True,
        )
        halves.append(str(target))
    font = merge.Merger().merge(halves)
    target = out / f"titillium-{weight}.ttf"
    font.save(target)
    return target, font["hhea"].ascent, font["hhea"].descent, font["head"].unitsPerEm


def write_fonts(modules, out):
    lines = ["// Generated from @fontsource/titillium-web (SIL Open Font License 1.1) by generate.py.",
             '#include "web/app/theme/font.hpp"', "namespace sigillo::app::theme {", "namespace {"]
    metrics = set()
    for weight in WEIGHTS:
        path, ascent, descent, em = subset(modules, weight, out)
        metrics.add((ascent / em, -descent / em))
        data = path.read_bytes()
        lines.append(f"const unsigned char data_{weight}[] = {{")
        lines += [",".join(map(str, data[i:i + 40])) + "," for i in range(0, len(data), 40)]
        lines.append("};")
    if len(metrics) != 1:
        sys.exit("the weights of the font differ in their metrics")
    ascent, descent = metrics.pop()
    lines.append("}")
    lines.append("const Font& font() {")
    lines.append(f"    static const Font all{{{ascent}F, {descent}F, {{{{")
    lines += [f"        {{{weight}, data_{weight}}}," for weight in WEIGHTS]
    lines += ["    }}};", "    return all;", "}", "}"]
    (out / "font_data.cpp").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--modules", type=pathlib.Path, required=True, help="node_modules")
    parser.add_argument("--roles", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    write_theme(arguments.modules, arguments.roles, arguments.out)
    write_fonts(arguments.modules, arguments.out)


if __name__ == "__main__":
    main()
