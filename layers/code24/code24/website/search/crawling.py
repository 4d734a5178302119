"""Who may read what: robots.txt (RFC 9309), robots meta elements and X-Robots-Tag, sitemaps."""

import re
from collections.abc import Iterator

from protego import Protego
from turbohtml import HTMLParseError, parse_xml

from code24.website.page import Page
from code24.website.website import Website

ROBOTS = "/robots.txt"
SITEMAP = "/sitemap.xml"
LLMS = "/llms.txt"
BOTS = ("Googlebot", "bingbot", "DuckDuckBot", "archive.org_bot")
"""Those that Lighthouse asks about (`is-crawlable.js`)."""
DIRECTIVES = frozenset({
    "user-agent", "disallow", "allow", "sitemap", "crawl-delay", "clean-param", "host", "request-rate", "visit-time",
    "noindex", "content-signal",
})  # fmt: skip
"""What crawlers know in robots.txt (Lighthouse, `robots-txt.js`)."""
_AGENT_PREFIX = re.compile(r"([^,:]+):")
_ABSOLUTE = re.compile(r"(https?|ftp)://[^/\s]", re.IGNORECASE)
_BLOCKING = frozenset({"noindex", "none"})


def blocking_directives(page: Page, header: str, bot: str) -> str:
    """What keeps a crawler (any, where its name is empty) from listing a page; empty where nothing does."""
    metas = {(each.attr("name") or "").strip().lower(): each.attr("content") or "" for each in page.named("meta")}
    said = metas.get(bot.lower()) if bot else None
    if _blocks(said if said is not None else metas.get("robots", "")):
        return "a robots meta element says noindex"
    agent = _AGENT_PREFIX.match(header)
    named = agent[1].strip().lower() if agent and agent[1].strip().lower() != "unavailable_after" else ""
    if (not named or named == bot.lower()) and _blocks(header[agent.end() :] if agent and named else header):
        return "the header X-Robots-Tag says noindex"
    return ""


def _blocks(directives: str) -> bool:
    return any(word.strip().lower() in _BLOCKING for word in directives.split(","))


def robots_text(website: Website) -> str | None:
    """The website's robots.txt; None where it has none."""
    file = website.files.get(ROBOTS)
    return file.text.removeprefix("\ufeff") if file is not None else None


def may_fetch(website: Website, address: str, bot: str) -> bool:
    """Whether robots.txt lets a crawler read an address (a URL path)."""
    text = robots_text(website)
    if not text:
        return True
    parsed = website.remembered(("robots", text), lambda: _parsed(text))
    return parsed is None or bool(parsed.can_fetch(website.origin + address, bot))


def _parsed(text: str) -> Protego | None:
    try:
        return Protego.parse(text)
    except (ValueError, AssertionError, RecursionError):  # what no crawler understands, none obeys
        return None


def robots_lines(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Number, text, field in small letters and value of every line that says something; the field is empty without one.

    Numbers begin at 1.
    """
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        said = line.partition("#")[0].strip()
        if said:
            name, colon, value = said.partition(":")
            yield number, line, name.strip().lower() if colon else "", value.strip()


def robots_problem(name: str, value: str, *, in_group: bool) -> str:
    """What is wrong with a line of robots.txt, as Lighthouse judges it; empty where nothing is."""
    is_path = name in {"allow", "disallow"}
    faults = {
        "the line has no colon": not name,
        f"no crawler knows {name!r}": bool(name) and name not in DIRECTIVES,
        "the sitemap's address is not absolute": name == "sitemap" and not _ABSOLUTE.match(value),
        "the user agent is not named": name == "user-agent" and not value,
        "the path begins neither with / nor with *": is_path and bool(value) and value[0] not in "/*",
        "$ stands elsewhere than at the end": is_path and "$" in value[:-1],
        "no user agent is named before it": is_path and not in_group,
    }
    return next((fault for fault, holds in faults.items() if holds), "")


def robots_problems(text: str) -> Iterator[tuple[int, str, str]]:
    """Number, text and fault of every line of robots.txt that crawlers do not understand."""
    in_group = False
    for number, line, name, value in robots_lines(text):
        in_group = in_group or name == "user-agent"
        problem = robots_problem(name, value, in_group=in_group)
        if problem:
            yield number, line, problem


def sitemap_urls(website: Website, path: str = SITEMAP) -> list[str] | None:
    """The addresses that a sitemap lists, those of the sitemaps of an index included; None where it is none."""
    return _listed(website, path, 0)


def _listed(website: Website, path: str, depth: int) -> list[str] | None:
    file = website.files.get(path)
    if file is None:
        return None
    try:
        document = parse_xml(file.text.removeprefix("\ufeff").strip())
    except (HTMLParseError, ValueError):
        return None
    root = document.root
    if root is None or root.tag.rpartition(":")[2] not in {"urlset", "sitemapindex"}:
        return None
    parents = {"url", "sitemap"}
    found = [
        element.text.strip()
        for element in document.iter_elements()
        if element.tag.rpartition(":")[2] == "loc" and getattr(element.parent, "tag", "").rpartition(":")[2] in parents
    ]
    if root.tag.rpartition(":")[2] == "urlset":
        return found
    listed: list[str] = []
    for url in found:
        target = website.target(url, "/")
        if target is not None and website.is_own(target) and depth == 0:
            listed += _listed(website, target.path, depth + 1) or []
    return listed
