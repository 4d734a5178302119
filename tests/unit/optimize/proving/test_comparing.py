"""Whether a page still looks, reads and works as it did."""

import io

from PIL import Image

from code24.optimize.ports import View
from code24.optimize.proving.comparing import compared
from code24.website.models import Measured


def view(**changes: object) -> View:
    body = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(body, "PNG")
    seen = View("/index.html", 412, body.getvalue(), 20, Measured((412, 823), {}), (), (), "Fresh bread every day")
    return seen._replace(**changes)  # type: ignore[arg-type]


def test_the_same_is_accepted() -> None:
    verdict = compared(view(), view())
    assert verdict.reasons == ()
    assert verdict.proof.accepted
    assert verdict.proof.changed == 0.0


def test_words_have_to_stay_in_any_order_and_may_be_more() -> None:
    assert compared(view(), view(text="Skip to content\nEvery day fresh bread")).reasons == ()
    assert compared(view(), view(text="Fresh bread every")).reasons == ("Words are gone at 412 px: day",)


def test_a_new_complaint_counts_and_an_old_one_at_another_place_does_not() -> None:
    before = view(errors=("TypeError at https://acme.example/a.js:10:4",))
    assert compared(before, view(errors=("TypeError at https://acme.example/a.12345678.js:1:99",))).reasons == ()
    assert compared(before, view(errors=("ReferenceError: $ is not defined",))).reasons == (
        "New errors in the console at 412 px: ReferenceError: $ is not defined",
    )


def test_a_file_asked_for_in_vain_counts_unless_it_was_so_before() -> None:
    before = view(failed=("https://acme.example/gone.css?v=1",), errors=("Failed to load resource: 404 x",))
    assert compared(before, view(failed=("https://acme.example/gone.css?v=2",))).reasons == ()
    now = compared(before, view(failed=("https://acme.example/new.css",)))
    assert now.reasons == ("Files that are asked for in vain at 412 px: https://acme.example/new.css",)


def test_a_page_may_not_become_wider_than_its_screen() -> None:
    assert compared(view(overflow=40.0), view(overflow=40.0)).reasons == ()
    assert compared(view(), view(overflow=40.0)).reasons == ("The page is 40 px wider than its screen at 412 px",)
