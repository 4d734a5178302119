"""`srcset` is read as HTML 4.8.4.2.2 says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.website.images.srcset import Candidate, candidates, srcset


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a.jpg", [Candidate("a.jpg")]),
        ("a.jpg, b.jpg 2x", [Candidate("a.jpg"), Candidate("b.jpg", None, 2.0)]),
        ("a.jpg 320w,b.jpg 640w", [Candidate("a.jpg", 320), Candidate("b.jpg", 640)]),
        ("a.jpg,b.jpg", [Candidate("a.jpg,b.jpg")]),
        ("a.jpg,, b.jpg", [Candidate("a.jpg"), Candidate("b.jpg")]),
        (
            "data:image/png;base64,AA== 1x, b.png 2x",
            [Candidate("data:image/png;base64,AA==", None, 1.0), Candidate("b.png", None, 2.0)],
        ),
        (" ,\n a.jpg \t 1.5x ", [Candidate("a.jpg", None, 1.5)]),
        ("a.jpg 320w 200h", [Candidate("a.jpg", 320)]),
        ("a.jpg 200h", []),
        ("a.jpg 0w", []),
        ("a.jpg 1w 2x", []),
        ("a.jpg 2x 2x", []),
        ("a.jpg -1x", []),
        ("a.jpg +1x", []),
        ("a.jpg wide, b.jpg 2x", [Candidate("b.jpg", None, 2.0)]),
        ("a.jpg size(1, 2), b.jpg", [Candidate("b.jpg")]),
        ("", []),
        (" , ", []),
    ],
)
def test_reading(text: str, found: list[Candidate]) -> None:
    assert list(candidates(text)) == found


def test_writing() -> None:
    assert (
        srcset([Candidate("a.jpg", 320), Candidate("b.jpg", None, 1.5), Candidate("c.jpg")])
        == "a.jpg 320w, b.jpg 1.5x, c.jpg"
    )


@given(st.text(alphabet="ab.,() \t\n0123456789wxhe+-", max_size=60))
def test_nothing_breaks_it_and_what_is_written_is_read_again(text: str) -> None:
    found = candidates(text)
    assert candidates(srcset(found)) == found
