import pytest

from code24.analytics.collecting.pages import Referrer, referrer_of
from code24.analytics.collecting.sources import CLICK_IDS, NOWHERE, Origin, is_spam, known, origin_of


def came(query: str = "", referrer: str = "") -> tuple[str, str]:
    origin = origin_of(query, referrer_of(referrer) if referrer else None)
    return origin.source, origin.channel


@pytest.mark.parametrize(
    ("referrer", "expected"),
    [
        ("", ("", "direct")),
        ("https://www.google.com/", ("Google", "search")),
        ("https://google.co.uk/search?q=bread", ("Google", "search")),
        ("https://duckduckgo.com/", ("DuckDuckGo", "search")),
        ("https://www.ecosia.org/", ("Ecosia", "search")),
        ("https://www.bing.com/search", ("Bing", "search")),
        ("https://l.facebook.com/l.php?u=1", ("Facebook", "social")),
        ("https://t.co/abc", ("Twitter", "social")),
        ("https://www.linkedin.com/feed/", ("LinkedIn", "social")),
        ("android-app://com.linkedin.android/", ("LinkedIn", "social")),
        ("https://out.reddit.com/t3", ("Reddit", "social")),
        ("https://mail.google.com/mail/u/0/", ("Gmail", "email")),
        ("https://docs.google.com/document/d/1", ("Google", "referral")),
        ("https://drive.google.com/", ("Google", "referral")),
        ("https://uk.search.yahoo.com/search", ("Yahoo!", "search")),
        ("https://chatgpt.com/", ("ChatGPT", "ai")),
        ("https://www.perplexity.ai/search/x", ("Perplexity", "ai")),
        ("https://gemini.google.com/app", ("Gemini", "ai")),
        ("https://claude.ai/chat", ("Claude", "ai")),
        ("https://www.totnes.example/food/bakeries", ("totnes.example", "referral")),
    ],
)
def test_a_referrer_is_a_source_with_its_channel(referrer: str, expected: tuple[str, str]) -> None:
    assert came(referrer=referrer) == expected


@pytest.mark.parametrize(
    ("query", "referrer", "expected"),
    [
        ("utm_source=google&utm_medium=cpc", "https://www.google.com/", ("Google", "paid")),
        ("gclid=abc", "https://www.google.com/", ("Google", "paid")),
        ("gclid=abc", "", ("Google", "paid")),
        ("msclkid=abc", "https://www.bing.com/", ("Bing", "paid")),
        ("fbclid=abc", "https://l.facebook.com/", ("Facebook", "social")),
        ("fbclid=abc&utm_medium=paid_social&utm_source=fb", "", ("Facebook", "paid")),
        ("ttclid=abc", "", ("TikTok", "paid")),
        ("utm_source=newsletter", "", ("newsletter", "email")),
        ("utm_source=mailchimp&utm_medium=email&mc_eid=1", "", ("mailchimp", "email")),
        ("utm_source=facebook&utm_medium=social", "", ("Facebook", "social")),
        ("utm_source=chatgpt.com", "", ("ChatGPT", "ai")),
        ("utm_source=flyer&utm_medium=print&utm_campaign=May", "", ("flyer", "campaign")),
        ("utm_campaign=May", "", ("", "campaign")),
        ("utm_medium=organic", "", ("", "search")),
        ("utm_source=partner&utm_medium=referral", "", ("partner", "referral")),
        ("ref=producthunt", "", ("producthunt", "referral")),
        ("source=totnes.example", "https://www.google.com/", ("totnes.example", "referral")),
        ("q=bread", "", ("", "direct")),
        ("utm_source=" + "x" * 400, "", ("x" * 120, "campaign")),
        ("utm_source=jane@example.org", "", ("", "direct")),
        ("utm_source=" + "x" * 110 + "%20jane@example.org", "", ("", "direct")),
        ("ref=8f14e45fceea167a5a36dedd4bea2543", "", ("", "direct")),
        ("ref=9a5fb0e0-1c2d-4e3f-8a9b-0c1d2e3f4a5b", "https://example.org/", ("example.org", "referral")),
        ("utm_source=120211234567890123", "", ("120211234567890123", "campaign")),
    ],
)
def test_what_the_address_says_comes_first(query: str, referrer: str, expected: tuple[str, str]) -> None:
    assert came(query, referrer) == expected


def test_campaign_and_click_id_are_kept_by_name_and_never_by_value() -> None:
    query = (
        "utm_source=google&utm_medium=cpc&utm_campaign=Spring&utm_term=a+b&utm_content=x&gclid=Cj0KCQ&id=77&utm_id=5"
    )
    origin = origin_of(query, Referrer("www.google.com", "", "q=secret"))
    assert origin == Origin(
        source="Google",
        channel="paid",
        referrer="www.google.com",
        campaign={"source": "google", "medium": "cpc", "campaign": "Spring", "term": "a b", "content": "x"},
        click="gclid",
    )
    assert "Cj0KCQ" not in str(origin)


@pytest.mark.parametrize("name", CLICK_IDS)
def test_every_click_id_has_somebody_who_adds_it(name: str) -> None:
    assert origin_of(f"{name}=1", None).source == CLICK_IDS[name][0]


def test_nothing_is_nowhere() -> None:
    assert origin_of("", None) is NOWHERE


@pytest.mark.parametrize("host", ["semalt.com", "www.semalt.com", "a.b.free-share-buttons.com"])
def test_spammers_and_whatever_is_below_them(host: str) -> None:
    assert is_spam(Referrer(host, ""))


@pytest.mark.parametrize("host", ["google.com", "notsemalt.com", "com", "semalt.com.example.org"])
def test_nobody_else(host: str) -> None:
    assert not is_spam(Referrer(host, ""))


def test_a_known_host_is_found_below_itself_only() -> None:
    assert known("mail.yahoo.com") != known("example.yahoo.com.evil.example")
    assert known("evilgoogle.com") is None
