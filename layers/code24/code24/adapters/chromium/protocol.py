"""The Chrome DevTools Protocol over two pipes: JSON messages that end with a zero byte."""

import json
import os
import queue
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from code24.errors import BrowserFailed

type Event = dict[str, Any]
type Incoming = queue.SimpleQueue[Event | None]
_CHUNK = 1 << 20
_ENDED = "Chromium ended while it looked at pages."


class TooSlow(Exception):
    """The page, not the browser, took too long."""


class Crashed(Exception):
    """The page took its tab down."""


class Refused(Exception):
    """The browser answered a command with an error: the page went away, or cannot do that."""


class Connection:
    """Both pipes. A thread that does nothing else hands answers and events to the sessions that wait for them."""

    def __init__(self, reading: int, writing: int) -> None:
        self._reading, self._writing = reading, writing
        self._events: dict[str, Incoming] = {}
        self._waiting: dict[int, Incoming] = {}
        self._last = 0
        self._lock = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._read, name="chromium", daemon=True)
        self._thread.start()

    def listen(self, session: str, incoming: Incoming) -> None:
        """From now on the events of a session go there."""
        self._events[session] = incoming
        if self._closed:
            incoming.put(None)

    def forget(self, session: str) -> None:
        """What still comes for a session is dropped."""
        self._events.pop(session, None)

    def send(self, session: str, method: str, params: Event, answer_to: Incoming | None = None) -> int:
        """Send a command; its number is that of the answer. Raises BrowserFailed where the browser is gone."""
        with self._lock:
            if self._closed:
                raise BrowserFailed(_ENDED)
            self._last += 1
            message: Event = {"id": self._last, "method": method, "params": params}
            if session:
                message["sessionId"] = session
            if answer_to is not None:
                self._waiting[self._last] = answer_to
            left = memoryview(json.dumps(message).encode() + b"\0")
            try:
                while left:
                    left = left[os.write(self._writing, left) :]
            except OSError as error:
                raise BrowserFailed(_ENDED) from error
            return self._last

    def close(self) -> None:
        """Close both pipes, which ends a browser that still lives."""
        with suppress(OSError):
            os.close(self._writing)
        self._thread.join(timeout=5)
        with suppress(OSError):
            os.close(self._reading)

    def _read(self) -> None:
        rest = bytearray()
        while chunk := self._chunk():
            rest += chunk
            if b"\0" not in chunk:
                continue
            *messages, rest = rest.split(b"\0")
            for message in messages:
                event: Event = json.loads(message)
                answered = self._waiting.pop(event["id"], None) if "id" in event else None
                there = answered or self._events.get(event.get("sessionId", ""))
                if there is not None:
                    there.put(event)
        self._closed = True
        for there in [*self._waiting.copy().values(), *self._events.copy().values()]:
            there.put(None)

    def _chunk(self) -> bytes:
        try:
            return os.read(self._reading, _CHUNK)
        except OSError:
            return b""


class Session:
    """Commands to one page, or to the browser itself under the empty identifier.

    Events are handled in the caller's thread, while it waits for an answer.
    """

    def __init__(self, connection: Connection, identifier: str, handle: Callable[[str, Event], None]) -> None:
        self.identifier = identifier
        self._connection = connection
        self._incoming: Incoming = queue.SimpleQueue()
        self._handle = handle
        if identifier:
            connection.listen(identifier, self._incoming)

    def tell(self, method: str, **params: Any) -> None:
        """Send a command whose answer nobody needs."""
        self._connection.send(self.identifier, method, params)

    def call(self, method: str, until: float, **params: Any) -> Event:
        """Send a command and wait for its answer, at most until a moment of `time.monotonic()`.

        Raises TooSlow, Refused, and BrowserFailed where the browser is gone.
        """
        number = self._connection.send(self.identifier, method, params, self._incoming)
        while True:
            event = self._next(until, method)
            if event.get("id") != number:
                continue
            if "error" in event:
                raise Refused(f"{method}: {event['error'].get('message')}")
            answer: Event = event["result"]
            return answer

    def handle_until(self, done: Callable[[], bool], until: float) -> bool:
        """Handle events until `done()`; False where the time was over first."""
        while not done():
            try:
                self._next(until, "events")
            except TooSlow:
                return False
        return True

    def _next(self, until: float, what: str) -> Event:
        try:
            event = self._incoming.get(timeout=max(0.0, until - time.monotonic()))
        except queue.Empty as error:
            raise TooSlow(what) from error
        if event is None:
            raise BrowserFailed(_ENDED)
        if "method" in event:
            self._handle(event["method"], event.get("params", {}))
        return event
