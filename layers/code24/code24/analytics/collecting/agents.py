"""What a user agent tells: whether somebody sits before it, and of which kind their device, browser and system are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ua_parser_rs import OSExtractor, UserAgentExtractor

from code24.analytics.collecting import lists
from code24.analytics.collecting.bounds import line
from code24.analytics.collecting.reasons import Reason

MAX_AGENT = 1_000
"""Characters of a user agent that are to be looked at and remembered; browsers send some 200."""
_MAX_FAMILY = 40
_REMEMBERED = 4_096

_HEADLESS = re.compile(
    r"headless|phantomjs|puppeteer|playwright|selenium|webdriver|cypress|jsdom|slimerjs|zombie\.js",
    re.IGNORECASE,
)
_PROGRAM = re.compile(  # CUBOT makes telephones
    r"\b(?:bots?|crawler|spider|scraper|fetcher|monitor(?:ing)?|preview|checker|scanner|validator|archiver)\b|(?<!cu)bot[/;)]"
    r"|^(?:python|curl|wget|go-http|java/|okhttp|axios|node|ruby|perl|php|libwww|apache-httpclient|dart|rust|reqwest"
    r"|postman|insomnia|http)|https?://|lighthouse|pagespeed|gtmetrix|pingdom|uptime",
    re.IGNORECASE,
)
_NEITHER = re.compile(r"smart-?tv|\btv\b|appletv|bravia|playstation|xbox|nintendo", re.IGNORECASE)
_TABLET = re.compile(r"ipad|tablet|kindle|playbook|nexus (?:7|9|10)\b", re.IGNORECASE)
_MOBILE = re.compile(r"mobi|iphone|ipod|windows phone|blackberry|bb10|opera mini|kaios", re.IGNORECASE)
_ANDROID = re.compile(r"android|silk", re.IGNORECASE)
_DESKTOP = re.compile(r"windows nt|macintosh|x11|cros|linux", re.IGNORECASE)

_BROWSERS = {
    "Mobile Safari": "Safari",
    "Mobile Safari UI/WKWebView": "Safari",
    "Chrome Mobile": "Chrome",
    "Chrome Mobile iOS": "Chrome",
    "Chrome Mobile WebView": "Chrome",
    "Chromium": "Chrome",
    "Edge Mobile": "Edge",
    "Firefox Mobile": "Firefox",
    "Firefox iOS": "Firefox",
    "Opera Mobile": "Opera",
    "IE Mobile": "IE",
}
_SYSTEMS = {"Mac OS X": "macOS", "Chrome OS": "ChromeOS"}


@dataclass(frozen=True, slots=True)
class Agent:
    """What is kept of a user agent."""

    device: str = ""
    """`desktop`, `mobile`, `tablet`; empty where it is not known."""
    browser: str = ""
    system: str = ""


@cache
def _browsers() -> UserAgentExtractor:
    return UserAgentExtractor((regex, family, None, None, None, None) for regex, family in lists.agents()["browsers"])


@cache
def _systems() -> OSExtractor:
    return OSExtractor((regex, family, None, None, None, None) for regex, family in lists.agents()["systems"])


@cache
def _crawlers() -> UserAgentExtractor:
    patterns: Sequence[str] = lists.agents()["crawlers"]
    return UserAgentExtractor((pattern, "crawler", None, None, None, None) for pattern in patterns)


@lru_cache(maxsize=_REMEMBERED)
def machine_of(agent: str) -> Reason | None:
    """Why nobody sits before a user agent; None where somebody may."""
    agent = _encodable(agent).strip()
    if not agent:
        return Reason.NO_AGENT
    if _HEADLESS.search(agent):
        return Reason.HEADLESS
    if _PROGRAM.search(agent) or _crawlers().extract(agent) is not None:
        return Reason.BOT
    return None


@lru_cache(maxsize=_REMEMBERED)
def described(agent: str) -> Agent:
    """Device, browser and system."""
    agent = _encodable(agent)
    browser, system = _browsers().extract(agent), _systems().extract(agent)
    return Agent(
        device=_device(agent),
        browser=_named(browser.family, _BROWSERS) if browser else "",
        system=_named(system.family, _SYSTEMS) if system else "",
    )


def _encodable(agent: str) -> str:
    """Without halves of surrogate pairs, on which what reads the patterns raises."""
    return agent if agent.isascii() else agent.encode(errors="replace").decode()


def _device(agent: str) -> str:
    if _NEITHER.search(agent):
        return ""
    if _TABLET.search(agent):
        return "tablet"
    if _MOBILE.search(agent):
        return "mobile"
    if _ANDROID.search(agent):
        return "tablet"  # Android's browsers say Mobile on telephones
    return "desktop" if _DESKTOP.search(agent) else ""


def _named(family: str, names: dict[str, str]) -> str:
    """A family as people call it. Some patterns take the name from the user agent, so it is bounded like one."""
    return names.get(family) or ("" if family == "Other" else line(family, _MAX_FAMILY))
