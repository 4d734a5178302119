import pytest

from code24.build.development.languages import direction, locale


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "ltr"),
        ("ar", "rtl"),
        ("he-IL", "rtl"),
        ("az-Arab", "rtl"),
        ("ku-Latn", "ltr"),
        ("ar-Latn-EG", "ltr"),
        ("FA", "rtl"),
    ],
)
def test_the_script_decides_the_direction(language: str, expected: str) -> None:
    assert direction(language) == expected


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "en_US"),
        ("en-GB", "en_GB"),
        ("pt-br", "pt_BR"),
        ("zh-Hant-TW", "zh_TW"),
        ("he", "he_IL"),
        ("sr-Latn", "sr_RS"),
        ("gsw", ""),
        ("es-419", ""),
    ],
)
def test_open_graph_names_a_territory_with_the_language(language: str, name: str) -> None:
    assert locale(language) == name
