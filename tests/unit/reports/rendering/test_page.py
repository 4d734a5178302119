"""The page of a report, parsed as a browser would."""

from turbohtml import parse

from code24.reports.document import Figure, Section
from code24.reports.rendering.page import page
from tests.unit.reports.rendering.documents import document


def test_the_page_is_whole_in_landmarks_headings_and_tables() -> None:
    tree = parse(page(document()))
    assert [each.attr("lang") for each in tree.select("html")] == ["en"]
    assert [each.text for each in tree.select("h1")] == ["A month"]
    assert next(each.text for each in tree.select("h2")) == "First"
    assert len(tree.select("header")) == len(tree.select("main")) == len(tree.select("footer")) == 1
    headed = {each.attr("id") for each in tree.select("h2")}
    assert {each.attr("aria-labelledby") for each in tree.select("section")} == headed
    tables = tree.select("table")
    assert len(tables) == 3  # of two charts, and one of its own
    assert len(tree.select("caption")) == len(tables)
    assert all(each.attr("scope") in {"col", "row"} for each in tree.select("th"))
    assert len(tree.select("details")) == 2


def test_ids_are_unique_and_pictures_are_named() -> None:
    tree = parse(page(document()))
    ids = [each.attr("id") for each in tree.iter_elements() if each.attr("id")]
    assert len(ids) == len(set(ids))
    pictures = tree.select("svg")
    assert len(pictures) == 4
    assert all(each.attr("role") == "img" and each.attr("aria-labelledby") in ids for each in pictures)


def test_the_page_loads_and_runs_nothing_and_shows_markup_as_text() -> None:
    text = page(document())
    tree = parse(text)
    assert not tree.select("script, a, iframe, img, [onload], [onclick]")
    assert {each.attr("href") for each in tree.select("link")} == {"data:,"}
    assert "url(http" not in text
    assert "@import" not in text
    assert "&lt;a href=&#34;x&#34;&gt;" in text
    assert "\x00" not in text
    assert "\u202e" not in text


def test_whether_a_change_is_welcome_is_said_in_words() -> None:
    text = page(document())
    assert "+2 % (better)" in text
    assert "+1 (worse)" in text


def test_figures_are_as_small_as_their_longest_number_needs() -> None:
    long = Figure(label="Revenue", value="EUR 115,833,333,333.33", change="EUR\xa0−325,000,000,000.00 in the month")  # noqa: RUF001
    tree = parse(page(document(sections=(Section(id="first", title="First", figures=(long,)),))))
    letters = {each.attr("class"): each.attr("style") for each in tree.select("dd")}
    assert letters == {"value": "--letters: 18", "change": "--letters: 23"}
    [look] = [each.text for each in tree.select("style")]
    assert look.count("cqi / var(--letters)") == 2
    assert "container-type: inline-size" in look


def test_a_language_from_right_to_left_turns_the_page() -> None:
    assert '<html lang="he" dir="rtl">' in page(document(language="he"))


def test_an_empty_report_is_a_page_too() -> None:
    tree = parse(page(document(summary=(), sections=(), notes=())))
    assert [each.text for each in tree.select("h1")] == ["A month"]
    assert not tree.select("section, table, svg")


def test_the_same_report_gives_the_same_page() -> None:
    assert page(document()) == page(document())
