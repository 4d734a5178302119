"""Contrast from the cascade: what is judged, and what cannot be without seeing it."""

import pytest

from code24.website.accessibility.contrast import judged_texts
from code24.website.styles.cascade import PHONE
from tests.styled import styled

CASES = [
    ("p{color:#000}", "<p>Words", 21.0),
    ("p{color:rgba(0,0,0,.5)}", "<p>Words", 3.98),
    ("div{background:#000}p{color:#fff;opacity:.5}", "<div><p>Words</div>", 5.28),
    ("body{background:#222;color:#777}", "<p>Words", 3.55),
    ("div{background-color:#00f8}p{color:#fff}", "<div><p>Words</div>", 3.58),
]  # fmt: skip
UNKNOWN = [
    ("div{background-image:linear-gradient(red,blue)}", "<div><p>Words</div>"),
    ("div{position:absolute}", "<div><p>Words</div>"),
    ("p{color:#fff}", "<p>Words"),
    ("p{color:#777}", "<button disabled><p>Words</button>"),
    ("p{color:#777}", "<div aria-disabled=true><p>Words</div>"),
    ("p{color:#777;display:none}", "<p>Words"),
    ("div::before{content:'';position:absolute;background:#000}", "<div><p>Words</div>"),
    ("p{color:#777;background-clip:text}", "<p>Words"),
]


@pytest.mark.parametrize(("css", "body", "ratio"), CASES)
def test_ratio(css: str, body: str, ratio: float) -> None:
    page, site = styled(css, f"<body>{body}")
    (judged,) = judged_texts(page, site, PHONE)
    assert judged.ratio == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize(("css", "body"), UNKNOWN)
def test_what_cannot_be_known_is_not_judged(css: str, body: str) -> None:
    page, site = styled(css, f"<body>{body}")
    assert judged_texts(page, site, PHONE) == ()


@pytest.mark.parametrize(
    ("css", "passes"),
    [("p{color:#949494}", False), ("p{color:#949494;font-size:24px}", True),
     ("p{color:#949494;font-size:18.7px;font-weight:700}", True), ("p{color:#949494;font-size:20px}", False)],
)  # fmt: skip
def test_large_texts_need_less(css: str, passes: bool) -> None:
    page, site = styled(css, "<body><p>Words")
    (judged,) = judged_texts(page, site, PHONE)
    assert judged.passes is passes
