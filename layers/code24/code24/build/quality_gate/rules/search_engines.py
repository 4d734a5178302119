"""Search engines: the sitemap and robots.txt tell the truth."""

from collections import Counter
from collections.abc import Iterator

from turbohtml import HTMLParseError, parse_xml

from code24.build.quality_gate.produced import ProducedSite
from code24.build.quality_gate.rule import Defect, Look, site_rule

SITEMAP = "/sitemap.xml"
ROBOTS = "/robots.txt"


@site_rule("sitemap", "The sitemap lists exactly the pages that may be indexed.")
def sitemap(site: ProducedSite) -> Iterator[Look]:
    """Absolute addresses, each once (sitemaps.org protocol)."""
    expected = {f"{site.origin}{page.address}" for page in site.pages if page.indexable}
    try:
        document = parse_xml(site.text_of(SITEMAP))
    except HTMLParseError as error:
        yield Defect(f"The sitemap is not XML: {error}.", path=SITEMAP)
        return
    listed = Counter(element.text.strip() for element in document.iter_elements() if element.tag == "loc")
    for url in sorted(expected | listed.keys()):
        if url not in listed:
            yield Defect(f"The sitemap does not list {url}.", path=SITEMAP)
        elif url not in expected:
            yield Defect(f"The sitemap lists {url}, which is no page that may be indexed.", path=SITEMAP)
        else:
            yield None if listed[url] == 1 else Defect(f"The sitemap lists {url} {listed[url]} times.", path=SITEMAP)


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


RULES = (sitemap, robots)
