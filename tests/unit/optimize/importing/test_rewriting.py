import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.optimize.importing.rewriting import Address, Editing, base_href, edit_page, page_addresses


def found(html: str) -> list[tuple[str, str]]:
    return [(each.url, each.kind.value) for each in page_addresses(html)]


@pytest.mark.parametrize(
    ("html", "addresses"),
    [
        ("<a href=' /a '>x</a><area href=b>", [("/a", "page"), ("b", "page")]),
        ("<img src=a.png srcset='b.png 1x, c.png 2x'>", [("a.png", "image"), ("b.png", "image"), ("c.png", "image")]),
        ("<link rel=preload as=image imagesrcset='a.png 1x'>", [("a.png", "image")]),
        ("<link rel='shortcut icon' href=f.ico><link rel=manifest href=m>", [("f.ico", "image"), ("m", "manifest")]),
        ("<link rel=preload as=font href=f.woff2>", [("f.woff2", "font")]),
        ("<link rel=preconnect href=//x.example><link rel=dns-prefetch href=//y>",
         [("//x.example", "hint"), ("//y", "hint")]),
        ("<link rel=alternate href=/de/><link rel=canonical href=/>", [("/de/", "preview"), ("/", "preview")]),
        ("<link rel='alternate stylesheet' href=dark.css>", [("dark.css", "style")]),
        ("<script src=a.js></script><script type=module src=b.js></script>", [("a.js", "script"), ("b.js", "module")]),
        ("<script type=text/template src=a.js></script>", []),
        ("<video poster=p.jpg src=v.mp4><source src=w.webm><track src=t.vtt></video>",
         [("p.jpg", "image"), ("v.mp4", "media"), ("w.webm", "media"), ("t.vtt", "media")]),
        ("<img data-src=lazy.jpg><div data-bg=wall.png></div><div data-bg=red></div>",
         [("lazy.jpg", "image"), ("wall.png", "image")]),
        ("<div data-background-image=\"url('w.png')\"></div>", [("w.png", "asset")]),
        ("<form action=/send><button formaction=/draft></form>", [("/send", "form"), ("/draft", "form")]),
        ("<meta http-equiv=refresh content='0; url=/next'>", [("/next", "page")]),
        ("<meta property=og:image content=/o.png><meta name=twitter:image content=t.png>",
         [("/o.png", "preview"), ("t.png", "preview")]),
        ("<p style='background:url(a.png)'>", [("a.png", "asset")]),
        ("<style>@import 'a.css';b{c:url(d.png)}</style>", [("a.css", "style"), ("d.png", "asset")]),
        ("<svg><use xlink:href='s.svg#i'/><image href=i.png /><rect fill='url(p.svg#x)'/></svg>",
         [("s.svg#i", "image"), ("i.png", "image"), ("p.svg#x", "asset")]),
        ("<noscript><img src=n.png></noscript>", [("n.png", "image")]),
        ("<template><img src=t.png></template>", [("t.png", "image")]),
        ("<iframe srcdoc='<img src=s.png>' src=f></iframe>", [("s.png", "image"), ("f", "frame")]),
        ("<object data=o.svg></object><embed src=e.svg>", [("o.svg", "embedded"), ("e.svg", "embedded")]),
        ("<body background=b.gif>", [("b.gif", "image")]),
        ("<script type=application/ld+json>{\"url\":\"https://a.example/\"}</script>", []),
        ("<!-- <img src=c.png> --><textarea><img src=t.png></textarea>", []),
    ],
)  # fmt: skip
def test_addresses_of_a_page(html: str, addresses: list[tuple[str, str]]) -> None:
    assert found(html) == addresses


def renamed(address: Address) -> str | None:
    return f"/new/{address.url.lstrip('/')}" if not address.url.startswith("https:") else None


def test_what_is_not_replaced_stays_byte_by_byte() -> None:
    html = (
        "<!DOCTYPE HTML>\n<HTML><p><div CLASS=a>&nbsp;&copy x</p><A HREF='https://x.example/?a=1&b=2&copy=3' >x</A>"
        "<img src=https://x.example/i.png alt='a > b'><br/></foo>"
    )
    assert edit_page(html, Editing(renamed)) == html


def test_integrity_leaves_with_the_address_that_is_replaced() -> None:
    html = (
        '<script src="a.js" integrity="sha256-x" crossorigin></script>'
        '<script src="https://x.example/a.js" integrity="sha256-y" crossorigin="anonymous"></script>'
        '<link rel="preload" as="font" href="f.woff2" crossorigin>'
    )
    assert edit_page(html, Editing(renamed)) == (
        '<script src="/new/a.js"></script>'
        '<script src="https://x.example/a.js" integrity="sha256-y" crossorigin="anonymous"></script>'
        '<link rel="preload" as="font" href="/new/f.woff2" crossorigin>'
    )


def test_hints_of_no_use_leave() -> None:
    html = "<link rel=preconnect href=https://a.example><link rel=preconnect href=https://b.example>"
    editing = Editing(lambda address: None, lambda url: "b.example" in url)
    assert edit_page(html, editing) == "<link rel=preconnect href=https://b.example>"


def test_the_base_element_loses_its_address_and_keeps_its_target() -> None:
    html = "<base href=/x/ target=_blank>"
    assert base_href(html) == "/x/"
    assert edit_page(html, Editing(lambda address: None, keeps_base=False)) == '<base target="_blank">'


def test_pages_within_pages_within_pages_are_left() -> None:
    html = "<noscript>" * 2_000 + "<img src=a.png>"
    assert edit_page(html, Editing(renamed)).startswith("<noscript>")


def test_deep_nesting_and_a_million_characters_of_links() -> None:
    assert found("<div>" * 10_000 + "<a href=x>") == [("x", "page")]
    assert len(found("<a href=x>" * 20_000)) == 20_000


HTML = st.lists(
    st.sampled_from([
        "<a href=", "<img src=", "'", '"', ">", "</style>", "<style>", "url(", ")", "<noscript>", "</noscript>", " ",
        "srcset=", "a.png, b.png 2x", "x.html", "https://x.example/", "<script src=", "</script>", "<!--", "-->", "&amp;",  # noqa: E501
        "style=", "<svg>", "<use href=", "<meta http-equiv=refresh content=", "0;url=", "<iframe srcdoc=", "é",
        "<base href=", "<template>", "]]>", "<![CDATA[", "data-src=", "@import ",
    ]),
    max_size=25,
).map("".join)  # fmt: skip


@given(HTML)
def test_no_page_is_too_broken_and_rewriting_twice_is_rewriting_once(html: str) -> None:
    kept = edit_page(html, Editing(lambda address: None))
    assert html.startswith(kept)  # a tag that is not closed ends the page, for browsers too

    def fixed(address: Address) -> str | None:
        return "/new/x" if address.url in {"x.html", "a.png", "b.png", "/new/x"} else None

    once = edit_page(html, Editing(fixed))
    assert edit_page(once, Editing(fixed)) == once
