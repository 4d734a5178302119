"""The largest paint comes first, and what is far below later."""

import pytest
from turbohtml import parse

from code24.optimize.fix import Setting
from code24.optimize.fixes.images.loading import picture_loading
from code24.optimize.fixes.loading.pictures import largest_paint_preload
from tests.gallery import jpeg, page, site

FAR = '<div style="height:4000px"></div>'
PHOTO = jpeg(300, 200)


def changed(body: str, head: str = "") -> str:
    outcome = picture_loading.apply(site(index_html=page(body, head), a_jpg=PHOTO), Setting())
    return outcome.files[0].text if outcome.files else ""


def test_the_largest_paint() -> None:
    body = '<img src="a.jpg" width="400" height="600" loading="lazy"><p>Some words</p>'
    assert '<img src="a.jpg" width="400" height="600" fetchpriority="high">' in changed(body)


def test_far_below() -> None:
    text = changed(
        f'<h1>Words</h1>{FAR}<img src="a.jpg"><iframe src="https://a.example"></iframe><video src="v.mp4"></video>'
    )
    assert '<img src="a.jpg" loading="lazy" decoding="async">' in text
    assert '<iframe src="https://a.example" loading="lazy">' in text
    assert '<video src="v.mp4" preload="metadata">' in text


@pytest.mark.parametrize(
    "body",
    [
        f'<h1>Words</h1>{FAR}<img src="a.jpg" loading="eager" decoding="sync">',
        f'<h1>Words</h1>{FAR}<video autoplay src="v.mp4"></video><noscript><img src="a.jpg"></noscript>',
        "<h1>Words</h1><p>and more words</p>",
    ],
)
def test_what_is_left_alone(body: str) -> None:
    assert changed(body) == ""


def preloads(head: str, body: str) -> list[dict[str, str]]:
    website = site(index_html=page(body, head), css__site_css=".a{color:red}", a_jpg=PHOTO, b_jpg=PHOTO)
    outcome = largest_paint_preload.apply(website, Setting())
    text = outcome.files[0].text if outcome.files else ""
    links = parse(text).select('link[rel="preload"]')
    return [{name: link.attr(name) or "" for name in link.attrs} for link in links]


HERO = '<header style="height:500px"></header>'


def test_a_background_that_is_the_largest_paint() -> None:
    (link,) = preloads("<style>header{background:url(a.jpg)}</style>", HERO)
    assert link == {"rel": "preload", "as": "image", "href": "a.jpg", "fetchpriority": "high"}


def test_another_one_for_phones() -> None:
    head = "<style>header{background:url(a.jpg)}@media (max-width:600px){header{background:url(b.jpg)}}</style>"
    found = {link["href"]: link["media"] for link in preloads(head, HERO)}
    assert found == {"b.jpg": "(max-width: 600px)", "a.jpg": "(min-width: 600.02px)"}


def test_the_best_format() -> None:
    head = (
        '<style>header{background-image:image-set(url(a.jpg) type("image/avif"),url(b.jpg) type("image/webp"))}</style>'
    )
    (link,) = preloads(head, HERO)
    assert (link["href"], link["type"]) == ("a.jpg", "image/avif")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<style>header{background:url(a.jpg)}</style><link rel='preload' as='image' href='a.jpg'>", HERO),
        ("<style>footer{background:url(a.jpg)}</style>", f"<h1>Words</h1>{FAR}<footer style='height:300px'></footer>"),
        ("", '<img src="a.jpg" width="400" height="600">'),
        ("<style>header{background:url(https://elsewhere.example/a.jpg)}</style>", HERO),
    ],
)
def test_when_nothing_is_preloaded(head: str, body: str) -> None:
    assert preloads(head, body) == []
