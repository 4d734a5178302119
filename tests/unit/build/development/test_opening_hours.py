import pytest
import turbohtml

from code24.build.development.opening_hours import Row, rows_of
from tests.unit.build.sample_sites import CONTACT, brief_of, pages_of, site_of


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
        (
            ("Tu-Su 08:30-19:00", "Th 08:30-23:00"),
            (
                Row(1, 2, ("08:30\u201319:00",)),
                Row(3, 3, ("08:30\u201323:00",)),
                Row(4, 6, ("08:30\u201319:00",)),
            ),
        ),
        (("Mo 18:00-02:00", "Mo 23:00-01:00"), (Row(0, 0, ("23:00\u201301:00",)),)),
        (("Mo 09:00-12:00", "Mo 12:00-15:00"), (Row(0, 0, ("09:00\u201312:00", "12:00\u201315:00")),)),
        (("Sa-Mo 10:00-24:00",), (Row(0, 0, ("10:00\u201324:00",)), Row(5, 6, ("10:00\u201324:00",)))),
    ],
)
def test_days_with_the_same_hours_share_a_row(given: tuple[str, ...], rows: tuple[Row, ...]) -> None:
    assert rows_of(given) == rows


def test_from_midnight_to_midnight_is_around_the_clock() -> None:
    (row,) = rows_of(("Mo-Su 00:00-24:00",))
    assert row.around_the_clock
    assert not rows_of(("Mo-Su 00:00-23:00",))[0].around_the_clock
    assert [row.around_the_clock for row in rows_of(("Mo-Fr 08:00-17:00", "Sa-Su 00:00-24:00"))] == [False, True]


def test_every_page_says_hours_in_words_and_lines() -> None:
    hours = ("Mo-Fr 12:00-14:00", "Mo-Fr 19:00-22:00", "Sa-Su 00:00-24:00")
    home = pages_of(site_of(brief_of(contact=CONTACT.model_copy(update={"opening_hours": hours}))))["/index.html"]
    (footer,) = turbohtml.parse(home).select("footer .footer-hours")
    first, second = footer.select("li")
    days, times = [child for child in first.select("span") if child.parent is first]
    assert days.text.strip() == "Monday \u2013 Friday"
    assert [time.text for time in times.select(".time")] == ["12:00\u201314:00", "19:00\u201322:00"]
    assert len(times.select("br")) == 1
    assert "Around the clock" in second.text
    assert "24:00" not in second.text
