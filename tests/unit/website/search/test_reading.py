"""What pages say, and what their site is called."""

import pytest

from code24.website.search.reading import main_heading, paragraphs, shortened, site_name
from tests.styled import website


def named(*pages: str) -> str:
    return site_name(website({f"/{at or 'index'}.html": text for at, text in enumerate(pages)}))


@pytest.mark.parametrize(
    ("pages", "name"),
    [
        (["<meta property=og:site_name content=Acme><title>Home - Other</title>"], "Acme"),
        (["<title>Home | Acme</title>", "<title>About | Acme</title>", "<title>Rye | Acme</title>"], "Acme"),
        (["<title>Bread</title><a class=navbar-brand href=/>Acme</a>"], "Acme"),
        (["<title>Bread</title><a class=logo><img alt='Acme Logo'></a>"], "Acme"),
        (["<title>Acme Bakery</title>"], "Acme Bakery"),
        (["<p>x"], "acme.example"),
    ],
)
def test_the_name_of_a_site(pages: list[str], name: str) -> None:
    assert named(*pages) == name


def test_paragraphs_are_the_page_s_own_and_visible() -> None:
    said = "Bread and cake from our own oven."
    around = "<nav><p>Navigation that is long enough here</p></nav><p hidden>Hidden words that nobody ever sees</p>"
    notice = "<div class=cookie-bar><p>We use cookies to make this better.</p></div>"
    site = website({"/index.html": f"{around}{notice}<h1>A<br>B</h1><p>{said}<script>1</script></p><p>Short</p>"})
    page = site.page_at["/index.html"]
    assert list(paragraphs(page)) == [said]
    assert main_heading(page) == "A B"


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [
        ("One two.", 20, "One two."),
        ("One two three. Four five six.", 20, "One two three."),
        ("One two three four five six", 15, "One two three…"),
        ("Onetwothreefourfive", 10, "Onetwothr…"),
    ],
)
def test_texts_are_cut_after_sentences_or_words(text: str, most: int, cut: str) -> None:
    assert shortened(text, most) == cut
    assert len(cut) <= most
