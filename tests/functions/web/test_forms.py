"""The function that receives forms, in front of a site's function, without AWS between them."""

import base64
import io
import json
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from turbohtml import Document, parse

from code24.analytics.collecting.enqueueing import Enqueuer
from code24.analytics.collecting.visitors import visitor_of
from code24.build.development.models import SiteFile
from code24.errors import Transient
from code24.experiments.assignment import assigned
from code24.experiments.traffic import Arm, TestTraffic, TrafficPlan
from code24.forms.limits import OF_SITE_NOW
from code24.forms.models import FormKind, SiteForms, Submission
from code24.forms.stamps import make_stamp, stamp_key
from code24.http.receiving import handler as shell
from code24.http.receiving.counting import FormCounter
from code24.http.receiving.receiver import Receiver
from code24.sites.bundle import bundle
from code24.sites.models import Release, Route, RouteStatus, Site, SiteStatus
from tests.collecting_fakes import FakeEventQueue, FakeSalts
from tests.fakes import FakeClock, FakeCounters, FakeNotifications, FakeSites, FakeSubmissions
from tests.functions.web.unpacked import imported
from tests.visitors import (
    ACME,
    OTHER_HEADERS,
    RELEASE_ID,
    SITE_ID,
    MemoryRoutes,
    MemorySites,
    assert_http_response,
    http_event,
    route,
)

ROOT = Path(__file__).parents[3]
CONTEXT = SimpleNamespace(aws_request_id="c6af9ac6-7b61-11e6-9a41-93e8deadbeef")
SECRET = "a secret that only tests know"
FUNCTION = f"code24-test-site-{SITE_ID}"
START = datetime(2026, 3, 1, 12, tzinfo=UTC)
OTHER_RELEASE = "r9876543210"
PREVIEW = f"preview-{OTHER_RELEASE}--{ACME}"
FORMS = SiteForms(
    language="de",
    kinds=(FormKind.CONTACT, FormKind.NEWSLETTER),
    thanks_path="/danke-schön/",
    name="Bäckerei",
    notify="owner@example.org",
)
PAGE = """<!doctype html>
<html lang="de"><head><meta charset="utf-8"><title>Kontakt</title><link rel="stylesheet" href="/a.css"></head><body>
<form method="post" action="/api/form/contact" accept-charset="utf-8">
<input type="hidden" name="page" value="/kontakt/"><input type="hidden" name="section" value="kontakt">
<input type="hidden" name="stamp" value="code24-stamp"><input type="text" name="website">
<div class="field"><label for="kontakt-name">Name</label><input id="kontakt-name" name="name"></div>
<div class="field"><label for="kontakt-email">E-Mail</label><input id="kontakt-email" name="email"></div>
<div class="field"><label for="kontakt-message">Text</label><textarea id="kontakt-message" name="message"></textarea>
</div><button>Senden</button></form></body></html>
"""
FIELDS = {"name": "Jörg Müller", "email": "joerg@example.org", "message": "Zwei Brote\r\nbitte"}


class Cloud:
    """One site with a live release and a preview, and the receiver before it."""

    def __init__(self, site: ModuleType) -> None:
        self.clock = FakeClock()
        self.sites = FakeSites()
        record = Site(site_id=SITE_ID, customer_id="c000000000001", slug="acme", name="Acme", status=SiteStatus.ACTIVE,
                      created_at=START, updated_at=START, live_release=RELEASE_ID)  # fmt: skip
        self.sites.reserve(record, Route(host=ACME, site_id=SITE_ID, status=RouteStatus.ACTIVE))
        for release_id, forms in ((RELEASE_ID, FORMS), (OTHER_RELEASE, FORMS.model_copy(update={"language": "fr"}))):
            self.sites.add_release(
                Release(release_id=release_id, site_id=SITE_ID, build_id="b0000000000000001", version="1",
                        created_at=START, sha256="0" * 64, files=(), forms=forms)
            )  # fmt: skip
        self.submissions = FakeSubmissions(self.sites)
        self.counters = FakeCounters()
        self.notifications = FakeNotifications()
        self.routes = MemoryRoutes(
            acme=route(), new=route("reserved"), paused=route("suspended"), gone=route("deleted")
        )
        self.functions = MemorySites()
        for alias in ("live", f"preview-{OTHER_RELEASE}"):
            self.functions.functions[f"{FUNCTION}:{alias}"] = lambda event: site.handler(event, CONTEXT)
        self.salts = FakeSalts(self.clock.now)
        self.queue = FakeEventQueue()
        enqueuer = Enqueuer(self.salts, self.queue, self.clock.now)
        self.receiver = Receiver(
            self.routes,
            self.sites,
            self.functions,
            self.clock,
            self.run,
            counter=FormCounter(enqueuer),
            prefix="code24-test",
            secret=SECRET,
        )

    def run(self, use_case: Any, *arguments: Any) -> Any:
        ports = ("submissions", "counters", "notifications", "clock")
        return use_case(*arguments, **{name: getattr(self, name) for name in ports})

    def stamp(self, age: int = 60, nonce: str = "0123456789abcdef") -> str:
        return make_stamp(stamp_key(SECRET), SITE_ID, int(self.clock.now().timestamp()) - age, nonce)

    def post(self, form: str = "contact", *, host: str = ACME, **changes: str) -> dict[str, Any]:
        """Send a form as a browser does; `header_x` sets the header `x`."""
        headers = {
            "content-type": "application/x-www-form-urlencoded", "origin": f"https://{host}",
            "sec-fetch-site": "same-origin", "accept": "text/html,*/*;q=0.8",
        }  # fmt: skip
        headers |= {
            k.removeprefix("header_").replace("_", "-"): v for k, v in changes.items() if k.startswith("header_")
        }
        fields = {"page": "/kontakt/", "section": "kontakt", "stamp": self.stamp(), "website": ""} | FIELDS
        fields |= {name: value for name, value in changes.items() if not name.startswith("header_")}
        return self.ask(http_event(f"/api/form/{form}", "POST", host=host, headers=headers), urlencode(fields))

    def ask(self, event: dict[str, Any], body: str = "") -> dict[str, Any]:
        response = shell.handler(event | {"body": body, "isBase64Encoded": False}, CONTEXT)
        assert_http_response(response)
        assert response["headers"]["cache-control"] == "no-store"
        return response

    def stored(self) -> list[Submission]:
        return list(self.submissions.records.values())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """A release as publishing makes it."""
    files = [
        SiteFile(
            path="/index.html", content_type="text/html; charset=utf-8", text="<!doctype html><title>Home</title>"
        ),
        SiteFile(path="/kontakt/index.html", content_type="text/html; charset=utf-8", text=PAGE),
        SiteFile(path="/a.css", content_type="text/css", text="body{color:#111}"),
    ]
    folder = tmp_path_factory.mktemp("site")
    made = bundle("b0000000000000001", START, files, https=True)
    zipfile.ZipFile(io.BytesIO(made.body)).extractall(folder)
    return imported(folder)


@pytest.fixture
def cloud(site: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Cloud:
    cloud = Cloud(site)
    monkeypatch.setattr(shell, "receiver", lambda: cloud.receiver)
    return cloud


def shown(response: dict[str, Any]) -> Document:
    assert response["headers"]["content-type"] == "text/html; charset=utf-8"
    return parse(response["body"])


def logged(caplog: pytest.LogCaptureFixture) -> dict[str, Any]:
    """The fields of the one line that the last request wrote."""
    [record] = [each for each in caplog.records if each.__dict__.get("worker") == "forms"]
    caplog.clear()
    return dict(record.__dict__)


def test_the_entry_point_is_the_handler() -> None:
    code = "import app; print(app.handler.__module__)"
    found = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT / "functions/web/forms",
        env={"PYTHONPATH": str(ROOT / "layers/code24")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.split() == ["code24.http.receiving.handler"]


def test_the_sample_event_is_answered(cloud: Cloud) -> None:
    event = json.loads((ROOT / "events" / "web" / "forms.json").read_text())
    cloud.routes.routes[event["requestContext"]["domainName"]] = route()
    response = shell.handler(event, CONTEXT)
    assert response["statusCode"] == 422, "its stamp is nobody's"


def test_a_form_is_stored_and_thanked_for(cloud: Cloud, caplog: pytest.LogCaptureFixture) -> None:
    response = cloud.post()
    assert (response["statusCode"], response["headers"]["location"]) == (303, "/danke-sch%C3%B6n/")
    [stored] = cloud.stored()
    assert stored.fields == {"name": "Jörg Müller", "email": "joerg@example.org", "message": "Zwei Brote\nbitte"}
    assert (stored.site_id, stored.page) == (SITE_ID, "/kontakt/")
    assert len(cloud.notifications.sent) == 1
    line = logged(caplog)
    assert (line["outcome"], line["form"], line["site_id"], line["status"]) == ("stored", "contact", SITE_ID, 303)
    assert not any(
        part in json.dumps(line, default=str) for part in ("Müller", "M\\u00fcller", "example.org", "Brote", "205.255")
    )


def test_the_stamp_that_a_page_is_served_with_is_the_one_that_counts(cloud: Cloud, site: ModuleType) -> None:
    served = site.handler({"method": "GET", "path": "/kontakt/", "headers": {}, "stamp": cloud.stamp()}, CONTEXT)
    control = parse(served["body"]).select_one('input[name="stamp"]')
    assert control is not None
    assert cloud.post(stamp=str(control.attr("value")))["statusCode"] == 303
    assert len(cloud.stored()) == 1


def test_a_double_click_is_thanked_for_twice_and_stored_once(cloud: Cloud) -> None:
    assert [cloud.post()["statusCode"] for _ in range(2)] == [303, 303]
    assert len(cloud.stored()) == 1


def test_faults_come_back_on_the_sites_own_page(cloud: Cloud, site: ModuleType) -> None:
    response = cloud.post(email="joerg", message='<script>"x"</script>\r\n2')
    assert response["statusCode"] == 422
    document = shown(response)
    title = document.select_one("title")
    assert title is not None
    assert title.text == "Kontakt"
    email, message = document.select_one("#kontakt-email"), document.select_one("#kontakt-message")
    assert email is not None
    assert message is not None
    assert (email.attr("value"), email.attr("aria-invalid")) == ("joerg", "true")
    assert message.text == '<script>"x"</script>\n2'
    assert message.attr("aria-invalid") is None
    [error] = document.select(".field-error")
    assert error.text == "Bitte geben Sie eine vollständige E-Mail-Adresse ein, zum Beispiel name@example.com."
    assert [each for each in document.select("script") if each.attr("src") is None] == []
    policy = site.handler({"method": "GET", "path": "/kontakt/", "headers": {}}, CONTEXT)["headers"]
    assert response["headers"]["content-security-policy"] == policy["content-security-policy"]
    assert response["headers"]["x-frame-options"] == "DENY"
    assert not response["headers"].keys() & {"etag", "last-modified", "accept-ranges"}
    assert cloud.stored() == []


def test_a_corrected_form_can_be_sent_at_once(cloud: Cloud) -> None:
    control = shown(cloud.post(email="joerg")).select_one('input[name="stamp"]')
    assert control is not None
    assert cloud.post(stamp=str(control.attr("value")))["statusCode"] == 303
    assert len(cloud.stored()) == 1


@pytest.mark.parametrize(
    ("age", "said"), [(24 * 3_600 + 1, "Diese Seite war lange geöffnet."), (None, "Wir konnten nicht prüfen")]
)
def test_an_old_or_missing_stamp_keeps_what_was_typed(cloud: Cloud, age: int | None, said: str) -> None:
    response = cloud.post(stamp=cloud.stamp(age) if age else "")
    document = shown(response)
    box, name = document.select_one(".form-errors"), document.select_one("#kontakt-name")
    assert box is not None
    assert name is not None
    assert response["statusCode"] == 422
    assert box.text.strip().startswith(said)
    assert name.attr("value") == "Jörg Müller"
    assert cloud.stored() == []


@pytest.mark.parametrize("changes", [{"page": "/nirgends/"}, {"page": "//evil.example/"}, {"section": "anders"}])
def test_where_the_page_cannot_be_shown_a_plain_one_names_the_faults(cloud: Cloud, changes: dict[str, str]) -> None:
    response = cloud.post(email="joerg", **changes)
    document = shown(response)
    assert response["statusCode"] == 422
    assert [each.text for each in document.select("li")] == [
        "E-Mail-Adresse – Bitte geben Sie eine vollständige E-Mail-Adresse ein, zum Beispiel name@example.com."  # noqa: RUF001
    ]
    link = document.select_one("a")
    assert link is not None
    assert str(link.attr("href")).startswith("/")
    assert not str(link.attr("href")).startswith("//")


def test_where_the_site_does_not_answer_a_plain_page_does(cloud: Cloud) -> None:
    cloud.functions.functions.clear()
    assert shown(cloud.post(email="joerg")).select("li")


def test_what_programs_send_is_thanked_for_and_noted(cloud: Cloud, caplog: pytest.LogCaptureFixture) -> None:
    assert cloud.post(website="https://spam.example")["statusCode"] == 303
    assert logged(caplog)["outcome"] == "trapped"
    assert cloud.post(stamp=cloud.stamp(1))["statusCode"] == 303
    assert logged(caplog)["outcome"] == "hasty"
    assert cloud.stored() == []


@pytest.mark.parametrize(
    "headers",
    [
        {"header_sec_fetch_site": "cross-site", "header_origin": "https://evil.example"},
        {"header_sec_fetch_site": "same-site", "header_origin": "https://other.localhost"},
        {"header_sec_fetch_site": "cross-site"},
    ],
)
def test_other_sites_cannot_send_forms(cloud: Cloud, headers: dict[str, str]) -> None:
    response = cloud.post(**headers)
    assert response["statusCode"] == 403
    assert "von einer anderen Website" in response["body"]
    assert cloud.stored() == []


def test_programs_that_have_a_stamp_may_send_forms(cloud: Cloud) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    event = http_event("/api/form/contact", "POST", headers=headers)
    assert cloud.ask(event, urlencode(FIELDS))["statusCode"] == 422
    assert cloud.ask(event, urlencode(FIELDS | {"stamp": cloud.stamp()}))["statusCode"] == 303


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_other_methods_are_told_which_there_is(cloud: Cloud, method: str) -> None:
    response = cloud.ask(http_event("/api/form/contact", method))
    assert (response["statusCode"], response["headers"]["allow"]) == (405, "POST")


@pytest.mark.parametrize("form", ["order", "nothing", "Contact", "contact%00", "..", "__class__"])
def test_forms_that_the_site_does_not_have(cloud: Cloud, form: str) -> None:
    response = cloud.post(form)
    assert response["statusCode"] == 404
    assert "Dieses Formular gibt es nicht" in response["body"]


@pytest.mark.parametrize(
    ("host", "status", "retry_after"),
    [("nobody.localhost", 404, None), ("gone.localhost", 410, None), ("paused.localhost", 503, "86400"),
     ("new.localhost", 503, "30"), (f"preview-r0000000000--{ACME}", 404, None)],
)  # fmt: skip
def test_hosts_without_a_site(cloud: Cloud, host: str, status: int, retry_after: str | None) -> None:
    response = cloud.post(host=host)
    assert (response["statusCode"], response["headers"].get("retry-after")) == (status, retry_after)
    as_json = cloud.post(host=host, header_accept="application/json")
    assert (as_json["statusCode"], as_json["headers"]["content-type"]) == (status, "application/problem+json")
    assert cloud.stored() == []


def test_a_preview_has_its_own_forms(cloud: Cloud) -> None:
    assert cloud.post(host=PREVIEW)["statusCode"] == 303
    [(notify, _)] = cloud.notifications.sent
    assert notify.release_id == OTHER_RELEASE
    faulty = cloud.post(host=PREVIEW, email="x")
    assert "Veuillez saisir une adresse e-mail complète" in faulty["body"]
    assert cloud.functions.invoked[-1][:2] == (FUNCTION, f"preview-{OTHER_RELEASE}")
    assert cloud.post(host=PREVIEW, header_origin=f"https://{ACME}")["statusCode"] == 403


def test_a_site_without_forms_has_none(cloud: Cloud) -> None:
    key = (SITE_ID, RELEASE_ID)
    cloud.sites.stored_releases[key] = cloud.sites.stored_releases[key].model_copy(update={"forms": None})
    response = cloud.post()
    assert response["statusCode"] == 404
    assert "There is no such form" in response["body"]


@pytest.mark.parametrize(
    ("content_type", "body", "status", "said"),
    [
        ("application/json", "{}", 415, "nicht lesen"),
        ("application/x-www-form-urlencoded", "name=%FF", 400, "nicht lesen"),
        ("application/x-www-form-urlencoded", "name=" + "x" * 70_000, 413, "zu lang"),
        ("multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n1\r\n'
         "--x--\r\n", 415, "keine Dateien"),
    ],
)  # fmt: skip
def test_what_cannot_be_read(cloud: Cloud, content_type: str, body: str, status: int, said: str) -> None:
    event = http_event("/api/form/contact", "POST", headers={"content-type": content_type})
    response = cloud.ask(event, body)
    assert response["statusCode"] == status
    assert said in response["body"]
    assert f'<html lang="{FORMS.language}">' in response["body"]
    broken = event | {"body": "%%%", "isBase64Encoded": True}
    assert shell.handler(broken, CONTEXT)["statusCode"] in {400, 415}


def test_bodies_travel_as_base64_as_well(cloud: Cloud) -> None:
    body = base64.b64encode(urlencode(FIELDS | {"stamp": cloud.stamp()}).encode()).decode()
    event = http_event(
        "/api/form/contact", "POST", headers={"content-type": "application/x-www-form-urlencoded"}
    )  # fmt: skip
    assert shell.handler(event | {"body": body, "isBase64Encoded": True}, CONTEXT)["statusCode"] == 303


def test_too_much_is_told_when_to_come_back(cloud: Cloud) -> None:
    for number in range(OF_SITE_NOW.most):
        agent = f"browser {number}"
        assert cloud.post(stamp=cloud.stamp(nonce=f"{number:016x}"), header_user_agent=agent)["statusCode"] == 303
    response = cloud.post(stamp=cloud.stamp(nonce="f" * 16), header_user_agent="another")
    assert (response["statusCode"], response["headers"]["retry-after"]) == (429, "60")
    assert "etwas später" in response["body"]
    assert '<a href="/kontakt/">Zurück zur Seite</a>' in response["body"]


def test_what_could_not_be_stored_is_not_thanked_for(cloud: Cloud) -> None:
    def refuse(_: Any) -> None:
        raise Transient("DynamoDB is busy")

    cloud.submissions.put = refuse  # type: ignore[method-assign]
    response = cloud.post()
    assert (response["statusCode"], response["headers"]["retry-after"]) == (503, "5")
    assert "Auf unserer Seite ist etwas schiefgegangen" in response["body"]
    assert "DynamoDB" not in response["body"]


@pytest.mark.parametrize(
    ("site_status", "route_status", "status"),
    [
        (SiteStatus.DELETING, "deleted", 410),
        (SiteStatus.SUSPENDED, "suspended", 503),
        (SiteStatus.DELETING, "active", 503),
    ],
)
def test_a_site_that_changes_meanwhile_is_looked_up_again(
    cloud: Cloud, site_status: SiteStatus, route_status: str, status: int
) -> None:
    cloud.post()
    cloud.sites.records[SITE_ID] = cloud.sites.get(SITE_ID).model_copy(update={"status": site_status})
    cloud.routes.routes[ACME] = route(route_status)
    response = cloud.post(message="again")
    assert (response["statusCode"], len(cloud.stored())) == (status, 1)
    assert "retry-after" in response["headers"] or status == 410


def test_scripts_get_json(cloud: Cloud) -> None:
    thanked = cloud.post(header_accept="application/json")
    assert (thanked["statusCode"], json.loads(thanked["body"])) == (
        200, {"status": "received", "location": "/danke-sch%C3%B6n/"},
    )  # fmt: skip
    trapped = cloud.post(website="x", header_accept="application/json")
    assert trapped == thanked
    faulty = cloud.post(email="x", name="", header_accept="application/json")
    problem = json.loads(faulty["body"])
    assert (faulty["statusCode"], faulty["headers"]["content-type"]) == (422, "application/problem+json")
    assert [error["field"] for error in problem["errors"]] == ["name", "email"]
    assert problem["errors"][0]["message"] == "Bitte füllen Sie dieses Feld aus."
    refused = cloud.ask(http_event("/api/form/contact", "GET", headers={"accept": "application/json"}))
    assert (refused["statusCode"], refused["headers"]["allow"]) == (405, "POST")
    assert json.loads(refused["body"])["status"] == 405


def test_whatever_goes_wrong_visitors_see_a_page(cloud: Cloud, caplog: pytest.LogCaptureFixture) -> None:
    for event in ({}, {"requestContext": None}, {"requestContext": {"http": {"method": "POST"}}, "headers": {"a": 1}}):
        response = shell.handler(event, CONTEXT)  # type: ignore[arg-type]
        assert response["statusCode"] in {400, 500}
        assert "Traceback" not in response["body"]
    assert "unexpected error" in {record.getMessage() for record in caplog.records}


def test_without_the_secret_nothing_is_received(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Stamps that everybody could make would be worth nothing."""
    monkeypatch.setenv("CODE24_ORIGIN_SECRET", "")
    shell.receiver.cache_clear()
    assert shell.handler(http_event("/api/form/contact", "POST"), CONTEXT)["statusCode"] == 500
    assert "CODE24_ORIGIN_SECRET is not set" in caplog.text


@given(
    fields=st.dictionaries(
        st.sampled_from(["name", "email", "message", "page", "section", "website", "stamp", "x"]), st.text()
    ),
    headers=st.dictionaries(st.sampled_from(["header_accept", "header_content_type", "header_referer"]), st.text()),
)
def test_no_form_breaks_it(site: ModuleType, fields: dict[str, str], headers: dict[str, str]) -> None:
    cloud = Cloud(site)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shell, "receiver", lambda: cloud.receiver)
        response = cloud.post(**fields | headers)
    assert response["statusCode"] in {303, 200, 400, 413, 415, 422}
    if cloud.stored():
        assert response["statusCode"] in {200, 303}


def test_a_stored_form_is_an_event_of_its_visitor(cloud: Cloud) -> None:
    cloud.post(header_dnt="0")
    [message] = cloud.queue.messages
    [event] = message.events
    [stored] = cloud.stored()
    assert (event.site_id, event.kind, event.name, event.path) == (SITE_ID, "goal", "Form: Submission", "/kontakt/")
    assert (event.props, event.at) == ({"form": "contact"}, int(cloud.clock.now().timestamp() * 1000))
    salt = cloud.salts.of(cloud.clock.now().date())
    agent = OTHER_HEADERS["user-agent"]
    assert event.visitor == visitor_of(salt, SITE_ID, "205.255.255.176", agent), "the id that the collector gives"
    assert (event.device, event.browser) == ("desktop", "Firefox")
    for written in stored.fields.values():
        assert written.split("\n")[0] not in cloud.queue.bodies[0].decode()


def test_a_form_is_counted_once_and_only_when_it_was_stored(cloud: Cloud) -> None:
    cloud.post(email="joerg")
    cloud.post(website="https://spam.example")
    assert cloud.queue.bodies == []
    cloud.post()
    cloud.post()
    assert len(cloud.queue.bodies) == 1


@pytest.mark.parametrize(
    "changes", [{"header_dnt": "1"}, {"header_sec_gpc": "1"}, {"header_user_agent": "curl/8.9.1"}, {"host": PREVIEW}]
)
def test_a_form_of_whoever_is_not_counted_is_stored_all_the_same(cloud: Cloud, changes: dict[str, str]) -> None:
    cloud.post(**changes)
    assert len(cloud.stored()) == 1
    assert cloud.queue.bodies == []


@pytest.mark.parametrize("what", ["queue", "salts"])
@pytest.mark.parametrize("failure", [Transient("throttled"), ValueError("a bug")])
def test_a_form_never_fails_for_the_figures(cloud: Cloud, what: str, failure: Exception) -> None:
    getattr(cloud, what).failure = failure
    assert cloud.post()["statusCode"] == 303
    assert len(cloud.stored()) == 1


def test_a_form_tells_which_variant_its_visitor_saw(cloud: Cloud) -> None:
    arms = (Arm("exp-t-0", 0, 0.5), Arm("exp-t-1", 0.5, 1))
    plan = TrafficPlan(SITE_ID, 1, "ab" * 16, None, (TestTraffic("t1", "seed", "cd" * 16, 0, 1, arms),))
    cloud.routes.plans[SITE_ID] = plan
    cloud.post()
    [message] = cloud.queue.messages
    assert message.units == assigned(plan, "205.255.255.176", OTHER_HEADERS["user-agent"]).units
    assert len(message.units) == 1
