"""Palette: contrast of every colour pair, computed from the colours themselves."""

from collections.abc import Iterator

from code24.build.brand.models import Brand, Palette
from code24.build.brand.pairs import contrast
from code24.build.quality_gate.produced import ProducedSite
from code24.build.quality_gate.rule import Defect, Look, site_rule

BODY = 7.0
"""WCAG 2.2, 1.4.6 (AAA)."""
TEXT = 4.5
"""WCAG 2.2, 1.4.3 (AA)."""
NOT_TEXT = 3.0
"""WCAG 2.2, 1.4.11."""
TEXT_PAIRS = {
    ("text", "background"): BODY,
    ("text", "surface"): BODY,
    ("text", "primary_soft"): BODY,
    ("muted", "background"): TEXT,
    ("on_primary", "primary"): TEXT,
    ("on_accent", "accent"): TEXT,
}
"""Pairs that carry text by the meaning of their roles, listed by the brand or not."""


def required_contrasts(brand: Brand) -> dict[tuple[str, str, str], float]:
    """(scheme, foreground, background) to the ratio that is needed."""
    needed = {(scheme, *pair): least for scheme in ("light", "dark") for pair, least in TEXT_PAIRS.items()}
    for pair in brand.pairs:
        key = (pair.scheme, pair.foreground, pair.background)
        needed[key] = max(needed.get(key, NOT_TEXT), pair.required)
    return needed


@site_rule("contrast", "Every text and background pair of the palette has the contrast that WCAG asks for.")
def color_contrast(site: ProducedSite) -> Iterator[Look]:
    """Both schemes; the ratios that the brand states are not believed."""
    schemes: dict[str, Palette] = {"light": site.brand.light, "dark": site.brand.dark}
    for (scheme, foreground, background), needed in required_contrasts(site.brand).items():
        palette = schemes.get(scheme)
        colors = [getattr(palette, role, None) for role in (foreground, background)]
        if palette is None or not all(isinstance(color, str) for color in colors):
            yield Defect(f"The palette has no pair {scheme} {foreground} on {background}.", path="palette")
            continue
        ratio = contrast(*map(str, colors))
        yield (
            None
            if ratio >= needed
            else Defect(
                f"{scheme}: {foreground} on {background} has a contrast of {ratio:.2f}; {needed:g} is needed.",
                f"{colors[0]} on {colors[1]}",
                "palette",
            )
        )


RULES = (color_contrast,)
