"""The gallery's page, and the same figures for programs."""

import json
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from statistics import median
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from code24.models import Model
from local.gallery.builder import Outcome
from local.gallery.camera import VIEWS, Shot
from local.gallery.figures import FailedSite, SiteFigures
from local.gallery.spread import spread_of

_FILTERS = ("family", "archetype", "language", "goal")
_BUDGET = 100 * 1024
"""Bytes of a home page, everything included."""


class Exhibit(NamedTuple):
    """A site with its pictures."""

    site: SiteFigures
    shots: dict[str, dict[str, Shot]]
    """By the page's path, then by view."""

    @property
    def home(self) -> dict[str, Shot]:
        """Pictures of the home page, by view."""
        return self.shots.get("/", {})

    @property
    def first_load(self) -> int | None:
        """Bytes of a first visit on a phone; None without a picture."""
        return self.home["phone"].first_load if "phone" in self.home else None

    @property
    def rules(self) -> dict[str, int]:
        """How often each of the gate's rules found something."""
        return Counter(finding.rule for finding in self.site.findings)

    @property
    def problems(self) -> list[tuple[str, str, str]]:
        """What the browser found: view, path, problem."""
        return [
            (shot.view, path, text)
            for path, views in self.shots.items()
            for shot in views.values()
            for text in shot.problems
        ]


def gallery_json(outcomes: Sequence[Outcome], shots: Iterable[Shot], made_at: datetime) -> str:
    """All figures as JSON."""
    sites, failed = _apart(outcomes)
    data = {
        "madeAt": made_at.isoformat(timespec="seconds"),
        "sites": [_data(site) for site in sites],
        "failed": [_data(site) for site in failed],
        "pictures": [_data(shot) for shot in shots],
        "spread": _data(spread_of(sites)),
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def gallery_page(outcomes: Sequence[Outcome], shots: Iterable[Shot], made_at: datetime) -> str:
    """The page as HTML, complete but for the pictures beside it."""
    sites, failed = _apart(outcomes)
    by_site: dict[str, dict[str, dict[str, Shot]]] = {}
    for shot in shots:
        by_site.setdefault(shot.site, {}).setdefault(shot.page, {})[shot.view] = shot
    exhibits = [Exhibit(site, by_site.get(site.name, {})) for site in sites]
    template = _environment().get_template("gallery.html")
    return template.render(
        exhibits=exhibits,
        failed=failed,
        spread=spread_of(sites),
        filters={name: sorted({_filtered(site, name) for site in sites}) for name in _FILTERS},
        filtered=_filtered,
        summary=_summary(exhibits, failed),
        views=VIEWS,
        budget=_BUDGET,
        made_at=made_at,
    )


def _summary(exhibits: Sequence[Exhibit], failed: Sequence[FailedSite]) -> list[tuple[str, str]]:
    """The figures of all sites together: what, how much."""
    passed = sum(each.site.passed for each in exhibits)
    loads = [each.first_load for each in exhibits if each.first_load is not None]
    seconds = [sum(each.site.seconds.values()) for each in exhibits]
    told = [("sites", str(len(exhibits) + len(failed))), ("passed the gate", str(passed))]
    if exhibits:
        told.append(("seconds to build, median", f"{median(seconds):.2f}"))
    if loads:
        told += [("KB first load, median", f"{median(loads) / 1024:.0f}"), ("KB at most", f"{max(loads) / 1024:.0f}")]
    return told


def _filtered(site: SiteFigures, name: str) -> str:
    """The value that a filter compares."""
    value = str(getattr(site, name)) or "none"
    return value.partition("-")[0] if name == "language" else value


def _apart(outcomes: Iterable[Outcome]) -> tuple[list[SiteFigures], list[FailedSite]]:
    sites = [each for each in outcomes if isinstance(each, SiteFigures)]
    return sites, [each for each in outcomes if isinstance(each, FailedSite)]


def _data(model: Model) -> Any:
    return model.model_dump(mode="json", by_alias=True)


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("local.gallery"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["kb"] = lambda size: f"{size / 1024:.1f} KB"
    made.filters["data_uri"] = lambda svg: "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()
    return made
