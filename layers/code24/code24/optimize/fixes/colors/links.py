"""Links inside texts are underlined where nothing but their colour sets them apart."""

from collections.abc import Iterator

from turbohtml import Document

from code24.optimize.fix import Setting, page_fix
from code24.optimize.fixes.colors.additions import Additions, Patch, declared_by, with_class
from code24.optimize.models import Change, Phase
from code24.website.accessibility.inline_links import links_in_texts
from code24.website.page import Page
from code24.website.styles.cascade import PHONE, cascade
from code24.website.website import Website

MARK = "text-underlined"


@page_fix("link-underline", Phase.COLORS, "Links in texts can be told from texts", "link-in-text-block", tolerance=0.01)
def underline(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """An underline, by a rule as strong as the one that took it away."""
    counterparts = dict(zip(page.elements, document.iter_elements(), strict=True))
    additions = Additions(document)
    for found in links_in_texts(page, website):
        if found.passes:
            continue
        rule = declared_by(found.link, "text-decoration-line", cascade(page, website, PHONE))
        own = counterparts[found.link]
        if rule.is_inline and rule.element == found.link:
            said = (own.attr("style") or "").strip().rstrip(";")
            own.attrs["style"] = f"{said}; text-decoration: underline{' !important' if rule.important else ''}"
        else:
            own.add_class(MARK)
            chosen = rule.selector if rule.element == found.link else ""
            additions.add(Patch(with_class(chosen, MARK), "text-decoration", "underline", rule.important))
        yield Change(path=page.path, what="A link in a text is underlined.", selector=own.css_path())
    additions.write()


FIXES = (underline,)
