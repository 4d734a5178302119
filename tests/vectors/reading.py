"""Reading a file of reference cases: of the schema `abtest-vectors/1`, or GrowthBook's own cases of its assignment."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.vectors.comparing import Tolerance

SCHEMA = "abtest-vectors/1"
EXACT = Tolerance(0.0, 0.0)
ASSIGNMENT = {
    "hash": Tolerance(0.0, 1e-12),
    # GrowthBook's own tests round ranges to six and weights to eight digits.
    "getBucketRange": Tolerance(0.0, 5e-7),
    "chooseVariation": EXACT,
    "inNamespace": EXACT,
    "getEqualWeights": Tolerance(0.0, 5e-9),
}
"""The sections of GrowthBook's file, and how exactly each is met."""


class Unreadable(Exception):
    """The file holds no cases that could be run; the message says where and why."""


class Case(NamedTuple):
    """One case: what goes in, and what a reference library said."""

    id: str
    kind: str
    given: Any
    expected: Any
    tolerance: Tolerance


def cases_of(path: Path) -> list[Case]:
    """All cases of a file. Raises `Unreadable` for what is no such file."""
    try:
        data = json.loads(path.read_text())
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise Unreadable(f"{path} is no JSON: {error}") from error
    if not isinstance(data, dict):
        raise Unreadable(f"{path} holds {type(data).__name__} where an object with cases is expected")
    if "schema" not in data and ASSIGNMENT.keys() & data.keys():
        return _assignment(path, data)
    if data.get("schema") != SCHEMA:
        raise Unreadable(f"{path} has the schema {data.get('schema')!r}, not {SCHEMA!r}")
    kinds, cases = data.get("kinds"), data.get("cases")
    if not isinstance(kinds, dict) or not isinstance(cases, list) or not cases:
        raise Unreadable(f"{path} needs an object `kinds` and a list `cases` that is not empty")
    return [_case(path, index, case, kinds) for index, case in enumerate(cases)]


def _case(path: Path, index: int, case: Any, kinds: Mapping[str, Any]) -> Case:
    try:
        kind = str(case["kind"])
        # A kind that the file does not describe is the case's failure, if the engine does not know it either.
        stated = kinds.get(kind, {"rtol": 0.0, "atol": 0.0})
        tolerance = Tolerance(float(stated["rtol"]), float(stated["atol"]))
        return Case(str(case["id"]), kind, dict(case["input"]), dict(case["expect"]), tolerance)
    except (KeyError, TypeError, ValueError) as error:
        name = case.get("id", "") if isinstance(case, dict) else ""
        raise Unreadable(
            f"{path}: case {index} {name} needs `id`, `kind` (with `rtol` and `atol` among `kinds`), `input` and "
            f"`expect`: {type(error).__name__} {error}"
        ) from error


def _assignment(path: Path, data: Mapping[str, Any]) -> list[Case]:
    found = []
    for section, rows in data.items():
        if section in {"source", "what"}:
            continue
        if not isinstance(rows, list) or not all(isinstance(row, list) and row for row in rows):
            raise Unreadable(f"{path}: `{section}` is no list of cases")
        for index, row in enumerate(rows):
            tolerance = ASSIGNMENT.get(section, EXACT)
            found.append(Case(f"{section}/{index}", section, row[:-1], {"value": row[-1]}, tolerance))
    return found
