"""A visit to a small site in Chromium: pages with the script, and a collector that writes down what it is sent."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from code24.adapters.chromium.protocol import Connection, Session
from code24.analytics.tracker.script import LASTING_PATH, script, script_path

SECONDS = 60.0
PATIENCE = 0.05

type Sent = list[dict[str, Any]]


class Site:
    """Pages by path, served on loopback; what is posted to `/api/event` is kept."""

    policy = "default-src 'none'; script-src 'self' 'unsafe-inline'; connect-src 'self'"

    def __init__(self, pages: dict[str, str]) -> None:
        self.pages = pages
        self.events: Sent = []
        self.requests: list[dict[str, str]] = []
        """Headers of every sending."""
        self.origin = ""

    def named(self, name: str) -> Sent:
        return [event for event in self.events if event["n"] == name]

    def awaited(self, name: str, count: int = 1) -> dict[str, Any]:
        """The last of so many events of a name, as soon as they are there."""
        until = time.monotonic() + SECONDS
        while len(self.named(name)) < count:
            assert time.monotonic() < until, f"{name}: only {self.events}"
            time.sleep(PATIENCE)
        return self.named(name)[count - 1]

    @contextmanager
    def listening(self) -> Iterator["Site"]:
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        self.origin = f"http://127.0.0.1:{server.server_port}"
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 30

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            if path in {script_path(), LASTING_PATH}:
                self._answer(200, "text/javascript; charset=utf-8", script())
            elif path in site.pages:
                self._answer(200, "text/html; charset=utf-8", site.pages[path])
            else:
                self._answer(404, "text/plain", "")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            if self.path == "/api/event":
                site.requests.append({name.lower(): value for name, value in self.headers.items()})
                site.events += json.loads(body)
                self._answer(202, "text/plain", "")
            else:
                self._answer(200, "text/html; charset=utf-8", "<title>Thanks</title>")

        def _answer(self, status: int, kind: str, text: str) -> None:
            body = text.encode()
            self.send_response_only(status)
            self.send_header("content-security-policy", site.policy)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler


class Visitor:
    """A tab of its own profile."""

    def __init__(self, connection: Connection, before: str = "") -> None:
        """`before` runs in every document before anything else does."""
        self._until = time.monotonic() + 3 * SECONDS
        browser = Session(connection, "", lambda method, event: None)
        context = browser.call("Target.createBrowserContext", self._until, disposeOnDetach=True)["browserContextId"]
        named = {"url": "about:blank", "browserContextId": context, "newWindow": True}
        target = browser.call("Target.createTarget", self._until, **named)["targetId"]
        attached = browser.call("Target.attachToTarget", self._until, targetId=target, flatten=True)
        self.errors: list[str] = []
        self._loaded = 0
        self._page = Session(connection, attached["sessionId"], self._handle)
        for domain in ("Page", "Runtime", "Log"):
            self._page.tell(f"{domain}.enable")
        if before:
            self._page.call("Page.addScriptToEvaluateOnNewDocument", self._until, source=before)

    def open(self, address: str) -> None:
        """Go there, and wait until it is loaded and drawn."""
        before = self._loaded
        self._page.call("Page.navigate", self._until, url=address)
        self._page.handle_until(lambda: self._loaded > before, self._until)
        self.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def run(self, code: str) -> Any:
        asked = {"expression": code, "awaitPromise": True, "returnByValue": True, "userGesture": True}
        answer = self._page.call("Runtime.evaluate", self._until, **asked)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def press(self, selector: str) -> None:
        """Click with a mouse into the middle of an element."""
        place = (
            "(b => [b.left + b.width / 2, b.top + b.height / 2])(document.querySelector('%s').getBoundingClientRect())"
        )
        x, y = self.run(place % selector)
        for kind in ("mousePressed", "mouseReleased"):
            self._page.call("Input.dispatchMouseEvent", self._until, type=kind, x=x, y=y, button="left", clickCount=1)

    def write(self, text: str) -> None:
        self._page.call("Input.insertText", self._until, text=text)

    def cookies(self) -> list[Any]:
        found: list[Any] = self._page.call("Network.getCookies", self._until)["cookies"]
        return found

    def _handle(self, method: str, event: dict[str, Any]) -> None:
        match method:
            case "Page.loadEventFired":
                self._loaded += 1
            case "Runtime.exceptionThrown":
                self.errors.append(json.dumps(event))
            case "Log.entryAdded" if event["entry"]["level"] == "error" and "favicon" not in event["entry"].get(
                "url", ""
            ):
                self.errors.append(event["entry"]["text"])
