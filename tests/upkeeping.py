"""Things that are due, written by the adapters that write them."""

from datetime import datetime, timedelta

from code24.adapters import aws
from code24.adapters.due_queues import change_of
from code24.build.models import SILENT_AFTER, Build
from code24.optimize.loop.models import OVERDUE_AFTER, LoopState
from code24.runtime.wiring import port
from code24.upkeep.models import CHANGES_SETTLE_IN
from tests.environment import FUNCTION


def late_loop(number: int, customer_id: str | None, since: datetime) -> None:
    """A loop that has been due since a moment."""
    due = since - OVERDUE_AFTER
    port("loops").create(
        LoopState(
            site_id=f"s{10**11 + number}", customer_id=customer_id, next_due_at=due, started_at=due, updated_at=due
        )
    )


def silent_build(number: int, customer_id: str, since: datetime) -> None:
    """A build that has been due since a moment."""
    at = since - SILENT_AFTER
    port("builds").create(
        Build(build_id=f"b{number:016d}", site_id=f"s{10**11 + number}", customer_id=customer_id, slug="a",
              request_hash="x", created_at=at, updated_at=at)
    )  # fmt: skip


def settled_change(number: int, customer_id: str, since: datetime) -> None:
    """A change that has been due since a moment."""
    item = change_of(f"s{10**11 + number}", customer_id, "r0000000001", since - CHANGES_SETTLE_IN)
    aws.dynamodb().put_item(TableName=FUNCTION["CODE24_SITES_TABLE"], Item=item)


def all_due(count: int, now: datetime) -> None:
    """Things of all kinds that are due, each of a customer of its own, the higher its number the older."""
    for number in range(count):
        customer_id, since = f"c{10**11 + number}", now - timedelta(seconds=number)
        match number * 25 // max(count, 1):
            case 0 | 1:
                silent_build(number, customer_id, since)
            case 2 | 3:
                port("due_index").suspect(f"s{10**11 + number}", customer_id, "It does not answer.", since)
            case 4 | 5:
                settled_change(number, customer_id, since)
            case _:
                late_loop(number, customer_id, since)
