"""What is true of the simulated visitors, counted as they are made."""

from collections import Counter
from dataclasses import dataclass, field

from local.simulation.world import AGENTS, Person

DIRECT = "(direct)"


@dataclass
class Truth:
    """Figures over all days of the simulation."""

    visitors: int = 0
    """Summed over days."""
    visits: int = 0
    views: int = 0
    bounces: int = 0
    seconds: float = 0.0
    """Of all visits."""
    converting: int = 0
    """Visitors who reached a goal."""
    by_page: Counter[str] = field(default_factory=Counter)
    entries: Counter[str] = field(default_factory=Counter)
    exits: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)
    """Visits by source."""
    countries: Counter[str] = field(default_factory=Counter)
    """Visitors of days."""
    devices: Counter[str] = field(default_factory=Counter)
    browsers: Counter[str] = field(default_factory=Counter)
    goals: Counter[str] = field(default_factory=Counter)
    revenue: float = 0.0
    paints: list[float] = field(default_factory=list)
    """Largest contentful paints in milliseconds."""
    exposed: Counter[int] = field(default_factory=Counter)
    """Visitors by arm."""
    converted: Counter[int] = field(default_factory=Counter)

    def count(self, person: Person, goal_visit: int | None, goal: str, revenue: float | None) -> None:
        """Count a visitor. `goal_visit` is the visit, if any, that ends with the goal."""
        device, browser, _ = AGENTS[person.agent]
        for _ in person.days:
            self.visitors += 1
            self.countries[person.country] += 1
            self.devices[device] += 1
            self.browsers[browser] += 1
        for number, visit in enumerate(person.visits):
            self.visits += 1
            self.sources[visit.source or DIRECT] += 1
            last = visit.views[-1]
            self.seconds += (last.at - visit.views[0].at).total_seconds() + last.seconds
            self.views += len(visit.views)
            self.bounces += len(visit.views) == 1 and number != goal_visit
            self.entries[visit.views[0].path] += 1
            self.exits[visit.views[-1].path] += 1
            for view in visit.views:
                self.by_page[view.path] += 1
        if goal_visit is not None:
            self.goals[goal] += 1
            self.converting += 1
            self.revenue += revenue or 0.0
        self.paints.append(person.vitals)

    def count_without_script(self, path: str, person: Person) -> None:
        """Count a visitor whose browser runs no script: one page, seen by the server."""
        device, browser, _ = AGENTS[person.agent]
        self.visitors += 1
        self.visits += 1
        self.views += 1
        self.bounces += 1
        self.sources[DIRECT] += 1
        self.countries[person.country] += 1
        self.devices[device] += 1
        self.browsers[browser] += 1
        for counter in (self.by_page, self.entries, self.exits):
            counter[path] += 1
