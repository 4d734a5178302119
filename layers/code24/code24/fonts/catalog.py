"""The families that Code24 ships: which files each has, and what kind of typeface it is."""

from dataclasses import dataclass, field

SCRIPTS = ("latin", "latin-ext", "cyrillic", "greek", "hebrew", "arabic")
"""Parts that a weight's file is cut into, as Fontsource cuts them, in the order of their faces."""


@dataclass(frozen=True, eq=False)
class Family:
    """One family. A weight of a script lies in `data/<id>/<script>-<weight>.woff2`, the licence in `LICENSE.txt`."""

    id: str
    name: str
    """As CSS names it."""
    kind: str
    """Kind of typeface: a key of `brand.typefaces.STACKS`."""
    package: str
    version: str
    """Where the files come from: a package of the npm registry."""
    heading: int
    """The weight that its headings are drawn in."""
    body: tuple[int, ...] = ()
    """Regular and bold; empty for families that are for headings only."""
    scripts: tuple[str, ...] = ("latin", "latin-ext")
    axes: dict[str, float] = field(default_factory=dict)
    """Position on the other axes of a variable source that the files were cut at."""

    @property
    def weights(self) -> tuple[int, ...]:
        """Every weight that there are files of."""
        return tuple(sorted({self.heading, *self.body}))


_CYRILLIC = ("latin", "latin-ext", "cyrillic")
_GREEK = (*_CYRILLIC, "greek")
_TEXT = (400, 700)
_VERSION = "5.3.0"


def _family(id_: str, name: str, kind: str, heading: int, body: tuple[int, ...] = (), **more: object) -> Family:
    package = f"@fontsource-variable/{id_}" if "axes" in more else f"@fontsource/{id_}"
    return Family(id_, name, kind, package, _VERSION, heading, body, **more)  # type: ignore[arg-type]


FAMILIES = (
    _family("alegreya-sans", "Alegreya Sans", "humanist", 800, _TEXT, scripts=_GREEK),
    _family("atkinson-hyperlegible-next", "Atkinson Hyperlegible Next", "humanist", 700, _TEXT),
    _family("jost", "Jost", "geometric", 600, _TEXT),
    _family("dm-sans", "DM Sans", "geometric", 700, _TEXT),
    _family("syne", "Syne", "geometric", 700, scripts=("latin", "latin-ext", "greek")),
    _family("hanken-grotesk", "Hanken Grotesk", "grotesque", 700, _TEXT),
    _family("manrope", "Manrope", "grotesque", 800, _TEXT, scripts=_GREEK),
    _family("bricolage-grotesque", "Bricolage Grotesque", "grotesque", 700, axes={"opsz": 60}),
    _family("barlow", "Barlow", "industrial", 700, _TEXT),
    _family("barlow-condensed", "Barlow Condensed", "industrial", 700),
    _family("big-shoulders-display", "Big Shoulders Display", "industrial", 800),
    _family("nunito", "Nunito", "rounded", 800, _TEXT, scripts=_CYRILLIC),
    _family("fredoka", "Fredoka", "rounded", 600, scripts=("latin", "hebrew")),
    _family("rubik", "Rubik", "rounded", 700, _TEXT, scripts=(*_CYRILLIC, "hebrew", "arabic")),
    _family("literata", "Literata", "transitional", 600, _TEXT, scripts=_GREEK),
    _family("newsreader", "Newsreader", "transitional", 500, axes={"opsz": 48}),
    _family("instrument-serif", "Instrument Serif", "transitional", 400),
    _family("alegreya", "Alegreya", "old-style", 700, _TEXT, scripts=_GREEK),
    _family("cormorant-garamond", "Cormorant Garamond", "old-style", 600, scripts=_CYRILLIC),
    _family("bodoni-moda", "Bodoni Moda", "didone", 600, axes={"opsz": 28}),
    _family("gloock", "Gloock", "didone", 400),
    _family("bitter", "Bitter", "slab", 700, _TEXT, scripts=_CYRILLIC),
    _family("zilla-slab", "Zilla Slab", "slab", 600),
    _family("fraunces", "Fraunces", "antique", 600, axes={"opsz": 96, "SOFT": 40, "WONK": 0}),
    _family("besley", "Besley", "antique", 700),
    _family("jetbrains-mono", "JetBrains Mono", "mono", 700, scripts=_GREEK),
)
CATALOG = {family.id: family for family in FAMILIES}
