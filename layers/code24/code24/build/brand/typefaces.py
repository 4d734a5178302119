"""Type: pairs of self-hosted families by voice, in front of families that machines have already.

The system stacks follow Modern Font Stacks (github.com/system-fonts/modern-font-stacks, CC0). They show what a family
lacks, and the whole text where the site is written in a script that no shipped family draws.
"""

import unicodedata
from collections import Counter
from dataclasses import dataclass

from code24.build.brand.dice import Dice
from code24.build.brand.models import Typography, Voice
from code24.fonts.catalog import CATALOG, Family

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
    """A heading and a body family (`fonts.catalog`) that go together, and the ratio of the scale that suits them.

    Narrow and light headings take large steps, wide and heavy ones small steps. `fields` are those that the pair was
    made for; it is rare elsewhere.
    """

    heading: str
    body: str
    scale: float
    fields: tuple[str, ...] = ()


PAIRINGS: dict[Voice, tuple[Pairing, ...]] = {
    Voice.WARM: (
        Pairing("fraunces", "alegreya-sans", 1.28),  # two faces drawn with a pen: soft above, brisk below
        Pairing("besley", "atkinson-hyperlegible-next", 1.21),  # a Clarendon is wide: small steps, plain text
        Pairing("bitter", "hanken-grotesk", 1.22),
        Pairing("alegreya", "alegreya-sans", 1.3),  # one skeleton with and without serifs
        Pairing("zilla-slab", "nunito", 1.26),
        Pairing("nunito", "literata", 1.25, ("education", "community", "health")),
        Pairing("fraunces", "bitter", 1.28, ("food", "hospitality", "retail")),
    ),
    Voice.CALM: (
        Pairing("newsreader", "hanken-grotesk", 1.3),
        Pairing("jost", "literata", 1.24),  # both descend from classical proportions
        Pairing("cormorant-garamond", "alegreya-sans", 1.36, ("beauty", "hospitality", "health", "fitness")),
        Pairing("dm-sans", "literata", 1.25),
        Pairing("literata", "manrope", 1.26),
        Pairing("alegreya-sans", "alegreya", 1.26),
        Pairing("instrument-serif", "alegreya-sans", 1.36),
    ),
    Voice.PRECISE: (
        Pairing("hanken-grotesk", "hanken-grotesk", 1.26),
        Pairing("manrope", "manrope", 1.24),
        Pairing(
            "barlow-condensed", "barlow", 1.33, ("trade", "technology", "fitness")
        ),  # lettering of plates and plans
        Pairing("dm-sans", "dm-sans", 1.26),
        Pairing("instrument-serif", "dm-sans", 1.38, ("professional", "property", "media", "creative")),
        Pairing("newsreader", "barlow", 1.3, ("professional", "media", "property", "health")),
        Pairing("jetbrains-mono", "manrope", 1.19, ("technology",)),
        Pairing("literata", "atkinson-hyperlegible-next", 1.26),
    ),
    Voice.BOLD: (
        Pairing("big-shoulders-display", "barlow", 1.44),
        Pairing("barlow-condensed", "hanken-grotesk", 1.4),
        Pairing("bricolage-grotesque", "dm-sans", 1.34),
        Pairing("syne", "hanken-grotesk", 1.27, ("creative", "media", "technology", "beauty")),
        Pairing("jetbrains-mono", "hanken-grotesk", 1.2, ("technology", "media")),
        Pairing("zilla-slab", "barlow", 1.33),
        Pairing("rubik", "rubik", 1.29, ("trade", "fitness", "technology")),
    ),
    Voice.PLAYFUL: (
        Pairing("fredoka", "nunito", 1.27),
        Pairing("fredoka", "rubik", 1.26),
        Pairing("bricolage-grotesque", "nunito", 1.3),
        Pairing("nunito", "nunito", 1.26),
        Pairing("fraunces", "nunito", 1.28, ("food", "retail", "hospitality", "community")),
        Pairing("syne", "dm-sans", 1.25, ("creative", "media", "retail")),
        Pairing("rubik", "atkinson-hyperlegible-next", 1.25),
    ),
    Voice.REFINED: (
        Pairing("bodoni-moda", "jost", 1.36),  # the fashion page: hairlines above, circles below
        Pairing("cormorant-garamond", "jost", 1.42),
        Pairing("gloock", "alegreya-sans", 1.33),
        Pairing("instrument-serif", "hanken-grotesk", 1.42),
        Pairing("cormorant-garamond", "literata", 1.4),  # a display Garamond needs a text face that holds at 1rem
        Pairing("bodoni-moda", "alegreya-sans", 1.34),
        Pairing("fraunces", "jost", 1.32),
    ),
}
SCRIPTS = {"LATIN": "latin", "GREEK": "greek", "CYRILLIC": "cyrillic", "HEBREW": "hebrew", "ARABIC": "arabic"}
"""First words of Unicode character names, to scripts of `fonts.catalog`."""
SCATTERED = 0.1
"""A script with a smaller share of a text's letters does not decide on its type."""
BASIC_LATIN = frozenset("ıŒœ")
"""Letters past Latin-1 that basic Latin files have; the others need a family with more."""
SOME = 0.01
"""Share of such letters in a text from which its language is one that has them."""
LETTERS_READ = 2_000


def scripts_of(text: str) -> set[str]:
    """The scripts that a text is written in, scattered words left out; `other` stands for all that no family has."""
    letters = [letter for letter in text if letter.isalpha()][:LETTERS_READ]
    counts = Counter(SCRIPTS.get(unicodedata.name(letter, "").partition(" ")[0], "other") for letter in letters)
    found = {script for script, count in counts.items() if count >= SCATTERED * len(letters)}
    more = sum("\u0100" <= letter <= "\u024f" and letter not in BASIC_LATIN for letter in letters)
    return found | ({"latin-ext"} if more and more >= SOME * len(letters) else set())


def _fits(pairing: Pairing, name: set[str], text: set[str]) -> bool:
    heading, body = CATALOG[pairing.heading], CATALOG[pairing.body]
    return name | text <= set(heading.scripts) and text <= set(body.scripts)


def _weight(pairing: Pairing, field: str) -> float:
    if not pairing.fields:
        return 1.0
    return 1.5 if field in pairing.fields else 0.12


def stack_of(family: Family) -> str:
    """The family, its fallback of the same widths (`fonts.fallbacks`), and what machines have of its kind."""
    return f"'{family.name}', '{family.name} Fallback', {STACKS[family.kind]}"


def typography_for(voice: Voice, field: str, name: str, text: str, dice: Dice) -> Typography:
    """The families and the scale for a voice, in families that draw the name and the text.

    A text in a script that none draws gets the system families of the pair's kinds; a name that none draws gets only
    its headings from the pair's family, and itself from what machines have.
    """
    theirs, script = PAIRINGS[voice], scripts_of(text)
    everybodys = tuple(pairing for pairings in PAIRINGS.values() for pairing in pairings)
    named = scripts_of(name)
    fitting = next(
        (
            found
            for wanted in (named, set[str]())
            for pairings in (theirs, everybodys)
            if (found := [pairing for pairing in pairings if _fits(pairing, wanted, script)])
        ),
        None,
    )
    pairing = dice.weighted({each: _weight(each, field) for each in fitting or theirs})
    heading, body = CATALOG[pairing.heading], CATALOG[pairing.body]
    if fitting is None:
        return Typography(heading=STACKS[heading.kind], body=STACKS[body.kind], scale=pairing.scale)
    return Typography(
        heading=stack_of(heading),
        body=stack_of(body),
        scale=pairing.scale,
        heading_font=heading.id,
        body_font=body.id,
        heading_weight=heading.heading,
        body_weight=min(body.body),
    )


def kind_of(stack: str) -> str:
    """The kind of typeface that a stack of this module is of; `system` for a stack that is not ours."""
    return next((kind for kind, families in STACKS.items() if stack.endswith(families)), "system")
