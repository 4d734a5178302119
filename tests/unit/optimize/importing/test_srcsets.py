import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.optimize.importing.srcsets import edit_srcset


@pytest.mark.parametrize(
    ("srcset", "urls"),
    [
        ("a.png", ["a.png"]),
        ("a.png 1x, b.png 2x", ["a.png", "b.png"]),
        ("a.png, b.png 2x,c.png 3x", ["a.png", "b.png", "c.png"]),
        ("  a,b.png 100w ,\n c.png 200w,", ["a,b.png", "c.png"]),
        ("data:image/png;base64,AA== 1x, b.png 2x", ["data:image/png;base64,AA==", "b.png"]),
        ("a.png (x, y), b.png", ["a.png", "b.png"]),
        ("", []),
        (" , ", []),
    ],
)
def test_addresses_of_a_srcset(srcset: str, urls: list[str]) -> None:
    found: list[str] = []
    assert edit_srcset(srcset, found.append) == srcset
    assert found == urls


def test_descriptors_stay() -> None:
    assert edit_srcset("a.png, b.png 2x", lambda url: f"/n/{url}") == "/n/a.png, /n/b.png 2x"


@given(st.text(alphabet="a ,()1x\n"))
def test_nothing_else_changes(srcset: str) -> None:
    assert edit_srcset(srcset, lambda url: None) == srcset
    assert edit_srcset(srcset, lambda url: url) == srcset
