"""What files give away: keys, source maps, addresses of people, libraries with known holes."""

import re
from collections.abc import Iterator
from datetime import date

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, page_rule, site_rule
from code24.website.page import Page
from code24.website.website import Website

_SECRETS = {
    "an AWS access key": re.compile(r"\b(?:AKIA|ASIA)[A-Z2-7]{16}\b"),
    "a private key": re.compile(r"-----BEGIN (?:RSA |EC |OPENSSH |DSA )?PRIVATE KEY-----"),
    "a secret key of Stripe": re.compile(r"\b[sr]k_live_[0-9a-zA-Z]{20,}\b"),
    "a token of GitHub": re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,})\b"),
    "a token of Slack": re.compile(r"\bxox[abprs]-[0-9A-Za-z-]{20,}"),
    "a key of SendGrid": re.compile(r"\bSG\.[\w-]{22}\.[\w-]{43}\b"),
    "a token of npm": re.compile(r"\bnpm_[A-Za-z0-9]{36}\b"),
}
"""What is meant for servers alone. Keys that browsers need (Google Maps, publishable ones) are none of it."""
_HINTS = (
    *("AKIA", "ASIA", "PRIVATE KEY", "k_live_", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "xox", "SG."),
    "npm_",
)
"""One of these is in every secret; to look for them is much faster."""
_NEVER_SERVED = re.compile(
    r"/\.(?:env|git|svn|htpasswd|DS_Store)(?:$|[./])|/(?:id_rsa|wp-config\.php)$|\.(?:sql|bak|pem)$"
)
_SOURCE_MAP = re.compile(r"[#@]\s*sourceMappingURL=\s*(\S+)")
_ADDRESS = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,24}){1,3}\b")

KNOWN_HOLES_AS_OF = date(2025, 6, 1)
_VERSION = r"(\d+)\.(\d+)\.(\d+)"
_BANNERS = {
    "jQuery": re.compile(rf"/\*!\s*jQuery (?:JavaScript Library )?v{_VERSION}"),
    "jQuery UI": re.compile(rf"/\*!\s*jQuery UI - v{_VERSION}"),
    "Bootstrap": re.compile(rf"Bootstrap(?:\.js)? v{_VERSION}"),
    "Lodash": re.compile(rf"(?:@license\s+)?[Ll]odash {_VERSION}"),
    "Moment.js": re.compile(rf"//! version : {_VERSION}"),
    "Handlebars": re.compile(rf"handlebars v{_VERSION}", re.IGNORECASE),
    "AngularJS": re.compile(rf"AngularJS v{_VERSION}"),
}
"""How the libraries name themselves at the beginning of their files."""
_FILE_NAMES = {
    "jQuery": re.compile(rf"(?:^|/)jquery(?:@|[-/.]){_VERSION}", re.IGNORECASE),
    "Bootstrap": re.compile(rf"(?:^|/)(?:twitter-)?bootstrap(?:@|/){_VERSION}", re.IGNORECASE),
    "Lodash": re.compile(rf"(?:^|/)lodash(?:\.js)?(?:@|/){_VERSION}", re.IGNORECASE),
    "AngularJS": re.compile(rf"(?:^|/)angular(?:js|\.js)(?:@|/){_VERSION}", re.IGNORECASE),
}

type Version = tuple[int, int, int]
HOLES: dict[str, tuple[tuple[Version, Version, str], ...]] = {
    "jQuery": (((1, 2, 0), (3, 5, 0), "CVE-2020-11022"),),
    "jQuery UI": (((1, 0, 0), (1, 13, 2), "CVE-2022-31160"),),
    "Bootstrap": (((3, 0, 0), (3, 4, 1), "CVE-2019-8331"), ((4, 0, 0), (4, 3, 1), "CVE-2019-8331")),
    "Lodash": (((0, 0, 0), (4, 17, 21), "CVE-2021-23337"),),
    "Moment.js": (((2, 18, 0), (2, 29, 4), "CVE-2022-31129"),),
    "Handlebars": (((0, 0, 0), (4, 7, 7), "CVE-2021-23369"),),
    "AngularJS": (((1, 0, 0), (1, 8, 0), "CVE-2020-7676"),),
}
"""From the first version (included) to the one that closes the hole (excluded), as the GitHub Advisory Database had
them on `KNOWN_HOLES_AS_OF`."""
_BANNER_AT = 2_000
"""Characters of a file in which its banner stands."""


def hole_of(library: str, version: Version) -> str:
    """The identifier of a known hole in a version; empty where none is listed."""
    return next((hole for since, until, hole in HOLES.get(library, ()) if since <= version < until), "")


@page_rule(
    "vulnerable-libraries",
    Category.SECURITY,
    Severity.SERIOUS,
    "Scripts have no known holes",
    ("Lighthouse", "no-vulnerable-libraries"),
    ("OWASP", "A06:2021"),
)
def vulnerable_libraries(page: Page, website: Website) -> Iterator[Look]:
    """Libraries told by their banner or their address; a newer version may behave differently and is the owner's."""
    for script in page.named("script"):
        src = script.attr("src")
        if not src:
            continue
        file = website.file(src, page.path)
        patterns, text = (_BANNERS, file.text[:_BANNER_AT]) if file is not None else (_FILE_NAMES, src)
        for library, pattern in patterns.items():
            found = pattern.search(text)
            if found:
                version = (int(found[1][:4]), int(found[2][:4]), int(found[3][:4]))
                hole = hole_of(library, version)
                shown = ".".join(map(str, version))
                yield Defect(f"{library} {shown} has a known hole: {hole}.", script) if hole else None


@site_rule(
    "exposed-secrets",
    Category.SECURITY,
    Severity.CRITICAL,
    "Files hold no keys that are meant for servers",
    ("OWASP", "A02:2021"),
)
def exposed_secrets(website: Website) -> Iterator[Look]:
    """Keys told by their form, in pages, scripts and data; withdraw them where they were made, then remove them."""
    for file in website.files.values():
        if not (file.media_type.startswith("text/") or "javascript" in file.media_type or "json" in file.media_type):
            continue
        key = ("secret", file.sha256)
        kind = website.remembered(key, lambda text=file.text: _secret(text))  # type: ignore[misc]
        yield Defect(f"The file holds {kind}.", path=file.path) if kind else None


def _secret(text: str) -> str:
    if not any(hint in text for hint in _HINTS):
        return ""
    return next((kind for kind, pattern in _SECRETS.items() if pattern.search(text)), "")


@site_rule(
    "exposed-files",
    Category.SECURITY,
    Severity.CRITICAL,
    "Nothing is served that belongs to the workshop alone",
    ("OWASP", "A05:2021"),
)
def exposed_files(website: Website) -> Iterator[Look]:
    """Environment files, repositories, database dumps, keys."""
    for path in website.files:
        yield Defect("The file is not meant for visitors.", path=path) if _NEVER_SERVED.search(path) else None


@site_rule(
    "exposed-source-maps",
    Category.SECURITY,
    Severity.MINOR,
    "Source maps are there where scripts name them, or not named",
    ("Lighthouse", "valid-source-maps"),
)
def exposed_source_maps(website: Website) -> Iterator[Look]:
    """A map that is missing costs a failed request in developer tools; one that is there shows the sources."""
    for file in website.files.values():
        if file.media_type in {"text/javascript", "application/javascript", "text/css"}:
            found = _SOURCE_MAP.search(file.text[-500:])
            if found and not found[1].startswith("data:"):
                there = website.file(found[1].rstrip("*/ "), file.path) is not None
                said = "shows its sources to everybody" if there else "names a source map that is not there"
                yield Defect(f"The file {said}.", excerpt=found[1], path=file.path)
            else:
                yield None


@page_rule(
    "exposed-email",
    Category.SECURITY,
    Severity.MINOR,
    "Addresses of people are links, not bait for collectors",
    ("Code24", "e-mail addresses"),
)
def exposed_email(page: Page, website: Website) -> Iterator[Look]:
    """Addresses in comments, scripts' data attributes and hidden fields, which no visitor sees, but collectors do."""
    for field in page.named("input"):
        if (field.attr("type") or "").lower() == "hidden":
            found = _ADDRESS.search(field.attr("value") or "")
            yield Defect("A hidden field holds an e-mail address.", field) if found else None


RULES = (vulnerable_libraries, exposed_secrets, exposed_files, exposed_source_maps, exposed_email)
