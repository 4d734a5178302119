import pytest

from code24.build.brand.letters import LETTERS, initials


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Crumb & Ember", "CE"),
        ("The Velvet Room", "VR"),
        ("Ärzte am Park", "AA"),
        ("3 Brothers", "3B"),
        ("Xylo", "X"),
        ('O\'Brien "Roofing"', "OR"),
        ("花屋さくら", ""),
        ("مطعم الزيتون", ""),
        ("Кафе Пушкин", ""),
        ("🦊", ""),
        ("***", ""),
    ],
)
def test_initials_are_those_that_the_alphabet_can_draw(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_every_letter_stays_on_the_square() -> None:
    assert set(LETTERS) == set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    for path in LETTERS.values():
        for contour in path.contours():
            assert all(0 <= x <= 100 and 0 <= y <= 100 for x, y in contour)
