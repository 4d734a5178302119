"""Forms of a published site: from the page that a visitor opens to the owner's inbox and list."""

import csv
import io
import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from turbohtml import Document, Element, parse

from code24.forms.limits import OF_VISITOR
from code24.forms.stamps import SHORTEST
from code24.forms.words import messages
from tests.e2e.audience import Audience, Person
from tests.e2e.visitor import Built, Cloud, label_of, request_of
from tests.e2e.waiting import awaited

REQUEST = request_of("dentist-de")
ANSWERS = {"name": "Jörg Müller", "email": "joerg.mueller@example.org", "message": "Grüße aus Köln,\r\nzwei Fragen",
           "date": "", "time": "10:30"}  # fmt: skip
OPENED: dict[tuple[str, str, str], dict[str, str]] = {}
"""Forms as they come with a page, by site, kind and host, only that the page was opened a minute ago."""


@pytest.fixture(scope="module")
def practice(cloud: Cloud) -> Built:
    return cloud.build(REQUEST)


def form_page(cloud: Cloud, built: Built, kind: str, host: str = "") -> str:
    """The path of a page with a form of this kind."""
    sitemap = cloud.visit(built.slug, "/sitemap.xml").text
    for path in re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", sitemap):
        if f'action="/api/form/{kind}"' in cloud.visit(host or built.slug, path).text:
            return str(path)
    raise AssertionError(f"no page has a form {kind}")


def form_in(page: str, kind: str) -> Element:
    form = parse(page).select_one(f'form[action="/api/form/{kind}"]')
    assert form is not None, page[:2_000]
    return form


def fields_in(form: Element) -> dict[str, str]:
    """What a browser would send if the visitor pressed the button at once."""
    found = {}
    for control in form.select("input, select, textarea"):
        if control.attr("type") == "checkbox" and control.attr("checked") is None:
            continue
        name = str(control.attr("name"))
        found[name] = control.text if control.tag == "textarea" else str(control.attr("value") or "")
    return found


def filled(cloud: Cloud, built: Built, kind: str = "contact", host: str = "", **changes: str) -> dict[str, str]:
    """The fields of a form, filled in by somebody who took the time."""
    opened = OPENED.get((built.site_id, kind, host))
    if opened is None:
        page = cloud.visit(host or built.slug, form_page(cloud, built, kind, host)).text
        earlier = {"stamp": Audience(cloud, built).stamp(seconds=-60)}
        opened = OPENED[(built.site_id, kind, host)] = fields_in(form_in(page, kind)) | earlier
    return opened | {name: value for name, value in ANSWERS.items() if name in opened} | changes


def send(cloud: Cloud, host: str, kind: str, fields: dict[str, Any], **headers: str) -> httpx.Response:
    """Post a form as a browser does."""
    origin = f"http://{host}.localhost:{cloud.settings.port}"
    sent = {"origin": origin, "sec-fetch-site": "same-origin", "accept": "text/html", "user-agent": "e2e"}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    named = {"host": f"{host}.localhost:{cloud.settings.port}"} | sent
    return cloud._http.post(f"/api/form/{kind}", data=fields, headers=named)


def submissions(cloud: Cloud, built: Built, query: str = "") -> list[dict[str, Any]]:
    answer = cloud.api("GET", f"/sites/{built.site_id}/submissions{query}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["submissions"]
    return found


def listed(cloud: Cloud, built: Built, count: int, query: str = "") -> list[dict[str, Any]]:
    """The submissions once there are so many: the index lags behind by moments."""
    return awaited(lambda: submissions(cloud, built, query), lambda found: len(found) == count)


def mails(cloud: Cloud, to: str) -> list[dict[str, Any]]:
    """What the emulated SES has taken for somebody."""
    base = f"http://127.0.0.1:{cloud.settings.aws_port}"
    answer = httpx.get(f"{base}/_ministack/ses/messages", trust_env=False, timeout=60).json()
    return [mail for mail in _every_mail(answer) if to in mail["To"]]


def _every_mail(answer: Any) -> list[dict[str, Any]]:
    if isinstance(answer, dict) and "To" in answer:
        return [answer]
    inner = answer.values() if isinstance(answer, dict) else answer if isinstance(answer, list) else ()
    return [mail for each in inner for mail in _every_mail(each)]


def once(text: str) -> bool:
    """Whether a text is of the one message that the first test sends: others come and go in any order."""
    return "nur einmal" in text


def test_a_form_reaches_the_owner_once(cloud: Cloud, practice: Built) -> None:
    page = cloud.visit(practice.slug, form_page(cloud, practice, "contact")).text
    served = fields_in(form_in(page, "contact"))["stamp"]
    awaited(lambda: time.time() - int(served.partition(".")[0]), lambda age: age > SHORTEST)
    fields = filled(cloud, practice, message="Grüße aus Köln,\nnur einmal", stamp=served)
    with ThreadPoolExecutor(4) as pool:  # a nervous finger
        answers = list(pool.map(lambda _: send(cloud, practice.slug, "contact", fields), range(4)))
    assert [answer.status_code for answer in answers] == [303] * 4
    thanks = cloud.visit(practice.slug, answers[0].headers["location"])
    assert thanks.status_code == 200
    assert thanks.headers["x-robots-tag"] == "noindex"

    [one] = [
        each for each in submissions(cloud, practice, "?form=contact&limit=100") if once(each["fields"]["message"])
    ]
    assert one["fields"]["name"] == "Jörg Müller"
    assert one["fields"]["message"] == "Grüße aus Köln,\nnur einmal"
    assert one["page"] == fields["page"]

    owner = REQUEST["contact"]["email"]
    [mail] = awaited(lambda: [each for each in mails(cloud, owner) if once(each["BodyText"])])
    assert mail["Subject"].endswith("Nachricht von Jörg Müller")
    assert "    nur einmal" in mail["BodyText"]
    address = f"/sites/{practice.site_id}/submissions/{one['id']}"
    awaited(lambda: cloud.api("GET", address).json()["notifiedAt"])  # which is noted after the mail
    time.sleep(1)  # for a second mail that must not come
    assert [each for each in mails(cloud, owner) if once(each["BodyText"])] == [mail]


def test_mistakes_come_back_on_the_page_and_can_be_corrected(cloud: Cloud, practice: Built) -> None:
    fields = filled(cloud, practice, email="joerg", message='<b>"x"</b>')
    answer = send(cloud, practice.slug, "contact", fields)
    assert answer.status_code == 422
    document: Document = parse(answer.text)
    assert [each.text for each in document.select(".field-error")] == [messages("de").fields.email]
    assert document.select_one('[name="email"][aria-invalid="true"]') is not None
    again = fields_in(form_in(answer.text, "contact"))
    assert (again["email"], again["message"], again["name"]) == ("joerg", '<b>"x"</b>', "Jörg Müller")
    assert again["stamp"] != fields["stamp"]
    corrected = send(cloud, practice.slug, "contact", again | {"email": "joerg@example.org"})
    assert corrected.status_code == 303
    stored = submissions(cloud, practice, "?limit=100")
    assert '<b>"x"</b>' in [each["fields"].get("message") for each in stored]


def test_a_preview_has_forms_too(cloud: Cloud, practice: Built) -> None:
    host = label_of(practice.preview_url)
    fields = filled(cloud, practice, "contact", host, message="from the preview")
    assert send(cloud, host, "contact", fields).status_code == 303


def test_what_programs_send_is_not_stored(cloud: Cloud, practice: Built) -> None:
    fields = filled(cloud, practice, message="spam")
    assert send(cloud, practice.slug, "contact", fields | {"website": "https://spam.example"}).status_code == 303
    hasty = Audience(cloud, practice).stamp(seconds=60)  # no machine is too slow for that
    assert send(cloud, practice.slug, "contact", fields | {"stamp": hasty}).status_code == 303
    assert send(cloud, practice.slug, "contact", fields | {"stamp": "code24-stamp"}).status_code == 422
    stored = submissions(cloud, practice, "?limit=100")
    assert [each for each in stored if each["fields"].get("message") == "spam"] == []


def test_what_is_refused(cloud: Cloud, practice: Built) -> None:
    fields = filled(cloud, practice, message="refused")
    assert send(cloud, practice.slug, "contact", fields, sec_fetch_site="cross-site").status_code == 403
    assert send(cloud, practice.slug, "contact", fields, origin="http://evil.localhost").status_code == 403
    assert send(cloud, practice.slug, "nothing", fields).status_code == 404
    assert send(cloud, "nobody-has-this", "contact", fields).status_code == 404
    assert send(cloud, practice.slug, "contact", fields | {"message": "x" * 70_000}).status_code == 413
    host = {"host": f"{practice.slug}.localhost"}
    file = cloud._http.post("/api/form/contact", data=fields, files={"f": ("a.txt", b"data")}, headers=host)
    assert file.status_code == 415
    told = cloud.visit(practice.slug, "/api/form/contact")
    assert (told.status_code, told.headers["allow"]) == (405, "POST")


def test_multipart_and_json_work_as_well(cloud: Cloud, practice: Built) -> None:
    fields = filled(cloud, practice, message="multipart – ü")  # noqa: RUF001
    host = {"host": f"{practice.slug}.localhost", "accept": "application/json", "user-agent": "script"}
    parts = {name: (None, value) for name, value in fields.items()}
    answer = cloud._http.post("/api/form/contact", files=parts, headers=host)
    assert (answer.status_code, answer.json()["status"]) == (200, "received")
    faulty = cloud._http.post("/api/form/contact", data=fields | {"email": "x"}, headers=host)
    assert (faulty.status_code, faulty.headers["content-type"]) == (422, "application/problem+json")
    assert [each["field"] for each in faulty.json()["errors"]] == ["email"]


def test_of_many_at_once_no_more_than_allowed_are_stored(cloud: Cloud, practice: Built) -> None:
    """One visitor tries twenty times a minute; forty at once must not get more through.

    The visitor has a network of their own: what they use up, nobody else lacks.
    """
    fields, audience, person = filled(cloud, practice), Audience(cloud, practice), Person("86.74.1.1", "flood")

    def one(number: int) -> int:
        return audience.send(person, "contact", fields | {"message": f"flood {number}"}).status_code

    before = time.time()
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(one, range(OF_VISITOR.most)))
    windows = 1 + int(time.time() // 60) - int(before // 60)
    assert set(statuses) <= {303, 429}
    assert 0 < statuses.count(303) <= 20 * windows
    stored = [each for each in submissions(cloud, practice, "?limit=100") if "flood" in each["fields"]["message"]]
    assert len(stored) == statuses.count(303)


def test_the_owner_exports_and_deletes(cloud: Cloud, practice: Built, stranger: str) -> None:
    fields = filled(cloud, practice)
    assert send(cloud, practice.slug, "contact", fields, user_agent="exported").status_code == 303
    address = f"/sites/{practice.site_id}/submissions"
    answer = cloud.api("GET", f"{address}.csv?form=contact")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert {row["name"] for row in rows} == {"Jörg Müller"}
    assert answer.headers["content-type"].startswith("text/csv")
    for method, path in (("GET", address), ("GET", f"{address}.csv"), ("DELETE", f"{address}/{rows[0]['id']}")):
        assert cloud.api(method, path, key=stranger).status_code == 404
    assert cloud.api("DELETE", f"{address}/{rows[0]['id']}").status_code == 204
    assert cloud.api("GET", f"{address}/{rows[0]['id']}").status_code == 404


def test_a_deleted_site_keeps_nothing_that_visitors_sent(cloud: Cloud) -> None:
    built = cloud.build(REQUEST | {"name": "Praxis Kurz"})
    fields = filled(cloud, built)
    assert send(cloud, built.slug, "contact", fields, user_agent="gone").status_code == 303
    listed(cloud, built, 1)
    assert cloud.api("DELETE", f"/sites/{built.site_id}").status_code == 204
    items = cloud.aws("dynamodb").scan(TableName="code24-local-submissions")["Items"]
    assert built.site_id not in json.dumps(items)
    audience, person = (
        Audience(cloud, built),
        Person("86.74.2.1", "gone"),
    )  # who looks so often uses up their own limits
    awaited(lambda: audience.send(person, "contact", fields).status_code, lambda status: status == 410)
