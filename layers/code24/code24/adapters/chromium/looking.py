"""One look at one page: everything that happens in one tab."""

import base64
import json
import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from turbohtml import parse

from code24.adapters.chromium.protocol import Connection, Crashed, Event, Refused, Session
from code24.adapters.chromium.scripts import A_FRAME, AT_START, MEASURE, SETTLE
from code24.adapters.chromium.serving import Host
from code24.optimize.ports import View
from code24.website.models import Box, Measured

SCREEN_HEIGHTS = {412: 823, 1350: 940}
"""CSS pixels, by width; other widths are as tall as a phone or a desk."""
TALLEST = 16_000
"""CSS pixels of a page that are in its picture: Chromium's surfaces end at 16,384."""
LOADING_SECONDS = 12.0
LOOKING_SECONDS = 20.0
MOST_ELEMENTS = 8_000
"""Elements of a page whose boxes are asked for."""
MOST_MESSAGES = 50
MOST_PICTURES = 5
"""Pictures of a page that are taken until two are the same."""
_UNCAUGHT = re.compile(r"^Uncaught (?:\(in promise\) )?")
_STILL = [
    {"name": "prefers-reduced-motion", "value": "reduce"},
    {"name": "prefers-color-scheme", "value": "light"},
]


def screen(width: int) -> tuple[int, int]:
    """A screen of this width."""
    return width, SCREEN_HEIGHTS.get(width, 823 if width < 768 else 940)


class Looking:
    """A tab of its own profile: no look sees what another one has cached or stored."""

    def __init__(self, connection: Connection, host: Host, path: str, width: int) -> None:
        self._connection, self._host = connection, host
        self._browser = Session(connection, "", lambda method, event: None)
        self._path, self._screen = path, screen(width)
        self._url = host.origin + quote(path)
        self._target = ""
        self._opened = self._loaded = self._stays = False
        self._errors: list[str] = []
        self._requested: list[str] = []
        self._failed: list[str] = []

    def view(self, html: str | None) -> View:
        """Open the page and look at it; `html` is its text where its boxes are asked for.

        Raises TooSlow, Refused and Crashed for pages that cannot be seen.
        """
        soon = time.monotonic() + LOADING_SECONDS
        context = self._browser.call("Target.createBrowserContext", soon, disposeOnDetach=True)["browserContextId"]
        try:
            created = {"url": "about:blank", "browserContextId": context, "newWindow": True}
            self._target = self._browser.call("Target.createTarget", soon, **created)["targetId"]
            attached = self._browser.call("Target.attachToTarget", soon, targetId=self._target, flatten=True)
            self._page = page = Session(self._connection, attached["sessionId"], self._handle)
            try:
                self._open(page)
                return self._look(page, html)
            finally:
                self._connection.forget(page.identifier)
        finally:
            self._browser.tell("Target.disposeBrowserContext", browserContextId=context)

    def _open(self, page: Session) -> None:
        until = time.monotonic() + LOADING_SECONDS
        width, height = self._screen
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        for domain in ("Page", "Runtime", "Log"):
            page.tell(f"{domain}.enable")
        page.tell("Emulation.setDeviceMetricsOverride", **metrics)
        page.tell("Emulation.setEmulatedMedia", features=_STILL)
        page.tell("Page.addScriptToEvaluateOnNewDocument", source=AT_START)
        page.call("Fetch.enable", until, patterns=[{"urlPattern": "*"}])
        self._run(page, A_FRAME, until)  # the first paint of a tab that is still being resized is not reported
        page.call("Page.navigate", until, url=self._url)
        page.handle_until(lambda: self._loaded, until)  # what never ends loading is looked at as it is

    def _look(self, page: Session, html: str | None) -> View:
        until = time.monotonic() + LOOKING_SECONDS
        self._run(page, SETTLE % ("false" if html is None else "true"), until)
        paths = [] if html is None else [element.css_path() for element in parse(html).iter_elements()]
        seen = self._run(page, MEASURE % json.dumps(paths[:MOST_ELEMENTS]), until)
        width, _ = self._screen
        height = max(1, int(seen["height"]))
        clip = {"x": 0, "y": 0, "width": width, "height": min(height, TALLEST), "scale": 1}
        asked = {"format": "png", "clip": clip, "captureBeyondViewport": True, "optimizeForSpeed": True}
        half = time.monotonic() + (until - time.monotonic()) / 2
        picture = still(
            lambda: str(page.call("Page.captureScreenshot", until, **asked)["data"]), lambda: time.monotonic() < half
        )
        boxes = {path: Box(*box) for path, box in seen["boxes"].items()}
        return View(
            path=self._path,
            width=width,
            picture=base64.b64decode(picture),
            height=height,
            measured=Measured(self._screen, boxes, seen["largest"]),
            errors=tuple(self._errors[:MOST_MESSAGES]),
            requested=tuple(self._requested),
            text=str(seen["text"]),
            failed=tuple(self._failed),
            overflow=float(seen["overflow"]),
        )

    def _run(self, page: Session, script: str, until: float) -> Any:
        asked = {"expression": script, "awaitPromise": True, "returnByValue": True}
        answer = page.call("Runtime.evaluate", until, **asked)
        if "exceptionDetails" in answer:
            raise Refused(f"the page kept its look from ending: {_thrown(answer['exceptionDetails'])}")
        return answer["result"].get("value")

    def _handle(self, method: str, event: Event) -> None:
        match method:
            case "Fetch.requestPaused":
                self._answer(event)
            case "Page.loadEventFired":
                self._loaded = self._opened
            case "Page.frameStoppedLoading" if self._stays and event["frameId"] == self._target:
                self._loaded = True
            case "Page.javascriptDialogOpening":
                self._page.tell("Page.handleJavaScriptDialog", accept=False)
            case "Log.entryAdded" if event["entry"]["level"] == "error":
                entry = event["entry"]
                if entry.get("url") != f"{self._host.origin}/favicon.ico":
                    self._errors.append(f"{entry['text']} {entry.get('url', '')}".strip())
            case "Runtime.exceptionThrown":
                self._errors.append(_thrown(event["exceptionDetails"]))
            case "Runtime.consoleAPICalled" if event["type"] in {"error", "assert"}:
                said = [str(value.get("value", value.get("description", ""))) for value in event["args"]]
                self._errors.append(" ".join(said))
            case "Inspector.targetCrashed":
                raise Crashed(self._path)

    def _answer(self, event: Event) -> None:
        url, request = event["request"]["url"], event["requestId"]
        if event["resourceType"] == "Document" and event["frameId"] == self._target:
            if self._opened and url.partition("#")[0] != self._url:
                # Aborted, a document that leads elsewhere stays the one that is looked at. It never ends loading.
                self._stays = True
                self._page.tell("Fetch.failRequest", requestId=request, errorReason="Aborted")
                return
            self._opened = True
        # Browsers ask for it on their own, and not every time.
        missed = [] if url == f"{self._host.origin}/favicon.ico" else [url]
        self._requested += missed
        answer = self._host.answer(url)
        if answer is None:
            self._failed += missed
            self._page.tell("Fetch.failRequest", requestId=request, errorReason="NameNotResolved")
            return
        if answer.status >= 400:
            self._failed += missed
        headers = [{"name": name, "value": value} for name, value in answer.headers.items()]
        body = base64.b64encode(answer.body).decode()
        given = {"responseCode": answer.status, "responseHeaders": headers, "body": body}
        self._page.tell("Fetch.fulfillRequest", requestId=request, **given)


def still(taken: Callable[[], str], has_time: Callable[[], bool]) -> str:
    """The first picture that is the same as the one before it; of a page that never stands still, the last."""
    picture = taken()
    for _ in range(MOST_PICTURES - 1):
        if not has_time():
            break
        before, picture = picture, taken()
        if picture == before:
            break
    return picture


def _thrown(details: Event) -> str:
    description = str(details.get("exception", {}).get("description") or details.get("text") or "an error")
    # Scripts of other hosts are told of in other words than the page's own.
    return _UNCAUGHT.sub("", description.splitlines()[0])[:300]
