"""Every three minutes: hand on what needs attention, ask for looks at tests, react to what nobody has heard of."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from code24.analytics.ports import Opportunities, Rollups
from code24.errors import Code24Error, Damaged, Transient
from code24.experiments.engine.asking import DEADLINE, AskedFor, ask_for_looks
from code24.experiments.ports import TestQueue, Tests
from code24.optimize.loop.ports import LoopExecutions, Loops
from code24.optimize.loop.reacting import OpportunityEvent, react_to_opportunity
from code24.optimize.loop.state import timestamp
from code24.ports import Clock
from code24.schedules.models import Scheduled
from code24.types import CustomerId, TestId
from code24.upkeep.fairness import in_turns
from code24.upkeep.models import Attention, Found, Kind, Ticked
from code24.upkeep.ports import AttentionQueue, DueIndex, TickRecords

MOST_ASKED = 2_000
"""Things that one tick hands on, and that wait in the queue in all: about as many as are looked at in three minutes."""
LEAST_ASKED = 100
"""What a tick hands on even so, in turns: a full queue of one customer's things does not keep others waiting."""
MOST_OF_A_SHARD = 20_000
"""Things of a kind that are read of a shard; a page of an index holds thousands of them."""
READ_WITHIN = timedelta(seconds=40)
"""After which a tick hands on what it has read so far: a table that hardly answers does not keep others waiting."""
EVERY = timedelta(minutes=3)
MOST_REACTIONS = 200
"""Opportunities that one tick reacts to. Normally there are none: EventBridge tells of them."""
HEARD_WITHIN = timedelta(minutes=10)
"""How long EventBridge and the function that it calls have before the tick does it for them."""


class _Troubles:
    """What failed in a part of the tick, while the others went on."""

    def __init__(self) -> None:
        self.words: list[str] = []

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep an error for the end."""
        try:
            yield
        except Code24Error as error:
            self.words.append(str(error))

    def told(self) -> None:
        """Raise what was kept, so that the tick is tried again and somebody hears of it."""
        if self.words:
            raise Transient(" · ".join(dict.fromkeys(self.words)))


def continuous_optimization(
    request: Scheduled,
    *,
    due_index: DueIndex,
    attention_queue: AttentionQueue,
    tick_records: TickRecords,
    tests: Tests,
    test_queue: TestQueue,
    rollups: Rollups,
    opportunities: Opportunities,
    loops: Loops,
    loop_executions: LoopExecutions,
    clock: Clock,
) -> Ticked:
    """Find what is due and hand it on, in turns between customers, and note for each what was found.

    What is left over, or was not taken, is found again by the next tick: nothing leaves an index by being read.
    A part that fails does not keep the others from being done. Raises Transient at the end where one did.
    """
    now, troubles = clock.now(), _Troubles()
    looks, reacted, damaged, waiting = AskedFor((), 0), 0, 0, 0
    chosen: Sequence[Attention] = ()
    due, unread = _read(request.scheduled_at, troubles, due_index=due_index, clock=clock)
    with troubles.kept():
        waiting = attention_queue.waiting()
        picked = in_turns(due, max(LEAST_ASKED, MOST_ASKED - waiting), owner=_owner, since=_since)
        attention_queue.send_all(picked)
        chosen = picked
    with troubles.kept():
        looks = ask_for_looks(request.scheduled_at, tests=tests, rollups=rollups, test_queue=test_queue, clock=clock)
    with troubles.kept():
        for found in opportunities.unheard(now - HEARD_WITHIN, MOST_REACTIONS):
            if clock.now() - now > DEADLINE:
                break
            with troubles.kept():
                try:
                    react_to_opportunity(
                        OpportunityEvent(detail=found),
                        loops=loops,
                        loop_executions=loop_executions,
                        opportunities=opportunities,
                        due_index=due_index,
                        clock=clock,
                    )
                    reacted += 1
                except Damaged:  # whoever looks at the loop parks it; the tick is not to fail for it until then
                    damaged += 1
    owners: Mapping[TestId, CustomerId] = {}
    with troubles.kept():
        owners = tests.owners(looks.tests)
    with troubles.kept():  # last: where there is no time left, only what people read is missing
        name = f"{timestamp(request.scheduled_at)}.json"
        tick_records.write_all(name, _records(request, due, chosen, owners))
    troubles.told()
    customers = {_owner(each) for each in due} | {owners.get(each.test_id, each.site_id) for each in looks.tests}
    oldest = min((each.due_at for each in due), default=now)
    return Ticked(
        due=_by_kind(due),
        asked=_by_kind(chosen),
        left=len(due) - len(chosen),
        unread=unread,
        waiting=waiting,
        oldest_seconds=int((now - oldest).total_seconds()),
        reacted=reacted,
        damaged=damaged,
        tests=len(looks.tests) + looks.watched,
        sites=looks.sites,
        customers=len(customers),
    )


def _read(
    scheduled_at: datetime, troubles: _Troubles, *, due_index: DueIndex, clock: Clock
) -> tuple[list[Attention], int]:
    """What is due, as far as there is time and can be read, and how many queues there was no time for.

    Each tick begins with the shard after the one that the last tick began with, so that every shard has its turn.
    """
    now = clock.now()
    due: list[Attention] = []
    first = int(scheduled_at.timestamp() // EVERY.total_seconds())
    queues = [(kind, (first + step) % due_index.shards) for step in range(due_index.shards) for kind in Kind]
    for place, (kind, shard) in enumerate(queues):
        if clock.now() - now > READ_WITHIN:
            return due, len(queues) - place
        with troubles.kept():
            due.extend(due_index.due_in_shard(kind, shard, now, MOST_OF_A_SHARD))
    return due, 0


def _owner(attention: Attention) -> str:
    return attention.customer_id or attention.site_id or attention.id


def _since(attention: Attention) -> tuple[datetime, Kind, str]:
    return attention.due_at, attention.kind, attention.id


def _by_kind(things: Sequence[Attention]) -> Mapping[Kind, int]:
    counts = Counter(each.kind for each in things)
    return {kind: counts[kind] for kind in Kind}


def _records(
    request: Scheduled, due: Sequence[Attention], chosen: Sequence[Attention], owners: Mapping[TestId, CustomerId]
) -> Mapping[CustomerId, bytes]:
    """What was found for each customer that something was handed on for: as many files as that, not as what is left."""
    asked: dict[CustomerId, list[Attention]] = defaultdict(list)
    tests: dict[CustomerId, list[str]] = defaultdict(list)
    for each in chosen:
        if each.customer_id is not None:
            asked[each.customer_id].append(each)
    for test_id, customer_id in owners.items():
        tests[customer_id].append(test_id)
    in_all = Counter(each.customer_id for each in due)
    return {
        customer_id: Found(
            customer_id=customer_id,
            scheduled_at=request.scheduled_at,
            asked=tuple(asked[customer_id]),
            left=in_all[customer_id] - len(asked[customer_id]),
            tests=tuple(sorted(tests[customer_id])),
        )
        .model_dump_json()
        .encode()
        for customer_id in sorted({*asked, *tests})
    }
