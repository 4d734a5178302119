"""The faces of the first screen are preloaded, at most two."""

from code24.optimize.fix import Setting
from code24.optimize.fixes.loading.fonts import font_preload
from tests.typefaces import font, page, website

FACES = "".join(
    f"@font-face{{font-family:F{number};font-weight:{weight};src:url(/f{number}-{weight}.woff2)}}"
    for number in (1, 2)
    for weight in (400, 700)
)
STYLE = (
    f"<style>{FACES}body{{font-family:F1}}h1{{font-family:F2;font-weight:700}}"
    ".none{display:none;font-weight:700}</style>"
)
BODY = f"<h1>Title</h1><p>{'text ' * 9}</p><p class=none>{'hidden ' * 50}</p>"
LATIN = font(range(0x20, 0x7F))
SITE = {f"/f{number}-{weight}.woff2": LATIN for number in (1, 2) for weight in (400, 700)}


def test_the_first_faces_come_with_the_page() -> None:
    before = website({"/sub/index.html": page(BODY, STYLE), **SITE})
    after = before.changed(font_preload.apply(before, Setting()).files)
    links = after.pages[0].named("link")
    assert sorted(link.attr("href") or "" for link in links) == ["../f1-400.woff2", "../f2-700.woff2"]
    assert {(link.attr("rel"), link.attr("as"), link.attr("type"), link.attr("crossorigin")) for link in links} == {
        ("preload", "font", "font/woff2", "")
    }
    assert font_preload.apply(after, Setting()).files == ()


def test_old_formats_and_large_files_are_not_preloaded() -> None:
    style = "<style>@font-face{font-family:F1;src:url(/t.ttf)}body{font-family:F1}</style>"
    before = website({"/index.html": page(BODY, style), "/t.ttf": font(range(0x20, 0x7F), flavor=None)})
    assert font_preload.apply(before, Setting()).files == ()
