"""Visitors that do not exist: who they are, when they come, and what they do.

Everything follows from a seed. What is known of the world here is the truth that reports are held against, so nothing
of it is computed by the code under test.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

MINUTE, HOUR = 60, 3_600
PAUSE = 31 * MINUTE
"""Seconds after which a visitor's next step is another visit."""

AGENTS = {
    (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0"
        " Safari/537.36"
    ): ("desktop", "Chrome", "Windows"),
    (
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5"
        " Safari/605.1.15"
    ): ("desktop", "Safari", "macOS"),
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0": ("desktop", "Firefox", "Linux"),
    (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5"
        " Mobile/15E148 Safari/604.1"
    ): ("mobile", "Safari", "iOS"),
    (
        "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile"
        " Safari/537.36"
    ): ("mobile", "Chrome", "Android"),
}
"""User agents of people, and what they say: device, browser, system."""
BOTS = (
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "curl/8.14.1",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/139.0.0.0 Safari/537.36",
)
SOURCES = (
    (38, "", "", ""),
    (30, "https://www.google.com/", "", "Google"),
    (10, "https://www.facebook.com/", "", "Facebook"),
    (8, "", "utm_source=newsletter&utm_medium=email&utm_campaign=spring", "newsletter"),
    (8, "https://www.example.org/places/bakeries/", "", "example.org"),
    (6, "https://duckduckgo.com/", "", "DuckDuckGo"),
)
"""Weight, referrer, query, and what the source is called."""
COUNTRIES = ((50, "GB"), (25, "DE"), (15, "FR"), (10, "US"))
BY_HOUR = (2, 1, 1, 1, 1, 2, 4, 7, 9, 10, 11, 12, 12, 11, 11, 10, 11, 12, 13, 13, 11, 8, 5, 3)
"""How busy each hour of a day (UTC) is."""
BOUNCES = 0.45


@dataclass(frozen=True)
class View:
    """A page that was looked at."""

    path: str
    at: datetime
    seconds: float
    """How long it was in front of the visitor."""
    first: bool
    """Whether it is the visit's first."""


@dataclass(frozen=True)
class Visit:
    """What one visitor did in one go."""

    views: tuple[View, ...]
    referrer: str
    query: str
    source: str


@dataclass(frozen=True)
class Person:
    """One visitor: an address and a browser."""

    number: int
    address: str
    agent: str
    country: str
    visits: tuple[Visit, ...]
    scripted: bool = True
    """Whether the browser runs scripts."""
    luck: float = 0.0
    """From 0 to 1: a visitor whose chance to convert is above it does."""
    vitals: float = 0.0
    """Largest contentful paint in milliseconds."""

    @property
    def days(self) -> set[str]:
        """The UTC days of the visits' views: a visitor is another one each day."""
        return {f"{view.at:%Y-%m-%d}" for visit in self.visits for view in visit.views}


def people(seed: int, count: int, paths: tuple[str, ...], now: datetime) -> tuple[Person, ...]:
    """Visitors of yesterday and today (UTC) up to `now`, more of them in busy hours. `paths[0]` is the home page."""
    random = Random(seed)  # noqa: S311 (a simulation)
    return tuple(_person(random, number, paths, now) for number in range(count))


def _person(random: Random, number: int, paths: tuple[str, ...], now: datetime) -> Person:
    moments = list(_visiting_times(random, now))
    visits = tuple(_visit(random, moment, paths) for moment in moments)
    return Person(
        number=number,
        # Of networks that people are connected by: numbered, so that no two visitors share an address.
        address=f"86.{number >> 16 & 63}.{number >> 8 & 255}.{number & 255}",
        agent=random.choice(tuple(AGENTS)),
        country=_weighted(random, COUNTRIES)[0],
        visits=visits,
        scripted=random.random() > 0.03,
        luck=random.random(),
        vitals=round(random.lognormvariate(7.5, 0.45)),
    )


def _visiting_times(random: Random, now: datetime) -> Iterator[datetime]:
    """When a visitor's visits begin: one, or two with a pause between them."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    earliest, latest = midnight - timedelta(hours=20), now - timedelta(minutes=12)
    while True:
        day = random.choice((midnight - timedelta(days=1), midnight))
        hour = random.choices(range(24), BY_HOUR)[0]
        begun = day + timedelta(hours=hour, seconds=random.randrange(HOUR), milliseconds=random.randrange(1_000))
        if earliest <= begun <= latest and _ends_on_its_day(begun):
            break
    yield begun
    later = begun + timedelta(seconds=PAUSE + 20 * MINUTE + random.randrange(3 * HOUR))
    if random.random() < 0.2 and later <= latest and _ends_on_its_day(later):
        yield later


def _ends_on_its_day(begun: datetime) -> bool:
    """What is sent hours later from both sides of midnight comes of two visitors: their salts are not the same."""
    return (begun + timedelta(minutes=11)).date() == begun.date()


def _visit(random: Random, begun: datetime, paths: tuple[str, ...]) -> Visit:
    _, referrer, query, source = random.choices(SOURCES, [each[0] for each in SOURCES])[0]
    length = 1 if random.random() < BOUNCES else random.randint(2, 5)
    views, at = [], begun
    for number in range(length):
        seconds = round(random.uniform(4, 100), 1)
        path = paths[0] if number == 0 and random.random() < 0.7 else random.choice(paths)
        views.append(View(path, at, seconds, number == 0))
        at += timedelta(seconds=seconds + random.uniform(1, 20))
    return Visit(tuple(views), referrer, query, source)


def _weighted(random: Random, table: tuple[tuple[int, str], ...]) -> tuple[str, ...]:
    return random.choices(table, [each[0] for each in table])[0][1:]


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)
