"""What brand, designer and developer look at when a site has changed: a few of the audits' own rules each.

The release that a site had before is what they compare with: what was wrong then is the loop's work already, and what
is worse now is what the change did. A site's first release is held against the rules alone.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from code24.audit.auditing import ask
from code24.audit.models import Severity
from code24.audit.rule import Rule
from code24.audit.rules import all_rules
from code24.optimize.loop.fitting import MEDIA
from code24.website.page import Page
from code24.website.website import Website, base_of

RULES: Mapping[str, frozenset[str]] = {
    "brand": frozenset({
        "color-contrast", "palette-size", "theme-color", "favicon", "apple-touch-icon", "og-image", "og-title",
    }),
    "designer": frozenset({
        "viewport", "horizontal-overflow", "font-size", "page-has-heading-one", "heading-order", "empty-heading",
        "call-to-action-present", "call-to-action-leads", "link-text", "target-size", "focus-visible",
        "headline-says-something", "placeholder-text", "contact-reachable",
    }),
    "developer": frozenset({
        "html-content-model", "html-valid", "doctype", "duplicate-id", "dead-links", "dead-anchors", "missing-scripts",
        "broken-css", "total-byte-weight", "large-page", "form-can-be-sent", "form-privacy", "label", "json-ld",
        "rich-results", "faq-visible", "canonical", "is-crawlable", "exposed-secrets", "inline-handlers",
    }),
}  # fmt: skip
"""By who looks: ids of rules that need no file but the release's own, and no more than a glance."""
_GRAVE = frozenset({Severity.CRITICAL, Severity.SERIOUS})
_MEANT = frozenset({"is-crawlable"})
"""What may be meant: a page of thanks is for nobody's search. Only one that was listed before has lost something."""
_MARKS = ("og:site_name", "icon", "apple-touch-icon", "manifest", "og:image")
"""What shows whose website it is, besides its colours."""


class Wrong(NamedTuple):
    """One thing that a look found."""

    who: str
    """`brand`, `designer` or `developer`."""
    sentence: str


def looked_at(website: Website, before: Website | None) -> tuple[Wrong, ...]:
    """What is worse than before; without a `before`, what is grave and can be fixed."""
    found = [Wrong("brand", sentence) for sentence in _lost_marks(website, before)]
    for who, ids in RULES.items():
        told = (_worse(rule, website, before) for rule in all_rules() if rule.id in ids)
        found += [Wrong(who, sentence) for sentence in told if sentence is not None]
    return tuple(found)


def _worse(rule: Rule, website: Website, before: Website | None) -> str | None:
    count = ask(rule, website)[0].found
    if not count:
        return None
    if before is None:
        grave = rule.severity in _GRAVE and rule.fix is not None and rule.id not in _MEANT
        return f"{rule.title}: not so in {count} places ({rule.id})." if grave else None
    known = ask(rule, before)[0].found
    return f"{rule.title}: not so in {count} places, {known} before ({rule.id})." if count > known else None


def _lost_marks(website: Website, before: Website | None) -> Iterator[str]:
    """The name, icons and social image of the home page that are gone, or lead to nothing."""
    now = _marks(website)
    then = {} if before is None else _marks(before)
    for mark in _MARKS:
        had, has = then.get(mark), now.get(mark)
        if had and not has:
            yield f"The home page has lost its {mark}."
        elif mark == "og:site_name" and had and has != had:
            yield "The home page names the website otherwise than before."


def _marks(website: Website) -> dict[str, str]:
    home = website.page_at.get("/index.html")
    if home is None:
        return {}
    marks = {
        "og:site_name": " ".join((home.meta("og:site_name") or "").split()),
        "og:image": _existing(website, home, home.meta("og:image") or ""),
    }
    for relation in ("icon", "apple-touch-icon", "manifest"):
        addresses = home.linked(relation)
        marks[relation] = _existing(website, home, addresses[0]) if addresses else ""
    return marks


def _existing(website: Website, home: Page, url: str) -> str:
    """An address, unless it leads to a file of the website that is not there. Media are elsewhere, and stay."""
    target = website.target(url, base_of(home)) if url else None
    if target is None:
        return ""
    is_here = website.is_own(target) and not target.path.startswith(MEDIA)
    return "" if is_here and website.file_path(target.path) is None else url
