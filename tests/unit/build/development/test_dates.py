from datetime import UTC, datetime, timedelta, timezone

from code24.build.development.dates import fingerprint, page_dates, written

MADE = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = MADE + timedelta(days=2)
PAGE = (
    '<link rel="preload" href="/assets/jost-400.0123456789.woff2" as="font">\n'
    '<link rel="stylesheet" href="/assets/site.0123456789.css">'
    '<meta name="theme-color" content="#ffffff" media="x"><p>Bread</p>'
)


def test_hashes_of_files_fonts_and_the_frames_colour_are_no_change() -> None:
    other = PAGE.replace("0123456789", "abcdefabcd").replace("#ffffff", "#000000").replace("jost-400", "gloock-400")
    assert other != PAGE
    assert fingerprint(other) == fingerprint(PAGE)
    assert fingerprint(PAGE.replace("Bread", "Rolls")) != fingerprint(PAGE)
    assert fingerprint(PAGE.replace("/assets/site", "/assets/other")) != fingerprint(PAGE)


def test_a_page_keeps_the_date_of_its_own_last_change() -> None:
    first = page_dates({"/": PAGE, "/about/": PAGE}, MADE)
    second = page_dates({"/": PAGE, "/about/": PAGE + "x", "/new/": PAGE}, LATER, first)
    assert [(date.path, date.modified_at) for date in second] == [("/", MADE), ("/about/", LATER), ("/new/", LATER)]


def test_dates_are_written_in_utc() -> None:
    assert written(datetime(2026, 3, 1, 1, 30, tzinfo=timezone(timedelta(hours=2)))) == "2026-02-28T23:30:00Z"
