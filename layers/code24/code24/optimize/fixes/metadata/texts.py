"""Titles and meta descriptions."""

from collections.abc import Iterator

from turbohtml import Document, Element

from code24.audit.rules.seo.texts import DESCRIPTION_LENGTH
from code24.optimize.fix import Setting, page_fix
from code24.optimize.fixes.metadata.placing import head_of, metas, say
from code24.optimize.fixes.metadata.wording import descriptions, titles
from code24.optimize.models import Change, Phase
from code24.website.page import Page
from code24.website.search.metadata import description_of, title_of
from code24.website.website import Website


@page_fix(
    "title",
    Phase.METADATA,
    "Gives every page a title of its own",
    "document-title",
    "title-length",
    "title-unique",
)
def title(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """From the page's heading and the site's name; a title that is one of the page's own stays."""
    wanted, present = titles(website)[page.path], title_of(page)
    head = head_of(document)
    if wanted == present or not wanted or head is None:
        return
    element = next((each for each in document.select("title") if each.parent is head), None)
    if element is None:
        element = Element("title")
        charset = document.select_one("head > meta[charset], head > meta[http-equiv='content-type' i]")
        if charset is not None:
            charset.insert_after(element)
        else:
            head.insert(0, element)
    element.set_text(wanted)
    yield Change(path=page.path, what="The page has a title of its own.", before=present, after=wanted)


@page_fix(
    "description",
    Phase.METADATA,
    "Describes every page in its own words",
    "meta-description",
    "description-length",
    "description-unique",
)
def description(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """Whole sentences of the page, cut at words; pages that say nothing stay without one."""
    wanted, present = descriptions(website)[page.path], description_of(page)
    several = len(metas(document, "description")) > 1
    better = wanted != present and (len(wanted) in DESCRIPTION_LENGTH or len(wanted) > len(present))
    if not wanted or not (better or several):
        return
    if say(document, "description", wanted if better else present):
        yield Change(path=page.path, what="The page is described in its own words.", before=present, after=wanted)


KINDS = (title, description)
