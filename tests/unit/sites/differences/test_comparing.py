"""How differences are told."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from code24.sites.differences.comparing import section_differences, text_differences
from code24.sites.differences.models import Change, SectionDifference
from code24.sites.differences.texts import SectionText


def section(id_: str, *texts: str) -> SectionText:
    return SectionText(id_, f"<section id={id_}>{texts}</section>", texts)


def told(old: list[SectionText], new: list[SectionText], **arranged: tuple[str, str]) -> list[SectionDifference]:
    return list(section_differences(old, new, arranged.get))


def test_what_is_the_same_is_not_told() -> None:
    both = [section("a", "x"), section("b", "y")]
    assert told(both, both) == []


def test_a_changed_text_is_told_with_what_it_was() -> None:
    [changed] = told([section("a", "x", "y", "z")], [section("a", "x", "Y", "z")], a=("split", "cover"))
    assert (changed.id, changed.change, changed.position) == ("a", Change.CHANGED, None)
    assert [(text.before, text.after) for text in changed.texts] == [("y", "Y")]
    assert changed.arrangement == ("split", "cover")


def test_added_and_removed_sections_are_told_with_their_texts() -> None:
    added, removed = told([section("a", "x"), section("b", "y")], [section("a", "x"), section("c", "z")])
    assert (added.id, added.change, [text.after for text in added.texts]) == ("c", Change.ADDED, ["z"])
    assert (removed.id, removed.change, [text.before for text in removed.texts]) == ("b", Change.REMOVED, ["y"])


def test_only_the_section_that_moved_is_told() -> None:
    old = [section(name) for name in "abcdef"]
    new = [section(name) for name in "abecdf"]
    [moved] = told(old, new)
    assert (moved.id, moved.position, moved.texts) == ("e", (4, 2), ())


def test_long_texts_are_shortened() -> None:
    [difference] = text_differences(["x" * 5_000], [])
    assert difference.before == "x" * 599 + "…"
    assert difference.after is None


@given(st.lists(st.text(max_size=3), max_size=8), st.lists(st.text(max_size=3), max_size=8))
def test_applying_the_differences_gives_the_new_texts(old: list[str], new: list[str]) -> None:
    differences: list[Any] = list(text_differences(old, new))
    gone = [each.before for each in differences if each.before is not None]
    come = [each.after for each in differences if each.after is not None]
    assert sorted([*old, *come]) == sorted([*new, *gone])
