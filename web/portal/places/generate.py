#!/usr/bin/env python3
"""Turns the npm package's data into the table that is compiled into the portal: generate.py INPUT.ts OUTPUT.cpp

The package keeps each column of its two lists (ended, existing) as one text: codes and dates in base 32, three and
four digits each, dates as days since 1861-01-01, names parted by "|".
"""
import datetime
import json
import sys

FIRST_DAY = datetime.date(1861, 1, 1)
# The Kingdom's first day stands for "it was there already".
KINGDOM = (datetime.date(1861, 3, 17) - FIRST_DAY).days
# Where a municipality came to another province with the founding of that one, the package gives the day as if the
# municipality had begun then: 121 of them that are centuries older.
PROVINCE_FOUNDED = {"PN": "1968-04-06", "IS": "1970-03-03", "OR": "1974-08-20"}
EXPECTED = {"municipalities": 9841, "countries": 222}


def read(path):
    text = open(path, encoding="utf-8").read()
    return json.loads(text[text.index("{") : text.rindex("}") + 1])["data"]


def repaired(name):
    """A few names went through UTF-8 twice; one of them lost its last byte on the way."""
    if "\u00c3" not in name:
        return name
    if name.endswith("\u00c3"):
        name += "\u00a0"
    return name.encode("latin-1").decode("utf-8")


def number(text, at, digits):
    part = text[at * digits : (at + 1) * digits]
    return int(part, 32) if part else 0


def places(data):
    for column in data:
        names = column["name"].split("|")
        if len(names) * 3 != len(column["belfioreCode"]):
            sys.exit("the columns of the places do not fit together")
        for at, name in enumerate(names):
            value = number(column["belfioreCode"], at, 3)
            code = f"{chr(ord('A') + value // 1000)}{value % 1000:03}"
            area = column["provinceOrCountry"][at * 2 : at * 2 + 2].strip()
            start = number(column.get("creationDate", ""), at, 4)
            # The package's end is the first day on which the place was no more.
            end = number(column.get("expirationDate", ""), at, 4)
            last = end - 1 if end else 0
            founded = PROVINCE_FOUNDED.get(area)
            if start <= KINGDOM or (founded and start == (datetime.date.fromisoformat(founded) - FIRST_DAY).days):
                start = 0
            yield code, repaired(name), area, start, last


def main():
    rows = sorted(places(read(sys.argv[1])))
    countries = sum(row[0].startswith("Z") for row in rows)
    if {"municipalities": len(rows) - countries, "countries": countries} != EXPECTED:
        sys.exit(f"{len(rows)} places, of which {countries} countries: not what this was written for")
    offset = 0
    names, table = [], []
    for code, name, area, start, last in rows:
        size = len(name.encode())
        names.append("    " + json.dumps(name, ensure_ascii=False))
        table.append(f'    {{"{code}", "{area}", {size}, {offset}, {start}, {last}}},')
        offset += size
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        out.write('#include "web/portal/places/place_rows.hpp"\n\n')
        out.write("namespace sigillo::portal {\n\n")
        out.write(f"const std::size_t place_count = {len(rows)};\n")
        out.write("const char* const place_names =\n" + "\n".join(names) + ";\n")
        out.write("const PlaceRow place_rows[] = {\n" + "\n".join(table) + "\n};\n\n")
        out.write("} // namespace sigillo::portal\n")


main()
