"""The tables of quotas in `docs/cost.md`."""

from code24.costs.fleet import Assumptions
from code24.costs.quotas import QUOTAS, Standing, demand_of, standings
from code24.costs.recorded import Recorded
from code24.costs.tables import number, table

SIZES = (1_000, 100_000, 1_000_000)


def quotas(recorded: Recorded) -> str:
    """What each size of a fleet asks of each quota, the one that is met first in front."""
    parts = []
    for size in SIZES:
        found = standings(demand_of(size, recorded, Assumptions()))
        passed = [each.quota.name for each in found if each.used > 1]
        also = f" Passed as well: {', '.join(passed[1:])}." if passed[1:] else ""
        verb = "is reached before this size: raise it first" if passed else "comes first, and is far"
        said = f"**{size:,} sites.** {found[0].quota.name} {verb}. What to do: {found[0].quota.remedy}.{also}"
        rows = [
            (
                *(each.quota.name, number(each.demand), f"{each.quota.limit:,.0f} {each.quota.unit}"),
                *(_share(each.used), _reached(each, size)),
            )
            for each in found[:8]
        ]
        parts.append(f"{said}\n\n{table(('quota', ' asked for', ' default', ' used', ' reached at sites'), rows)}")
    return "\n\n".join(parts)


def _reached(standing: Standing, size: int) -> str:
    """About how many sites use it up: what a fleet asks for grows with its sites."""
    if not standing.used or standing.quota.of_one_site:
        return ""
    return number(float(f"{size / standing.used:.2g}"))


def _share(used: float) -> str:
    return f"{used:,.0%}" if used >= 0.1 else f"{used:.1%}"


def quota_list(recorded: Recorded) -> str:
    """All quotas, with what to do."""
    del recorded
    rows = [
        (
            each.name,
            f"{each.limit:,.0f} {each.unit}",
            f"{each.raised}: `{each.request}`" if each.request else each.raised,
            each.remedy,
            each.known.value,
            str(each.seen),
            each.source,
        )
        for each in QUOTAS
    ]
    return table(
        (
            "quota",
            " default",
            "can be raised to, and its name in Service Quotas",
            "what to do",
            "known by",
            "seen",
            "check at",
        ),
        rows,
    )
