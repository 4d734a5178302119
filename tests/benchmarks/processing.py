"""What events cost: handler time, write units, and what is left of 100,000 when workers are killed all the time."""

import contextlib
import gzip
import json
import multiprocessing
import os
import random
import signal
import statistics
import tempfile
import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from code24.analytics.event import Event, Message
from code24.analytics.packing.days import packed_day
from code24.analytics.packing.events import packed_events
from code24.analytics.processing import Delivery, process
from code24.analytics.sets import day_key, events_of, merged_events
from code24.errors import Conflict
from tests.analytics_fakes import FakeEventSets, FakeRawEvents, FakeRollups
from tests.benchmarks.handling import of_handler
from tests.benchmarks.stores_of_files import FileEventSets, FileQueue, FileRawEvents
from tests.fakes import FakeClock
from tests.traffic import START, bodies, exactly, records
from tests.traffic import events_of as all_events

EVENTS = 100_000
SITES = 40
WORKERS = 3
MOST_DEATHS = 200
"""After these, the workers are left alone, so that it ends on any machine."""
RUNS = 15
ITEM = 60
"""Bytes of an item's attributes' names, its expiry and its sort key, besides key and body."""


class CompressedRawEvents(FakeRawEvents):
    """Compresses as the adapter does: that is handler time too."""

    def write(self, hour: datetime, batch: str, body: bytes) -> None:
        super().write(hour, batch, gzip.compress(body, 6, mtime=0))


def measure() -> dict[str, Any]:
    """All figures."""
    busy = exactly(1000)
    many = [each for number in range(200) for each in exactly(5, number, site_id=f"s{number:012d}", visits=8)]
    return {
        "busy_site": of_batch(busy),
        "two_hundred_sites": of_batch(many),
        "busy_site_with_a_test": of_batch(exactly(1000, units=("t000000000001", 2))),
        "handler_of_busy_site": of_handler(busy),
        "handler_of_two_hundred_sites": of_handler(many),
        "killed": killed(EVENTS, seconds_between=0.7),
    }


def of_batch(sent: list[Message]) -> dict[str, Any]:
    """A batch of 1,000 events in one process, stores in memory: CPU time, and DynamoDB's write units by item sizes."""
    deliveries = [Delivery(each["messageId"], each["body"]) for each in records(bodies(sent))]
    seconds = []
    for _ in range(RUNS):
        stores = (CompressedRawEvents(), FakeEventSets(), FakeRollups())
        begun = time.process_time()
        done = process(deliveries, raw_events=stores[0], event_sets=stores[1], rollups=stores[2], clock=FakeClock())
        seconds.append(time.process_time() - begun)
    _, sets, rollups = stores
    sizes = [
        ITEM + len(key) + len(name) + len(body) for key, all_of in sets.parts.items() for name, body in all_of.items()
    ]
    notes = [len("\n".join(f"{site} {hour:%Y-%m-%dT%H}" for site, hour in noted)) for noted in rollups.noted.values()]
    return {
        "events": done.events,
        "messages": len(deliveries),
        "runs": RUNS,
        "milliseconds": round(statistics.median(seconds) * 1000, 2),
        "events_a_second": round(done.events / statistics.median(seconds)),
        "part_bytes": done.bytes,
        "write_units_of_parts": units(sizes),
        "write_units_in_all": units(sizes) + units([ITEM + size for size in notes]),
    }


def units(sizes: list[int]) -> int:
    """One for each KB of an item, and for the rest of one."""
    return sum(-(-size // 1024) for size in sizes)


def killed(count: int, workers: int = WORKERS, seconds_between: float = 0.15) -> dict[str, Any]:
    """Events through processes that are killed at random moments, and replaced, until the queue is empty."""
    each_site = count // SITES
    sent = [
        message
        for number in range(SITES)
        for message in exactly(each_site, number, site_id=f"s{number:012d}", start=START, spread=timedelta(hours=30))
    ]
    context, random_ = multiprocessing.get_context("fork"), random.Random(1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        queue = FileQueue(folder / "queue")
        for each in records(bodies(sent)):
            queue.send(each["messageId"], each["body"])
        begun, deaths = time.monotonic(), 0
        running: list[Any] = []
        while not queue.is_empty():
            running = [each for each in running if each.is_alive()]
            while len(running) < workers:
                running.append(context.Process(target=_work, args=(folder, random_.random())))
                running[-1].start()
            time.sleep(random_.uniform(0, 2 * seconds_between))
            victim = random_.choice(running)
            if victim.is_alive() and deaths < MOST_DEATHS and not queue.is_empty():
                os.kill(victim.pid, signal.SIGKILL)
                victim.join()
                deaths += 1
        for each in running:
            each.terminate()
            each.join()
        return _compared(sent, folder) | {"deaths": deaths, "seconds": round(time.monotonic() - begun, 1)}


def _work(folder: Path, seed: float) -> None:
    """What a worker does until it is killed: batches of the queue, and now and then a merge of a day."""
    random.seed(seed)
    queue, raw = FileQueue(folder / "queue"), FileRawEvents(folder / "raw")
    sets = FileEventSets(folder / "sets")
    while True:
        batch = [Delivery(name, body) for name, body in queue.receive(random.randint(1, 1000))]
        if not batch:
            time.sleep(0.05)
            continue
        done = process(batch, raw_events=raw, event_sets=sets, rollups=FakeRollups(), clock=FakeClock())
        queue.delete(each.message_id for each in batch if each.message_id not in done.failed)
        if random.random() < 0.3:
            key = day_key(f"s{random.randrange(SITES):012d}", START.date())
            snapshot = sets.read(key)
            if snapshot.parts:
                with contextlib.suppress(Conflict):
                    sets.merge(key, snapshot, merged_events(snapshot))


def _compared(sent: list[Message], folder: Path) -> dict[str, Any]:
    """What is stored against what was sent, event by event, and the raw events against the sets, byte by byte."""
    sets, raw = FileEventSets(folder / "sets"), FileRawEvents(folder / "raw")
    expected = _days(all_events(sent))
    came = _days([Event(**json.loads(line)) for day in {day for _, day in expected} for body in raw.of_day(day)
                  for line in body.splitlines()])  # fmt: skip
    lost = twice = rebuilt_otherwise = 0
    for (site_id, day), events in expected.items():
        snapshot = sets.read(day_key(site_id, day))
        found = events_of(snapshot)
        ids = {each.event_id for each in found}
        lost += len(events) - len(ids)
        twice += len(found) - len(ids)
        rebuilt_otherwise += merged_events(snapshot) != _packed(came[site_id, day])
        rebuilt_otherwise += merged_events(snapshot) != _packed(events)
    return {"events": sum(map(len, expected.values())), "lost": lost, "counted_twice": twice,
            "days_that_rebuild_otherwise": rebuilt_otherwise, "wrong": lost + twice + rebuilt_otherwise}  # fmt: skip


def _days(events: list[Event]) -> dict[Any, list[Event]]:
    days: dict[Any, list[Event]] = defaultdict(list)
    for event in events:
        days[event.site_id, datetime.fromtimestamp(event.at / 1000, UTC).date()].append(event)
    return days


def _packed(events: list[Event]) -> bytes:
    hours: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        hours[f"{datetime.fromtimestamp(event.at / 1000, UTC):%H}"].append(event)
    return packed_day({hour: packed_events(of_hour) for hour, of_hour in hours.items()})
