"""Search engines: sitemap, robots.txt and llms.txt tell the truth."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

from turbohtml import HTMLParseError, parse_xml

from code24.build.quality_gate.produced import ProducedSite
from code24.build.quality_gate.rule import Defect, Look, site_rule
from code24.website.page import file_of

SITEMAP = "/sitemap.xml"
ROBOTS = "/robots.txt"
LLMS = "/llms.txt"
_LISTED = re.compile(r"- \[(?P<label>(?:\\.|[^\]\\])+)\]\((?P<url>[^)\s]+)\): (?P<text>.+)")


@site_rule("sitemap", "The sitemap lists exactly the pages that may be indexed.")
def sitemap(site: ProducedSite) -> Iterator[Look]:
    """Absolute addresses, each once (sitemaps.org protocol)."""
    expected = {f"{site.origin}{page.address}" for page in site.pages if page.indexable}
    try:
        listed = Counter(url for url, _ in _entries(site))
    except HTMLParseError as error:
        yield Defect(f"The sitemap is not XML: {error}.", path=SITEMAP)
        return
    for url in sorted(expected | listed.keys()):
        if url not in listed:
            yield Defect(f"The sitemap does not list {url}.", path=SITEMAP)
        elif url not in expected:
            yield Defect(f"The sitemap lists {url}, which is no page that may be indexed.", path=SITEMAP)
        else:
            yield None if listed[url] == 1 else Defect(f"The sitemap lists {url} {listed[url]} times.", path=SITEMAP)


def _entries(site: ProducedSite) -> list[tuple[str, str]]:
    """Address and date of every page in the sitemap; raises HTMLParseError where it is not XML."""
    found = []
    for element in parse_xml(site.text_of(SITEMAP)).iter_elements():
        if element.tag == "url":
            parts = {child.tag: child.text.strip() for child in element.iter_elements() if child is not element}
            found.append((parts.get("loc", ""), parts.get("lastmod", "")))
    return found


@site_rule("sitemap-dates", "Every page in the sitemap has the date of its last change.")
def sitemap_dates(site: ProducedSite) -> Iterator[Look]:
    """W3C datetimes; those that development noted, where it noted any."""
    noted = {f"{site.origin}{date.path}": date.modified_at for date in site.dates}
    try:
        entries = _entries(site)
    except HTMLParseError:
        return  # sitemap's
    for url, text in entries:
        moment = _moment(text)
        if moment is None:
            yield Defect(f"The sitemap has no valid lastmod for {url}.", text, SITEMAP)
        elif url in noted and moment != noted[url].astimezone(UTC).replace(microsecond=0):
            yield Defect(f"{url} last changed on {noted[url].isoformat()}.", text, SITEMAP)
        else:
            yield None


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


@site_rule("robots", "robots.txt lets crawlers in and names the sitemap.")
def robots(site: ProducedSite) -> Iterator[Look]:
    """RFC 9309, and the sitemap line of sitemaps.org."""
    lines = [line.partition("#")[0].strip() for line in site.text_of(ROBOTS).splitlines()]
    fields = [(name.strip().lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines)]
    if ("sitemap", f"{site.origin}{SITEMAP}") not in fields:
        yield Defect(f"robots.txt lacks the line Sitemap: {site.origin}{SITEMAP}.", path=ROBOTS)
    elif ("disallow", "/") in fields:
        yield Defect("robots.txt shuts all crawlers out.", path=ROBOTS)
    else:
        yield None


@site_rule("llms", "llms.txt has the form of llmstxt.org and names every page with its description.")
def llms(site: ProducedSite) -> Iterator[Look]:
    """A heading, a summary, then sections of links."""
    lines = [line for line in site.text_of(LLMS).splitlines() if line.strip()]
    formed = len(lines) > 2 and lines[0].startswith("# ") and lines[1].startswith("> ")
    yield None if formed else Defect("llms.txt should begin with a heading and a summary.", path=LLMS)
    listed = {found["url"]: found["text"] for line in lines if (found := _LISTED.fullmatch(line))}
    for page in site.pages:
        if page.indexable:
            text = listed.pop(f"{site.origin}{page.address}", None)
            told = " ".join((page.meta("description") or "").split())
            fine = text is not None and re.sub(r"\\(.)", r"\1", text) == told
            yield None if fine else Defect(f"llms.txt does not describe {page.address} as the page does.", path=LLMS)
    for url in listed:
        yield Defect("llms.txt lists what is no page that may be indexed.", url, LLMS)


@site_rule("noindex", "The pages that nobody should land on, and no others, are kept out of search engines.")
def noindex(site: ProducedSite) -> Iterator[Look]:
    """The 404 page, and the page after a form; by the plan where there is one."""
    thanks = file_of(site.forms.thanks_path) if site.forms else None
    for page in site.pages:
        kind = site.page_kinds.get(page.path)
        hidden = page.is_error_page or (page.path == thanks != "/index.html") if kind is None else not kind.indexed
        directives = (page.meta("robots") or "").lower()
        told = page.unlisted or "noindex" in directives or "none" in directives.split(",")
        if hidden == told:
            yield None
        else:
            yield Defect(f"The page {'should not' if hidden else 'should'} be indexed.", directives, page.path)


RULES = (sitemap, sitemap_dates, robots, llms, noindex)
