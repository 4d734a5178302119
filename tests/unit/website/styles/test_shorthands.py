import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.website.styles.shorthands import SHORTHANDS, Pending, longhands


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("margin", "1px 2px", {"margin-top": "1px", "margin-right": "2px", "margin-left": "2px"}),
        ("padding", "1px 2px 3px", {"padding-left": "2px", "padding-bottom": "3px"}),
        ("border", "1px solid #eee", {"border-top-width": "1px", "border-left-color": "#eee"}),
        ("border-bottom", "0", {"border-bottom-width": "0", "border-bottom-style": "none"}),
        (
            "font",
            "italic 700 1rem/1.5 A, 'B C'",
            {"font-size": "1rem", "line-height": "1.5", "font-family": "A, 'B C'"},
        ),
        ("flex", "1", {"flex-grow": "1", "flex-shrink": "1", "flex-basis": "0%"}),
        ("flex", "0 0 auto", {"flex-grow": "0", "flex-shrink": "0", "flex-basis": "auto"}),
        (
            "background",
            "#fff url(a/b.png) no-repeat center/cover",
            {"background-color": "#fff", "background-image": "url(a/b.png)", "background-size": "cover"},
        ),
        (
            "background",
            "linear-gradient(red, blue), url(x.png) #123456",
            {"background-image": "linear-gradient(red, blue), url(x.png)", "background-color": "#123456"},
        ),
        (
            "text-decoration",
            "underline dotted",
            {"text-decoration-line": "underline", "text-decoration-style": "dotted"},
        ),
        ("margin-inline", "auto", {"margin-left": "auto", "margin-right": "auto"}),
        ("inline-size", "3px", {"width": "3px"}),
        ("color", "red", {"color": "red"}),
    ],
)
def test_longhands(name: str, value: str, expected: dict[str, str]) -> None:
    found = dict(longhands(name, value))
    assert {each: found.get(each) for each in expected} == expected


def test_custom_properties_are_waited_for() -> None:
    assert dict(longhands("margin", "var(--m)"))["margin-left"] == Pending("margin", "var(--m)")


@settings(max_examples=50)
@given(st.sampled_from(sorted(SHORTHANDS)), st.text(alphabet="a1p x%/,()'\"#\\-", max_size=20))
def test_any_value_is_read(name: str, value: str) -> None:
    assert {each for each, _ in longhands(name, value)} <= set(SHORTHANDS[name])
