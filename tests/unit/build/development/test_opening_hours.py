import pytest

from code24.build.development.opening_hours import Row, rows_of


@pytest.mark.parametrize(
    ("given", "rows"),
    [
        ((), ()),
        (("Mo-Fr 09:00-18:00",), (Row(0, 4, ("09:00\u201318:00",)),)),
        (("Sa 10:00-14:00", "Mo-Fr 09:00-18:00"), (Row(0, 4, ("09:00\u201318:00",)), Row(5, 5, ("10:00\u201314:00",)))),
        (
            ("Mo,We 09:00-12:00", "Mo 14:00-18:00"),
            (Row(0, 0, ("09:00\u201312:00", "14:00\u201318:00")), Row(2, 2, ("09:00\u201312:00",))),
        ),
        (("Sa-Mo 10:00-24:00",), (Row(0, 0, ("10:00\u201324:00",)), Row(5, 6, ("10:00\u201324:00",)))),
    ],
)
def test_days_with_the_same_hours_share_a_row(given: tuple[str, ...], rows: tuple[Row, ...]) -> None:
    assert rows_of(given) == rows
