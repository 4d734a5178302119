import pytest

from code24.audit.rules import all_rules
from code24.upkeep.attending.light_checks import RULES, looked_at
from code24.website.models import WebFile
from code24.website.website import Website
from tests.edited import files_of
from tests.team import results_of
from tests.unit.upkeep.attending.pages import ORIGIN, changed, home


@pytest.fixture(scope="module")
def bakery() -> Website:
    rendered = results_of("bakery-en")["development"]
    types = {file.path: file.content_type for file in rendered.files}
    unlisted = {file.path: {"x-robots-tag": "noindex"} for file in rendered.files if file.unlisted}
    assert unlisted, "some page is for nobody's search"
    files = [WebFile(path, types[path], body, unlisted.get(path, {})) for path, body in files_of(rendered).items()]
    return Website(files, origin=ORIGIN)


def test_every_rule_that_is_named_exists_once() -> None:
    ids = [identifier for named in RULES.values() for identifier in named]
    assert len(ids) == len(set(ids))
    assert set(ids) <= {rule.id for rule in all_rules()}
    assert set(RULES) == {"brand", "designer", "developer"}


def test_what_was_built_is_no_worse_than_itself(bakery: Website) -> None:
    assert looked_at(bakery, bakery) == ()


def test_what_was_built_has_nothing_grave(bakery: Website) -> None:
    assert looked_at(bakery, None) == ()


@pytest.mark.parametrize(
    ("old", "new", "who", "words"),
    [
        ('rel="apple-touch-icon"', 'rel="nothing"', "brand", "apple-touch-icon"),
        ('property="og:image"', 'property="og:nothing"', "brand", "og:image"),
        ("</h1>", "</h1><h1></h1>", "designer", "empty-heading"),
        ("<main", '<p><a href="/nowhere/">Our bread</a></p><main', "developer", "dead-links"),
        (
            "<main",
            '<form action="/x"><input name="email" type="email"><textarea></textarea></form><main',
            "developer",
            "form-can-be-sent",
        ),
        ('name="viewport"', 'name="nothing"', "designer", "viewport"),
    ],
)
def test_what_a_change_made_worse_is_told_by_whom_it_concerns(
    bakery: Website, old: str, new: str, who: str, words: str
) -> None:
    found = looked_at(changed(bakery, old, new), bakery)
    assert [each.who for each in found if words in each.sentence][:1] == [who]


def test_another_name_is_found(bakery: Website) -> None:
    named = 'property="og:site_name" content="'
    found = looked_at(changed(bakery, named, f"{named}Not "), bakery)
    assert ("brand", "The home page names the website otherwise than before.") in found


def test_a_lost_icon_file_is_found(bakery: Website) -> None:
    [icon] = {path for path in bakery.files if path == home(bakery).linked("apple-touch-icon")[0]}
    found = looked_at(bakery.changed((), (icon,)), bakery)
    assert ("brand", "The home page has lost its apple-touch-icon.") in found


def test_what_was_wrong_before_is_the_loops_work(bakery: Website) -> None:
    poor = changed(bakery, "<main", '<p><a href="/nowhere/">Our bread</a></p><main')
    assert looked_at(poor, poor) == ()


def test_the_first_release_is_held_against_the_rules_alone(bakery: Website) -> None:
    poor = changed(bakery, "<main", '<p><a href="/nowhere/">Our bread</a></p><main')
    assert [(each.who, "dead-links" in each.sentence) for each in looked_at(poor, None)] == [("developer", True)]
