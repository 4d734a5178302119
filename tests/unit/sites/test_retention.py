from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from code24.sites.models import NO_VERSION, Versioned
from code24.sites.retention import NEWEST_KEPT, is_settled, needed, unneeded

BEGUN = datetime(2026, 3, 1, 12, tzinfo=UTC)


def release(number: int, version: str | None = None) -> Versioned:
    return Versioned(f"r{number:010d}", str(number) if version is None else version, BEGUN + timedelta(hours=number))


def names(*numbers: int) -> list[str]:
    return [f"r{number:010d}" for number in numbers]


TEN = [release(number) for number in range(1, 11)]
NEWEST = names(6, 7, 8, 9, 10)


def test_the_newest_stay_and_the_oldest_go_first() -> None:
    assert [each.release_id for each in unneeded(TEN, NEWEST[-1], NEWEST[-1:])] == names(1, 2, 3, 4, 5)
    assert needed(TEN, ()) == set(NEWEST)


def test_who_went_back_keeps_the_release_and_the_one_before_it() -> None:
    assert [each.release_id for each in unneeded(TEN, *(names(3)[0], names(3)))] == names(1, 4, 5)


def test_before_the_live_one_comes_the_one_that_has_a_version() -> None:
    releases = [each._replace(version=NO_VERSION) if each.version == "3" else each for each in TEN]
    assert [each.release_id for each in unneeded(releases, *(names(4)[0], names(4)))] == names(1, 5)


def test_what_a_test_or_the_holdout_shows_stays() -> None:
    assert [each.release_id for each in unneeded(TEN, NEWEST[-1], [*names(1, 4), NEWEST[-1]])] == names(2, 3, 5)


def test_the_highest_version_stays_whatever_release_it_is_of() -> None:
    """Lambda makes no version of code that equals the last one's."""
    releases = [each._replace(version="11") if each.version == "2" else each for each in TEN]
    assert [each.release_id for each in unneeded(releases, NEWEST[-1], NEWEST[-1:])] == names(1, 3, 4, 5)


def test_a_site_before_its_first_publish_keeps_the_newest_previews() -> None:
    assert [each.release_id for each in unneeded(TEN[:6], None, ())] == names(1)


@pytest.mark.parametrize(("count", "settled"), [(0, True), (NEWEST_KEPT, True), (NEWEST_KEPT + 1, False)])
def test_few_releases_with_versions_need_no_further_look(count: int, settled: bool) -> None:
    assert is_settled(TEN[:count]) is settled


def test_a_release_without_a_version_needs_a_look() -> None:
    assert not is_settled([release(1, NO_VERSION)])


HISTORIES = st.lists(st.integers(0, 40), max_size=12, unique=True).flatmap(
    lambda numbers: st.tuples(*(st.sampled_from([NO_VERSION, str(number + 1)]) for number in numbers)).map(
        lambda versions: [release(number, version) for number, version in zip(sorted(numbers), versions, strict=True)]
    )
)


@given(HISTORIES, st.data())
def test_nothing_goes_that_anybody_may_see(releases: list[Versioned], data: st.DataObject) -> None:
    assume(releases)
    ids = [each.release_id for each in releases]
    used = data.draw(st.sets(st.sampled_from(ids)))
    live = data.draw(st.none() | st.sampled_from(ids))
    in_use = used | ({live} if live else set())
    going = unneeded(releases, live, in_use)

    gone = {each.release_id for each in going}
    assert all(each.version != NO_VERSION for each in going)
    assert not gone & in_use
    assert not gone & needed(releases, in_use)
    assert [each.created_at for each in going] == sorted(each.created_at for each in going)
    # What stays is bounded by what is in use, however long the history is.
    staying = [each for each in releases if each.is_served and each.release_id not in gone]
    assert len(staying) <= NEWEST_KEPT + len(in_use) + 2

    left = [each._replace(version=NO_VERSION) if each.release_id in gone else each for each in releases]
    assert list(unneeded(left, live, in_use)) == []  # once is enough, and the way back does not wander off


@given(HISTORIES)
def test_going_where_nothing_is_needed_is_never_asked_for_again(releases: list[Versioned]) -> None:
    """What is deleted is not what a repair would publish again."""
    gone = {each.release_id for each in unneeded(releases, None, ())}
    left = [each._replace(version=NO_VERSION) if each.release_id in gone else each for each in releases]
    assert not gone & needed(left, ())
