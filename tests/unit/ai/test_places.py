import pytest

from code24.ai.places import town_in


@pytest.mark.parametrize(
    ("text", "language", "town"),
    [
        ("A small bakery in Totnes, Devon.", "en", "Totnes"),
        ("I am a photographer based in Bath.", "en", "Bath"),
        ("We roast coffee in Stow-on-the-Wold.", "en", "Stow-on-the-Wold"),
        ("A tavern in the heart of New York.", "en", "New York"),
        ("Our data is stored in Frankfurt.", "en", ""),
        ("We help teams in Germany.", "en", ""),
        ("A restaurant in Italian style.", "en", ""),
        ("We opened our shop in January.", "en", ""),
        ("Familienbäckerei in Ulm seit 1962.", "de", "Ulm"),
        ("Praxis im Herzen von Freiburg.", "de", "Freiburg"),
        ("Werkstatt in Köln-Ehrenfeld.", "de", "Köln-Ehrenfeld"),
        ("Ein Gasthof in Bad Tölz.", "de", "Bad Tölz"),
        ("Wir arbeiten in Handarbeit.", "de", ""),
        ("Möbel in Bio-Qualität.", "de", ""),
        ("Unsere Server stehen in Frankfurt.", "de", ""),
    ],
)
def test_towns(text: str, language: str, town: str) -> None:
    assert town_in([text], language) == town
