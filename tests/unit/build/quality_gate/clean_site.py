"""A small site that every rule is content with, and ways to spoil it."""

from dataclasses import dataclass, field
from typing import Self

from code24.build.brand.models import Brand, ColorPair, Logo, Palette, Typography, Voice
from code24.build.development.models import RenderedSite, SiteFile
from code24.build.models import Brief
from code24.build.quality_gate.findings import QualityReport
from code24.build.quality_gate.models import QualityGateRequest
from code24.build.quality_gate.worker import check_quality

ORIGIN = "http://krume.localhost:8024"

HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="description" content="{description}">
{canonical}
<link rel="icon" href="/favicon.ico" sizes="32x32">
<link rel="manifest" href="/site.webmanifest">
<link rel="stylesheet" href="/assets/site.css">
</head>
<body>
<a href="#main">Skip to content</a>
<header><nav aria-label="Main"><ul>
<li><a href="/">Home</a></li>
<li><a href="/about/?from=nav#story" aria-current="false">About</a></li>
</ul></nav></header>
<main id="main">
"""

FOOT = """</main>
<footer><p>Krume <a href="tel:+4930123456">+49 30 123456</a> <a href="https://example.org/">Our mill</a></p></footer>
</body>
</html>
"""

HOME = """<h1>Bread that takes its time</h1>
<img src="/assets/oven.svg" alt="A stone oven" width="640" height="360">
<section aria-labelledby="offers"><h2 id="offers">What we bake</h2>
<ul><li>Rye sourdough<li>Spelt rolls</ul>
<svg viewBox="0 0 10 10" role="img" aria-label="An ear of rye"><path d="M0 0h10"/></svg>
</section>
<form action="/about/" method="get"><label for="wish">Your wish</label> <input id="wish" name="wish" type="text">
<button type="submit">Send</button></form>
<script type="application/ld+json">{"@context":"https://schema.org","@type":"Bakery","name":"Krume",
"url":"http://krume.localhost:8024/"}</script>
"""

ABOUT = """<h1>About Krume</h1>
<section><h2 id="story">Our story</h2><p>We bake with rye from the next village.</p></section>
"""

LOST = """<h1>This page is not here</h1><p><a href="/">Back to the start</a></p>
"""


def page(title: str, description: str, path: str | None, body: str) -> str:
    canonical = f'<link rel="canonical" href="{ORIGIN}{path}">' if path else ""
    return HEAD.format(title=title, description=description, canonical=canonical) + body + FOOT


FILES = {
    "/index.html": page(
        "Krume: sourdough bakery in Berlin",
        "Krume bakes rye sourdough and spelt rolls in a stone oven in Berlin, every morning from six.",
        "/",
        HOME,
    ),
    "/about/index.html": page(
        "About Krume, the bakery in Berlin",
        "Who bakes at Krume, where the rye comes from, and why a loaf takes two days to be ready.",
        "/about/",
        ABOUT,
    ),
    "/404.html": page(
        "Page not found at Krume",
        "There is no page at this address; the start page of the bakery Krume shows the way onward.",
        None,
        LOST,
    ),
    "/robots.txt": f"User-agent: *\nAllow: /\nSitemap: {ORIGIN}/sitemap.xml\n",
    "/sitemap.xml": '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    f"<url><loc>{ORIGIN}/</loc></url><url><loc>{ORIGIN}/about/</loc></url></urlset>",
    "/site.webmanifest": '{"name":"Krume","icons":[{"src":"/favicon.ico","sizes":"32x32"}]}',
    "/assets/site.css": "body{background:url(/assets/oven.svg)}",
    "/assets/oven.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path d="M0 0h4v3z"/></svg>',
}

TYPES = {
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "xml": "application/xml",
    "css": "text/css; charset=utf-8",
    "svg": "image/svg+xml",
    "webmanifest": "application/manifest+json",
    "ico": "image/x-icon",
}

LIGHT = Palette(
    background="#ffffff",
    surface="#f5f1ea",
    text="#1c1712",
    muted="#5c5248",
    primary="#8a3b12",
    on_primary="#ffffff",
    primary_soft="#f6e3d8",
    accent="#f2c14e",
    on_accent="#1c1712",
    border="#857a6e",
    link="#6f2f0e",
    accent_text="#7a5a10",
    danger="#8f1d1d",
    danger_soft="#fbe9e7",
)
DARK = LIGHT.model_copy(
    update={
        "background": "#16120e",
        "surface": "#211b15",
        "text": "#f6efe6",
        "muted": "#c4b8aa",
        "primary_soft": "#3a2417",
    }
)
BRAND = Brand(
    name="Krume",
    voice=Voice.WARM,
    light=LIGHT,
    dark=DARK,
    pairs=(
        ColorPair(scheme="light", foreground="text", background="background", ratio=17.0, required=7),
        ColorPair(scheme="dark", foreground="text", background="background", ratio=16.0, required=7),
    ),
    typography=Typography(heading="Georgia, serif", body="system-ui, sans-serif", scale=1.25),
    logo=Logo(mark="<svg/>", wordmark="<svg/>", wordmark_dark="<svg/>", icon_png="AA==", icon_ico="AA=="),
)
BRIEF = Brief(name="Krume", description="A bakery in Berlin.", business_type="bakery", primary_goal="sales")


@dataclass
class SampleSite:
    """The clean site; each method returns it spoiled in one way."""

    texts: dict[str, str] = field(default_factory=lambda: dict(FILES))
    brand: Brand = BRAND
    brief: Brief | None = BRIEF
    origin: str | None = ORIGIN

    def replaced(self, old: str, new: str, path: str = "/index.html") -> Self:
        assert self.texts[path].count(old) >= 1, f"{old!r} is not in {path}"
        self.texts[path] = self.texts[path].replace(old, new, 1)
        return self

    def with_body(self, markup: str, path: str = "/index.html") -> Self:
        """Put markup in front of the end of `main`."""
        return self.replaced("</main>", f"{markup}</main>", path)

    def without(self, path: str) -> Self:
        del self.texts[path]
        return self

    def with_file(self, path: str, text: str) -> Self:
        self.texts[path] = text
        return self

    def files(self) -> tuple[SiteFile, ...]:
        icon = SiteFile(path="/favicon.ico", content_type="image/x-icon", base64="AAABAA==")
        texts = tuple(
            SiteFile(path=path, content_type=TYPES[path.rpartition(".")[2]], text=text)
            for path, text in self.texts.items()
        )
        return (*texts, icon)

    def report(self) -> QualityReport:
        return check_quality(
            QualityGateRequest(
                brand=self.brand, development=RenderedSite(files=self.files()), brief=self.brief, origin=self.origin
            )
        )

    def rules_broken(self) -> set[str]:
        return {finding.rule for finding in self.report().findings}
