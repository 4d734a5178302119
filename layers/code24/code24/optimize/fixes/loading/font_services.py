"""Stylesheets of font services that stay with their host: text shows before they have come, not after."""

import re

from turbohtml import Element, parse

from code24.optimize.fix import Outcome, Setting, site_fix
from code24.optimize.fixes.loading.late import SWITCH, load_late
from code24.optimize.models import Change, Phase
from code24.website.models import WebFile
from code24.website.page import Page
from code24.website.styles.media import PHONE, media_matches
from code24.website.vocabulary import words
from code24.website.website import Website

_HOSTS = words("fonts.googleapis.com fonts.bunny.net use.typekit.net fast.fonts.net cloud.typography.com rsms.me")
"""Hosts whose stylesheets hold nothing but faces of fonts."""
_HOST = re.compile(r"\s*(?:https?:)?//([^/?#:\s]+)", re.IGNORECASE)


@site_fix(
    "late-font-services",
    Phase.LOADING,
    "The first paint does not wait for a font service",
    "render-blocking-styles",
    needs_finding=False,
)
def late_font_services(website: Website, setting: Setting) -> Outcome:
    """Load the stylesheets of font services late, which only ask for fonts. Icon fonts keep their turn."""
    files: list[WebFile] = []
    changes: list[Change] = []
    for page in website.pages:
        if not setting.allows("late-font-services", page.path) or not any(map(_waits, page.named("link"))):
            continue
        document = parse(page.text)
        links = [link for link in document.select("link[href]") if _waits(link)]
        load_late(document, links, page, _example(page))
        files.append(website.files[page.path].with_content(document.serialize()))
        changes.append(
            Change(path=page.path, what=f"{len(links)} stylesheets of a font service are not waited for any more.")
        )
    if files and SWITCH.path not in website.files:
        files.append(SWITCH)
    return Outcome(tuple(files), (), tuple(changes))


def _waits(link: Element) -> bool:
    """Whether a link is a stylesheet of text fonts that the first paint waits for."""
    rel = (link.attr("rel") or "").lower().split()
    address = link.attr("href") or ""
    return (
        "stylesheet" in rel
        and "alternate" not in rel
        and not {"disabled", "onload", "title", "id"} & set(link.attrs)
        and media_matches(link.attr("media") or "", PHONE)
        and _host(address) in _HOSTS
        and "icon" not in address.lower()
        and link.closest("noscript, template, svg") is None
    )


def _host(address: str) -> str:
    found = _HOST.match(address)
    return found[1].lower() if found else ""


def _example(page: Page) -> str:
    """An address as the page spells its own."""
    own = (each for each in (*page.linked("stylesheet"), *page.linked("icon")) if not _host(each))
    return next(own, "relative")


FIXES = (late_font_services,)
