from math import isnan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.website.styles.media import PHONE
from code24.website.styles.values import Ground, length, substituted

GROUND = Ground(PHONE, font_size=20, root_size=16, base=400)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10px", 10),
        ("1.5em", 30),
        ("2rem", 32),
        ("50%", 200),
        ("10vw", 41.2),
        ("0", 0),
        ("7", None),
        ("auto", None),
        ("calc(100% - 2 * 10px)", 380),
        ("calc((1rem + 4px) / 2)", 10),
        ("min(100%, 20rem)", 320),
        ("clamp(10px, 5vw, 30px)", 20.6),
        ("calc(1px / 0)", None),
        ("calc(1px +", None),
        ("calc(-1 * .5rem)", -8),
    ],
)
def test_lengths(text: str, expected: float | None) -> None:
    assert length(text, GROUND) == (None if expected is None else pytest.approx(expected))


def test_percentages_need_something_to_be_of() -> None:
    assert length("50%", GROUND._replace(base=None)) is None


def test_variables_are_put_in() -> None:
    known = {"--a": "var(--b) 2px", "--b": "1px"}
    assert substituted("var(--a) var(--c, 3px)", known.get) == "1px 2px 3px"
    assert substituted("var(--c)", known.get) is None


def test_circles_and_explosions_end() -> None:
    assert substituted("var(--a)", {"--a": "var(--a)"}.get) is None
    assert substituted("var(--a)", {"--a": "var(--b) " * 100, "--b": "x" * 100}.get) is None


@settings(max_examples=50)
@given(st.text(alphabet="calc(min)max1.5p%x+-*/, ", max_size=40))
def test_any_length_is_read(text: str) -> None:
    found = length(text, GROUND)
    assert found is None or not isnan(found)
