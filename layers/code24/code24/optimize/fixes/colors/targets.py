"""Small targets that stand close together grow by a few pixels, and what is around them stays where it is."""

from collections.abc import Iterator
from hashlib import sha256

from turbohtml import Document

from code24.optimize.fix import Setting, page_fix
from code24.optimize.fixes.colors.additions import Additions, Patch
from code24.optimize.models import Change, Phase
from code24.website.accessibility.targets import LEAST, Target, stands_in_row, targets
from code24.website.page import Page
from code24.website.styles.cascade import DESKTOP, PHONE, Cascade, Computed, cascade
from code24.website.website import Website

MARK = "target-24"
_SIDES = (("left", "right"), ("top", "bottom"))


@page_fix("target-size", Phase.COLORS, "What is tapped is large enough", "target-size", tolerance=0.01)
def target_size(document: Document, page: Page, website: Website, setting: Setting) -> Iterator[Change]:
    """At least 24 by 24 CSS pixels, with the icon where it was."""
    counterparts = dict(zip(page.elements, document.iter_elements(), strict=True))
    additions = Additions(document)
    views = [cascade(page, website, viewport) for viewport in (PHONE, DESKTOP)]
    for target in targets(page, website):
        if target.passes:
            continue
        own = counterparts[target.element]
        said = dict(_declarations(target, views))
        name = f"{MARK}-{sha256(repr(said).encode()).hexdigest()[:4]}"
        own.add_class(name)
        for prop, value in said.items():
            additions.add(Patch(f".{name}", prop, value, important=True))
        yield Change(path=page.path, what="A small target is large enough for a finger.", selector=own.css_path(),
                     before=f"{target.width:.0f}x{target.height:.0f}", after="24x24")  # fmt: skip
    additions.write()


def _declarations(target: Target, views: list[Cascade]) -> Iterator[tuple[str, str]]:
    """More padding, so that the icon stays in the middle, and as much less margin where no neighbour has to move.

    Only in the direction in which targets stand side by side they would overlap, so that there they move apart.
    """
    style, wide = (view.of(target.element) for view in views)
    is_inline = _is_inline(style)
    if not is_inline:
        yield "min-width", f"{LEAST:g}px"
        yield "min-height", f"{LEAST:g}px"
    row = stands_in_row(target.element, views[0])
    for size, sides, moves in ((target.width, _SIDES[0], row), (target.height, _SIDES[1], not row)):
        more = max(0.0, LEAST - size) / 2
        for side in sides if more else ():
            padding = _same(style, wide, f"padding-{side}")
            margin = _same(style, wide, f"margin-{side}")
            if padding is None:
                continue
            yield f"padding-{side}", f"{padding + more:g}px"
            # The padding of inline boxes above and below takes no room (CSS 2.2, 10.6.1).
            if not moves and margin is not None and not (is_inline and sides == _SIDES[1]):
                yield f"margin-{side}", f"{margin - more:g}px"


def _is_inline(style: Computed) -> bool:
    """Whether it is in a line of text; what floats or is an item of a flex box or grid is a block."""
    around = style.parent
    is_item = around is not None and around.get("display").endswith(("flex", "grid"))
    return style.get("display") in {"inline", ""} and style.get("float") == "none" and not is_item


def _same(style: Computed, wide: Computed, name: str) -> float | None:
    """A length on phones and desktops; None where they differ, as one rule cannot say both."""
    found, other = style.length(name), wide.length(name)
    return found if found == other else None


FIXES = (target_size,)
