from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from code24.sites.slugs import RESERVED, is_reserved, slug_candidates
from code24.types import Slug

SITE = "s000000000001"
slugs = TypeAdapter(Slug)


def first(name: str) -> str:
    return next(slug_candidates(name, SITE))


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Acme", "acme"),
        ("Müller & Söhne GmbH", "muller-sohne-gmbh"),
        ("東京寿司", "dong-jing-shou-si"),
        ("Ресторан Ёлка", "restoran-elka"),
        ("مقهى", "mqh"),
        ("O\u2019Neill\u2019s", "oneills"),
        ("  --Café__Bar!!  ", "cafe-bar"),
        ("3 Sisters", "3-sisters"),
        ("A name that is far too long to be the label of a host", "a-name-that-is-far-too-long-to-be-the"),
        ("API", "site-api"),
        ("www", "site-www"),
        ("www.acme.com", "site-www-acme-com"),
        ("Preview Magazine", "site-preview-magazine"),
        ("xn--80ak6aa92e", "site-xn-80ak6aa92e"),
        ("code24 support", "site-code24-support"),
        ("Apicella", "apicella"),
    ],
)
def test_a_name_in_any_script_gives_a_readable_label(name: str, slug: str) -> None:
    assert first(name) == slug


def test_a_name_that_leaves_nothing_has_a_stable_label_of_its_own() -> None:
    assert first("😀").startswith("site-")
    assert first("😀") == first("😀") != first("😎")


def test_the_next_candidates_are_numbered_and_the_last_is_the_sites_own() -> None:
    candidates = list(slug_candidates("Acme", SITE))
    assert candidates[:9] == ["acme", *(f"acme-{number}" for number in range(2, 10))]
    assert len(candidates) == 10
    assert candidates[9].startswith("acme-")
    assert candidates[9] != list(slug_candidates("Acme", "s000000000002"))[9]


@given(st.text(max_size=200) | st.sampled_from(sorted(RESERVED)) | st.from_regex(r"(preview|xn|www)-.{0,60}"))
def test_every_candidate_is_a_free_host_label(name: str) -> None:
    candidates = list(islice(slug_candidates(name, SITE), 100))
    assert len(set(candidates)) == len(candidates)
    for slug in candidates:
        assert slugs.validate_python(slug) == slug
        assert len(f"preview-r0000000001--{slug}") <= 63
        assert not is_reserved(slug)


OWN = (
    *("api", "www", "mail", "admin", "app", "static", "media", "assets", "cdn", "status", "docs", "help", "billing"),
    *("login", "localhost", "ns1", "preview", "preview-a", "xn--a", "www2", "code24", "postmaster", "wpad"),
)


@pytest.mark.parametrize("word", OWN)
def test_the_platforms_own_words_are_reserved(word: str) -> None:
    assert is_reserved(word)


def test_every_reserved_word_is_a_label() -> None:
    for word in RESERVED:
        assert slugs.validate_python(word) == word
