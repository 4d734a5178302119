"""Large pictures inside texts become files."""

import base64

import pytest

from code24.optimize.fix import Setting
from code24.optimize.fixes.images.drawings import svg_minified
from code24.optimize.fixes.images.inline import inline_pictures
from code24.optimize.fixes.images.site_icons import favicon_size
from code24.pictures.reading import facts
from tests.gallery import jpeg, page, photo, site, stored

PHOTO = jpeg(300, 200)
URL = "data:image/jpeg;base64," + base64.b64encode(PHOTO).decode()


def test_in_pages_and_styles() -> None:
    website = site(
        about__index_html=page(f'<img src="{URL}">'),
        css__site_css=f'p{{background:url("{URL}")}}i{{background:url({URL})}}',
    )
    outcome = inline_pictures.apply(website, Setting())
    files = {file.path: file for file in outcome.files}
    (picture,) = (path for path in files if path.startswith("/assets/picture."))
    assert files[picture].content == PHOTO
    assert f'src="..{picture}"' in files["/about/index.html"].text
    assert files["/css/site.css"].text == f"p{{background:url(..{picture})}}i{{background:url(..{picture})}}"
    after = website.changed(outcome.files)
    assert not inline_pictures.apply(after, Setting()).files


@pytest.mark.parametrize(
    "url",
    [
        "data:image/gif;base64,R0lGODlhAQABAAAAACw=",
        "data:image/png;base64," + "A" * 6000,
        "data:image/png;base64,*" + "A" * 6000,
    ],
)
def test_small_and_broken_ones_stay(url: str) -> None:
    assert not inline_pictures.apply(site(index_html=page(f'<img src="{url}">')), Setting()).files


def test_icons_lose_sizes_that_nobody_shows() -> None:
    large = stored(
        photo(256, 256, mode="RGBA"), "ICO", sizes=[(16, 16), (32, 32), (64, 64), (256, 256)], bitmap_format="bmp"
    )
    website = site(favicon_ico=large)
    (file,) = favicon_size.apply(website, Setting()).files
    assert len(file.content) < len(large) / 10
    found = facts(file.content)
    assert (found.format, found.width) == ("ico", 32) if found else False
    assert not favicon_size.apply(website.changed([file]), Setting()).files


def test_a_broken_icon_stays() -> None:
    assert not favicon_size.apply(site(favicon_ico=b"\0\0\1\0\1\0" + b"x" * 5000), Setting()).files


def test_drawings_are_minified_in_place() -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg"><!-- {"x" * 80} --><path d="M0 0"/></svg>'
    website = site(logo_svg=drawing)
    (file,) = svg_minified.apply(website, Setting()).files
    assert (file.path, file.text) == ("/logo.svg", '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>')
    assert not svg_minified.apply(website.changed([file]), Setting()).files
