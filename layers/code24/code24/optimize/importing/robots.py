"""What a website's robots.txt says to Code24 (RFC 9309)."""

from dataclasses import dataclass
from urllib.parse import urljoin

from protego import Protego

from code24.optimize.ports import Fetched

AGENT = "Code24"
LONGEST_PAUSE = 5.0
"""Seconds between two pages, however many are asked for: with more, no website could be read in time."""
MOST_BYTES = 512_000
"""RFC 9309, 2.5: at least 500 kibibytes are read."""
_MOST_SITEMAPS = 10


@dataclass(frozen=True)
class Robots:
    """The rules for this website."""

    rules: Protego | None
    """None: everything is allowed."""
    reachable: bool = True
    """False where the file cannot be read: then nothing may be (RFC 9309, 2.3.1.4)."""

    @classmethod
    def of(cls, answer: Fetched | None) -> "Robots":
        """From the answer for `/robots.txt`; None where there was none."""
        if answer is None or answer.status >= 500 or answer.status == 429:
            return cls(None, reachable=False)
        if answer.status != 200 or _is_page(answer.body):
            return cls(None)
        return cls(Protego.parse(answer.body[:MOST_BYTES].decode("utf-8", "replace")))

    def allows(self, url: str) -> bool:
        """Whether an address may be read."""
        return self.reachable and (self.rules is None or self.rules.can_fetch(url, AGENT))

    @property
    def pause(self) -> float:
        """Seconds between two pages, within `LONGEST_PAUSE`."""
        asked = self.asked_pause
        return min(asked, LONGEST_PAUSE)

    @property
    def asked_pause(self) -> float:
        """Seconds between two pages as the file has them."""
        delay = self.rules.crawl_delay(AGENT) if self.rules else None
        rate = self.rules.request_rate(AGENT) if self.rules else None
        by_rate = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(float(delay or 0.0), by_rate, 0.0)

    def sitemaps(self, origin: str) -> list[str]:
        """Addresses of sitemaps: those that are named, and the usual one."""
        named = list(self.rules.sitemaps) if self.rules else []
        found = [urljoin(f"{origin}/", url) for url in named[:_MOST_SITEMAPS]]
        return list(dict.fromkeys([*found, f"{origin}/sitemap.xml"]))


def _is_page(body: bytes) -> bool:
    start = body[:300].lstrip().lower()
    return start.startswith((b"<!doctype", b"<html"))
