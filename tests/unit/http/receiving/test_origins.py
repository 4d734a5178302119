"""Which site a form was sent from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.http.receiving.origins import is_foreign

HOST = "acme.code24.dev"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "same-origin", "origin": "https://acme.code24.dev"},
        {"sec-fetch-site": "same-origin", "origin": "null"},
        {"sec-fetch-site": "none"},
        {"origin": "https://acme.code24.dev"},
        {"origin": "http://ACME.code24.dev:8024"},
        {"referer": "https://acme.code24.dev/contact/?a=b"},
        {"origin": "https://acme.code24.dev", "referer": "https://evil.example/"},
    ],
)
def test_own(headers: dict[str, str]) -> None:
    assert not is_foreign(headers, HOST)


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "origin": "https://acme.code24.dev"},
        {"sec-fetch-site": "anything"},
        {"sec-fetch-site": "same-origin", "origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "https://evil.example"},
        {"origin": "https://other.code24.dev"},
        {"origin": "https://acme.code24.dev.evil.example"},
        {"origin": "https://evil.example/acme.code24.dev"},
        {"origin": "https://acme.code24.dev@evil.example"},
        {"origin": "file://acme.code24.dev"},
        {"origin": "https://["},
        {"referer": "https://evil.example/acme.code24.dev"},
        {"referer": "about:blank"},
    ],
)
def test_foreign(headers: dict[str, str]) -> None:
    assert is_foreign(headers, HOST)


@given(st.dictionaries(st.sampled_from(["origin", "referer", "sec-fetch-site"]), st.text()))
def test_nothing_breaks_it(headers: dict[str, str]) -> None:
    assert is_foreign(headers, HOST) in {True, False}
