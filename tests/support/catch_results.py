#!/usr/bin/env python3
"""catch_results.py FILE STATUS: prints the failed cases of a Catch2 XML report, then "PASSED FAILED SKIPPED".

A program that died, or that ran no test at all, counts as one failure. Exits 1 if anything failed.
"""
import sys
import xml.etree.ElementTree as ElementTree


def main(path, status):
    try:
        root = ElementTree.parse(path).getroot()
    except (OSError, ElementTree.ParseError) as error:
        print(f"      the program ended with status {status} and no report: {error}")
        print("0 1 0")
        return 1
    for case in root.iter("TestCase"):
        result = case.find("OverallResult")
        if result is not None and result.get("success") != "true":
            print(f"      FAIL  {case.get('name')}")
            for expression in case.iter("Expression"):
                print(f"            {expression.get('filename')}:{expression.get('line')}: "
                      f"{(expression.findtext('Original') or '').strip()} => "
                      f"{(expression.findtext('Expanded') or '').strip()}"[:400])
            for tag in ("Exception", "FatalErrorCondition", "Failure"):
                for found in case.iter(tag):
                    print(f"            {tag}: {(found.text or '').strip()}"[:400])
    totals = [node for node in root.iter("OverallResultsCases")][-1]
    passed, failed, skipped = (int(totals.get(key, 0)) for key in ("successes", "failures", "skips"))
    if failed == 0 and (status != 0 or passed == 0):
        print(f"      the program ended with status {status} after {passed} passed")
        failed = 1
    print(passed, failed, skipped)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
