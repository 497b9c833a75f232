#!/usr/bin/env python3
"""Compute a published result again from its sheets. Needs Python 3.8 or newer and nothing else.

    python check_result.py RESULT.json [SHA256]

Prints one line for each entry: code, score and place as computed here, then "=" where the document says the same
and "!" where it does not. Ends with 0 when everything agrees, else with 1.
"""

import hashlib
import json
import sys
from fractions import Fraction
from pathlib import Path


def half_up(value, places):
    scaled = value * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole, 10**places)


def sheet_score(values, criteria, scale):
    if len(values) != len(criteria):
        raise ValueError("a sheet has more or fewer values than there are criteria")
    pairs = zip(values, criteria)  # noqa: B905 - must run on Python 3.8, which knows no strict=
    given = [(Fraction(v), c) for v, c in pairs if v is not None]
    weight = sum(Fraction(c["weight"]) for _, c in given)
    return scale * sum(Fraction(c["weight"]) * v / Fraction(c["maximum"]) for v, c in given) / weight


def main(path, expected=None):
    raw = Path(path).read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    agrees = expected is None or digest == expected.strip().lower()
    print("SHA-256", digest, "" if expected is None else "=" if agrees else "!")
    document = json.loads(raw.decode("utf-8"))
    rule, criteria = document["rule"], document["criteria"]
    scale, places = Fraction(rule["scale"]), rule["places"]
    scores = {}
    for entry in document["entries"]:
        sheets = [sheet_score(sheet["values"], criteria, scale) for sheet in entry["sheets"]]
        scores[entry["code"]] = half_up(sum(sheets) / len(sheets), places)
    for entry in document["entries"]:
        score = scores[entry["code"]]
        place = 1 + sum(other > score for other in scores.values())
        tied = sum(other == score for other in scores.values()) > 1
        same = (score, place, tied) == (Fraction(entry["score"]), entry["place"], entry["tied"])
        agrees = agrees and same
        print(entry["code"], format(float(score), f".{places}f"), place, "=" if same else "!")
    return 0 if agrees else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
