"""Bodies of forms, however they come."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.http.receiving.bodies import MAX_BODY, MAX_FIELDS, Unreadable, fields_of

URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=----x"


def part(name: str, value: str, more: str = "", kind: str = "") -> bytes:
    head = f'------x\r\nContent-Disposition: form-data; name="{name}"{more}\r\n{kind}\r\n'
    return head.encode() + value.encode() + b"\r\n"


def multipart(*parts: bytes) -> bytes:
    return b"".join(parts) + b"------x--\r\n"


def refusal(content_type: str, body: bytes) -> tuple[int, str]:
    with pytest.raises(Unreadable) as raised:
        fields_of(content_type, body)
    return raised.value.status, raised.value.part


def read_or_refused(content_type: str, body: bytes) -> dict[str, list[str]] | int:
    """What a body holds, or the status that refuses it; anything else is raised."""
    try:
        return {name: list(values) for name, values in fields_of(content_type, body).items()}
    except Unreadable as error:
        return error.status


def test_what_browsers_send() -> None:
    assert fields_of(URLENCODED, b"name=J%C3%B6rg+M&message=a%0D%0Ab&email=&name=x") == {
        "name": ["Jörg M", "x"], "message": ["a\r\nb"], "email": [""],
    }  # fmt: skip
    assert fields_of(f"{URLENCODED}; charset=UTF-8", b"") == {}
    sent = multipart(part("name", "Jörg"), part("message", "a\r\nb"), part("email", ""))
    assert fields_of(MULTIPART, sent) == {"name": ["Jörg"], "message": ["a\r\nb"], "email": [""]}
    assert fields_of(MULTIPART, multipart()) == {}


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "application/json", "application/xml", "multipart/mixed; boundary=x", "x", ";;;",
     f"{URLENCODED}; charset=utf-7", f"{URLENCODED}; charset=iso-8859-1", "multipart/form-data; charset=utf-16"],
)  # fmt: skip
def test_other_types_are_refused(content_type: str) -> None:
    assert refusal(content_type, b"name=x") == (415, "unreadable")


def test_files_are_refused() -> None:
    for more in ('; filename="a.txt"', "; filename*=UTF-8''a.txt", '; filename=""'):
        body = multipart(part("name", "x"), part("message", "data", more, "Content-Type: text/plain\r\n"))
        assert refusal(MULTIPART, body) == (415, "files")


def test_what_is_too_large_is_refused() -> None:
    assert refusal(URLENCODED, b"a=" + b"x" * (MAX_BODY - 1)) == (413, "large")
    assert len(fields_of(URLENCODED, b"a=" + b"x" * (MAX_BODY - 2))["a"][0]) == MAX_BODY - 2
    assert refusal(MULTIPART, multipart(part("a", "x" * MAX_BODY))) == (413, "large")


def test_too_many_fields_are_refused() -> None:
    assert refusal(URLENCODED, b"&".join([b"a=1"] * (MAX_FIELDS + 1))) == (400, "unreadable")
    assert refusal(MULTIPART, multipart(*[part("a", "1")] * (MAX_FIELDS + 1)))[0] in {400, 413}
    assert len(fields_of(URLENCODED, b"&".join([b"a=1"] * MAX_FIELDS))["a"]) == MAX_FIELDS


@pytest.mark.parametrize("body", [b"name=%FF", b"name=\xff", b"name=%ED%A0%80", b"name=%C3", "name=ö".encode()])
def test_what_is_no_utf_8_is_refused(body: bytes) -> None:
    assert refusal(URLENCODED, body) == (400, "unreadable")


@pytest.mark.parametrize(
    "body",
    [
        b"", b"------x", b"------x--", b"nonsense", part("a", "1"), b"------x\r\n\r\nvalue\r\n------x--\r\n",
        b'------x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\r\n------x--\r\n',
        b'------x\r\nContent-Disposition: form-data; name="a"\r\n' + b"X: y\r\n" * 9 + b"\r\nv\r\n------x--\r\n",
        b'------x\r\nContent-Disposition: form-data; name="a"\r\nX: ' + b"y" * 5_000 + b"\r\n\r\nv\r\n------x--\r\n",
    ],
)  # fmt: skip
def test_broken_multipart_is_refused_or_empty(body: bytes) -> None:
    assert read_or_refused(MULTIPART, body) in ({}, 400, 413)


def test_a_part_without_a_name_is_no_field_of_a_form() -> None:
    assert fields_of(MULTIPART, b"------x\r\nContent-Disposition: form-data\r\n\r\nv\r\n------x--\r\n") == {"": ["v"]}


def test_boundaries_that_are_none() -> None:
    for content_type in ("multipart/form-data", "multipart/form-data; boundary=", f"{MULTIPART}{'y' * 70}"):
        assert refusal(content_type, multipart(part("a", "1"))) == (400, "unreadable")


def test_parts_within_parts_are_text() -> None:
    inner = '--inner\r\nContent-Disposition: form-data; name="b"\r\n\r\nx\r\n--inner--'
    sent = multipart(part("a", inner, "", "Content-Type: multipart/mixed; boundary=inner\r\n"))
    assert fields_of(MULTIPART, sent) == {"a": [inner]}


@given(st.lists(st.tuples(st.text(min_size=1, max_size=20), st.text(max_size=50)), max_size=10))
def test_every_text_comes_through(pairs: list[tuple[str, str]]) -> None:
    expected: dict[str, list[str]] = {}
    for name, value in pairs:
        expected.setdefault(name, []).append(value)
    assert fields_of(URLENCODED, urlencode(pairs).encode()) == expected


@given(content_type=st.text(max_size=80) | st.sampled_from([URLENCODED, MULTIPART]), body=st.binary(max_size=2_000))
def test_nothing_breaks_it(content_type: str, body: bytes) -> None:
    found = read_or_refused(content_type, body)
    if isinstance(found, int):
        assert found in {400, 413, 415}
    else:
        assert all(type(value) is str for values in found.values() for value in values)


@given(st.lists(st.sampled_from([b"------x", b"\r\n", b"--", b": ", b'form-data; name="a"', b"Content-Disposition",
                                 b"filename=", b"x", b"\xff", b"\x00"]), max_size=30))  # fmt: skip
def test_no_pieces_of_multipart_break_it(pieces: list[bytes]) -> None:
    found = read_or_refused(MULTIPART, b"".join(pieces))
    assert found in (400, 413, 415) or isinstance(found, dict)
