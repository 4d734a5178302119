"""Every reference case, and the runner that `make vectors` is."""

import json
from pathlib import Path
from typing import Any

import pytest

from code24.errors import CannotAnswer
from tests.vectors.__main__ import OWN, main
from tests.vectors.comparing import Refused, Tolerance, differences
from tests.vectors.reading import SCHEMA, Case, Unreadable, cases_of
from tests.vectors.running import KINDS, outcome_of

CASES = [case for path in OWN for case in cases_of(path)]
EXACT = Tolerance(0.0, 0.0)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_reference_says_the_same(case: Case) -> None:
    assert outcome_of(case).wrong == []


def test_all_kinds_are_there() -> None:
    described = json.loads(OWN[0].read_text())["kinds"].keys()

    assert described <= KINDS.keys()
    assert {case.kind for case in CASES} == KINDS.keys()


def written(folder: Path, **changes: Any) -> Path:
    """A file with one case of a normal tail."""
    case = {"id": "tail", "kind": "welch_reference_tail", "input": {"function": "norm_sf", "args": [0.0]}}
    data = {
        "schema": SCHEMA,
        "kinds": {"welch_reference_tail": {"rtol": 1e-10, "atol": 0.0}},
        "cases": [{**case, "expect": {"value": 0.5}, **changes.pop("case", {})}],
    }
    path = folder / "cases.json"
    path.write_text(json.dumps({**data, **changes}))
    return path


def test_a_file_that_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(written(tmp_path))]) == 0
    assert capsys.readouterr().out == "1 passed, 0 failed\n"


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ({"expect": {"value": 0.5001}}, "value: 0.5 instead of 0.5001"),
        ({"expect": {"value": None}}, "value: 0.5 instead of None"),
        ({"expect": {"error": "ZERO_VARIANCE"}}, "error: {'value': 0.5} instead of None"),
        ({"expect": {"another": 0.5}}, "another"),
        ({"kind": "tea_leaves"}, "there is no kind 'tea_leaves'"),
        ({"input": {"function": "norm_sf"}}, "KeyError: 'args'"),
    ],
)
def test_a_failure_is_told_with_its_case(
    case: dict[str, Any], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(written(tmp_path, case=case))]) == 1

    *details, last = capsys.readouterr().out.splitlines()
    assert details[0].startswith("tail (")
    assert said in details[1]
    assert last == "0 passed, 1 failed"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "no JSON"),
        ("[]", "list where an object"),
        ('{"schema": "abtest-vectors/2"}', "abtest-vectors/2"),
        (f'{{"schema": "{SCHEMA}", "kinds": {{}}, "cases": []}}', "not empty"),
        (f'{{"schema": "{SCHEMA}", "kinds": {{}}, "cases": [{{"id": "nameless"}}]}}', "case 0 nameless"),
        ('{"hash": ["seed"]}', "`hash`"),
    ],
)
def test_a_malformed_file_is_named(content: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "cases.json"
    path.write_text(content)

    assert main([str(path)]) == 2
    error = capsys.readouterr().err
    assert str(path) in error
    assert said in error


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="No such file"):
        cases_of(tmp_path / "nowhere.json")


@pytest.mark.parametrize(
    ("got", "want", "equal"),
    [
        (float("nan"), 0.0, False),
        (float("nan"), None, False),
        (float("inf"), "Infinity", True),
        (1e308, "Infinity", False),
        (float("-inf"), "Infinity", False),
        (1, True, False),
        (True, True, True),
        (True, 1, False),
        ((1.0, 2.0), [1.0, 2.0], True),
        ((1.0, 2.0), [1.0], False),
        (Refused("too few"), None, True),
        (Refused("too few"), [None, None], True),
        (Refused("too few"), {"p": None, "ci": [None, None]}, True),
        (Refused("too few"), {"p": 0.5}, False),
        (Refused("too few"), {"error": "ANY"}, True),
        ({"p": 1.0}, {"error": None, "p": 1.0}, True),
        ({"inner": {"p": 1.0}}, {"inner": {"error": "ANY"}}, False),
        (None, 0.0, False),
    ],
)
def test_what_equals_what(got: object, want: object, *, equal: bool) -> None:
    assert (not differences({"it": got}, {"it": want}, EXACT)) is equal


def test_a_tolerance_is_absolute_and_relative() -> None:
    tolerance = Tolerance(relative=0.01, absolute=0.1)

    assert tolerance.allows(101.09, 100.0)
    assert not tolerance.allows(101.2, 100.0)
    assert tolerance.allows(-0.09, 0.0)


def test_a_refusal_that_nobody_expected_is_a_failure() -> None:
    case = Case("empty", "freq_proportion_exact", {"control": {}, "treatment": {}}, {"p_fisher": 1.0}, EXACT)
    assert outcome_of(case).wrong == ["KeyError: 'visitors'"]

    arms = {"control": {"visitors": 0, "conversions": 0}, "treatment": {"visitors": 5, "conversions": 1}}
    given = {**arms, "difference_type": "absolute", "alpha": 0.05}
    (line,) = outcome_of(Case("empty", "freq_proportion_gbstats", given, {"p_value": 1.0}, EXACT)).wrong
    assert line.startswith("p_value: Refused(")
    assert CannotAnswer.__name__ not in line
