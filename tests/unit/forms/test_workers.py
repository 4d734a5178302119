"""What owners do with what visitors sent."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from code24.errors import NotFound
from code24.forms.models import FormKind, Submission, SubmissionQuery
from code24.forms.workers import (
    READ_AT_ONCE,
    delete_submission,
    export_submissions,
    list_submissions,
    place_of,
    read_submission,
)
from code24.sites.workers import delete_site
from tests.unit.sites.world import ANN, BOB, World


@pytest.fixture
def world() -> World:
    world = World()
    world.reserve()
    return world


def receive(world: World, number: int, form: FormKind = FormKind.CONTACT) -> Submission:
    submission = Submission(
        site_id="s000000000001",
        submission_id=f"f{number:016d}",
        form=form,
        created_at=world.clock.now() + timedelta(seconds=number // 2),
        fields={"email": f"jane{number}@example.org"},
        page="/",
    )
    world.submissions.put(submission)
    return submission


def test_a_list_is_the_newest_first_page_by_page(world: World) -> None:
    all_of_them = [receive(world, number) for number in range(7)]
    seen, after = [], None
    while True:
        page = world.run(list_submissions, "s000000000001", ANN, SubmissionQuery(), 3, after)
        seen += page.items
        if not page.more:
            break
        after = place_of(page.items[-1])
        world.submissions.delete("s000000000001", after.submission_id)
    assert seen == all_of_them[::-1]


def test_an_export_reads_on(world: World) -> None:
    all_of_them = [receive(world, number) for number in range(READ_AT_ONCE * 2 + 1)]
    exported = world.run(export_submissions, "s000000000001", ANN, SubmissionQuery())
    assert list(exported) == all_of_them[::-1]
    rest = world.run(export_submissions, "s000000000001", ANN, SubmissionQuery(), place_of(all_of_them[2]))
    assert list(rest) == all_of_them[1::-1]


@pytest.mark.parametrize(
    ("use_case", "arguments"),
    [
        (list_submissions, ("s000000000001", BOB, SubmissionQuery(), 3)),
        (export_submissions, ("s000000000001", BOB, SubmissionQuery())),
        (read_submission, ("s000000000001", "f0000000000000001", BOB)),
        (delete_submission, ("s000000000001", "f0000000000000001", BOB)),
    ],
)
def test_somebody_elses_submissions_are_nowhere(
    world: World, use_case: Callable[..., Any], arguments: tuple[Any, ...]
) -> None:
    kept = receive(world, 1)
    with pytest.raises(NotFound, match="There is no site s000000000001"):
        world.run(use_case, *arguments)
    assert list(world.submissions.records.values()) == [kept]


def test_a_submission_is_read_and_deleted(world: World) -> None:
    kept = receive(world, 1)
    assert world.run(read_submission, "s000000000001", kept.submission_id, ANN) == kept
    for _ in range(2):
        world.run(delete_submission, "s000000000001", kept.submission_id, ANN)
    with pytest.raises(NotFound, match="no submission f0000000000000001"):
        world.run(read_submission, "s000000000001", kept.submission_id, ANN)


def test_a_deleted_site_keeps_no_submissions(world: World) -> None:
    receive(world, 1)
    other = world.reserve(2)
    kept = receive(world, 2).model_copy(update={"site_id": other.site_id})
    world.submissions.put(kept)
    world.run(delete_site, "s000000000001", ANN)
    assert list(world.submissions.records.values()) == [kept]
