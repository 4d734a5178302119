"""What an API key looks like, and what is kept of it."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.accounts.keys import hash_key, is_key, key_hint, make_key

SECRET = "abcdefghijklmnopqrstuvwxyz012345"
KEY = f"c24_local_{SECRET}"


def test_a_key_names_its_environment() -> None:
    assert make_key("local", SECRET) == KEY


@pytest.mark.parametrize("environment", ["", "Local", "lo_cal", "-local", "a" * 21, "lokäl", "local\n"])
def test_an_environment_that_breaks_the_form_is_refused(environment: str) -> None:
    with pytest.raises(ValueError, match="a key needs an environment"):
        make_key(environment, SECRET)


@pytest.mark.parametrize("secret", ["", SECRET[:-1], SECRET + "0", SECRET.upper(), SECRET[:-1] + "_"])
def test_a_secret_that_breaks_the_form_is_refused(secret: str) -> None:
    with pytest.raises(ValueError, match="a key needs an environment"):
        make_key("local", secret)


@pytest.mark.parametrize(
    "text", ["", "c24", KEY[:-1], KEY + "\n", " " + KEY, KEY.upper(), KEY.replace("c24", "c25"), "c24_" + SECRET]
)
def test_what_is_no_key(text: str) -> None:
    assert not is_key(text)


@given(st.text(max_size=80))
def test_any_text_can_be_asked_about(text: str) -> None:
    assert is_key(text) is False


def test_a_key_is_kept_as_its_sha256() -> None:
    assert hash_key(KEY) == hashlib.sha256(KEY.encode()).hexdigest()


def test_the_hint_shows_four_characters_of_the_secret() -> None:
    assert key_hint(KEY) == "c24_local_abcd"


@given(st.from_regex(r"[a-z0-9][a-z0-9-]{0,19}", fullmatch=True), st.from_regex(r"[a-z0-9]{32}", fullmatch=True))
def test_every_key_made_is_a_key_and_its_hint_begins_it(environment: str, secret: str) -> None:
    key = make_key(environment, secret)
    assert is_key(key)
    assert key.startswith(key_hint(key))
    assert len(key_hint(key)) == len(key) - 28
