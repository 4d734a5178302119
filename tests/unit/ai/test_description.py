import pytest

from code24.ai.description import read


def sentences(text: str, language: str = "en", known: str = "") -> tuple[str, ...]:
    return read(text, language, known).sentences


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("We bake. You eat!", "en", ("We bake.", "You eat!")),
        ("Dr. Smith works at St. Mary Rd. 5. He is kind.", "en", ("Dr. Smith works at St. Mary Rd. 5.", "He is kind.")),
        ("A loaf is 3.50 € today. Yes it is.", "en", ("A loaf is 3.50 € today.", "Yes it is.")),
        ("Am 3. Oktober feiern wir. Kommen Sie!", "de", ("Am 3. Oktober feiern wir.", "Kommen Sie!")),
        ("Vieles, z. B. Brot, ist da. Gut so.", "de", ("Vieles, z. B. Brot, ist da.", "Gut so.")),
        ("Wir sind in der Kaiser-Joseph-Str. 210.", "de", ("Wir sind in der Kaiser-Joseph-Str. 210.",)),
        ("京都の花屋です。季節の花束です。", "ja", ("京都の花屋です。", "季節の花束です。")),
        ("First line\nSecond line", "en", ("First line", "Second line")),
        ("A line that was\nwrapped here.", "en", ("A line that was wrapped here.",)),
        ("We bake!!! Really ... well", "en", ("We bake!", "Really … well")),
        ("We bake. We bake.", "en", ("We bake.",)),
        ("M. Petit habite av. Foch. Il est là.", "fr", ("M. Petit habite av. Foch.", "Il est là.")),
        ("La Dra. Ruiz está en la Avda. Real. Llame.", "es", ("La Dra. Ruiz está en la Avda. Real.", "Llame.")),
        ("O Dr. Reis está na Av. Brasil. Ligue.", "pt", ("O Dr. Reis está na Av. Brasil.", "Ligue.")),
        ("Il Dott. Sala è in P.zza Dante. Venga.", "it", ("Il Dott. Sala è in P.zza Dante.", "Venga.")),
        ("¿Tiene miedo? ¡Llámenos hoy mismo!", "es", ("¿Tiene miedo?", "¡Llámenos hoy mismo!")),
        ("Venez ! C’est bon.", "fr", ("Venez\u202f!", "C’est bon.")),  # noqa: RUF001
    ],
)
def test_sentences(text: str, language: str, expected: tuple[str, ...]) -> None:
    assert sentences(text, language) == expected


def test_bullet_points_are_told_from_sentences() -> None:
    reading = read("We offer:\n- Haircut 35 €\n* Colour\n1. Beard\n• Shave\nCome in.", "en")
    assert reading.bullets == ("Haircut 35 €", "Colour", "Beard", "Shave")
    assert reading.sentences == ("Come in.",)
    assert {entry.group for entry in reading.entries} == {"We offer"}


def test_markup_is_taken_away_and_what_is_code_is_left_out() -> None:
    text = "<p>We bake <b>bread</b>.</p><script>steal()</script><p>Price: {{ price }} is set.</p><ul><li>Rye</li></ul>"
    assert sentences(text) == ("We bake bread.",)
    assert read(text, "en").bullets == ("Rye",)


def test_english_in_capitals_is_lowered_but_names_and_places_keep_theirs() -> None:
    assert sentences(
        "WE BAKE RYE BREAD IN LEEDS. ASK FOR MARIA AT OLD MILL ON MONDAY, OR I CALL THE BBQ.", "en", "Old Mill"
    ) == (
        "We bake rye bread in Leeds.",
        "Ask for maria at Old Mill on Monday, or I call the BBQ.",
    )


def test_german_in_capitals_is_left_alone() -> None:
    assert sentences("WIR BACKEN BROT IN ULM.", "de") == ("WIR BACKEN BROT IN ULM.",)


def test_pictograms_go() -> None:
    assert sentences("🎂 Cake for you 🎉.") == ("Cake for you.",)
