import pytest

from code24.errors import Conflict, NotFound
from code24.optimize.challengers.preparing import challenge, prepared
from code24.optimize.models import Business, Challenger
from code24.types import Goal
from code24.website.models import WebFile
from code24.website.website import Website

FORM = (
    "<form>"
    + "".join(f"<div><label for=f{n}>Field {n}</label><input id=f{n} name=f{n}></div>" for n in range(7))
    + "<div><label for=e>Mail</label><input id=e type=email name=e required></div><button>Submit</button></form>"
)
SECTIONS = "".join(f"<section id=s{n}><h2>Part {n}</h2></section>" for n in range(4))
PAGE = f"""<!doctype html><html lang=en><title>Sourdough bread in Leith | Crumb</title><body>
<header><h1>Welcome</h1><p>{"word " * 80}</p></header>
<main><a class=btn href="#s2">Learn more</a>{SECTIONS}
<section id=voices><blockquote>Best bread.</blockquote></section></main>{FORM}</body>"""
BUSINESS = Business(goal=Goal.SIGNUPS)


def website(page: str = PAGE) -> Website:
    return Website([WebFile("/index.html", "text/html; charset=utf-8", page.encode())], origin="https://crumb.example")


def of_kind(kind: str) -> Challenger:
    return next(each for each in prepared(website(), BUSINESS) if each.kind == kind)


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("call-to-action-words", "Learn more", "Part 2"),
        ("submit-words", "Submit", "Sign up"),
        ("headline-words", "Welcome", "Sourdough bread in Leith"),
    ],
)
def test_better_words_are_the_pages_own_or_name_the_action(kind: str, before: str, after: str) -> None:
    challenger = of_kind(kind)
    assert (challenger.before, challenger.after) == (before, after)

    text = challenge(website(), challenger).files["/index.html"].text
    assert f">{after}<" in text
    assert text.count(f">{before}<") == PAGE.count(f">{before}<") - 1


def test_a_call_comes_right_under_the_headline() -> None:
    changed = challenge(website(), of_kind("call-to-action-early")).page_at["/index.html"]
    headline = changed.document.select_one("h1")
    assert headline is not None
    follower = next(each for each in headline.next_siblings if hasattr(each, "tag"))
    assert follower.serialize() == '<a class="btn" href="#s2">Learn more</a>'
    assert len(changed.document.select("a.btn")) == 2


def test_an_optional_field_goes_with_its_label_and_the_required_one_stays() -> None:
    removed = [each for each in prepared(website(), BUSINESS) if each.kind == "form-fields-few"]
    assert len(removed) == 3, "the first few; nobody has visitors for more"
    changed = challenge(website(), removed[0]).page_at["/index.html"].document
    assert not changed.select("#f0, label[for=f0]")
    assert changed.select("#f1, #e")
    assert all("e=" not in each.before for each in removed if "type=" in each.before)


def test_voices_move_behind_the_first_section() -> None:
    changed = challenge(website(), of_kind("voices-early")).page_at["/index.html"].document
    assert [section.attr("id") for section in changed.select("main > section")] == ["s0", "voices", "s1", "s2", "s3"]


def test_the_same_website_gives_the_same_challengers() -> None:
    assert prepared(website(), BUSINESS) == prepared(website(), BUSINESS)
    ids = [each.challenger_id for each in prepared(website(), BUSINESS)]
    assert len(ids) == len(set(ids))


def test_what_is_known_to_work_comes_first() -> None:
    found = prepared(website(), BUSINESS, {"test:submit-words": 0.9, "test:voices-early": 0.1})
    assert found[0].kind == "submit-words"
    assert found[-1].kind == "voices-early"


def test_a_page_that_has_changed_is_not_challenged() -> None:
    with pytest.raises(Conflict, match="is not what it was"):
        challenge(website(PAGE.replace("Welcome", "Good bread")), of_kind("headline-words"))
    with pytest.raises(NotFound):
        challenge(website(), of_kind("headline-words").model_copy(update={"kind": "nothing"}))
