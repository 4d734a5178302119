import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.website.styles.media import DESKTOP, PHONE, for_screens, media_matches, supports


@pytest.mark.parametrize(
    ("query", "phone", "desktop"),
    [
        ("", True, True),
        ("all", True, True),
        ("print", False, False),
        ("not print", True, True),
        ("screen and (min-width: 768px)", False, True),
        ("(max-width: 575.98px)", True, False),
        ("(min-width: 48em) and (max-width: 90em)", False, True),
        ("print, (orientation: portrait)", True, False),
        ("(width >= 600px)", False, True),
        ("(400px <= width < 500px)", True, False),
        ("not (hover: hover)", True, False),
        ("(prefers-reduced-motion: reduce)", False, False),
        ("(prefers-reduced-motion: no-preference)", True, True),
        ("(prefers-color-scheme: dark)", False, False),
        ("(min-resolution: 1.5dppx) or (min-width: 1000px)", True, True),
        ("(-webkit-min-device-pixel-ratio: 1.5)", True, False),
        ("only screen and (color)", True, True),
        ("(unknown: 1)", False, False),
        ("(min-width: calc(100px + 1px))", False, False),
    ],
)
def test_queries(query: str, phone: bool, desktop: bool) -> None:
    assert (media_matches(query, PHONE), media_matches(query, DESKTOP)) == (phone, desktop)


def test_sheets_for_paper_are_known() -> None:
    assert not for_screens("print")
    assert for_screens("print, screen")
    assert for_screens("(min-width: 1px)")


@pytest.mark.parametrize(
    ("condition", "met"),
    [
        ("(display: grid)", True),
        ("not (display: grid)", False),
        ("(display: grid) and (not (-ms-ime-align: auto))", True),
        ("(-moz-appearance: none) or (-ms-flow: a)", False),
        ("selector(:focus-visible)", True),
    ],
)
def test_features(condition: str, met: bool) -> None:
    assert supports(condition) is met


@settings(max_examples=50)
@given(st.text(alphabet="andort screen()<>=:-widthpx01.,/", max_size=40))
def test_any_query_has_an_answer(query: str) -> None:
    assert media_matches(query, PHONE) in {True, False}
    assert supports(query) in {True, False}
