"""Events as they are kept, of what was sent: where it belongs in time, what it is called, and nothing of a person."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from code24.analytics.collecting.agents import Agent
from code24.analytics.collecting.pages import Page, Referrer, referrer_of
from code24.analytics.collecting.reasons import Reason
from code24.analytics.collecting.sent import Sent
from code24.analytics.collecting.sources import NOWHERE, is_spam, origin_of
from code24.analytics.collecting.visitors import event_id
from code24.analytics.event import Event, Unit

SUBMISSION = "Form: Submission"
"""The goal that a form was stored, which the receiver of forms tells."""
SKEW = 5 * 60 * 1_000
"""Milliseconds that a sender's clock may be ahead; what is within them is of now."""
EARLIER_HOURS = 4
"""Of a UTC day: how long a visit that began before midnight may still be going on (sessions end after half an hour of
nothing, so this is for those who stay)."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What all events of a request have in common."""

    site_id: str
    now: datetime
    agent: Agent
    country: str
    holdout: bool
    units: tuple[Unit, ...]
    visitor: Callable[[date], str]
    """The visitor's id of a day."""
    address: Callable[[date], str]
    """What everybody behind the visitor's address is called on a day."""
    salt: Callable[[date], bytes]
    """What ids of that day are hashed with."""


def moment_of(sent: Sent, now: datetime) -> int | Reason:
    """When something happened in epoch milliseconds, or why it is of no day that can be counted."""
    present = int(now.timestamp() * 1_000)
    at = present - sent.age if sent.at is None else sent.at
    if at > present + SKEW:
        return Reason.FUTURE
    yesterday = datetime(now.year, now.month, now.day, tzinfo=UTC) - timedelta(days=1)
    if at < int(yesterday.timestamp() * 1_000):
        return Reason.TOO_OLD
    return min(at, present)


def event_of(sent: Sent, page: Page, own: Callable[[str], bool], seen: Seen) -> Event | Reason:
    """The event, or why there is none. `own` tells the site's own hosts, which are no referrers."""
    at = moment_of(sent, seen.now)
    if isinstance(at, Reason):
        return at
    before = _before(sent, page, own)
    if before is not None and is_spam(before):
        return Reason.SPAM_REFERRER
    origin = origin_of(page.query, before) if sent.kind in {"view", "goal"} else NOWHERE
    day = day_of(at)
    visitor = seen.visitor(day)
    return Event(
        site_id=seen.site_id,
        event_id=event_id(seen.salt(day), *_identity(sent, page, seen.site_id, visitor, at)),
        at=at,
        visitor=visitor,
        kind=sent.kind,
        name=sent.name,
        path=page.path,
        country=seen.country,
        device=seen.agent.device,
        browser=seen.agent.browser,
        system=seen.agent.system,
        props=sent.props,
        revenue=sent.revenue,
        currency=sent.currency,
        seconds=sent.seconds,
        vitals=sent.vitals,
        status=sent.status,
        server=sent.server,
        interactive=sent.interactive,
        holdout=seen.holdout,
        source=origin.source,
        channel=origin.channel,
        referrer=origin.referrer,
        campaign=origin.campaign,
        click=origin.click,
    )


def day_of(at: int) -> date:
    """The UTC day of a moment."""
    return datetime.fromtimestamp(at / 1_000, UTC).date()


def is_early(now: datetime) -> bool:
    """True while yesterday's visits may still be going on."""
    return now.hour < EARLIER_HOURS


def _before(sent: Sent, page: Page, own: Callable[[str], bool]) -> Referrer | None:
    """The page of another website that led here."""
    found = referrer_of(sent.referrer) if sent.referrer else None
    return None if found is None or found.host == page.host or own(found.host) else found


def _identity(sent: Sent, page: Page, site_id: str, visitor: str, at: int) -> Sequence[str]:
    """What makes the event this one: the sender's own name for it, or else the moment and everything that was said."""
    if sent.mark:
        return (site_id, visitor, sent.kind, sent.name, sent.mark)
    said = f"{sorted(sent.props.items())}{sent.revenue}{sent.currency}{sorted(sent.vitals.items())}{sent.seconds}"
    return (site_id, visitor, sent.kind, sent.name, page.path, str(at), said)
