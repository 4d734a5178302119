"""Stamps can be made here, and nowhere else."""

from hypothesis import given
from hypothesis import strategies as st

from code24.forms.fields import STAMP_PLACEHOLDER
from code24.forms.stamps import LENGTH, make_stamp, read_stamp, stamp_key

KEY = stamp_key("a secret")
SITE = "s000000000001"
NONCE = "0123456789abcdef"
AT = 1_772_366_400
STAMP = make_stamp(KEY, SITE, AT, NONCE)


def test_a_stamp_tells_when_it_was_made() -> None:
    assert len(STAMP) == LENGTH == 60
    stamp = read_stamp(KEY, SITE, STAMP, AT + 7)
    assert stamp == (NONCE, 7)


def test_clocks_that_differ_make_nobody_younger_than_now() -> None:
    assert read_stamp(KEY, SITE, STAMP, AT - 5) == (NONCE, 0)


def test_a_stamp_is_of_one_site_and_one_secret() -> None:
    assert read_stamp(KEY, "s000000000002", STAMP, AT) is None
    assert read_stamp(stamp_key("another"), SITE, STAMP, AT) is None


def test_what_is_no_stamp() -> None:
    for text in ("", STAMP_PLACEHOLDER, STAMP[:-1], STAMP + "0", STAMP.upper(), " " + STAMP, STAMP.replace(".", ":")):
        assert read_stamp(KEY, SITE, text, AT) is None


@given(place=st.integers(0, LENGTH - 1), character=st.characters())
def test_no_character_can_be_changed(place: int, character: str) -> None:
    changed = STAMP[:place] + character + STAMP[place + 1 :]
    assert (read_stamp(KEY, SITE, changed, AT) is not None) is (changed == STAMP)


@given(st.text(max_size=80))
def test_nobody_guesses_a_stamp(text: str) -> None:
    assert read_stamp(KEY, SITE, text, AT) is None
