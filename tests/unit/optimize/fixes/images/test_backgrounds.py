"""Background pictures are sized to what they cover, in styles and in attributes."""

import re

import pytest

from code24.optimize.fix import Setting
from code24.optimize.fixes.images.background_writing import PHONE_QUERY
from code24.optimize.fixes.images.backgrounds import background_pictures
from code24.optimize.fixes.images.layers import assignment
from code24.website.website import Website
from tests.gallery import grainy, jpeg, page, site, stored

PHOTO = jpeg(1800, 600)
LINK = '<link rel="stylesheet" href="css/site.css">'


def applied(website: Website) -> Website:
    outcome = background_pictures.apply(website, Setting())
    return website.changed(outcome.files, outcome.removed)


def styled(css: str, body: str = '<div class="hero"></div>') -> str:
    website = site(index_html=page(body, LINK), css__site_css=css, img__a_jpg=PHOTO)
    return applied(website).files["/css/site.css"].text


def test_a_cover_in_a_stylesheet() -> None:
    css = ".hero{height:300px;background:#333 url('../img/a.jpg') center / cover}.hero p{color:red}"
    after = styled(css)
    assert re.match(
        r"\.hero\{height:300px;background:#333 url\(\.\./img/a-1800w\.[0-9a-f]{8}\.webp\) center / cover\}", after
    )
    assert f"@media {PHONE_QUERY}{{.hero{{background-image:url(../img/a-1080w." in after
    assert after.endswith(".hero p{color:red}")


def test_what_is_much_smaller_as_avif_is_offered_so() -> None:
    website = site(
        index_html=page('<div class="hero"></div>', LINK),
        css__site_css=".hero{background:url(../img/a.jpg) no-repeat}",
        img__a_jpg=stored(grainy(400, 300), quality=97),
    )
    after = applied(website).files["/css/site.css"].text
    assert re.fullmatch(
        r"\.hero\{background:url\((\.\./img/a-400w\.[0-9a-f]{8}\.webp)\) no-repeat;background:-webkit-image-set\("
        r'url\(\.\./img/a-400w\.[0-9a-f]{8}\.avif\) type\("image/avif"\),url\(\1\) type\("image/webp"\)\) no-repeat\}',
        after,
    )


def test_what_is_drawn_in_its_own_size_keeps_it() -> None:
    after = styled(".hero{background-image:url(../img/a.jpg)}")
    assert "a-1800w." in after
    assert PHONE_QUERY not in after


def test_several_layers_and_importance() -> None:
    pictures = "linear-gradient(red,rgb(0, 0, 0)),url(../img/a.jpg)!important"
    css = f".hero{{height:300px;background-image:{pictures};background-size:cover}}"
    after = styled(css)
    assert "linear-gradient(red,rgb(0, 0, 0)),url(../img/a-1800w." in after
    phone = after.split(PHONE_QUERY)[1]
    assert phone.startswith("{.hero{background-image:linear-gradient(red,rgb(0, 0, 0)),url(../img/a-1080w.")
    assert phone.count("!important") == phone.count("background-image")


@pytest.mark.parametrize(
    "css",
    [
        ".hero{background:var(--picture) url(../img/a.jpg)}",
        ".hero{background:url(../img/missing.jpg)}",
        ".hero{background:url(https://elsewhere.example/img/a.jpg)}",
        ".hero{background:url(data:image/gif;base64,AAAA)}",
        ".hero{background:url(../img/a.jpg) ; & p{color:red}}",
    ],
)
def test_what_is_left_alone(css: str) -> None:
    assert styled(css) == css


def test_an_attribute_becomes_a_rule_as_strong() -> None:
    body = """<header class="top" style="color:red;background-image:url('img/a.jpg');background-size:cover"></header>"""
    after = applied(site(index_html=page(body), img__a_jpg=PHOTO))
    text = after.files["/index.html"].text
    name = re.search(r'<header class="top (picture-[0-9a-f]{8})" style="color:red">', text)
    assert name is not None
    assert f".{name[1]}:not(#_){{background-image:url(img/a-1800w." in text
    assert "background-size:cover}" in text
    assert "/img/a.jpg" not in after.files


def test_twice_is_once() -> None:
    css = ".hero{height:300px;background:url(../img/a.jpg) center/cover}"
    body = '<div class="hero" style="background:url(img/a.jpg)"></div>'
    once = applied(site(index_html=page(body, LINK), css__site_css=css, img__a_jpg=PHOTO))
    assert not background_pictures.apply(once, Setting()).files


def test_layers_of_a_shorthand() -> None:
    found = assignment("background: url(a.jpg) no-repeat, radial-gradient(circle at 1px 2px, red, blue) fixed, #fff")
    assert found is not None
    assert found.layers == ["url(a.jpg)", "radial-gradient(circle at 1px 2px, red, blue)", "none"]
    assert found.urls == [(0, "a.jpg")]
