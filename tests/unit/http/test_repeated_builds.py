"""The same request twice, and requests for a site that exists."""

from typing import Any, ClassVar

import pytest

from tests.unit.http.client import BRIEF, Api


def started(api: Api, body: dict[str, Any] | None = None, **options: Any) -> str:
    answer = api.ask("POST", "/build", body or BRIEF, **options)
    assert answer.status == 202, answer.body
    return str(answer.json()["id"])


class TestIdempotencyKey:
    KEY: ClassVar = {"idempotency-key": "order 66/a~"}

    def test_the_same_request_again_is_the_same_build(self, api: Api) -> None:
        first = api.ask("POST", "/build", BRIEF, headers=self.KEY)
        again = api.ask("POST", "/trigger/build", dict(reversed(BRIEF.items())), headers=self.KEY)
        assert (first.status, again.status) == (202, 202)
        assert first.json() == again.json()
        assert first.headers["location"] == again.headers["location"]
        assert len(api.ports.executions.started) == len(api.ports.sites.records) == 1

    def test_another_body_is_refused(self, api: Api) -> None:
        api.ask("POST", "/build", BRIEF, headers=self.KEY)
        for other in (BRIEF | {"name": "Other"}, BRIEF | {"publish": False}):
            answer = api.ask("POST", "/build", other, headers=self.KEY)
            assert answer.status == 422
            assert answer.json()["type"] == "urn:code24:problem:key-reused"
            assert "Idempotency-Key" in answer.fields()
        assert len(api.ports.executions.started) == 1

    def test_keys_are_each_customers_own(self, api: Api) -> None:
        first = started(api, headers=self.KEY)
        second = started(api, BRIEF | {"name": "Other"}, headers=self.KEY, key=api.other_key)
        assert first != second

    @pytest.mark.parametrize("key", ["", "é", "a" * 256, "tab\there", "null\0"])
    def test_a_key_that_is_no_printable_ascii_is_refused(self, api: Api, key: str) -> None:
        answer = api.ask("POST", "/build", BRIEF, headers={"idempotency-key": key})
        assert answer.status == 422
        assert list(answer.fields()) == ["Idempotency-Key"]
        assert api.nothing_happened()

    def test_the_longest_key_is_accepted(self, api: Api) -> None:
        started(api, headers={"idempotency-key": "a" * 255})


class TestExistingSite:
    def test_a_site_gets_a_new_release_as_a_preview(self, api: Api) -> None:
        first = api.ports.builds.get(started(api))
        second = api.ports.builds.get(started(api, BRIEF | {"siteId": first.site_id, "publish": False}))
        assert second.site_id == first.site_id
        assert second.publish is False
        assert len(api.ports.sites.records) == 1

    def test_somebody_elses_site_is_no_site(self, api: Api) -> None:
        site_id = api.ports.builds.get(started(api)).site_id
        foreign = api.ask("POST", "/build", BRIEF | {"siteId": site_id}, key=api.other_key)
        missing = api.ask("POST", "/build", BRIEF | {"siteId": "s000000000000"}, key=api.other_key)
        assert foreign.status == missing.status == 404
        assert foreign.json()["detail"].replace(site_id, "s000000000000") == missing.json()["detail"]
        assert len(api.ports.executions.started) == 1

    def test_an_id_that_no_site_can_have_is_refused(self, api: Api) -> None:
        answer = api.ask("POST", "/build", BRIEF | {"siteId": "../s"})
        assert answer.status == 422
        assert answer.fields() == {"siteId": "must be the id of a site: `s` and 12 characters of 0-9 and a-z"}
        assert api.nothing_happened()
