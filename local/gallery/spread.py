"""How far the samples spread: which styles, pages and arrangements are used how often."""

from collections import Counter
from collections.abc import Callable, Sequence

from code24.models import Model
from local.gallery.figures import SiteFigures


class Row(Model):
    """One arrangement, and on how many sites of each family it stands."""

    kind: str
    arrangement: str
    by_family: tuple[int, ...]
    total: int


class Count(Model):
    """One value of a choice, and how many sites have it."""

    value: str
    sites: int


class Spread(Model):
    """The samples' choices, counted by site."""

    families: tuple[str, ...]
    rows: tuple[Row, ...]
    choices: dict[str, tuple[Count, ...]]
    """Values of each choice that a site makes once, the most frequent first."""


_CHOICES: dict[str, Callable[[SiteFigures], str]] = {
    "family": lambda site: site.family,
    "archetype": lambda site: site.archetype or "none",
    "header": lambda site: site.header,
    "footer": lambda site: site.footer,
    "ornament": lambda site: site.ornament,
    "fonts": lambda site: " + ".join(site.fonts),
    "hero": lambda site: site.pages[0].sections[0].arrangement,
    "language": lambda site: site.language.partition("-")[0],
    "goal": lambda site: site.goal,
}


def spread_of(sites: Sequence[SiteFigures]) -> Spread:
    """Count the choices of all sites; legal pages, which are prose throughout, count as one."""
    families = tuple(sorted({site.family for site in sites}))
    used = Counter(
        (kind, arrangement, site.family) for site in sites for kind, arrangement in dict.fromkeys(_arrangements(site))
    )
    pairs = sorted({(kind, arrangement) for kind, arrangement, _ in used})
    rows = tuple(
        Row(
            kind=kind,
            arrangement=arrangement,
            by_family=(counts := tuple(used[kind, arrangement, each] for each in families)),
            total=sum(counts),
        )
        for kind, arrangement in pairs
    )
    choices = {
        name: tuple(Count(value=value, sites=count) for value, count in Counter(map(choice, sites)).most_common())
        for name, choice in _CHOICES.items()
    }
    return Spread(families=families, rows=rows, choices=choices)


def _arrangements(site: SiteFigures) -> list[tuple[str, str]]:
    return [(section.kind, section.arrangement) for page in site.pages for section in page.sections]
