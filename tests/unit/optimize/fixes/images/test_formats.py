"""`img` pictures become WebP in several sizes, and look the same."""

import io
import re

import pytest
from PIL import Image
from turbohtml import parse

from code24.optimize.fix import FixKind, Setting
from code24.optimize.fixes.images import FIXES, image_dimensions, image_formats, srcset_formats, variants
from code24.website.images.srcset import candidates
from code24.website.website import Website
from tests.gallery import jpeg, page, photo, site, stored

PHOTO = jpeg(900, 600)


def applied(website: Website, *kinds: FixKind, setting: Setting | None = None) -> Website:
    for kind in kinds:
        outcome = kind.apply(website, setting or Setting())
        website = website.changed(outcome.files, outcome.removed)
    return website


def img(website: Website) -> dict[str, str]:
    element = parse(website.files["/index.html"].text).select_one("img")
    assert element is not None
    return {name: element.attr(name) or "" for name in element.attrs}


def test_a_picture_over_the_whole_width() -> None:
    body = '<img src="img/a.jpg" width="900" height="600" style="width:100%;height:auto">'
    after = applied(site(index_html=page(body), img__a_jpg=PHOTO), image_formats)
    found = candidates(img(after)["srcset"])
    assert [each.width for each in found] == [480, 696, 900]
    assert img(after)["sizes"]
    for each in found:
        file = after.files[f"/{each.url}"]
        assert re.fullmatch(r"img/a-\d+w\.[0-9a-f]{8}\.webp", each.url)
        with Image.open(io.BytesIO(file.content)) as picture:
            assert (picture.format, picture.width) == ("WEBP", each.width)
        assert len(file.content) < len(PHOTO) * 0.9
    assert f"/{img(after)['src']}" in after.files
    assert "/img/a.jpg" not in after.files


def test_a_small_one_gets_no_more_than_it_needs() -> None:
    body = '<img src="/img/a.jpg" width="900" height="600" style="width:60px;height:40px">'
    after = applied(site(index_html=page(body), img__a_jpg=PHOTO), image_formats)
    assert img(after)["src"].startswith("/img/a-162w.")


def test_without_a_size_of_its_own_it_keeps_its_pixels() -> None:
    after = applied(site(index_html=page('<img src="img/a.jpg">'), img__a_jpg=PHOTO), image_formats)
    assert "srcset" not in img(after)
    assert img(after)["src"].startswith("img/a-900w.")


@pytest.mark.parametrize(
    "naming",
    [
        {"other_html": page('<a href="img/a.jpg">large</a>')},
        {"site_js": "show('a.jpg')"},
        {"site_css": "p{background:url(img/a.jpg)}"},
        {"other_html": page("", '<meta property="og:image" content="https://site.example/img/a.jpg">')},
        {"other_html": page("", '<script type="application/ld+json">{"image":"\\/img\\/a.jpg"}</script>')},
        {"other_html": page('<div data-large="img/a.jpg"></div>')},
    ],
)
def test_what_is_still_named_stays(naming: dict[str, str]) -> None:
    website = site(index_html=page('<img src="img/a.jpg">'), img__a_jpg=PHOTO, **naming)
    assert "/img/a.jpg" in applied(website, image_formats).files


@pytest.mark.parametrize(
    "body",
    [
        '<img src="img/a.jpg" data-src="img/b.jpg">',
        '<img src="img/a.jpg" id="stage"><script>document.getElementById("stage").src = next()</script>',
        '<img src="https://elsewhere.example/img/a.jpg">',
        '<noscript><img src="img/a.jpg"></noscript>',
        '<img src="img/missing.jpg">',
    ],
)
def test_what_is_left_alone(body: str) -> None:
    outcome = image_formats.apply(site(index_html=page(body), img__a_jpg=PHOTO), Setting())
    assert not outcome.files
    assert not outcome.removed


def test_a_good_file_stays() -> None:
    good = stored(photo(300, 200), "WEBP", quality=60)
    website = site(index_html=page('<img src="a.webp" width="300" height="200">'), a_webp=good)
    assert not image_formats.apply(website, Setting()).files


def test_an_animation_stays() -> None:
    frames = [photo(200, 200, seed) for seed in (1, 2)]
    moving = stored(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert not image_formats.apply(site(index_html=page('<img src="a.gif">'), a_gif=moving), Setting()).files


def test_a_file_whose_name_lies() -> None:
    picture = stored(photo(400, 300), "PNG")
    after = applied(site(index_html=page('<img src="a.jpg">'), a_jpg=picture), image_formats)
    assert img(after)["src"].endswith(".webp")


def test_a_base_counts() -> None:
    website = site(index_html=page('<img src="a.jpg">', '<base href="/img/">'), img__a_jpg=PHOTO)
    assert re.fullmatch(r"a-900w\.[0-9a-f]{8}\.webp", img(applied(website, image_formats))["src"])


def test_an_owner_can_do_without() -> None:
    website = site(index_html=page('<img src="img/a.jpg">'), img__a_jpg=PHOTO)
    setting = Setting(withheld=frozenset({"image-formats@/index.html"}))
    assert not image_formats.apply(website, setting).files


def test_pictures_of_several_sizes() -> None:
    body = (
        '<picture><source media="(min-width: 600px)" type="image/jpeg" srcset="a.jpg 900w, a.jpg?again 900w">'
        '<img src="b.jpg"></picture>'
    )
    after = applied(site(index_html=page(body), a_jpg=PHOTO, b_jpg=jpeg(300, 200, 2)), srcset_formats)
    source = parse(after.files["/index.html"].text).select_one("source")
    assert source is not None
    assert source.attr("type") == "image/webp"
    assert {each.width for each in candidates(source.attr("srcset") or "")} == {900}
    assert img(after)["src"].startswith("b-300w.")
    assert not {"/a.jpg", "/b.jpg"} & set(after.files)


def test_twice_is_once() -> None:
    body = '<img src="a.jpg"><img src="a.jpg" style="width:50%">'
    body += '<picture><source srcset="b.jpg 2x"><img src="b.jpg"></picture>'
    style = "<style>.x{max-width:100%}body{background:url(c.jpg) center/cover}</style>"
    website = site(index_html=page(body, style), a_jpg=PHOTO, b_jpg=jpeg(300, 200, 2), c_jpg=jpeg(1200, 300, 3))
    once = applied(website, *FIXES)
    again = [kind.id for kind in FIXES if kind.apply(once, Setting()).files]
    assert once.files["/index.html"].content != website.files["/index.html"].content
    assert again == []


def test_the_same_site_gives_the_same_bytes() -> None:
    def made() -> dict[str, str]:
        website = site(index_html=page('<img src="a.jpg" style="width:100%">'), a_jpg=PHOTO)
        return {path: file.sha256 for path, file in applied(website, image_dimensions, image_formats).files.items()}

    assert made() == made()


def test_what_would_take_too_long_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The largest pictures pay most, so they come first."""
    monkeypatch.setattr(variants, "MOST_PIXELS", 900 * 600 * 4)
    body = "".join(f'<img src="{name}.jpg" alt="" style="width:100%">' for name in ("large", "small"))
    website = site(index_html=page(body), large_jpg=PHOTO, small_jpg=jpeg(800, 500))
    after = applied(website, image_formats)
    assert "/small.jpg" in after.files
    assert "/large.jpg" not in after.files
    assert applied(after, image_formats).files.keys() == after.files.keys()
