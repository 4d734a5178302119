import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.errors import Code24Error, NotFound, Transient
from code24.routing import notices
from code24.routing.answers import notice_for, notice_of, site_response
from code24.routing.models import Visitor
from code24.routing.notices import Notice
from code24.routing.ports import SiteFailed, SiteTimedOut
from code24.sites.models import RouteStatus
from tests.visitors import assert_http_response, route

PREVIEWER = Visitor(preview="r0123456789")
PAGE = {"statusCode": 200, "headers": {"content-type": "text/html"}, "body": "<p>hi", "isBase64Encoded": False}


@pytest.mark.parametrize(
    ("status", "live", "preview"),
    [
        (RouteStatus.ACTIVE, None, None),
        (RouteStatus.RESERVED, notices.NOT_PUBLISHED, None),
        (RouteStatus.SUSPENDED, notices.SUSPENDED, notices.SUSPENDED),
        (RouteStatus.DELETED, notices.DELETED, notices.DELETED),
    ],
)
def test_the_status_of_a_route_decides(status: str, live: Notice | None, preview: Notice | None) -> None:
    assert notice_for(route(status), Visitor()) == live
    assert notice_for(route(status), PREVIEWER) == preview


@pytest.mark.parametrize("status", RouteStatus)
def test_every_status_there_is_has_an_answer(status: RouteStatus) -> None:
    assert notice_for(route(status), Visitor()) != notices.BROKEN


def test_no_route_and_an_unheard_of_status() -> None:
    assert notice_for(None, Visitor()) == notices.UNKNOWN_HOST
    assert notice_for(route("paused"), Visitor()) == notices.BROKEN


@pytest.mark.parametrize(
    ("error", "live", "preview"),
    [
        (NotFound("no alias"), notices.SITE_FAILED, notices.UNKNOWN_PREVIEW),
        (Transient("throttled"), notices.BUSY, notices.BUSY),
        (SiteTimedOut("late"), notices.SITE_TIMED_OUT, notices.SITE_TIMED_OUT),
        (SiteFailed("raised"), notices.SITE_FAILED, notices.SITE_FAILED),
    ],
)
def test_every_failure_has_its_notice(error: Code24Error, live: Notice, preview: Notice) -> None:
    assert notice_of(error, Visitor()) == live
    assert notice_of(error, PREVIEWER) == preview


def test_a_sites_answer_is_passed_on() -> None:
    assert site_response(json.dumps(PAGE).encode(), Visitor()) == PAGE


def test_a_preview_is_not_for_search_engines() -> None:
    response = site_response(json.dumps(PAGE).encode(), PREVIEWER)
    assert response["headers"] == PAGE["headers"] | {"x-robots-tag": "noindex"}  # type: ignore[operator]


def test_header_names_leave_in_lower_case() -> None:
    answer = PAGE | {"headers": {"Content-Type": "text/html"}}
    assert site_response(json.dumps(answer).encode(), Visitor()) == PAGE


@pytest.mark.parametrize(
    "answer",
    [
        None,
        [],
        "page",
        {},
        PAGE | {"statusCode": "200"},
        PAGE | {"statusCode": 200.0},
        PAGE | {"statusCode": True},
        PAGE | {"statusCode": 199},
        PAGE | {"statusCode": 600},
        PAGE | {"headers": None},
        PAGE | {"headers": {"content-length": 3}},
        PAGE | {"headers": {"a": ["b"]}},
        PAGE | {"body": None},
        PAGE | {"isBase64Encoded": "false"},
        {"errorMessage": "boom", "errorType": "ValueError", "stackTrace": ["File x"]},
    ],
)
def test_anything_else_is_a_failure(answer: Any) -> None:
    with pytest.raises(SiteFailed):
        site_response(json.dumps(answer).encode(), Visitor())


@pytest.mark.parametrize("payload", [b"", b"{", b"\xff", b"NaN x"])
def test_so_is_what_is_not_json(payload: bytes) -> None:
    with pytest.raises(SiteFailed):
        site_response(payload, Visitor())


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(), st.lists)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "statusCode": st.one_of(st.integers(100, 700), JSON),
            "headers": st.one_of(st.dictionaries(st.sampled_from(["A", "b"]), st.just("c")), JSON),
            "body": st.one_of(st.text(max_size=5), JSON),
            "isBase64Encoded": st.one_of(st.booleans(), JSON),
        },
    )
)
def test_whatever_a_site_answers_is_a_response_or_a_failure(answer: dict[str, Any]) -> None:
    try:
        response = site_response(json.dumps(answer).encode(), Visitor())
    except SiteFailed:
        return
    assert_http_response(response)
