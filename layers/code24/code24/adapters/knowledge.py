"""What is known to work, in DynamoDB: one item for each site and one for each scope, counts as attributes of their own.

Attributes read `worked:<kind>`, `failed:<kind>`, `sites:<kind>`: `ADD` counts top-level attributes only. A site's own
item also says what was counted: its last cycle (`cycle`), and each A/B test (`told:<test_id>`).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from code24.adapters import aws
from code24.adapters.items import Item, data_of, transact, value_of
from code24.adapters.wire_errors import translated
from code24.errors import Conflict
from code24.optimize.learning.models import Lesson, Scope, Tallies, Tally, scopes_of
from code24.types import SiteId

_COUNTS = ("worked", "failed", "sites")


class DynamoKnowledge:
    """Counts in `table`, by `scope`."""

    def __init__(self, *, table: str) -> None:
        self._table = table

    def add(self, lesson: Lesson) -> None:
        """Count a lesson for its site and its scopes, all or nothing; one that was counted is not again.

        Raises Conflict where another lesson of the site is counted at the same moment; counting again is right then.
        """
        before = self._read(_of_site(lesson.site_id))
        if _told(lesson) in before if lesson.test_id else before.get("cycle", 0) >= lesson.cycle:
            return
        known = _tallies(before)
        first = {kind: int(kind not in known) for kind in lesson.outcomes}
        updates = [self._counted(_of_site(lesson.site_id), lesson.outcomes, first, before, lesson)]
        updates += [self._counted(_of_all(scope), lesson.outcomes, first) for scope in scopes_of(lesson.business)]
        busy = Conflict(f"Another cycle of site {lesson.site_id} is being learnt from.")
        writes: list[Any] = [({"Update": update}, lambda _: busy) for update in updates]
        transact(f"Learning from site {lesson.site_id}", *writes)

    def own(self, site_id: SiteId) -> Tallies:
        """A site's own counts."""
        return _tallies(self._read(_of_site(site_id)))

    def shared(self, scopes: Sequence[Scope]) -> Sequence[Tallies]:
        """The counts of each scope over all customers."""
        return [_tallies(self._read(_of_all(scope))) for scope in scopes]

    def forget(self, site_id: SiteId) -> None:
        """Remove a site's own counts."""
        with translated(f"Forgetting what was learnt from site {site_id}"):
            aws.dynamodb().delete_item(TableName=self._table, Key=_key(_of_site(site_id)))

    def _read(self, scope: str) -> dict[str, Any]:
        with translated("Reading what is known to work"):
            answer = aws.dynamodb().get_item(TableName=self._table, Key=_key(scope), ConsistentRead=True)
        return data_of(answer.get("Item", {}))

    def _counted(
        self,
        scope: str,
        outcomes: Mapping[str, Tally],
        first: Mapping[str, int],
        before: Mapping[str, Any] | None = None,
        lesson: Lesson | None = None,
    ) -> Any:
        """One update; a site's own also notes what taught, if nobody did so since it was read."""
        names: dict[str, str] = {}
        numbers: Item = {}
        for index, (kind, tally) in enumerate(outcomes.items()):
            for count, value in zip(_COUNTS, (tally.worked, tally.failed, first[kind]), strict=True):
                names[f"#{count}{index}"] = f"{count}:{kind}"
                numbers[f":{count}{index}"] = value_of(value)
        update: dict[str, Any] = {
            "TableName": self._table,
            "Key": _key(scope),
            "UpdateExpression": "ADD " + ", ".join(f"{name} {name.replace('#', ':')}" for name in names),
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": numbers,
        }
        if lesson is not None:
            names["#told"] = _told(lesson)
            seen = (before or {}).get(names["#told"])
            update["UpdateExpression"] += " SET #told = :told"
            numbers[":told"] = value_of(lesson.cycle)
            new = [f"attribute_not_exists(#sites{index})" for index, kind in enumerate(outcomes) if first[kind]]
            once = "attribute_not_exists(#told)" if seen is None else "#told = :seen"
            update["ConditionExpression"] = " AND ".join([once, *new])
            if seen is not None:
                numbers[":seen"] = value_of(seen)
        return update


def _told(lesson: Lesson) -> str:
    return f"told:{lesson.test_id}" if lesson.test_id else "cycle"


def _of_site(site_id: SiteId) -> str:
    return f"site#{site_id}"


def _of_all(scope: Scope) -> str:
    return f"all#{scope.key}"


def _key(scope: str) -> Item:
    return {"scope": value_of(scope)}


def _tallies(data: Mapping[str, Any]) -> dict[str, Tally]:
    kinds = {name.partition(":")[2] for name in data if name.startswith(tuple(f"{count}:" for count in _COUNTS))}
    return {kind: Tally(**{count: data.get(f"{count}:{kind}", 0) for count in _COUNTS}) for kind in sorted(kinds)}
