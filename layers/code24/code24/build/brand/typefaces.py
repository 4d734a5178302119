"""Type: families that machines have already, chosen by kind.

The stacks follow Modern Font Stacks (github.com/system-fonts/modern-font-stacks, CC0): nothing is downloaded, so text
paints at once and nothing shifts.
"""

from dataclasses import dataclass

from code24.build.brand.dice import Dice
from code24.build.brand.models import Typography, Voice

STACKS = {
    "humanist": "Seravek, 'Gill Sans Nova', Ubuntu, Calibri, 'DejaVu Sans Condensed', source-sans-pro, sans-serif",
    "geometric": "Avenir, Montserrat, Corbel, 'URW Gothic', source-sans-pro, 'Liberation Sans', sans-serif",
    "grotesque": "Inter, Roboto, 'Helvetica Neue', 'Arial Nova', 'Nimbus Sans', 'Liberation Sans', Arial, sans-serif",
    "industrial": "Bahnschrift, 'DIN Alternate', 'Franklin Gothic Medium', 'Nimbus Sans Narrow', "
    "'Liberation Sans Narrow', sans-serif-condensed, sans-serif",
    "system": "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif",
    "rounded": "ui-rounded, 'Hiragino Maru Gothic ProN', Quicksand, Comfortaa, Manjari, 'Arial Rounded MT Bold', "
    "Calibri, source-sans-pro, 'DejaVu Sans', sans-serif",
    "transitional": "Charter, 'Bitstream Charter', 'Sitka Text', Cambria, 'Liberation Serif', serif",
    "old-style": "'Iowan Old Style', 'Palatino Linotype', 'URW Palladio L', P052, 'Liberation Serif', serif",
    "didone": "Didot, 'Bodoni MT', 'Noto Serif Display', 'URW Palladio L', P052, Sylfaen, 'Liberation Serif', serif",
    "slab": "Rockwell, 'Rockwell Nova', 'Roboto Slab', 'DejaVu Serif', 'Sitka Small', serif",
    "antique": "Superclarendon, 'Bookman Old Style', 'URW Bookman', 'URW Bookman L', 'Georgia Pro', Georgia, "
    "'DejaVu Serif Condensed', serif",
    "mono": "ui-monospace, 'Cascadia Code', 'Source Code Pro', Menlo, Consolas, 'DejaVu Sans Mono', monospace",
}


@dataclass(frozen=True)
class Pairing:
    """A heading and a body family that go together, and the ratio of the scale that suits them."""

    heading: str
    body: str
    scale: float


PAIRINGS: dict[Voice, tuple[Pairing, ...]] = {
    Voice.WARM: (
        Pairing("antique", "humanist", 1.26),
        Pairing("slab", "system", 1.22),
        Pairing("old-style", "humanist", 1.3),
        Pairing("humanist", "transitional", 1.26),
    ),
    Voice.CALM: (
        Pairing("transitional", "humanist", 1.25),
        Pairing("humanist", "humanist", 1.22),
        Pairing("old-style", "system", 1.27),
        Pairing("geometric", "humanist", 1.22),
    ),
    Voice.PRECISE: (
        Pairing("grotesque", "grotesque", 1.25),
        Pairing("industrial", "grotesque", 1.27),
        Pairing("geometric", "system", 1.24),
        Pairing("transitional", "grotesque", 1.27),
    ),
    Voice.BOLD: (
        Pairing("grotesque", "grotesque", 1.33),
        Pairing("industrial", "grotesque", 1.36),
        Pairing("mono", "system", 1.24),
        Pairing("slab", "grotesque", 1.28),
    ),
    Voice.PLAYFUL: (
        Pairing("rounded", "rounded", 1.25),
        Pairing("rounded", "humanist", 1.27),
        Pairing("geometric", "geometric", 1.27),
        Pairing("slab", "humanist", 1.25),
    ),
    Voice.REFINED: (
        Pairing("didone", "old-style", 1.33),
        Pairing("old-style", "geometric", 1.3),
        Pairing("didone", "geometric", 1.33),
        Pairing("transitional", "transitional", 1.28),
    ),
}


def typography_for(voice: Voice, dice: Dice) -> Typography:
    """The families and the scale for a voice."""
    pairing = dice.pick(PAIRINGS[voice])
    return Typography(heading=STACKS[pairing.heading], body=STACKS[pairing.body], scale=pairing.scale)


def kind_of(stack: str) -> str:
    """The kind of a stack by its name here; `system` for a stack that is not ours."""
    return next((kind for kind, families in STACKS.items() if families == stack), "system")
