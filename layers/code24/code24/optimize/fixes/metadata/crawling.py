"""Files for crawlers: sitemap.xml, robots.txt, llms.txt."""

import re
from collections.abc import Iterator

from turbohtml import HTMLParseError, escape, parse_xml

from code24.audit.rules.seo.crawling import is_listed
from code24.optimize.fix import Outcome, Setting, site_fix
from code24.optimize.fixes.metadata.addresses import address_of
from code24.optimize.fixes.metadata.wording import descriptions, titles
from code24.optimize.models import Change, Phase
from code24.website.models import WebFile
from code24.website.page import Page
from code24.website.search.crawling import (
    LLMS,
    ROBOTS,
    SITEMAP,
    robots_lines,
    robots_problem,
    robots_problems,
    robots_text,
    sitemap_urls,
)
from code24.website.search.reading import is_home, site_name
from code24.website.website import Website

_XML, _PLAIN = "application/xml; charset=utf-8", "text/plain; charset=utf-8"
_MOST_URLS = 50_000
"""Addresses of one sitemap (sitemaps.org)."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?")
_FIELD = re.compile(r"(?P<space>\s*)(?P<name>[^:#]*?)(?P<colon>\s*:\s*)(?P<value>[^#]*?)(?P<rest>\s*(?:#.*)?)")


def _listed(website: Website) -> list[Page]:
    found = [page for page in website.pages if is_listed(page, website)]
    return sorted(found, key=lambda page: (not is_home(page), page.address))[:_MOST_URLS]


@site_fix("sitemap", Phase.METADATA, "Lists all pages in a sitemap", "sitemap", "sitemap-pages")
def sitemap(website: Website, setting: Setting) -> Outcome:
    """Of the pages that may be listed, with the dates that an earlier sitemap knew; none are made up."""
    pages = _listed(website)
    present = sitemap_urls(website)
    expected = {page.path for page in pages}
    if not pages:
        return Outcome()
    if present is not None and len(present) == len(expected) and {_path(url, website) for url in present} == expected:
        return Outcome()
    dates = _dates(website)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for page in pages:
        date = f"<lastmod>{dates[page.path]}</lastmod>" if page.path in dates else ""
        lines.append(f"<url><loc>{escape(address_of(page, website))}</loc>{date}</url>")
    file = WebFile(SITEMAP, _XML, ("\n".join([*lines, "</urlset>"]) + "\n").encode())
    said = f"The sitemap lists {len(pages)} {'page' if len(pages) == 1 else 'pages'}."
    return Outcome((file,), (), (Change(path=SITEMAP, what=said),))


def _path(url: str, website: Website) -> str | None:
    target = website.target(url, "/") if "://" in url else None
    return website.file_path(target.path) if target is not None and website.is_own(target) else None


def _dates(website: Website) -> dict[str, str]:
    """The dates that the present sitemap states."""
    file = website.files.get(SITEMAP)
    found: dict[str, str] = {}
    if file is None:
        return found
    try:
        elements = list(parse_xml(file.text.removeprefix("\ufeff").strip()).iter_elements())
    except (HTMLParseError, ValueError):
        return found
    for element in elements:
        if element.tag == "url":
            parts = {child.tag: child.text.strip() for child in element.iter_elements() if child is not element}
            path = _path(parts.get("loc", ""), website)
            if path and _DATE.fullmatch(parts.get("lastmod", "")):
                found[path] = parts["lastmod"]
    return found


@site_fix("robots-txt", Phase.METADATA, "Tells crawlers where the sitemap is", "robots-txt", "robots-txt-present")
def robots_txt(website: Website, setting: Setting) -> Outcome:
    """An existing file keeps what it says; lines that no crawler understands become comments."""
    text = robots_text(website)
    line = f"Sitemap: {website.origin}{SITEMAP}"
    if text is None or not any(name == "user-agent" for _, _, name, _ in robots_lines(text)):
        kept = "".join(f"# {each.strip()}\n" for each in (text or "").splitlines() if each.strip())
        made = f"{kept}User-agent: *\nAllow: /\n\n{line}\n"
    else:
        made = "\n".join(_repaired(text, website))
        if not any(name == "sitemap" for _, _, name, _ in robots_lines(made)):
            made = f"{made.rstrip()}\n\n{line}\n"
    if made == text:
        return Outcome()
    file = WebFile(ROBOTS, _PLAIN, made.encode())
    return Outcome(
        (file,), (), (Change(path=ROBOTS, what="robots.txt names the sitemap.", before=text or "", after=made),)
    )


def _repaired(text: str, website: Website) -> Iterator[str]:
    wrong = {number: problem for number, _, problem in robots_problems(text)}
    lines = re.split(r"\r\n|\r|\n", text)
    if not wrong:
        yield from (text.split("\n"))
        return
    for number, line in enumerate(lines, start=1):
        if number not in wrong:
            yield line
        else:
            yield ("" if "user agent" in wrong[number] else _mended(line, website)) or f"# {line}"


def _mended(line: str, website: Website) -> str:
    """A line with its path or address written out; empty where that does not make a rule of it."""
    field = _FIELD.fullmatch(line)
    name = field["name"].strip().lower() if field else ""
    if field is None or name not in {"allow", "disallow", "sitemap"}:
        return ""
    value = field["value"]
    if name == "sitemap":
        value = website.origin + value if value.startswith("/") else value
    elif value[:1] not in {"/", "*"}:
        value = f"/{value}"
    if robots_problem(name, value, in_group=True):
        return ""
    return f"{field['name'].strip()}: {value}{field['rest']}"


@site_fix("llms-txt", Phase.METADATA, "Describes the website for language models", "llms-txt")
def llms_txt(website: Website, setting: Setting) -> Outcome:
    """The form of llmstxt.org: the site's name, what its home page says of it, and its pages."""
    pages = _listed(website)
    present = website.files.get(LLMS)
    if not pages or (present is not None and _is_usable(present.text)):
        return Outcome()
    told, named = descriptions(website), titles(website)
    home = next((page for page in pages if is_home(page)), pages[0])
    lines = [
        f"# {_plain(site_name(website))}",
        "",
        f"> {_plain(told[home.path] or named[home.path])}",
        "",
        "## Pages",
        "",
    ]
    for page in pages:
        said = f": {_plain(told[page.path])}" if told[page.path] else ""
        lines.append(f"- [{_plain(named[page.path])}]({address_of(page, website)}){said}")
    file = WebFile(LLMS, _PLAIN, ("\n".join(lines) + "\n").encode())
    said = f"llms.txt describes {len(pages)} {'page' if len(pages) == 1 else 'pages'}."
    return Outcome((file,), (), (Change(path=LLMS, what=said),))


def _is_usable(text: str) -> bool:
    heading = re.search(r"^\s*#\s+.+", text, re.MULTILINE)
    return bool(heading) and len(text) >= 50 and bool(re.search(r"\[[^\]\n]+\]\([^)\n]+\)", text))


def _plain(text: str) -> str:
    """A text on one line that Markdown reads as it stands."""
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", " ".join(text.split()))


KINDS = (sitemap, robots_txt, llms_txt)
