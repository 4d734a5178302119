"""A person's look at a page in Chromium: what it asked the network for, what went wrong, how wide it is."""

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selenium.webdriver import Chrome
from selenium.webdriver.chrome.options import Options

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
)

_MEASURE = """
const wide = document.documentElement.clientWidth;
const outside = [...document.querySelectorAll('body *')].filter(element => {
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  return box.width > 0 && box.right > wide + 1 && style.position !== 'fixed' && !element.closest('[hidden]');
});
return {
  scrollWidth: document.documentElement.scrollWidth,
  clientWidth: wide,
  outside: outside.slice(0, 5).map(element => element.outerHTML.slice(0, 120)),
  title: document.title,
  headings: document.querySelectorAll('h1').length,
  brokenImages: [...document.images]
    .filter(image => image.complete && image.naturalWidth === 0).map(image => image.src),
};
"""


def options(chromium: str, profile: Path) -> Options:
    """How Chromium is started."""
    made = Options()
    made.binary_location = chromium
    for switch in (*_SWITCHES, f"--user-data-dir={profile}"):
        made.add_argument(switch)
    made.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    return made


@dataclass(frozen=True)
class Look:
    """What a page was like."""

    requested: list[str]
    failed: list[str]
    complaints: list[str]
    """What the console said at level WARNING or SEVERE."""
    measured: dict[str, Any]


class Browser:
    """Chromium."""

    def __init__(self, chrome: Chrome) -> None:
        self.chrome = chrome

    def look(self, url: str, width: int = 1280, height: int = 800) -> Look:
        """Open a page at a size and wait until it has loaded everything, also what lies below the fold."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.chrome.get_log("performance")
        self.chrome.get_log("browser")
        self.chrome.get(url)
        self.chrome.execute_script("window.scrollTo(0, document.body.scrollHeight)")
        time.sleep(0.3)
        measured = self.chrome.execute_script(_MEASURE)
        requested, failed = _network(self.chrome.get_log("performance"))
        complaints = [
            entry["message"] for entry in self.chrome.get_log("browser") if entry["level"] in {"WARNING", "SEVERE"}
        ]
        return Look(requested, failed, complaints, measured)


def _network(log: list[dict[str, Any]]) -> tuple[list[str], list[str]]:
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
