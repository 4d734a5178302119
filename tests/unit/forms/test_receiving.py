"""Forms are taken in once, within limits, and their owners' mails are always under way."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from code24.errors import Conflict, NotFound, Transient
from code24.forms.checking import Fault
from code24.forms.limits import ATTEMPTS, ATTEMPTS_OF_NETWORK, OF_NETWORK, OF_SITE, OF_SITE_NOW, OF_VISITOR, limits_key
from code24.forms.models import FormKind, SiteForms, Submission
from code24.forms.notifying import NotifyOutcome, notify_owner
from code24.forms.receiving import NOTICE_DELAY, Keys, Outcome, Receipt, Sending, receive_form
from code24.forms.stamps import LONGEST, SHORTEST, make_stamp, stamp_key
from code24.sites.models import Release, Route, RouteStatus, Site, SiteStatus
from tests.fakes import FakeClock, FakeCounters, FakeMail, FakeNotifications, FakeSites, FakeSubmissions

SITE, RELEASE = "s000000000001", "r000000000a"
KEYS = Keys(stamps=stamp_key("secret"), limits=limits_key("secret"))
FORMS = SiteForms(
    language="de", kinds=tuple(FormKind), thanks_path="/danke/", name="Bäckerei", notify="owner@example.org"
)
START = datetime(2026, 3, 1, 12, tzinfo=UTC)
FIELDS = {"name": "Jane Doe", "email": "jane@example.org", "message": "Hello"}


@dataclass
class World:
    """All ports in memory, and one active site."""

    clock: FakeClock = field(default_factory=FakeClock)
    sites: FakeSites = field(default_factory=FakeSites)
    counters: FakeCounters = field(default_factory=FakeCounters)
    notifications: FakeNotifications = field(default_factory=FakeNotifications)
    mail: FakeMail = field(default_factory=FakeMail)

    def __post_init__(self) -> None:
        site = Site(site_id=SITE, customer_id="c000000000001", slug="acme", name="Acme", status=SiteStatus.ACTIVE,
                    created_at=START, updated_at=START, live_release=RELEASE)  # fmt: skip
        self.sites.reserve(site, Route(host="acme.localhost", site_id=SITE, status=RouteStatus.ACTIVE))
        self.release(FORMS)
        self.submissions = FakeSubmissions(self.sites)

    def release(self, forms: SiteForms) -> None:
        self.sites.add_release(
            Release(release_id=RELEASE, site_id=SITE, build_id="b0000000000000001", version="1", created_at=START,
                    sha256="0" * 64, files=(), forms=forms)
        )  # fmt: skip

    def receive(self, sending: Sending) -> Receipt:
        return receive_form(
            sending,
            KEYS,
            submissions=self.submissions,
            counters=self.counters,
            notifications=self.notifications,
            clock=self.clock,
        )

    def deliver(self, count: int = 1) -> list[NotifyOutcome]:
        """Deliver every message that is due, `count` times."""
        ports: dict[str, Any] = {
            "sites": self.sites, "submissions": self.submissions, "mail": self.mail, "clock": self.clock,
        }  # fmt: skip
        due = [notify for notify, _ in self.notifications.sent]
        return [notify_owner(notify, **ports).outcome for _ in range(count) for notify in due]

    def stored(self) -> list[Submission]:
        return list(self.submissions.records.values())


@pytest.fixture
def world() -> World:
    return World()


def stamp(world: World, age: int = 60, nonce: str = "0123456789abcdef", site_id: str = SITE) -> str:
    return make_stamp(KEYS.stamps, site_id, int(world.clock.now().timestamp()) - age, nonce)


def sending(world: World, *, age: int = 60, nonce: str = "0123456789abcdef", **changes: str) -> Sending:
    values = FIELDS | {"stamp": stamp(world, age, nonce), "website": ""} | changes
    return Sending(
        site_id=SITE,
        release_id=RELEASE,
        forms=FORMS,
        form=FormKind.CONTACT,
        page="/kontakt/",
        sent={name: [value] for name, value in values.items()},
        visitor="somebody",
        network="somewhere",
    )


def test_a_form_is_stored_and_its_owner_mailed(world: World) -> None:
    receipt = world.receive(sending(world))
    [stored] = world.stored()
    assert receipt == Receipt(Outcome.STORED, submission_id=stored.submission_id)
    assert stored.fields == FIELDS
    assert (stored.form, stored.page, stored.created_at, stored.notified_at) == ("contact", "/kontakt/", START, None)
    [(notify, delay)] = world.notifications.sent
    assert (notify.site_id, notify.release_id, notify.submission_id) == (SITE, RELEASE, stored.submission_id)
    assert delay == NOTICE_DELAY
    assert world.deliver() == [NotifyOutcome.SENT]
    assert [mail.to for mail in world.mail.sent] == ["owner@example.org"]
    assert world.stored()[0].notified_at == world.clock.now()


def test_the_queue_holds_nothing_that_somebody_wrote(world: World) -> None:
    world.receive(sending(world))
    text = world.notifications.sent[0][0].model_dump_json()
    assert not any(value in text for value in FIELDS.values())


def test_the_same_again_is_thanked_for_and_changes_nothing(world: World) -> None:
    again = sending(world)
    assert [world.receive(again).outcome for _ in range(3)] == [Outcome.STORED, Outcome.REPEATED, Outcome.REPEATED]
    assert len(world.stored()) == 1
    assert world.deliver(2).count(NotifyOutcome.SENT) == 1
    assert len(world.mail.sent) == 1
    before = len(world.notifications.sent)
    assert world.receive(again).outcome is Outcome.REPEATED
    assert len(world.notifications.sent) == before, "there is nothing left to tell"


def test_other_words_and_other_pages_are_other_submissions(world: World) -> None:
    for each in (sending(world), sending(world, message="Hello again"), sending(world, nonce="f" * 16)):
        assert world.receive(each).outcome is Outcome.STORED
    assert len(world.stored()) == 3


def test_both_halves_of_a_double_click_store_one(world: World) -> None:
    """The other half is stored between this one's look and its own writing."""
    get = world.submissions.get

    def get_then_be_overtaken(site_id: str, submission_id: str) -> Submission:
        try:
            return get(site_id, submission_id)
        finally:
            world.submissions.get = get  # type: ignore[method-assign]
            world.receive(sending(world))

    world.submissions.get = get_then_be_overtaken  # type: ignore[method-assign]
    assert world.receive(sending(world)).outcome is Outcome.REPEATED
    assert len(world.stored()) == 1
    world.deliver()
    assert len(world.mail.sent) == 1


class Killed(BaseException):
    """The process has ended."""


def killed(world: World, port: str, method: str, *, after: bool) -> None:
    """The process ends once, before or after a call."""
    target = getattr(world, port)
    call: Callable[..., Any] = getattr(target, method)

    def end(*arguments: Any) -> Any:
        setattr(target, method, call)
        if after:
            with suppress(NotFound):
                call(*arguments)
        raise Killed

    setattr(target, method, end)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(
    ("port", "method"),
    [("counters", "count"), ("submissions", "get"), ("notifications", "send"), ("submissions", "put")],
)
@pytest.mark.parametrize("repeats", [0, 1, 2])
def test_wherever_the_process_ends_what_is_stored_is_told_once(
    world: World, port: str, method: str, after: bool, repeats: int
) -> None:
    killed(world, port, method, after=after)
    the_form = sending(world)
    with pytest.raises(Killed):
        world.receive(the_form)
    for _ in range(repeats):
        assert world.receive(the_form).outcome in {Outcome.STORED, Outcome.REPEATED}
    world.deliver()
    assert len(world.stored()) == (1 if repeats or (method == "put" and after) else 0)
    assert len(world.mail.sent) == len(world.stored())
    assert all(each.notified_at for each in world.stored())


def test_a_mail_without_a_submission_finds_nothing_to_tell(world: World) -> None:
    killed(world, "submissions", "put", after=False)
    with pytest.raises(Killed):
        world.receive(sending(world))
    assert world.deliver() == [NotifyOutcome.NOTHING_THERE]
    assert world.mail.sent == []


def test_where_the_mail_cannot_be_asked_for_nothing_is_stored(world: World) -> None:
    def refuse(*_: Any) -> None:
        raise Transient("SQS is busy")

    world.notifications.send = refuse  # type: ignore[method-assign]
    with pytest.raises(Transient):
        world.receive(sending(world))
    assert world.stored() == []


def test_an_owner_without_an_address_finds_submissions_in_the_list(world: World) -> None:
    silent = replace(sending(world), forms=FORMS.model_copy(update={"notify": None}))
    assert world.receive(silent).outcome is Outcome.STORED
    assert (len(world.stored()), world.notifications.sent) == (1, [])


def test_faults_are_named_and_nothing_is_stored(world: World) -> None:
    receipt = world.receive(sending(world, email="nobody", message=""))
    assert receipt == Receipt(Outcome.INVALID, {"email": Fault("email"), "message": Fault("required")})
    assert (world.stored(), world.notifications.sent) == ([], [])


def test_what_programs_fill_in_is_thanked_for_and_thrown_away(world: World) -> None:
    assert world.receive(sending(world, website="https://spam.example")).outcome is Outcome.TRAPPED
    assert world.receive(sending(world, age=SHORTEST - 1)).outcome is Outcome.HASTY
    assert Outcome.TRAPPED.welcome
    assert Outcome.HASTY.welcome
    assert (world.stored(), world.notifications.sent) == ([], [])
    assert world.receive(sending(world, age=SHORTEST)).outcome is Outcome.STORED


@pytest.mark.parametrize("changes", [{"stamp": ""}, {"stamp": "code24-stamp"}, {"stamp": "1772366340.0.0"}])
def test_without_a_stamp_of_this_site_nothing_is_stored(world: World, changes: dict[str, str]) -> None:
    assert world.receive(sending(world, **changes)).outcome is Outcome.UNSEEN
    assert world.receive(sending(world, stamp=stamp(world, site_id="s000000000002"))).outcome is Outcome.UNSEEN
    twice = sending(world)
    assert world.receive(replace(twice, sent=twice.sent | {"stamp": [stamp(world)] * 2})).outcome is Outcome.UNSEEN
    assert world.stored() == []


def test_a_page_that_was_open_for_a_day_is_told_so(world: World) -> None:
    assert world.receive(sending(world, age=LONGEST)).outcome is Outcome.STORED
    receipt = world.receive(sending(world, age=LONGEST + 1, email="x"))
    assert receipt == Receipt(Outcome.EXPIRED, {"email": Fault("email")})


def test_a_site_that_is_being_deleted_stores_nothing(world: World) -> None:
    world.sites.records[SITE] = world.sites.get(SITE).model_copy(update={"status": SiteStatus.DELETING})
    with pytest.raises(Conflict):
        world.receive(sending(world))
    assert world.stored() == []


def numbered(world: World, number: int, visitor: str = "somebody", network: str | None = None) -> Sending:
    return replace(sending(world, nonce=f"{number:016x}"), visitor=visitor, network=network or f"of {visitor}")


def test_one_visitor_tries_so_often_a_minute(world: World) -> None:
    for number in range(ATTEMPTS.most):
        assert world.receive(sending(world, email=f"{number}")).outcome is Outcome.INVALID
    receipt = world.receive(numbered(world, 1))
    assert (receipt.outcome, receipt.retry_after) == (Outcome.LIMITED, 60)
    assert world.receive(numbered(world, 1, "another")).outcome is Outcome.STORED
    world.clock.advance(seconds=60)
    assert world.receive(numbered(world, 2)).outcome is Outcome.STORED


def test_one_visitor_writes_so_often_a_day(world: World) -> None:
    for number in range(OF_VISITOR.most):
        assert world.receive(numbered(world, number)).outcome is Outcome.STORED
        world.clock.advance(seconds=10)
    receipt = world.receive(numbered(world, 999))
    assert receipt.outcome is Outcome.LIMITED
    assert receipt.retry_after is not None
    assert receipt.retry_after > 3_600
    assert world.receive(numbered(world, 999, "another")).outcome is Outcome.STORED


def test_one_network_does_not_use_up_a_site_under_other_names(world: World) -> None:
    for number in range(OF_NETWORK.most):
        assert world.receive(numbered(world, number, f"browser {number}", "one")).outcome is Outcome.STORED
        world.clock.advance(seconds=3)
    assert world.receive(numbered(world, 998, "browser 998", "one")).outcome is Outcome.LIMITED
    assert world.receive(numbered(world, 999, "browser 999", "another")).outcome is Outcome.STORED
    assert 2 * OF_NETWORK.most < OF_SITE.most


def test_one_network_tries_so_often_a_minute_under_any_names(world: World) -> None:
    for number in range(ATTEMPTS_OF_NETWORK.most):
        tried = replace(sending(world, email="x"), visitor=f"browser {number}")
        assert world.receive(tried).outcome is Outcome.INVALID
    assert world.receive(replace(sending(world), visitor="browser 999")).outcome is Outcome.LIMITED


def test_one_site_takes_so_much_a_minute_and_a_day(world: World) -> None:
    taken = 0
    while taken < OF_SITE.most:
        for number in range(OF_SITE_NOW.most):
            if taken < OF_SITE.most:
                assert world.receive(numbered(world, taken, f"visitor {taken}")).outcome is Outcome.STORED, number
                taken += 1
        assert world.receive(numbered(world, 10**6, f"late {taken}")).outcome is Outcome.LIMITED
        world.clock.advance(seconds=60)
    assert world.receive(numbered(world, 10**6, "tomorrow")).outcome is Outcome.LIMITED
    world.clock.advance(hours=12)
    assert world.receive(numbered(world, 10**6 + 1, "tomorrow")).outcome is Outcome.STORED


def test_what_is_stored_already_is_thanked_for_though_the_day_is_full(world: World) -> None:
    first = numbered(world, 0)
    world.receive(first)
    for number in range(1, OF_VISITOR.most):
        world.clock.advance(seconds=10)
        world.receive(numbered(world, number))
    world.clock.advance(seconds=60)
    assert world.receive(numbered(world, 998)).outcome is Outcome.LIMITED
    assert world.receive(first).outcome is Outcome.REPEATED


def test_two_deliveries_at_once_mail_once(world: World) -> None:
    world.receive(sending(world))
    [(notify, _)] = world.notifications.sent
    world.submissions.claim(SITE, notify.submission_id, world.clock.now(), world.clock.now() + timedelta(seconds=120))
    with pytest.raises(Transient, match="being sent"):
        world.deliver()
    world.clock.advance(seconds=120)
    assert world.deliver() == [NotifyOutcome.SENT]


def test_a_mail_that_was_refused_is_tried_again(world: World) -> None:
    world.receive(sending(world))
    send = world.mail.send

    def refuse(_: Any) -> bool:
        raise Transient("SES is busy")

    world.mail.send = refuse  # type: ignore[method-assign]
    with pytest.raises(Transient, match="SES is busy"):
        world.deliver()
    assert world.stored()[0].notified_at is None
    world.mail.send = send  # type: ignore[method-assign]
    world.clock.advance(seconds=360)
    assert world.deliver() == [NotifyOutcome.SENT]


@pytest.mark.parametrize("method", ["claim", "send", "notified"])
def test_a_delivery_that_ends_anywhere_is_made_up_for(world: World, method: str) -> None:
    """The one window in which a mail goes out twice lies between `send` and `notified`."""
    world.receive(sending(world))
    port = "mail" if method == "send" else "submissions"
    killed(world, port, method, after=method != "notified")
    with pytest.raises(Killed):
        world.deliver()
    world.clock.advance(seconds=360)
    world.deliver()
    assert len(world.mail.sent) == (1 if method == "claim" else 2)
    assert world.stored()[0].notified_at is not None


def test_what_was_deleted_meanwhile_is_not_told(world: World) -> None:
    world.receive(sending(world))
    world.submissions.delete_all(SITE)
    assert world.deliver() == [NotifyOutcome.NOTHING_THERE]
    world.sites.stored_releases.clear()
    assert world.deliver() == [NotifyOutcome.NOTHING_THERE]


def test_where_nobody_sends_mail_it_says_so(world: World) -> None:
    world.receive(sending(world))
    world.mail.sender = False
    assert world.deliver() == [NotifyOutcome.NO_SENDER]
    assert world.stored()[0].notified_at is None
    world.release(FORMS.model_copy(update={"notify": None}))
    assert world.deliver() == [NotifyOutcome.NOBODY_TO_TELL]
