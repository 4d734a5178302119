import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.build.competitive_analysis.reading import read_page
from tests.timing import cpu_seconds

PAGE = b"""<!doctype html><html lang="en"><head><title> Rival  Bakery </title>
<meta name="Description" content="Bread &amp; cakes.">
<script type="application/ld+json">{"@context":"https://schema.org","@type":["Bakery","Store"],
 "address":{"@type":"PostalAddress"}}</script>
<script type="application/ld+json">{not json</script></head>
<body><h1>Fresh <b>bread</b></h1><h2>Opening hours</h2><h2>Opening hours</h2><h4>Small</h4>
<p>One two three.</p><style>.x{color:red}</style><script>var words = "do not count";</script>
<img src="a.jpg"><img src="b.jpg" alt=""><img src="c.jpg" alt="A loaf">
<a href="/order">Order now</a><a href="/x" class="btn-primary">Our menu</a><a href="/about">About</a>
<button>Subscribe</button><a href="/order">Order now</a>
<div itemscope itemtype="https://schema.org/Review"></div></body></html>"""


def test_measures_what_is_there() -> None:
    page = read_page("https://rival.example/", PAGE)
    assert page.title == "Rival Bakery"
    assert page.description == "Bread & cakes."
    assert page.headings == ("Fresh bread", "Opening hours")
    assert page.calls_to_action == ("Order now", "Our menu", "Subscribe")
    assert page.structured_data == ("Bakery", "Store", "PostalAddress", "Review")
    assert (page.images, page.images_without_alt) == (3, 1)
    assert page.bytes == len(PAGE)
    assert page.words == 18


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00\xff\xfe garbage",
        b"<" * 5_000,
        b"<div>" * 20_000,
        b'<script type="application/ld+json">' + b"[" * 50_000 + b"</script>",
        b'<script type="application/ld+json">{"@type":"x<script>"}</script>',
        b"<title>" + b"t" * 100_000,
        b"<h1>\xe2\x80\xaegnp.exe</h1>",
    ],
)
def test_hostile_pages_are_pages(body: bytes) -> None:
    page = read_page("https://rival.example/", body)
    assert page.bytes == len(body)
    assert len(page.title) <= 160
    assert page.structured_data == ()
    assert not any("\u202e" in heading for heading in page.headings)


@given(st.binary(max_size=400))
def test_any_bytes_are_readable(body: bytes) -> None:
    assert read_page("https://rival.example/", body).bytes == len(body)


@pytest.mark.parametrize(
    "body",
    [
        b"<h1><div><h2><div>" * 5_000 + b"x " * 200_000,
        b"<object><button>" * 20_000 + b"y " * 200_000,
        b"<script type='application/ld+json'>["
        + b",".join([b"[" + b",".join([b"[" + b"[]," * 199 + b"[]]"] * 100) + b"]"] * 20)
        + b"]</script>",
    ],
    ids=["nested headings", "nested buttons", "wide JSON-LD"],
)
def test_pages_made_to_be_slow_are_read_in_time(body: bytes) -> None:
    assert read_page("https://rival.example/", body).bytes == len(body)
    assert cpu_seconds(lambda: read_page("https://rival.example/", body)) < 4
