"""A small site that every rule is content with, and ways to spoil it."""

import base64
from dataclasses import dataclass, field
from typing import Self

from code24.build.brand.models import Brand, ColorPair, Logo, Palette, Typography, Voice
from code24.build.development.models import RenderedSite, SiteFile
from code24.build.models import Address, Brief, Contact
from code24.build.quality_gate.findings import QualityReport
from code24.build.quality_gate.models import QualityGateRequest
from code24.build.quality_gate.worker import check_quality
from code24.forms.models import FormKind, SiteForms

ORIGIN = "http://krume.localhost:8024"

HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="description" content="{description}">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#16120e" media="(prefers-color-scheme: dark)">
{found}
<link rel="apple-touch-icon" href="/apple-touch-icon.png">
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

FOUND = """<link rel="canonical" href="{url}">
<link rel="alternate" hreflang="en" href="{url}"><link rel="alternate" hreflang="x-default" href="{url}">
<meta property="og:type" content="website"><meta property="og:site_name" content="Krume">
<meta property="og:title" content="{title}"><meta property="og:description" content="{description}">
<meta property="og:url" content="{url}"><meta property="og:image" content="{origin}/assets/card.png">
<meta property="og:image:width" content="1200"><meta property="og:image:height" content="630">
<meta property="og:image:alt" content="Krume"><meta name="twitter:card" content="summary_large_image">
<meta name="twitter:title" content="{title}"><meta name="twitter:image" content="{origin}/assets/card.png">
<meta name="twitter:image:alt" content="Krume">"""

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
<section id="news"><form action="/api/form/newsletter" method="post" accept-charset="utf-8">
<input type="hidden" name="page" value="/"><input type="hidden" name="section" value="news">
<input type="hidden" name="stamp" value="code24-stamp">
<div aria-hidden="true"><label for="trap">Website</label>
<input type="text" id="trap" name="website" tabindex="-1" autocomplete="off"></div>
<label for="wish">Your wish</label>
<input id="wish" name="email" type="email" autocomplete="email" maxlength="254" required>
<input id="yes" name="consent" type="checkbox" value="yes" required> <label for="yes">Send me news</label>
<button type="submit">Send</button></form></section>
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"Bakery","name":"Krume",
"url":"http://krume.localhost:8024/","address":{"@type":"PostalAddress","streetAddress":"Am Markt",
"addressLocality":"Berlin"}},{"@type":"WebSite","name":"Krume","url":"http://krume.localhost:8024/"}]}</script>
"""

ABOUT = """<h1>About Krume</h1>
<section><h2 id="story">Our story</h2><p>We bake with rye from the next village.</p></section>
"""

THANKS = """<h1>Thank you</h1><p><a href="/">Back to the start</a></p>
"""

LOST = """<h1>This page is not here</h1><p><a href="/">Back to the start</a></p>
"""


def page(title: str, description: str, path: str | None, body: str) -> str:
    said = {"title": title, "description": description, "url": f"{ORIGIN}{path}", "origin": ORIGIN}
    found = FOUND.format(**said) if path else '<meta name="robots" content="noindex">'
    return HEAD.format(title=title, description=description, found=found) + body + FOOT


def png(width: int, height: int) -> str:
    """The beginning of a PNG, as base64."""
    header = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + width.to_bytes(4) + height.to_bytes(4)
    return base64.b64encode(header + b"\x08\x06\x00\x00\x00").decode()


BINARY = {
    "/favicon.ico": base64.b64encode(b"\0\0\1\0\1\0\x20\x20" + bytes(14)).decode(),
    "/apple-touch-icon.png": png(180, 180),
    "/assets/card.png": png(1200, 630),
    "/assets/icon-192.png": png(192, 192),
    "/assets/icon-512.png": png(512, 512),
}

DESCRIPTIONS = {
    "/": "Krume bakes rye sourdough and spelt rolls in a stone oven in Berlin, every morning before the street is "
    "awake, and keeps a loaf for you.",
    "/about/": "Who bakes at Krume, where the rye comes from, who mills it for us in the next village, and why a loaf "
    "takes its time to be ready.",
}
CSS = """:focus-visible{outline:2px solid}a{transition:color 1s}body{background:url(/assets/oven.svg)}
@media (prefers-reduced-motion:reduce){a{transition:none}}@media (prefers-color-scheme:dark){a{color:#fff}}
@media print{form{display:none}}"""

FILES = {
    "/index.html": page("Krume: the sourdough bakery at the market in Berlin", DESCRIPTIONS["/"], "/", HOME),
    "/about/index.html": page("About Krume, the sourdough bakery in Berlin", DESCRIPTIONS["/about/"], "/about/", ABOUT),
    "/thanks/index.html": page(
        "Thank you for your message to Krume in Berlin",
        "Your message has reached the bakery Krume; we answer as soon as the bread is out of the oven, and the start "
        "page shows the way onward.",
        None,
        THANKS,
    ),
    "/404.html": page(
        "Page not found at Krume, the bakery in Berlin",
        "There is no page at this address; the start page of the bakery Krume in Berlin shows the way onward to bread, "
        "rolls and the rest of it.",
        None,
        LOST,
    ),
    "/robots.txt": f"User-agent: *\nAllow: /\nSitemap: {ORIGIN}/sitemap.xml\n",
    "/sitemap.xml": '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    f"<url><loc>{ORIGIN}/</loc><lastmod>2026-01-01</lastmod></url>"
    f"<url><loc>{ORIGIN}/about/</loc><lastmod>2026-01-01</lastmod></url></urlset>",
    "/llms.txt": "# Krume\n\n> A bakery in Berlin.\n\n## Pages\n\n"
    f"- [Home]({ORIGIN}/): {DESCRIPTIONS['/']}\n- [About]({ORIGIN}/about/): {DESCRIPTIONS['/about/']}\n",
    "/site.webmanifest": '{"name":"Krume","icons":[{"src":"/favicon.ico","sizes":"32x32"},'
    '{"src":"/assets/icon-192.png","sizes":"192x192","type":"image/png"},'
    '{"src":"/assets/icon-512.png","sizes":"512x512","type":"image/png","purpose":"maskable"}]}',
    "/assets/site.css": CSS,
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
    "png": "image/png",
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
BRIEF = Brief(
    name="Krume",
    description="A bakery in Berlin, open from 07:30, since 1 March 2026, with 6 kinds of cake. Our friends are "
    "https://example.org/ and https://elsewhere.example/x?y#z.",
    business_type="bakery",
    primary_goal="sales",
    contact=Contact(
        email="krume@example.org", phone="+49 30 123456", address=Address(street="Am Markt 5", city="Berlin")
    ),
)
FORMS = SiteForms(language="en", kinds=(FormKind.NEWSLETTER,), thanks_path="/thanks/", name="Krume")


def type_of(path: str) -> str:
    return TYPES[path.rpartition(".")[2]]


@dataclass
class SampleSite:
    """The clean site; each method returns it spoiled in one way."""

    texts: dict[str, str] = field(default_factory=lambda: dict(FILES))
    brand: Brand = BRAND
    brief: Brief | None = BRIEF
    origin: str | None = ORIGIN

    def replaced_everywhere(self, old: str, new: str, *paths: str) -> Self:
        """Like `replaced`, each time that the text stands in one of the files."""
        for path in paths:
            assert old in self.texts[path], f"{old!r} is not in {path}"
            self.texts[path] = self.texts[path].replace(old, new)
        return self

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
        binary = (SiteFile(path=path, content_type=type_of(path), base64=data) for path, data in BINARY.items())
        texts = (SiteFile(path=path, content_type=type_of(path), text=text) for path, text in self.texts.items())
        return (*texts, *binary)

    def report(self) -> QualityReport:
        return check_quality(
            QualityGateRequest(
                brand=self.brand,
                development=RenderedSite(files=self.files(), forms=FORMS),
                brief=self.brief,
                origin=self.origin,
            )
        )

    def rules_broken(self) -> set[str]:
        return {finding.rule for finding in self.report().findings}
