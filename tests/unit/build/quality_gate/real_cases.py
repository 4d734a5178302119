"""Ways to spoil a real site, each with the one rule that finds it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

from code24.build.design.models import PageKind
from code24.build.models import Contact
from code24.forms.models import FormKind
from tests.unit.build.quality_gate.clean_site import png
from tests.unit.build.quality_gate.real_site import RealSite, full_brief, full_site
from tests.unit.build.sample_sites import ORIGIN

type Spoil = Callable[[RealSite], RealSite]

HOME, OFFER, ABOUT, CONTACT, PRIVACY = (
    "/index.html",
    "/services/index.html",
    "/about/index.html",
    "/contact/index.html",
    "/privacy/index.html",
)
SITEMAP, LLMS, MANIFEST, STYLES = "/sitemap.xml", "/llms.txt", "/site.webmanifest", "/assets/site."
SCHEMA = '"@context":"https://schema.org"'


def put(old: str, new: str, path: str = HOME, times: int = 1) -> Spoil:
    return lambda site: site.replaced(old, new, path, times)


def drop(old: str, path: str = HOME, times: int = 1) -> Spoil:
    return put(old, "", path, times)


def listed(path: str, *, unlisted: bool = False) -> Spoil:
    """Say the opposite of what a page's header should say to search engines."""
    return lambda site: site.with_file(site.files[path].model_copy(update={"unlisted": unlisted}))


def add(markup: str, path: str = HOME) -> Spoil:
    return lambda site: site.with_body(markup, path)


def css(rules: str) -> Spoil:
    return lambda site: site.with_css(rules)


def again(pattern: str, replacement: str, path: str = HOME, times: int = 1) -> Spoil:
    """Replace what a regular expression finds."""

    def spoil(site: RealSite) -> RealSite:
        file = site.files[site.found(path)]
        text, count = re.subn(pattern, replacement, file.text or "", count=times, flags=re.DOTALL)
        assert count, f"{pattern!r} is not in {path}"
        return site.with_file(file.model_copy(update={"text": text}))

    return spoil


def structured(data: str, path: str = ABOUT) -> Spoil:
    return put("</head>", f'<script type="application/ld+json">{{{SCHEMA},{data}}}</script></head>', path)


def picture(path: str, data: str) -> Spoil:
    """Another content for a file that is found by the beginning of its name."""

    def spoil(site: RealSite) -> RealSite:
        return site.with_file(site.files[site.found(path)].model_copy(update={"base64": data}))

    return spoil


def heavy(site: RealSite) -> RealSite:
    noise = Random(1).choices("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", k=200_000)
    return site.with_body(f"<p>{''.join(noise)}</p>", ABOUT)


def phones_are_spared(site: RealSite) -> RealSite:
    """The same heavy pictures with a light one for phones."""
    light = f"/media/{'0' * 64}.avif"
    assert site.request.pictures
    first, *others = site.request.pictures.pictures
    file = first.variants[0].model_copy(update={"path": light, "bytes": 10_000})
    spared = site.request.pictures.model_copy(
        update={"pictures": (first.model_copy(update={"variants": (file, *first.variants)}), *others)}
    )
    source = f'<source media="(max-width: 40rem)" type="image/avif" srcset="{light} 400w" sizes="100vw">'
    return heavy_pictures(site.asked(pictures=spared)).replaced("<picture>", f"<picture>{source}")


def without_thanks(site: RealSite) -> RealSite:
    """Rendered, but not planned."""
    plan = site.request.design
    assert plan
    pages = tuple(page for page in plan.pages if page.kind is not PageKind.THANKS)
    return site.asked(design=plan.model_copy(update={"pages": pages}))


def heavy_pictures(site: RealSite) -> RealSite:
    assert site.request.pictures
    pictures = tuple(
        each.model_copy(
            update={"variants": tuple(file.model_copy(update={"bytes": file.bytes * 3}) for file in each.variants)}
        )
        for each in site.request.pictures.pictures
    )
    return site.asked(pictures=site.request.pictures.model_copy(update={"pictures": pictures}))


def without_privacy(site: RealSite) -> RealSite:
    """Planned so, and rendered so."""
    plan = site.request.design
    assert plan
    design = plan.model_copy(
        update={
            "pages": tuple(
                page.model_copy(update={"kind": PageKind.TERMS}) if page.kind is PageKind.COOKIES else page
                for page in plan.pages
            )
        }
    )
    return site.asked(design=design)


def dated(site: RealSite) -> RealSite:
    first, *others = full_site().dates
    return site.rendered(dates=(first.model_copy(update={"modified_at": datetime(2020, 5, 5, tzinfo=UTC)}), *others))


def forms(**changes: object) -> Spoil:
    def spoil(site: RealSite) -> RealSite:
        known = site.request.development.forms
        assert known
        return site.rendered(forms=known.model_copy(update=changes))

    return spoil


def known_as(**changes: object) -> Spoil:
    return lambda site: site.asked(brief=full_brief().model_copy(update=changes))


def font(kind: str) -> Spoil:
    """Another content for the first font file."""

    def spoil(site: RealSite) -> RealSite:
        path = next(path for path in site.files if path.endswith(".woff2"))
        return site.with_file(site.files[path].model_copy(update={"base64": kind}))

    return spoil


CASES: dict[str, list[Spoil]] = {
    "planned-pages": [
        again('<section id="gallery".*?</section>', ""),
        put('<section id="story"', '<section id="legend"'),
        without_thanks,
    ],
    "legal-pages": [without_privacy, again('<a href="/cookies/">([^<]*)</a>', r"\1", ABOUT)],
    "navigation": [put('aria-current="page"', 'aria-current="false"', ABOUT, 9)],
    "breadcrumbs": [
        again('<nav class="crumbs.*?</nav>', "", ABOUT),
        again(r'\{"@type":"BreadcrumbList".*?\}\]\},', "", ABOUT),
    ],
    "skip-link": [put('<a class="skip" href="#main">', '<a class="skip" href="#hero">')],
    "direction": [
        put('dir="ltr"', 'dir="rtl"'),
        add('<div lang="ar">x</div>'),
        add('<div lang="en" dir="rtl">x</div>'),
    ],
    "site-language": [known_as(language="en-GB")],
    "picture-sources": [
        again(r'(srcset="[^"]*") sizes="[^"]*"', r'\1 sizes="wide"'),
        again(r" 600w,", " 1300w,"),
        again(r" 600w,", " 2x,"),
        again(
            r'<source type="image/avif"',
            '<source type="image/webp" srcset="/favicon.svg 9w" sizes="9px"><source type="image/avif"',
        ),
    ],
    "picture-loading": [
        put(' fetchpriority="high"', ' loading="lazy"'),
        put(' loading="lazy"', "", ABOUT),
        put(' loading="lazy"', ' loading="lazy" fetchpriority="high"'),
    ],
    "media-paths": [
        again(r'src="/media/[0-9a-f]{64}', f'src="/media/{"0" * 64}'),
    ],
    "form-target": [
        put('action="/api/form/order"', 'action="/api/form/order" enctype="text/plain"', OFFER),
        put('method="post"', 'method="get"', CONTACT),
        drop(' accept-charset="utf-8"', CONTACT),
        add('<form action="/" method="post"></form>'),
    ],
    "form-envelope": [
        put('name="page" value="/contact/"', 'name="page" value="/"', CONTACT),
        put('name="section" value="contact"', 'name="section" value="hero"', CONTACT),
        put("code24-stamp", "1700000000", CONTACT),
        put(' tabindex="-1" autocomplete="off"', ' tabindex="-1"', CONTACT),
        put('name="website" tabindex="-1"', 'name="website" value="x" tabindex="-1"', CONTACT),
    ],
    "form-fields": [
        put('name="message"', 'name="text"', CONTACT),
        put('type="email"', 'type="text"', CONTACT),
        put('autocomplete="name"', 'autocomplete="nickname"', CONTACT),
        put('maxlength="4000"', 'maxlength="40000"', CONTACT),
        put('autocomplete="email" required', 'autocomplete="email"', CONTACT),
        put('type="submit"', 'type="button"', CONTACT),
    ],
    "autocomplete": [add('<p><label>x <input name="x" autocomplete="e-mail"></label></p>')],
    "form-privacy": [
        forms(kinds=(FormKind.CONTACT,)),
        forms(thanks_path="/"),
        again(r'(<form.*?)<a href="/privacy/">([^<]*)</a>', r"\1\2", CONTACT),
    ],
    "css-preferences": [
        put("@media print", "@media screen", STYLES, 99),
        put("prefers-reduced-motion", "prefers-contrast", STYLES, 99),
    ],
    "css-focus": [put(":focus-visible", ":hover", STYLES, 99), css("a:focus{outline:none}")],
    "font-faces": [font("AAAA"), again("font-display:optional;", "", STYLES)],
    "font-preload": [
        put(' as="font" type="font/woff2" crossorigin', ' as="font" type="font/woff2"'),
        put(' type="font/woff2" crossorigin', " crossorigin"),
    ],
    "font-fallback": [put("ascent-override", "ascend-override", STYLES, 99)],
    "page-weight": [heavy],
    "picture-weight": [heavy_pictures],
    "script-weight": [add("<script>" + "".join(f"a{number * 7919 % 99991}();" for number in range(900)) + "</script>")],
    "cookies": [add("<script>document.cookie='a'</script>"), add("<script>localStorage.x=1</script>")],
    "json-ld-properties": [
        again(r'"address":\{[^}]*\},', ""),
        structured('"@type":"Product","name":"x"'),
        structured('"@type":"Review","reviewBody":"x"'),
        structured('"@type":"SoftwareApplication","name":"x"'),
        structured('"@type":"Bakeryy","name":"x"'),
        structured('"@type":"BreadcrumbList"'),
    ],
    "json-ld-business": [
        put(
            '"@type":"WebSite","@id":"https://krume.code24.dev/#website","url":"https://krume.code24.dev/","name":"Krume"',
            '"@type":"WebSite","@id":"https://krume.code24.dev/#website","url":"https://krume.code24.dev/","name":"Bread"',
        ),
        structured('"@type":"Organization","name":"x","url":"/"', HOME),
    ],
    "json-ld-facts": [
        put('"telephone":"+49 (0)341 555-0123"', '"telephone":"+49 341 555 0124"'),
        again(r'"price":"0\.50"', '"price":"0.55"', OFFER),
        again(r'"priceCurrency":"EUR"', '"priceCurrency":"USD"', OFFER),
        put('"vatID":"DE123456789"', '"vatID":"DE987654321"'),
    ],
    "facts": [
        add("<p>Open since 1894</p>"),
        add("<p>Only € 9.99</p>"),
        add("<p>Write to other@krume.example</p>"),
        add("<p>See www.elsewhere.example</p>"),
        put('alt="shop Plain words"', 'alt="One of 777 loaves"'),
        add("<p>Article 77 GDPR</p>"),
        add("<p>Article 99 GDPR</p>", PRIVACY),
    ],
    "own-links": [
        add('<p><a href="tel:+4930999999">x</a></p>'),
        add('<p><a href="mailto:other@krume.example">x</a></p>'),
        add('<p><a href="https://elsewhere.example/">x</a></p>'),
        known_as(profiles=()),
    ],
    "sitemap-dates": [
        again("<lastmod>[^<]*</lastmod>", "", SITEMAP),
        again("<lastmod>[^<]*</lastmod>", "<lastmod>yesterday</lastmod>", SITEMAP),
        dated,
    ],
    "llms": [
        again(r"- \[About\]\([^)]*\).*?\n", "", LLMS),
        put("# Krume", "Krume", LLMS),
        put("/about/)", "/contact/)", LLMS),
        put("# Krume\n", f"# Krume\n- [x]({ORIGIN}/404.html): y\n", LLMS),
    ],
    "noindex": [listed("/404.html")],
    "open-graph": [
        again('property="og:title" content="[^"]*"', 'property="og:title" content="x"'),
        again('<meta property="og:site_name"[^>]*>', ""),
        put("summary_large_image", "summary"),
        put('content="1200"', 'content="1201"'),
        again('<meta name="twitter:image:alt"[^>]*>', ""),
    ],
    "social-image": [picture("/assets/social.", png(1200, 628)), picture("/assets/social.", "AAAA")],
    "alternates": [
        put('hreflang="en"', 'hreflang="de"'),
        put(f'hreflang="x-default" href="{ORIGIN}/"', f'hreflang="x-default" href="{ORIGIN}/about/"'),
        again('<link rel="alternate" hreflang="x-default"[^>]*>', "", ABOUT),
        put("</head>", f'<link rel="alternate" hreflang="fr" href="{ORIGIN}/about/"></head>'),
    ],
    "manifest-icons": [
        picture("/assets/icon-192.", png(191, 192)),
        put('"purpose":"maskable"', '"purpose":"round"', MANIFEST),
        put('"purpose":"maskable"', '"purpose":"any"', MANIFEST, 9),
        put('"type":"image/png"', '"type":"image/webp"', MANIFEST),
    ],
    "touch-icon": [picture("/apple-touch-icon.png", png(152, 152)), again('<link rel="apple-touch-icon"[^>]*>', "")],
    "theme-color": [
        put(' media="(prefers-color-scheme: dark)"', ""),
        put('name="color-scheme" content="light dark"', 'name="color-scheme" content="light"'),
    ],
}

PERMITTED: list[Spoil] = [
    phones_are_spared,
    add('<div lang="ar" dir="rtl">x</div>'),
    add('<p><label>x <input name="x" autocomplete="section-a billing work email"></label></p>'),
    add("<p>By Article 6(1)(f) GDPR, and Article 15 GDPR</p>", PRIVACY),
    add("<p>A loaf is € 4.50, a roll € 0.90; call +49 341 555 0123</p>"),
    lambda site: site.asked(pictures=None, design=None, brief=None),
    known_as(contact=full_brief().contact or Contact()),
]
