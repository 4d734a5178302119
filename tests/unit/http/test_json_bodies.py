"""Bodies that are not JSON, or not to every reader the same."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.http.json_bodies import strict_json
from code24.http.problems import MalformedRequest
from tests.timing import cpu_seconds
from tests.unit.http.client import BRIEF, Api

MALFORMED = {
    "nothing": b"",
    "spaces": b"   ",
    "half": b'{"name":',
    "trailing comma": b'{"name": "a",}',
    "single quotes": b"{'name': 'a'}",
    "two values": b"{} {}",
    "a comment": b"{} // hello",
    "a form": b"name=a&description=b",
    "a name twice": b'{"name": "a", "name": "b"}',
    "a name twice, deep": b'{"a": [{"b": 1, "\\u0062": 2}]}',
    "NaN": b'{"a": NaN}',
    "Infinity": b'{"a": -Infinity}',
    "a lone surrogate": b'{"name": "\\ud800"}',
    "a lone surrogate as a name": b'{"\\udfff": 1}',
    "a raw control character": b'{"name": "a\x01b"}',
    "bytes that are not UTF-8": b'{"name": "\xff\xfe"}',
    "UTF-16": json.dumps(BRIEF).encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf{}",
    "deep nesting": b"[" * 5_000 + b"]" * 5_000,
    "deep objects": b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
    "an endless number": b'{"a": ' + b"9" * 5_000 + b"}",
    "NUL": b"\x00",
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_body_is_refused_and_nothing_started(api: Api, body: bytes) -> None:
    answer = api.ask("POST", "/build", body)
    assert answer.status == 400
    assert answer.json()["type"] == "urn:code24:problem:malformed-request"
    assert api.nothing_happened()


def test_the_reason_says_where(api: Api) -> None:
    detail = api.ask("POST", "/build", b'{"name": "a",}').json()["detail"]
    assert detail == "The body is not valid JSON: trailing comma at line 1 column 14."
    twice = api.ask("POST", "/build", b'{"name": "a", "name": "b"}').json()["detail"]
    assert twice == 'The body is not valid JSON: an object has the name "name" more than once.'


def test_no_body_is_refused_where_one_is_needed(api: Api) -> None:
    assert api.ask("POST", "/build").json()["detail"] == "The body is empty; send a JSON object."


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "text/plain"},
        {"content-type": ""},
        {"content-type": "application/x-www-form-urlencoded"},
        {"content-type": "multipart/form-data; boundary=x"},
        {"content-type": "application/json; charset=latin-1"},
        {"content-type": "application/jsonp"},
        {"content-encoding": "gzip"},
    ],
)
def test_another_format_is_refused(api: Api, headers: dict[str, str]) -> None:
    answer = api.ask("POST", "/build", BRIEF, headers=headers)
    assert (answer.status, answer.json()["type"]) == (415, "urn:code24:problem:unsupported-media-type")
    assert api.nothing_happened()


@pytest.mark.parametrize(
    "media_type",
    ["application/json", "Application/JSON", "application/json;charset=UTF-8", 'application/json; charset="utf-8"'],
)
def test_json_is_accepted_however_it_is_written(api: Api, media_type: str) -> None:
    assert api.ask("POST", "/build", BRIEF, headers={"content-type": media_type}).status == 202


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**80), 2**80)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(json_values)
def test_what_json_writers_write_is_read_back(value: object) -> None:
    try:
        text = json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return
    assert strict_json(text) == value


@given(st.binary(max_size=200))
def test_any_bytes_are_json_or_refused(body: bytes) -> None:
    try:
        strict_json(body)
    except MalformedRequest:
        return
    json.loads(body)


def test_a_repeated_name_among_many_is_found_at_once() -> None:
    names = ",".join(f'"a{number}":0' for number in range(20_000))

    def read() -> None:
        with pytest.raises(MalformedRequest, match='the name "z" more than once'):
            strict_json(f'{{{names},"z":1,"z":2}}'.encode())

    assert cpu_seconds(read) < 2
