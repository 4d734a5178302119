"""A person's look at a page in Chromium: what it asked the network for, what went wrong, how wide it is, a picture."""

import base64
import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.remote.command import Command

from local.errors import LocalCloudError
from local.processes import alive, family, forget, record, stop

_SWITCHES = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
)
INSTALL = "Debian: apt-get install chromium chromium-driver"
_SECONDS = 30
"""How long a page may take."""
_TALLEST = 16_000
"""Pixels: a WebP file and Chromium's surfaces both end at 16,383."""
_QUALITY = 82

_SETTLE = """
const done = arguments[arguments.length - 1];
for (const element of document.querySelectorAll('main *, footer'))  // what is not drawn yet has a guessed height
  if (getComputedStyle(element).contentVisibility === 'auto') element.style.contentVisibility = 'visible';
window.scrollTo(0, document.documentElement.scrollHeight);
for (const image of document.images) image.loading = 'eager';
const images = [...document.images].map(image => image.decode().catch(() => {}));
Promise.all([document.fonts.ready, ...images]).then(() => {
  window.scrollTo(0, 0);
  requestAnimationFrame(() => requestAnimationFrame(done));
});
"""
_HOLD = """
const held = [...document.querySelectorAll('body, body *')].map(element => {
  const {minHeight, maxHeight} = getComputedStyle(element);
  return {element, minHeight, maxHeight};
});
for (const {element, minHeight, maxHeight} of held) {
  if (minHeight.endsWith('px') && minHeight !== '0px') element.style.minHeight = minHeight;
  if (maxHeight.endsWith('px')) element.style.maxHeight = maxHeight;
}
"""
_DRAWN = """
const done = arguments[arguments.length - 1];
requestAnimationFrame(() => requestAnimationFrame(done));
"""
_MEASURE = """
const root = document.documentElement;
const wide = root.clientWidth;
const outside = [...document.querySelectorAll('body *')].filter(element => {
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  return box.width > 0 && (box.right > wide + 1 || root.dir === 'rtl' && box.left < -1)
    && style.position !== 'fixed' && !element.closest('[hidden]');
});
// Words of short texts that stand on two lines without a place to break; scripts that break anywhere are left out.
const torn = new Set(), range = document.createRange();
for (const element of document.querySelectorAll('h1, h2, h3, h4, a, button, summary, label, dt, th')) {
  if (element.getBoundingClientRect().width < 24) continue;  // clipped away, for screen readers or robots
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    for (const word of texts.currentNode.data.matchAll(/[^\\s\\u00ad\\u200b\\u2013\\u2014\\/-]+/g)) {
      if (/[\\u0e00-\\u0eff\\u3040-\\u9fff\\uac00-\\ud7af]/.test(word[0])) continue;
      range.setStart(texts.currentNode, word.index);
      range.setEnd(texts.currentNode, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) torn.add(word[0]);
    }
  }
}
const shifts = new PerformanceObserver(() => {});
shifts.observe({type: 'layout-shift', buffered: true});
return {
  scrollWidth: root.scrollWidth,
  scrollHeight: root.scrollHeight,
  clientWidth: wide,
  outside: outside.slice(0, 5).map(element => element.outerHTML.slice(0, 120)),
  title: document.title,
  headings: document.querySelectorAll('h1').length,
  brokenImages: [...document.images]
    .filter(image => image.complete && image.naturalWidth === 0).map(image => image.src),
  torn: [...torn],
  shift: shifts.takeRecords().reduce((sum, entry) => sum + entry.value, 0),
};
"""


@dataclass(frozen=True)
class Look:
    """What a page was like."""

    loaded: list[str]
    """What a first visit asked for until the page had loaded."""
    requested: list[str]
    """The same, and what lies below the fold."""
    failed: list[str]
    complaints: list[str]
    """What the console said at level WARNING or SEVERE."""
    measured: dict[str, Any]


def programs() -> tuple[str, str] | None:
    """Chromium and its driver; None where one is not installed."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    return (chromium, driver) if chromium and driver else None


def options(chromium: str, profile: Path, *switches: str) -> Options:
    """How Chromium is started."""
    made = Options()
    made.binary_location = chromium
    for switch in (*_SWITCHES, f"--user-data-dir={profile}", *switches):
        made.add_argument(switch)
    made.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    return made


class Browser:
    """Chromium."""

    def __init__(self, chrome: Chrome) -> None:
        self.chrome = chrome
        self._network: list[dict[str, Any]] = []
        """What was logged until the open page had loaded."""

    def look(self, url: str, width: int = 1280, height: int = 800) -> Look:
        """Open a page at a size and wait until it has loaded everything, also what lies below the fold."""
        self.open(url, width, height)
        return self.seen()

    def open(self, url: str, width: int, height: int, scale: float = 1, *, dark: bool = False) -> None:
        """Load what a first visit loads, on a screen of this size in CSS pixels, without any motion."""
        self._screen(width, height, scale)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme, still]})
        self.chrome.execute_cdp_cmd("Network.clearBrowserCache", {})
        self._log("performance")
        self._log("browser")
        self.chrome.get(url)
        self._network = self._log("performance")

    def seen(self) -> Look:
        """Wait for the rest of the open page, and say what it is like."""
        self.chrome.execute_async_script(_SETTLE)
        measured = self.chrome.execute_script(_MEASURE)
        loaded, _ = _network(self._network)
        requested, failed = _network([*self._network, *self._log("performance")])
        complaints = [entry["message"] for entry in self._log("browser") if entry["level"] in {"WARNING", "SEVERE"}]
        return Look(loaded, requested, failed, complaints, measured)

    def _log(self, kind: str) -> list[dict[str, Any]]:
        """What was logged since this was last asked."""
        entries: list[dict[str, Any]] = self.chrome.execute(Command.GET_LOG, {"type": kind})["value"]
        return entries

    def picture(self, width: int, height: int, scale: float = 1) -> bytes:
        """The open page as WebP, `width` and `height` CSS pixels of it; a very tall one is scaled down.

        The screen becomes as tall as the page, since Chromium lays a page out anew for a picture beyond its screen and
        may take it before that is done. What follows the screen's height is held as it is.
        """
        self.chrome.execute_script(_HOLD)
        self._screen(width, height, scale)
        self.chrome.execute_async_script(_DRAWN)
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": min(1.0, _TALLEST / (height * scale))}
        asked = {"format": "webp", "quality": _QUALITY, "clip": clip}
        return base64.b64decode(self.chrome.execute_cdp_cmd("Page.captureScreenshot", asked)["data"])

    def _screen(self, width: int, height: int, scale: float) -> None:
        metrics = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": width < 600}
        self.chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


@contextmanager
def browser(folder: Path, *switches: str) -> Iterator[Browser]:
    """Chromium with a profile of its own in a folder. Raises LocalCloudError where it does not start."""
    found = programs()
    if found is None:
        raise LocalCloudError("Chromium and its driver are not installed.", INSTALL)
    chromium, driver = found
    folder.mkdir(parents=True, exist_ok=True)
    service = Service(driver, log_output=str(folder / "chromedriver.log"))
    try:
        chrome = Chrome(options(chromium, folder / "profile", *switches), service)
    except WebDriverException as error:
        raise LocalCloudError(
            f"Chromium does not start: {error.msg}", f"Its log: {folder / 'chromedriver.log'}"
        ) from error
    try:
        record(folder, "driver", service.process.pid)
        chrome.set_page_load_timeout(_SECONDS)
        chrome.set_script_timeout(_SECONDS)
        yield Browser(chrome)
    finally:
        chrome.quit()
        forget(folder, "driver")


def end_left_over(folder: Path) -> None:
    """End the browser that a killed run has left, if it left one; `folder` is what it was started with."""
    if driver := alive(folder, "driver"):
        stop(family(driver), seconds=5)
    forget(folder, "driver")


def _network(log: Iterable[dict[str, Any]]) -> tuple[list[str], list[str]]:
    requested, failed, urls = [], [], {}
    for entry in log:
        message = json.loads(entry["message"])["message"]
        given = message["params"]
        if message["method"] == "Network.requestWillBeSent":
            urls[given["requestId"]] = given["request"]["url"]
            requested.append(given["request"]["url"])
        elif message["method"] == "Network.responseReceived" and given["response"]["status"] >= 400:
            failed.append(f"{given['response']['status']} {given['response']['url']}")
        elif message["method"] == "Network.loadingFailed" and not given.get("canceled"):
            failed.append(f"{given['errorText']} {urls.get(given['requestId'], '?')}")
    return [url for url in requested if not url.startswith("data:")], failed
