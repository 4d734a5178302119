"""Pages: everything that was planned is there, and can be found."""

from collections.abc import Iterator

from code24.build.design.law import required_pages
from code24.build.design.models import PageKind
from code24.build.quality_gate.produced import ProducedSite
from code24.build.quality_gate.rule import Defect, Look, page_rule, site_rule
from code24.website.page import Page, file_of

ALWAYS = frozenset({PageKind.HOME, PageKind.NOT_FOUND})


@site_rule("planned-pages", "Every planned page is there with its sections, and no other page.")
def planned_pages(site: ProducedSite) -> Iterator[Look]:
    """Sections by their ids, in the plan's order."""
    if site.plan is None:
        return
    planned = {file_of(page.path): page for page in site.plan.pages}
    for path in sorted(planned.keys() | site.page_at.keys()):
        if path not in site.page_at:
            yield Defect("The plan has this page, the site has not.", path=path)
        elif path not in planned:
            yield Defect("The site has this page, the plan has not.", path=path)
        else:
            shown = [section.attr("id") for section in site.page_at[path].document.select("main section[id]")]
            wanted = [section.id for section in planned[path].sections]
            message = f"The page should have the sections {', '.join(wanted)}."
            yield None if shown == wanted else Defect(message, ", ".join(map(str, shown)), path)


@site_rule("legal-pages", "The pages that the law asks for are there, and every page links to them.")
def legal_pages(site: ProducedSite) -> Iterator[Look]:
    """Which they are follows from the business's country and language (`design.law`)."""
    if site.plan is None:
        return
    kinds = {kind: path for path, kind in site.page_kinds.items()}
    needed = ALWAYS | (required_pages(site.brief) if site.brief else frozenset())
    for kind in sorted(needed - kinds.keys()):
        yield Defect(f"The site lacks the page {kind}.")
    wanted = {path for path, kind in site.page_kinds.items() if kind.legal}
    for page in site.pages:
        missing = sorted(wanted - _linked(page))
        yield Defect(f"The page does not link to {', '.join(missing)}.", path=page.path) if missing else None


@site_rule("navigation", "Every main page is linked from every page, and the current one is marked.")
def navigation(site: ProducedSite) -> Iterator[Look]:
    """Inside `nav` elements; the current page by `aria-current="page"`."""
    main = {path for path, kind in site.page_kinds.items() if kind.indexed and not kind.legal}
    for page in site.pages if len(main) > 1 else ():
        missing = sorted(main - _linked(page, "nav"))
        if missing:
            yield Defect(f"No navigation of the page leads to {', '.join(missing)}.", path=page.path)
        current = [link for link in page.named("a") if link.attr("aria-current") == "page"]
        wrong = [href for link in current if file_of(href := link.attr("href") or "") != page.path]
        marked = bool(current) or page.path not in main
        yield None if marked and not wrong else Defect("The current page is not marked.", " ".join(wrong), page.path)


def _linked(page: Page, inside: str = "") -> set[str]:
    links = page.document.select(f"{inside} a[href]".strip())
    return {file_of((link.attr("href") or "").partition("#")[0]) for link in links}


@site_rule("breadcrumbs", "Every page below the home page says where it stands, to people and in JSON-LD alike.")
def breadcrumbs(site: ProducedSite) -> Iterator[Look]:
    """Visible crumbs lead home. Only pages that the plan knows and that may be indexed need them."""
    for page in site.pages:
        kind = site.page_kinds.get(page.path, PageKind.HOME)
        if kind is PageKind.HOME or not page.indexable:
            continue
        trails = page.document.select('main nav a[href="/"]')
        told = any("BreadcrumbList" in script.text for script in page.named("script"))
        fine = bool(trails) and told
        yield None if fine else Defect("The page has no breadcrumbs, or does not tell of them.", path=page.path)


@page_rule("skip-link", "The first link of the page leads to its main part.")
def skip_link(page: Page) -> Iterator[Look]:
    """WCAG 2.2, 2.4.1."""
    first = next(iter(page.named("a")), None)
    main = next(iter(page.named("main")), None)
    if main is not None:  # without one, landmarks' finding says so
        fine = first is not None and main.attr("id") and first.attr("href") == f"#{main.attr('id')}"
        yield None if fine else Defect("The page should begin with a link to its main part.")


RULES = (planned_pages, legal_pages, navigation, breadcrumbs, skip_link)
