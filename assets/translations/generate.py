#!/usr/bin/env python3
"""Compiles the translations of some areas into one sorted C++ table, or into a file for each language.

    generate.py --translations DIR --areas errors,app/member [--without domain.act.] (--out table.cpp | --files texts)

A file is one JSON object {"key": {"it": TEXT, "en": TEXT}}; TEXT is a string, or a list of lines. The area of a file is
its folder below DIR ("app/member"), or its own name without .json; keys that begin as `--without` says are left out.
`--files texts` writes texts.it and texts.en, as shared/texts/loaded.hpp describes them.
Placeholders are {name} or {name|filter}; a piece in [square brackets] is left out where one of its placeholders has no value.
Fails, naming file and key, where a language is missing or empty, a key stands twice (in any area), or the
placeholders of the two languages differ.
"""
import argparse
import json
import os
import pathlib
import re
import sys

LANGUAGES = ("it", "en")
FILTERS = ("date", "time", "money", "text")
PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)(?:\|([a-z]+))?\}")
KEY = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+")


class Wrong(Exception):
    pass


def without_duplicates(pairs):
    keys = [key for key, _ in pairs]
    for key in keys:
        if keys.count(key) > 1:
            raise Wrong(f"{key}: stands twice")
    return dict(pairs)


def read_text(key, language, value):
    if isinstance(value, list) and value and all(isinstance(line, str) for line in value):
        value = "\n".join(value)
    if not isinstance(value, str) or not value.strip():
        raise Wrong(f"{key}: {language} is missing, empty or no text")
    for piece in re.findall(r"\[([^\[\]]*)\]", value):
        if not PLACEHOLDER.search(piece):
            raise Wrong(f"{key}: {language} has a bracket without a placeholder")
    if re.search(r"[\[\]]", re.sub(r"\[[^\[\]]*\]", "", value)):
        raise Wrong(f"{key}: {language} has brackets that do not match")
    rest = PLACEHOLDER.sub("", value)
    if "{" in rest or "}" in rest:
        raise Wrong(f"{key}: {language} has a brace that is no placeholder")
    for name, filter_name in PLACEHOLDER.findall(value):
        if filter_name and filter_name not in FILTERS:
            raise Wrong(f"{key}: {language} has the unknown filter {filter_name} on {name}")
    return value


def read_file(path):
    entries = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=without_duplicates)
    texts = {}
    for key, languages in entries.items():
        if not KEY.fullmatch(key):
            raise Wrong(f"{key}: not of the form area.name, in small letters")
        if not isinstance(languages, dict) or set(languages) != set(LANGUAGES):
            raise Wrong(f"{key}: needs exactly {' and '.join(LANGUAGES)}")
        row = [read_text(key, language, languages[language]) for language in LANGUAGES]
        used = [set(PLACEHOLDER.findall(text)) for text in row]
        if used[0] != used[1]:
            raise Wrong(f"{key}: the placeholders differ between the languages: {used[0] ^ used[1]}")
        texts[key] = row
    return texts


def literal(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def write_table(chosen, out):
    lines = ['#include "shared/texts/table.hpp"', "", "namespace sigillo::texts {", "",
             "namespace {"]
    for at, language in enumerate(LANGUAGES):
        lines.append(f"constexpr Row {language}[] = {{")
        for key, row in chosen:
            lines.append(f"    {{{literal(key)}, {literal(row[at])}}},")
        lines.append("};")
    lines += ["} // namespace", "", "Table compiled_table(domain::Language language) {",
              "    return language == domain::Language::en ? Table{en, sizeof(en) / sizeof(en[0])}",
              "                                            : Table{it, sizeof(it) / sizeof(it[0])};",
              "}", "", "} // namespace sigillo::texts", ""]
    out.write_text("\n".join(lines), encoding="utf-8")


def write_files(chosen, base):
    for at, language in enumerate(LANGUAGES):
        pieces = [f"sigillo texts {language}"]
        last = ""
        for key, _ in chosen:
            kept = min(len(os.path.commonprefix([last, key])), ord("~") - ord(" "))
            pieces.append(chr(ord(" ") + kept) + key[kept:])
            last = key
        pieces += ["", *(row[at] for _, row in chosen)]
        # At once: a test that runs meanwhile reads the old file or the new one.
        half = base.with_name(f"{base.name}.{language}.half")
        half.write_bytes("".join(piece + "\0" for piece in pieces).encode())
        half.replace(base.with_name(f"{base.name}.{language}"))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--translations", required=True, type=pathlib.Path)
    parser.add_argument("--areas", required=True)
    parser.add_argument("--without", default="")
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("--files", type=pathlib.Path)
    arguments = parser.parse_args()
    wanted = set(arguments.areas.split(","))
    without = tuple(filter(None, arguments.without.split(",")))
    chosen, seen = {}, {}
    for path in sorted(arguments.translations.rglob("*.json")):
        relative = path.relative_to(arguments.translations)
        area = relative.parent.as_posix() if len(relative.parts) > 1 else relative.stem
        try:
            texts = read_file(path)
            for key in texts:
                if key in seen:
                    raise Wrong(f"{key}: stands in {seen[key]} too")
                seen[key] = relative
        except (Wrong, ValueError) as problem:
            sys.exit(f"{path}: {problem}")
        if area in wanted or "all" in wanted:
            chosen.update((key, row) for key, row in texts.items() if not key.startswith(without))
    # std::string_view compares bytes; so does sorting the encoded keys.
    sorted_rows = sorted(chosen.items(), key=lambda item: item[0].encode())
    for out in filter(None, (arguments.out, arguments.files)):
        out.parent.mkdir(parents=True, exist_ok=True)
    if arguments.out:
        write_table(sorted_rows, arguments.out)
    if arguments.files:
        write_files(sorted_rows, arguments.files)


if __name__ == "__main__":
    main()
