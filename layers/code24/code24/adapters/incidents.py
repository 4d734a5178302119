"""What was found broken: items of the operations table.

An incident lies at three or four places, all of which can be written again: `incident/{id}` has it by its name,
`incidents` all by time, `parked` those that wait for a person, and `parked/{site_id}` those of one site. What names no
site has a place of its own there, by the id of what is broken.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice

from botocore.exceptions import ClientError

from code24.adapters import aws
from code24.adapters.items import Item, data_of, item_of, model_of, query, value_of, values
from code24.adapters.telling import tell
from code24.adapters.wire_errors import code, translated
from code24.types import SiteId
from code24.upkeep.models import Incident, Kind, Outcome

KEPT = timedelta(days=400)
_ITSELF = "incident"
_RECENT = "incidents"
_PARKED = "parked"


class DynamoIncidents:
    """Items by `key` and `part`; what is found later sorts later."""

    def __init__(self, *, table: str) -> None:
        self._table = table

    def note(self, incident: Incident) -> None:
        """Store an incident; one of the same id is replaced, and keeps its place in time.

        Who listens hears of it when it is new, or came to something else: noting it again is no second incident.
        """
        first, is_new = self._first(incident)
        noted = incident.model_copy(update={"found_at": first.found_at})
        self._put(noted, _RECENT, _place(noted))
        if noted.outcome is Outcome.PARKED:
            self._put(noted, _PARKED, _place(noted))
            self._put(noted, _parked_of(noted.site_id or noted.id), _place(noted))
        else:
            self._let_go(noted)
        self._put(noted, *_name(noted.incident_id))
        if is_new or first.outcome is not noted.outcome:
            tell(noted, written=True)

    def get(self, incident_id: str) -> Incident | None:
        """The incident, where there is one."""
        key, part = _name(incident_id)
        with translated(f"Reading the incident {incident_id}"):
            answer = aws.dynamodb().get_item(TableName=self._table, Key=_key(key, part), ConsistentRead=True)
        return model_of(Incident, data_of(answer["Item"])) if "Item" in answer else None

    def resolve(
        self, site_id: SiteId | None, done: str, kind: Kind | None = None, identifier: str | None = None
    ) -> None:
        """Let go of what was parked of a site, if anything was: of one kind, or one thing. `done` let it go on."""
        places = {_parked_of(each) for each in (site_id, identifier) if each is not None}
        for incident in [each for place in sorted(places) for each in self._of(place, consistent=True)]:
            if kind in {None, incident.kind} and identifier in {None, incident.id}:
                self.note(incident.model_copy(update={"outcome": Outcome.RESOLVED, "done": done}))

    def parked(self, limit: int) -> Sequence[Incident]:
        """What waits for a person, the last found first."""
        return list(islice(self._of(_PARKED, page=limit), limit))

    def recent(self, limit: int) -> Sequence[Incident]:
        """What was found lately, whatever became of it, the last found first."""
        return list(islice(self._of(_RECENT, page=limit), limit))

    def _first(self, incident: Incident) -> tuple[Incident, bool]:
        """The incident as it is known, and whether it is new: of two at once one decides when it was found."""
        key, part = _name(incident.incident_id)
        with translated(f"Noting the incident {incident.incident_id}"):
            try:
                aws.dynamodb().put_item(
                    TableName=self._table,
                    Item=self._item(incident, key, part),
                    ConditionExpression="attribute_not_exists(#key)",
                    ExpressionAttributeNames={"#key": "key"},
                )
            except ClientError as error:
                if code(error) != "ConditionalCheckFailedException":
                    raise
            else:
                return incident, True
        return self.get(incident.incident_id) or incident, False

    def _put(self, incident: Incident, key: str, part: str) -> None:
        with translated(f"Noting the incident {incident.incident_id}"):
            aws.dynamodb().put_item(TableName=self._table, Item=self._item(incident, key, part))

    def _let_go(self, incident: Incident) -> None:
        place = _place(incident)
        with translated(f"Letting go of the incident {incident.incident_id}"):
            for key in (_PARKED, _parked_of(incident.site_id or incident.id)):
                aws.dynamodb().delete_item(TableName=self._table, Key=_key(key, place))

    def _of(self, key: str, *, page: int = 100, consistent: bool = False) -> Iterator[Incident]:
        found = query(
            "Reading incidents",
            TableName=self._table,
            KeyConditionExpression="#key = :key",
            ExpressionAttributeNames={"#key": "key"},
            ExpressionAttributeValues=values(key=key),
            ScanIndexForward=False,
            ConsistentRead=consistent,
            Limit=page,
        )
        return (model_of(Incident, data) for data in found)

    def _item(self, incident: Incident, key: str, part: str) -> Item:
        return item_of(incident, key=key, part=part, expires_at=int((incident.found_at + KEPT).timestamp()))


def _name(incident_id: str) -> tuple[str, str]:
    return f"{_ITSELF}/{incident_id}", _ITSELF


def _parked_of(identifier: str) -> str:
    return f"{_PARKED}/{identifier}"


def _place(incident: Incident) -> str:
    return f"{incident.found_at.isoformat(timespec='microseconds')}#{incident.incident_id}"


def _key(key: str, part: str) -> Item:
    return {"key": value_of(key), "part": value_of(part)}
