import pytest

from code24.analytics.collecting.pages import Page, Referrer, is_local, page_of, parameters_of, referrer_of


@pytest.mark.parametrize(
    ("url", "with_fragment", "page"),
    [
        ("https://Acme.Example:8443/a%20b/?q=1#c", False, Page("acme.example", "/a b/", "q=1")),
        ("https://acme.example", False, Page("acme.example", "/", "")),
        ("/menu?x=1", False, Page("", "/menu", "x=1")),
        ("menu", False, Page("", "/menu", "")),
        ("https://acme.example/#/about?token=1", True, Page("acme.example", "/#/about", "")),
        ("https://acme.example/#access_token=1", True, Page("acme.example", "/", "")),
        ("https://acme.example/%ff%00/", False, Page("acme.example", "/\ufffd /", "")),
        ("https://user:secret@acme.example/", False, Page("acme.example", "/", "")),
        ("https://[acme/", False, None),
    ],
)
def test_an_address_is_host_path_and_query(url: str, with_fragment: bool, page: Page | None) -> None:
    assert page_of(url, with_fragment=with_fragment) == page


@pytest.mark.parametrize(
    ("url", "referrer"),
    [
        ("https://www.google.com/", Referrer("www.google.com", "")),
        ("https://news.example/a/b?id=1#c", Referrer("news.example", "/a/b", "id=1")),
        ("android-app://com.google.android.gm/", Referrer("com.google.android.gm", "")),
        ("https://news.example/u/jane@example.org", Referrer("news.example", "/u/:email")),
        ("about:blank", None),
        ("javascript:alert(1)", None),
        ("//[", None),
        ("", None),
    ],
)
def test_a_referrer_is_host_and_path(url: str, referrer: Referrer | None) -> None:
    assert referrer_of(url) == referrer


def test_a_query_that_is_too_much_tells_nothing() -> None:
    assert parameters_of("a=1&b=%C3%BC") == (("a", "1"), ("b", "ü"))
    assert parameters_of("&".join(["a=1"] * 100)) == ()


@pytest.mark.parametrize(
    "host", ["localhost", "x.localhost", "127.0.0.1", "10.1.2.3", "192.168.0.7", "::1", "nas.local", "pc", ""]
)
def test_somebody_s_own_machine(host: str) -> None:
    assert is_local(host)


@pytest.mark.parametrize("host", ["acme.example", "8.8.8.8", "2606:4700::1111"])
def test_the_world(host: str) -> None:
    assert not is_local(host)
