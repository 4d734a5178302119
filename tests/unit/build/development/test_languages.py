import pytest

from code24.build.development.languages import direction


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
