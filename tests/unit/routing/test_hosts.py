import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.routing.hosts import normalised, requested_host, visited
from code24.routing.models import Visitor

SECRET = "s3cret-ü"


@pytest.mark.parametrize(
    ("headers", "secret", "host"),
    [
        ({"x-forwarded-host": "acme.code24.dev", "x-code24-origin-secret": SECRET}, SECRET, "acme.code24.dev"),
        ({"x-forwarded-host": "acme.code24.dev", "x-code24-origin-secret": "guess"}, SECRET, "api.example"),
        ({"x-forwarded-host": "acme.code24.dev", "x-code24-origin-secret": SECRET[:-1]}, SECRET, "api.example"),
        ({"x-forwarded-host": "acme.code24.dev"}, SECRET, "api.example"),
        ({"x-code24-origin-secret": SECRET}, SECRET, "api.example"),
        ({"x-forwarded-host": "acme.code24.dev", "x-code24-origin-secret": ""}, "", "api.example"),
        ({"x-forwarded-host": "acme.code24.dev", "x-code24-origin-secret": "x"}, "", "api.example"),
        ({"x-forwarded-host": "acme.code24.dev", "x-code24-origin-secret": "\ud800"}, SECRET, "api.example"),
        ({}, SECRET, "api.example"),
    ],
)
def test_a_forwarded_host_counts_with_the_secret_only(headers: dict[str, str], secret: str, host: str) -> None:
    assert requested_host(headers, "api.example", secret) == host


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("acme.code24.dev", "acme.code24.dev"),
        ("ACME.Code24.DEV", "acme.code24.dev"),
        ("acme.code24.dev.", "acme.code24.dev"),
        ("acme.localhost:8024", "acme.localhost"),
        ("acme.localhost.:8024", "acme.localhost"),
        (" acme.code24.dev ", "acme.code24.dev"),
        ("xn--bckerei-5wa.de", "xn--bckerei-5wa.de"),
        ("localhost", "localhost"),
        ("127.0.0.1", "127.0.0.1"),
        ("a" * 63 + ".dev", "a" * 63 + ".dev"),
        (".".join(["a" * 49] * 5), ".".join(["a" * 49] * 5)),
        ("a" * 64 + ".dev", None),
        (".".join(["a" * 49] * 5) + ".aaaa", None),
        ("", None),
        (".", None),
        ("acme..dev", None),
        (".acme.dev", None),
        ("acme.dev..", None),
        ("-acme.dev", None),
        ("acme-.dev", None),
        ("ac_me.dev", None),
        ("bäckerei.de", None),
        ("acme.dev:port", None),
        ("acme.dev:80:80", None),
        ("[::1]:8024", None),
        ("a.dev, b.dev", None),
        ("a.dev/x", None),
        ("a.dev\n", "a.dev"),
        ("a\n.dev", None),
        ("K.dev", "k.dev"),
        ("user@acme.dev", None),
    ],
)
def test_hosts_are_normalised(host: str, name: str | None) -> None:
    assert normalised(host) == name


@pytest.mark.parametrize(
    ("host", "seen"),
    [
        ("acme.localhost", ("acme.localhost", Visitor())),
        ("preview-r0123456789--acme.localhost", ("acme.localhost", Visitor(preview="r0123456789"))),
        ("preview-r0123456789--a-b.code24.dev", ("a-b.code24.dev", Visitor(preview="r0123456789"))),
        ("preview-r012345678--acme.localhost", ("preview-r012345678--acme.localhost", Visitor())),
        ("preview-x0123456789--acme.localhost", ("preview-x0123456789--acme.localhost", Visitor())),
        ("preview-r0123456789-acme.localhost", ("preview-r0123456789-acme.localhost", Visitor())),
        ("a.preview-r0123456789--acme.localhost", ("a.preview-r0123456789--acme.localhost", Visitor())),
    ],
)
def test_previews_are_told_by_their_label(host: str, seen: tuple[str, Visitor]) -> None:
    assert visited(host) == seen


@given(st.one_of(st.text(max_size=80), st.from_regex(r"[a-zA-Z0-9.:\-]{1,80}", fullmatch=True)))
def test_a_normalised_host_is_a_safe_key(host: str) -> None:
    name = normalised(host)
    if name is not None:
        assert name.isascii()
        assert name == name.lower()
        assert 1 <= len(name) <= 253
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-")
        assert normalised(name) == name
        assert visited(name)[0]
