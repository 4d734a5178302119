"""Days of sites in figures, and which hours of which sites changed: items of the rollups table.

`rollups/{site_id}` has an item a local day: gzipped JSON, or the name of the object that has it where an item is too
small for it. `activity/{hour}` has an item for each worker's note.
"""

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from botocore.exceptions import ClientError

from code24.adapters import aws
from code24.adapters.items import Item, delete_items
from code24.adapters.objects import delete_prefix
from code24.adapters.wire_errors import code, translated
from code24.analytics.models import DayRollup
from code24.errors import Damaged
from code24.types import SiteId

_LARGE = 350_000
_NOTES_KEPT = timedelta(days=32)
"""Longer than any sweep looks back (`analytics.sweeping`)."""
_SWEEP = {"key": {"S": "sweep"}, "part": {"S": "until"}}


class DynamoRollups:
    """Rollups in `table` (`key`, `part`); large ones under `analytics/rollups/` in `bucket`."""

    def __init__(self, *, table: str, bucket: str) -> None:
        self._table = table
        self._bucket = bucket
        self._noted_in: datetime | None = None
        self._noted: set[tuple[SiteId, datetime]] = set()
        """What this process has noted already in that hour."""

    def put(self, rollup: DayRollup, read_at: datetime | None = None) -> None:
        """Store a day's figures. They replace others, but those of sets that were read later than at `read_at`."""
        text = json.dumps(rollup.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        body = gzip.compress(text.encode(), mtime=0)
        item = _key(f"rollups/{rollup.site_id}", rollup.day.isoformat())
        with translated(f"Writing the figures of site {rollup.site_id} on {rollup.day}"):
            if len(body) > _LARGE:
                name = f"{_folder(rollup.site_id)}{rollup.day}-{sha256(body).hexdigest()[:12]}.json.gz"
                aws.s3().put_object(Bucket=self._bucket, Key=name, Body=body, ContentType="application/gzip")
                item["object"] = {"S": name}
            else:
                item["body"] = {"B": body}
            self._put_unless_later(item, read_at)

    def days(self, site_id: SiteId, first: date, last: date) -> Sequence[DayRollup]:
        """The figures of the site's local days from `first` to `last`, both included, where there are any; in order."""
        doing = f"Reading the figures of site {site_id}"
        between = (first.isoformat(), last.isoformat())
        return [self._rollup(doing, item) for item in self._query(doing, f"rollups/{site_id}", between)]

    def note_activity(self, hour: datetime, changed: Iterable[tuple[SiteId, datetime]]) -> None:
        """Note in an hour which hours of which sites got events in it. Noting it again in one process costs nothing."""
        if hour != self._noted_in:
            self._noted_in, self._noted = hour, set()
        new = sorted(set(changed) - self._noted)
        if not new:
            return
        text = "\n".join(f"{site_id} {of:%Y-%m-%dT%H}" for site_id, of in new).encode()
        item = _key(_activity(hour), sha256(text).hexdigest()[:16])
        item["changed"] = {"B": zlib.compress(text, 9)}
        item["expires_at"] = {"N": str(int((hour + _NOTES_KEPT).timestamp()))}
        with translated("Noting which sites had visitors"):
            aws.dynamodb().put_item(TableName=self._table, Item=item)
        self._noted.update(new)

    def active(self, hour: datetime) -> Iterable[tuple[SiteId, datetime]]:
        """The hours of sites that were noted in an hour."""
        found: set[tuple[SiteId, datetime]] = set()
        for item in self._query("Reading which sites had visitors", _activity(hour)):
            for line in zlib.decompress(item["changed"]["B"]).decode().splitlines():
                site_id, _, of = line.partition(" ")
                found.add((site_id, datetime.strptime(of, "%Y-%m-%dT%H").replace(tzinfo=UTC)))
        return sorted(found)

    def swept_until(self) -> datetime | None:
        """Up to which hour everything that was noted has been handed on."""
        with translated("Reading how far was swept"):
            answer = aws.dynamodb().get_item(TableName=self._table, Key=_SWEEP, ConsistentRead=True)
        return datetime.fromisoformat(answer["Item"]["hour"]["S"]) if "Item" in answer else None

    def note_swept(self, until: datetime) -> None:
        """Note how far that is."""
        with translated("Noting how far was swept"):
            aws.dynamodb().put_item(TableName=self._table, Item=_SWEEP | {"hour": {"S": until.isoformat()}})

    def delete_all(self, site_id: SiteId) -> None:
        """Remove everything of a site, the opportunities that were found in its figures included."""
        doing = f"Deleting the figures of site {site_id}"
        for partition in (f"rollups/{site_id}", f"opportunities/{site_id}"):
            keys = ({"key": item["key"], "part": item["part"]} for item in self._query(doing, partition))
            delete_items(doing, self._table, keys)
        delete_prefix(self._bucket, _folder(site_id))

    def _put_unless_later(self, item: Item, read_at: datetime | None) -> None:
        """Of two workers that count the same day at once, the one that saw more has the last word."""
        if read_at is None:
            aws.dynamodb().put_item(TableName=self._table, Item=item)
            return
        moment: Item = {":read_at": {"S": read_at.astimezone(UTC).isoformat(timespec="microseconds")}}
        try:
            aws.dynamodb().put_item(
                TableName=self._table,
                Item=item | {"read_at": moment[":read_at"]},
                ConditionExpression="attribute_not_exists(read_at) OR read_at <= :read_at",
                ExpressionAttributeValues=moment,
            )
        except ClientError as error:
            if code(error) != "ConditionalCheckFailedException":
                raise

    def _rollup(self, doing: str, item: dict[str, Any]) -> DayRollup:
        with translated(doing):
            if "body" in item:
                body = item["body"]["B"]
            else:
                body = aws.s3().get_object(Bucket=self._bucket, Key=item["object"]["S"])["Body"].read()
        try:
            return DayRollup.kept(gzip.decompress(body))
        except (OSError, EOFError, zlib.error, ValueError) as error:
            raise Damaged(f"{doing}: what is stored of {item['part']['S']} cannot be read.") from error

    def _query(self, doing: str, key: str, between: tuple[str, str] | None = None) -> Iterator[dict[str, Any]]:
        request: dict[str, Any] = {
            "TableName": self._table,
            "KeyConditionExpression": "#key = :key",
            "ExpressionAttributeNames": {"#key": "key"},
            "ExpressionAttributeValues": {":key": {"S": key}},
            "ConsistentRead": True,
        }
        if between is not None:
            request["KeyConditionExpression"] += " AND #part BETWEEN :first AND :last"
            request["ExpressionAttributeNames"]["#part"] = "part"
            request["ExpressionAttributeValues"] |= {":first": {"S": between[0]}, ":last": {"S": between[1]}}
        with translated(doing):
            for page in aws.dynamodb().get_paginator("query").paginate(**request):
                yield from page["Items"]


def _key(partition: str, part: str) -> Item:
    return {"key": {"S": partition}, "part": {"S": part}}


def _activity(hour: datetime) -> str:
    return f"activity/{hour:%Y-%m-%dT%H}"


def _folder(site_id: SiteId) -> str:
    return f"analytics/rollups/{site_id}/"
