"""Small targets that stand close together grow, or move apart, by a few pixels."""

from collections.abc import Iterator

from turbohtml import Document

from code24.optimize.fix import Setting, page_fix
from code24.optimize.fixes.colors.additions import Additions, Patch
from code24.optimize.models import Change, Phase
from code24.website.page import Page
from code24.website.styles.cascade import PHONE, cascade
from code24.website.targets import LEAST, targets
from code24.website.website import Website

MARK = "target-24"


@page_fix("target-size", Phase.COLORS, "What is tapped is large enough", "target-size", tolerance=0.01)
def target_size(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """At least 24 by 24 CSS pixels, with the icon in the middle."""
    counterparts = dict(zip(page.elements, document.iter_elements(), strict=True))
    additions = Additions(document)
    styles = cascade(page, website, PHONE)
    for target in targets(page, website):
        if target.passes:
            continue
        own = counterparts[target.element]
        own.add_class(MARK)
        if styles.of(target.element).get("display") in {"inline", ""}:
            additions.add(Patch(f".{MARK}", "display", "inline-block", important=True))
        additions.add(Patch(f".{MARK}", "min-width", f"{LEAST:g}px", important=True))
        additions.add(Patch(f".{MARK}", "min-height", f"{LEAST:g}px", important=True))
        additions.add(Patch(f".{MARK}", "text-align", "center", important=False))
        yield Change(path=page.path, what="A small target is large enough for a finger.", selector=own.css_path(),
                     before=f"{target.width:.0f}x{target.height:.0f}", after="24x24")  # fmt: skip
    additions.write()


FIXES = (target_size,)
