"""The stylesheet of one site: tokens from brand and style, the family's rules, and only what its pages use."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from turbohtml.clean import minify_css

from code24.build.brand.models import Brand, Palette
from code24.build.design.models import Style
from code24.build.development.picture_views import average_colors
from code24.build.pictures.models import Pictures

NARROW, BROAD = 360, 1280
"""Widths in CSS pixels between which type and space grow."""
STEPS = range(-1, 8)


_ERROR_LIGHT, _ERROR_DARK = "--error:#a11212;", "--error:#ffb4ab;"
"""What went wrong in a form, on the background role: at least 7:1 on every light one, and on every dark one."""


def _fluid(low: float, high: float) -> str:
    """A length that grows from `low` to `high` rem with the width of the window (utopia.fyi)."""
    slope = (high - low) * 16 / (BROAD - NARROW)
    return f"clamp({low:.3f}rem,{low - slope * NARROW / 16:.3f}rem + {slope * 100:.3f}vw,{high:.3f}rem)"


def _scheme(palette: Palette) -> str:
    return "".join(f"--{role.replace('_', '-')}:{color};" for role, color in palette.model_dump().items())


def _tokens(brand: Brand, style: Style) -> str:
    """Custom properties: palette, type scale, space, shape."""
    type_ = brand.typography
    narrow, broad = 1 + (type_.scale - 1) * 0.72, type_.scale
    steps = {step: _fluid(1.03 * narrow**step, 1.125 * broad**step) for step in STEPS}
    small = _fluid(0.92, 0.97)
    density, radius = style.density, style.radius
    root = {
        "font-heading": type_.heading,
        "font-body": type_.body,
        "weight-heading": str(type_.heading_weight),
        "weight-body": str(type_.body_weight),
        **{f"step-{step}": small if step < 0 else length for step, length in steps.items()},
        "gutter": "clamp(1.25rem,5vw,3rem)",
        "gap": _fluid(1.25 * density, 2.25 * density),
        "band": _fluid(3.5 * density, 6.5 * density),
        "head-gap": _fluid(1.75 * density, 3.25 * density),
        "card-pad": _fluid(1.35 * density, 2 * density),
        "measure-page": "74rem",
        "radius-card": f"{radius:g}rem",
        "radius-button": f"{min(radius * 2.2, 3) if radius > 0.5 else radius:g}rem",
        "radius-art": f"{radius * 1.2:g}rem",
        "radius-panel": f"{radius * 1.8:g}rem",
        "radius-glyph": f"{min(radius * 0.6, 0.75):g}rem",
        "radius-control": f"{min(radius, 0.9):g}rem",
        "radius-number": "50%" if radius > 0.5 else f"{radius:g}rem",
        "brand-tracking": "0",
    }
    declarations = "".join(f"--{name}:{value};" for name, value in root.items())
    return (
        f":root{{color-scheme:light dark;{_scheme(brand.light)}{_ERROR_LIGHT}{declarations}}}"
        f"@media (prefers-color-scheme:dark){{:root{{{_scheme(brand.dark)}{_ERROR_DARK}}}}}"
        f"@media print{{:root{{{_scheme(brand.light)}{_ERROR_LIGHT}}}}}"
    )


@cache
def source(name: str) -> str:
    """The text of a stylesheet of the package (`base.css`, `families/soft.css`)."""
    return files("code24.build.development").joinpath("css", *name.split("/")).read_text("utf-8")


def rules_of(css: str) -> Iterator[tuple[str, str]]:
    """The top-level rules of a stylesheet of the package as (prelude, body); its strings hold no braces."""
    depth, start, prelude = 0, 0, ""
    for brace in re.finditer(r"[{}]", css):
        if brace[0] == "{":
            if depth == 0:
                prelude, start = css[start : brace.start()].strip(), brace.end()
            depth += 1
        else:
            depth -= 1
            if depth == 0:
                yield prelude, css[start : brace.start()]
                start = brace.end()


def classes_in(selector: str) -> set[str]:
    """The classes that a selector names."""
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", selector))


def selectors_of(prelude: str) -> list[str]:
    """The selectors of a list; commas inside parentheses separate none."""
    return re.split(r",(?![^(]*\))", prelude)


def used_only(css: str, classes: frozenset[str]) -> str:
    """The rules whose classes are all used: selectors with another class are dropped, and rules left without one."""
    kept = []
    for prelude, body in rules_of(css):
        if prelude.startswith(("@media", "@supports", "@container")):
            if inner := used_only(body, classes):
                kept.append(f"{prelude}{{{inner}}}")
        elif selectors := [one for one in selectors_of(prelude) if classes_in(one) <= classes]:
            kept.append(f"{','.join(selectors)}{{{body}}}")
    return "".join(kept)


SHARED = (
    *("base.css", "art.css", "layout.css", "frame.css"),
    *(
        f"kinds/{name}.css"
        for name in ("hero", "items", "catalogue", "proof", "pictures", "contact", "forms", "closing")
    ),
)
"""What all families stand on."""
LAST = "media.css"
"""What overrules every family: print, forced colours, reduced motion."""


INSERTED = frozenset({"field-error", "form-errors"})
"""Classes that pages with a form get when it comes back with errors (`forms.refilling`)."""


def sources_of(family: str) -> tuple[str, ...]:
    """The stylesheets of a family, in the order in which they overrule each other."""
    return (*SHARED, f"families/{family}.css", LAST)


def _sources(family: str) -> str:
    return "".join(source(name) for name in sources_of(family))


@cache
def styled_classes(family: str) -> frozenset[str]:
    """The classes that have a rule in a family; templates name more, so that other families can style them."""
    return frozenset(_named(_sources(family)))


def _named(css: str) -> set[str]:
    found: set[str] = set()
    for prelude, body in rules_of(css):
        found |= _named(body) if prelude.startswith("@") else classes_in(prelude)
    return found


def stylesheet(brand: Brand, style: Style, pictures: Pictures, classes: frozenset[str]) -> str:
    """The minified stylesheet for pages that use these classes."""
    if "form" in classes:
        classes |= INSERTED
    rules = _sources(style.family) + average_colors(pictures)
    return minify_css(_tokens(brand, style) + used_only(rules, classes))
