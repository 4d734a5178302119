"""Rules about pictures see what is wrong, and nothing where all is well."""

import pytest

from code24.audit.auditing import ask
from code24.audit.rule import Rule
from code24.audit.rules.performance import drawings, images, picture_loading, picture_shapes
from tests.gallery import jpeg, page, photo, site, stored

RULES = {rule.id: rule for rule in (*images.RULES, *picture_shapes.RULES, *picture_loading.RULES, *drawings.RULES)}
FAR = '<h1>Words</h1><div style="height:4000px"></div>'
NOISE = stored(photo(400, 300), "PNG")
FILES: dict[str, bytes | str] = {
    "a_jpg": jpeg(600, 400),
    "heavy_png": NOISE + b"\0" * 40_000,
    "heavy_jpg": jpeg(400, 300) + b"\0" * 60_000,
    "good_webp": stored(photo(400, 300), "WEBP"),
    "broken_png": b"\x89PNG\r\n\x1a\n",
    "moving_gif": stored(photo(99, 99), "GIF", save_all=True, append_images=[photo(99, 99, 2)]) + b"\0" * 120_000,
    "large_ico": b"\0" * 20_000,
}


def found(rule: Rule, body: str, head: str = "", **more: bytes | str) -> tuple[int, int]:
    result, _ = ask(rule, site(index_html=page(body, head), **(FILES | more)))
    return result.looked_at, result.found


@pytest.mark.parametrize(
    ("rule", "wrong", "right"),
    [
        ("modern-image-formats", '<img src="heavy.png">', '<img src="good.webp">'),
        ("modern-image-formats", '<p style="background:url(heavy.png)">', '<p style="background:url(good.webp)">'),
        ("uses-optimized-images", '<img src="heavy.jpg">', '<img src="a.jpg">'),
        ("efficient-animated-content", '<img src="moving.gif">', ""),
        (
            "uses-responsive-images",
            '<img src="heavy.jpg" style="width:40px">',
            '<img src="heavy.jpg" style="width:400px">',
        ),
        (
            "inline-images-size",
            f'<img src="data:image/png;base64,{"A" * 5000}">',
            '<img src="data:image/png;base64,AAAA">',
        ),
        ("unsized-images", '<img src="a.jpg">', '<img src="a.jpg" width="600" height="400">'),
        ("unsized-images", '<img src="a.jpg" style="width:9px">', '<img src="a.jpg" style="width:9px;height:9px">'),
        ("broken-images", '<img src="missing.jpg">', '<img src="a.jpg">'),
        ("broken-images", '<img src="broken.png">', '<img src="https://elsewhere.example/a.jpg">'),
        ("broken-images", '<img src="">', '<img data-src="a.jpg">'),
        (
            "image-aspect-ratio",
            '<img src="a.jpg" style="width:60px;height:60px">',
            '<img src="a.jpg" style="width:60px;height:60px;object-fit:cover">',
        ),
        ("image-aspect-ratio", '<img src="a.jpg" width="60" height="60">', '<img src="a.jpg" width="60" height="40">'),
        (
            "image-size-responsive",
            '<img src="good.webp" style="width:900px">',
            '<img src="good.webp" style="width:200px">',
        ),
        ("picture-source-type", '<picture><source srcset="a.jpg"><img></picture>', ""),
        ("offscreen-images", f'{FAR}<img src="a.jpg">', f'{FAR}<img src="a.jpg" loading="lazy">'),
        ("offscreen-frames", f'{FAR}<iframe src="x"></iframe>', f'{FAR}<iframe src="x" loading="lazy"></iframe>'),
        ("image-decoding", f'{FAR}<img src="a.jpg">', f'{FAR}<img src="a.jpg" decoding="async">'),
        ("video-preload", f'{FAR}<video src="v.mp4"></video>', f'{FAR}<video src="v.mp4" preload="none"></video>'),
        ("video-poster", '<video src="v.mp4"></video>', '<video src="v.mp4" poster="a.jpg"></video>'),
        (
            "lcp-lazy-loaded",
            '<img src="a.jpg" width="400" height="600" loading="lazy">',
            '<img src="a.jpg" width="400" height="600">',
        ),
        (
            "prioritize-lcp-image",
            '<img src="a.jpg" width="400" height="600">',
            '<img src="a.jpg" width="400" height="600" fetchpriority="high">',
        ),
    ],
)
def test_on_pages(rule: str, wrong: str, right: str) -> None:
    looked_at, defects = found(RULES[rule], wrong)
    assert looked_at >= 1
    assert defects == 1
    assert found(RULES[rule], right)[1] == 0


def test_the_discovery_of_a_background() -> None:
    hero = '<header style="height:600px;background:url(a.jpg)"></header>'
    assert found(RULES["lcp-discovery-insight"], hero) == (1, 1)
    assert found(RULES["lcp-discovery-insight"], hero, '<link rel="preload" as="image" href="a.jpg">') == (1, 0)
    assert found(RULES["lcp-discovery-insight"], "<h1>Words</h1>") == (0, 0)


def test_icons() -> None:
    assert found(RULES["favicon-size"], "", '<link rel="icon" href="large.ico">') == (1, 1)
    assert found(RULES["favicon-size"], "", '<link rel="icon" href="good.webp">') == (1, 0)


def test_drawings() -> None:
    clean = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'
    bloated = clean.replace("<path", f"<!-- {'x' * 2000} --><path")
    loaded = clean.replace("<path", f'<image href="data:image/png;base64,{"A" * 6000}"/><path')
    assert found(RULES["svg-minified"], "", a_svg=bloated, b_svg=clean) == (2, 1)
    assert found(RULES["svg-holds-raster"], "", a_svg=loaded, b_svg=clean) == (2, 1)
