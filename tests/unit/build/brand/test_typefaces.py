# ruff: noqa: RUF001
import unicodedata
from collections import Counter

import pytest

from code24.build.brand.dice import Dice
from code24.build.brand.models import Typography, Voice
from code24.build.brand.typefaces import PAIRINGS, STACKS, kind_of, scripts_of, typography_for
from code24.fonts.catalog import CATALOG

ENGLISH = "We bake bread for the people of the town, slowly and well. "


def chosen(
    voice: Voice = Voice.WARM, name: str = "Krume", text: str = ENGLISH, field: str = "food", count: int = 60
) -> list[Typography]:
    return [typography_for(voice, field, name, text, Dice(seed)) for seed in range(count)]


@pytest.mark.parametrize("voice", Voice)
def test_a_voice_has_several_pairs_of_families_that_can_play_their_part(voice: Voice) -> None:
    assert len(PAIRINGS[voice]) >= 6
    for pairing in PAIRINGS[voice]:
        assert CATALOG[pairing.body].body == (400, 700)
        assert 1.15 <= pairing.scale <= 1.5
        assert pairing.heading in CATALOG


def test_pairs_are_many_and_every_family_is_used() -> None:
    pairs = {(pairing.heading, pairing.body) for pairings in PAIRINGS.values() for pairing in pairings}
    assert len(pairs) >= 24
    assert {id_ for pair in pairs for id_ in pair} == set(CATALOG)


@pytest.mark.parametrize("voice", Voice)
def test_stacks_name_the_family_its_fallback_and_what_machines_have(voice: Voice) -> None:
    for typography in chosen(voice):
        heading = CATALOG[typography.heading_font or ""]
        assert typography.heading == f"'{heading.name}', '{heading.name} Fallback', {STACKS[heading.kind]}"
        assert typography.heading_weight == heading.heading
        assert typography.body_weight == 400
        assert kind_of(typography.heading) == heading.kind


@pytest.mark.parametrize("kind", STACKS)
def test_the_kind_of_a_stack_is_known_with_and_without_a_family(kind: str) -> None:
    assert kind_of(STACKS[kind]) == kind
    assert kind_of(f"'X', 'X Fallback', {STACKS[kind]}") == kind
    assert kind_of("Papyrus, fantasy") == "system"


def test_families_draw_the_script_of_the_text() -> None:
    for text in ("Ψήνουμε ψωμί για την πόλη", "Мы печём хлеб для города", "אנחנו אופים לחם", "نخبز الخبز للمدينة"):
        wanted = scripts_of(text)
        for typography in chosen(Voice.REFINED, text, text):
            assert typography.heading_font
            assert wanted <= set(CATALOG[typography.heading_font].scripts)
            assert wanted <= set(CATALOG[typography.body_font or ""].scripts)


def test_polish_gets_families_with_its_letters() -> None:
    for typography in chosen(Voice.PLAYFUL, "Piekarnia", "Pieczemy chleb żytni i pszenny, każdą noc aż do świtu"):
        assert "latin-ext" in CATALOG[typography.heading_font or ""].scripts


def test_a_name_in_another_script_than_the_text_gets_a_heading_family_for_both() -> None:
    for typography in chosen(Voice.PLAYFUL, "Το Καΐκι", ENGLISH):
        assert {"latin", "greek"} <= set(CATALOG[typography.heading_font or ""].scripts)


def test_a_script_that_no_family_draws_gets_system_families() -> None:
    for typography in chosen(Voice.CALM, "茶房 月白", "静かな茶房です。お茶とお菓子をどうぞ。"):
        assert typography.heading_font is None
        assert typography.body_font is None
        assert typography.heading in STACKS.values()


def test_pairs_made_for_a_field_are_rare_elsewhere() -> None:
    def monos(field: str) -> int:
        return Counter(each.heading_font for each in chosen(Voice.BOLD, field=field, count=300))["jetbrains-mono"]

    assert monos("technology") > 3 * monos("food")


@pytest.mark.parametrize(
    ("text", "scripts"),
    [
        (ENGLISH, {"latin"}),
        (ENGLISH * 9 + "月", {"latin"}),
        ("Zażółć gęślą jaźń", {"latin", "latin-ext"}),
        ("123 🦊", set()),
        ("月白 sencha", {"latin", "other"}),
    ],
)
def test_scattered_letters_decide_nothing(text: str, scripts: set[str]) -> None:
    assert scripts_of(text) == scripts
    assert scripts_of(unicodedata.normalize("NFC", text)) == scripts
