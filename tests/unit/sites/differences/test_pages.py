"""What is read of a page, section by section."""

from hypothesis import given
from hypothesis import strategies as st

from code24.sites.differences.pages import TEXTS_LIMIT, page_text

PAGE = """<!DOCTYPE html><html lang="en"><head><title> Rye &amp;
 Salt </title><meta name="description" content="Bread."><style>p{color:red}</style></head>
<body><a href="#main">Skip</a><header><a href="/">Rye</a><nav><ul><li><a href="/about/">About</a></li></ul>
</nav></header>
<main id="main">
<section id="hero"><h1>Bread  <b>and</b>
salt</h1><p>One.</p><p class="actions"><a href="#a">Order</a> <a href="#b">Look</a></p>
<svg><title>not read</title></svg><img src="a.webp" alt="A loaf"></section>
<section id="facts"><dl><dt>Open</dt><dd>Mo-Fr</dd></dl><div>Loose <a href="#c">link</a> text</div></section>
</main><footer><p>Totnes</p></footer></body></html>"""


def test_a_page_is_read_section_by_section() -> None:
    page = page_text(PAGE)
    assert (page.title, page.description) == ("Rye & Salt", "Bread.")
    assert [section.id for section in page.sections] == ["hero", "facts"]
    assert page.sections[0].texts == ("Bread and salt", "One.", "Order", "Look", "A loaf")
    assert page.sections[1].texts == ("Open", "Mo-Fr", "Loose link text")
    assert page.frame == ("Rye", "About", "Totnes")


def test_a_section_of_countless_texts_is_read_to_a_limit() -> None:
    page = page_text(f"<main><section id=a>{'<p>x</p>' * 5_000}</section></main>")
    assert len(page.sections[0].texts) == TEXTS_LIMIT


@given(st.text(max_size=300))
def test_any_markup_is_read(text: str) -> None:
    page_text(text)
    page_text(f"<main><section id=a>{text}</section></main>")
