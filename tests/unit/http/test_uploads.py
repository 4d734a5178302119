"""Permission to send pictures."""

import pytest

from tests.unit.http.client import Api


def test_a_ticket_names_where_and_how_to_send_a_file(api: Api) -> None:
    answer = api.ask("POST", "/uploads", {"contentType": "image/jpeg", "bytes": 2_400_000})
    assert answer.status == 201, answer.body
    ticket = answer.json()
    assert ticket["url"].endswith(f"/{ticket['uploadId']}")
    assert ticket["headers"] == {"content-type": "image/jpeg", "content-length": "2400000"}
    assert ticket["expiresAt"] > "2026"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"contentType": "image/svg+xml", "bytes": 100}, "contentType"),
        ({"contentType": "image/jpeg", "bytes": 20_000_001}, "bytes"),
        ({"contentType": "image/jpeg", "bytes": "100"}, "bytes"),
        ({"contentType": "image/jpeg"}, "bytes"),
    ],
)
def test_what_is_no_picture_gets_no_ticket(api: Api, body: dict[str, object], field: str) -> None:
    answer = api.ask("POST", "/uploads", body)
    assert answer.status == 422
    assert field in answer.fields()


def test_nobody_without_a_key_gets_one(api: Api) -> None:
    assert api.ask("POST", "/uploads", {"contentType": "image/jpeg", "bytes": 1}, key=None).status == 401
