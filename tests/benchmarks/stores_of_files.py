"""A queue and the stores of analytics as files, so that processes share them and may be killed at any moment.

A file appears whole or not at all, as an object or an item does.
"""

import os
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

from code24.analytics.ports import SetPart, Snapshot
from code24.errors import Code24Error, Conflict

LEASE = 1.0
"""Seconds for which a message that was received is nobody else's."""


def put(path: Path, body: bytes) -> None:
    """Write a file in one go."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{uuid4().hex}")
    new.write_bytes(body)
    new.replace(path)


class FileQueue:
    """Messages are files; whoever receives one moves the time of its file behind the lease's end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def send(self, name: str, body: str) -> None:
        put(self._folder / name, body.encode())
        os.utime(self._folder / name, (0, 0))

    def receive(self, most: int) -> Iterator[tuple[str, str]]:
        """Some that nobody has, and now and then one that somebody has: SQS promises no more."""
        now, found = time.time(), 0
        names = self._names()
        random.shuffle(names)
        for name in names:
            path = self._folder / name
            try:
                if path.stat().st_mtime > now and random.random() > 0.01:
                    continue
                os.utime(path, (now + LEASE, now + LEASE))
                yield name, path.read_text()
            except FileNotFoundError:
                continue
            found += 1
            if found == most:
                return

    def delete(self, names: Iterable[str]) -> None:
        for name in names:
            (self._folder / name).unlink(missing_ok=True)

    def is_empty(self) -> bool:
        return not self._names()

    def _names(self) -> list[str]:
        return [name for name in os.listdir(self._folder) if not name.startswith(".")]  # noqa: PTH208 (75,000 of them)


class FileRawEvents:
    """Objects by day, hour and batch."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, hour: datetime, batch: str, body: bytes) -> None:
        put(self._folder / f"{hour:%Y-%m-%d}" / f"{hour:%H}-{batch}", body)

    def of_day(self, day: date) -> Iterable[bytes]:
        return [path.read_bytes() for path in sorted((self._folder / day.isoformat()).glob("[!.]*"))]


class FileEventSets:
    """Parts are files of a set's folder. The version of what was merged is in its name: linking it is the condition."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def append(self, key: str, part: str, body: bytes, expires_at: int) -> None:
        put(self._folder / key / "parts" / part, body)

    def append_all(self, parts: Sequence[SetPart]) -> Sequence[Code24Error | None]:
        for part in parts:
            self.append(part.key, part.name, part.body, part.expires_at)
        return [None for _ in parts]

    def read(self, key: str, since: str = "") -> Snapshot:
        folder = self._folder / key
        parts: list[tuple[str, bytes]] = []
        for path in sorted((folder / "parts").glob("[!.]*")):
            try:
                parts.append((path.name, path.read_bytes()))
            except FileNotFoundError:
                continue
        versions = sorted(int(path.name) for path in (folder / "merged").glob("[0-9]*"))
        version = versions[-1] if versions else 0
        merged = (folder / "merged" / str(version)).read_bytes() if version else None
        return Snapshot(merged, tuple(each for each in parts if each[0] >= since), version)

    def merge(self, key: str, snapshot: Snapshot, body: bytes) -> None:
        folder = self._folder / key
        (folder / "merged").mkdir(parents=True, exist_ok=True)
        new = folder / "merged" / f".{uuid4().hex}"
        new.write_bytes(body)
        try:
            os.link(new, folder / "merged" / str(snapshot.version + 1))
        except FileExistsError:
            raise Conflict(f"The set {key} was merged meanwhile.") from None
        for name, _ in snapshot.parts:
            (folder / "parts" / name).unlink(missing_ok=True)

    def delete(self, key: str) -> None:
        raise NotImplementedError
