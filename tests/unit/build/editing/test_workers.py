"""Asking for edits: what is kept, what is refused, and what happens when two ask at once."""

from typing import Any

import pytest

from code24.build.editing.models import SiteParts
from code24.build.editing.workers import editable_site, parts_of
from code24.build.models import BuildStatus, OwnWords
from code24.build.workers import redrive_build
from code24.errors import Conflict, InvalidRequest, KeyReused, NotFound, Transient
from code24.sites.going_live import go_live
from code24.sites.models import RouteStatus, SiteStatus
from tests.edited import BUILD, OWNER, RELEASE, SITE, STRANGER, Workshop
from tests.fakes import route_of

HEADING = {"kind": "text", "page": "/", "section": "hero", "field": "heading", "text": "Bread that takes its time"}
BAKED = "Baked in Totnes since 1987, for 12 streets."
COLORS = {"kind": "palette", "colors": ["#7a1fa2"]}


@pytest.fixture
def shop() -> Workshop:
    return Workshop()


def parts(shop: Workshop, build_id: str) -> SiteParts:
    release = shop.sites.release(SITE, RELEASE).model_copy(update={"build_id": build_id})
    return parts_of(release, artifacts=shop.artifacts)


def test_an_edit_is_a_build_that_begins_with_development(shop: Workshop) -> None:
    build = shop.edit(HEADING)
    assert (build.site_id, build.base, build.replaces, build.publish) == (SITE, RELEASE, RELEASE, True)
    assert build.status is BuildStatus.QUEUED
    assert shop.executions.started == [(build.build_id, 1)]
    assert shop.executions.begun_with[build.build_id, 1] == "development"
    kept = {name for owner, name in shop.artifacts.bodies if owner == build.build_id}
    assert kept == {
        *("request", "market-research", "competitive-analysis", "pictures", "brand", "design", "content"),
        *("own-words", "previous"),
    }
    assert shop.artifacts.read(build.build_id, "previous") == shop.artifacts.read(BUILD, "development")


def test_the_edited_text_is_the_owners_word_and_everything_else_stays(shop: Workshop) -> None:
    before, after = parts(shop, BUILD), parts(shop, shop.edit(HEADING).build_id)
    assert after.content.pages[0].sections[0].heading == HEADING["text"]
    assert after.own_words == OwnWords(texts=(HEADING["text"],))
    assert after.design.pages[0].sections[0].key_message == HEADING["text"]
    assert (after.brief, after.brand, after.market_research) == (before.brief, before.brand, before.market_research)
    assert after.content.pages[1:] == before.content.pages[1:]
    assert after.content.pages[0].sections[1:] == before.content.pages[0].sections[1:]


def test_own_words_add_up_over_edits(shop: Workshop) -> None:
    first = shop.edit(HEADING)
    shop.developed(first.build_id)
    shop.released(first.build_id, "r000000000b", live=True)
    second = shop.edit({**HEADING, "field": "paragraphs.0", "text": "Baked in Totnes since 1987, for 12 streets."})
    assert parts(shop, second.build_id).own_words.texts == (
        HEADING["text"],
        "Baked in Totnes since 1987, for 12 streets.",
    )


def test_a_palette_is_the_briefs_from_then_on(shop: Workshop) -> None:
    before, after = parts(shop, BUILD), parts(shop, shop.edit(COLORS).build_id)
    assert after.brief.colors == ("#7a1fa2",)
    assert after.brief.model_copy(update={"colors": before.brief.colors}) == before.brief
    assert after.brand.light != before.brand.light
    assert after.brand.logo.mark != before.brand.logo.mark
    assert (after.brand.typography, after.brand.voice) == (before.brand.typography, before.brand.voice)
    assert (after.design, after.content) == (before.design, before.content)


class TestWhatCannotBeDone:
    @pytest.mark.parametrize(
        ("edit", "field"),
        [
            ({**HEADING, "page": "/nowhere/"}, "edits.1.page"),
            ({**HEADING, "section": "nothing"}, "edits.1.section"),
            ({**HEADING, "field": "items.99.title"}, "edits.1.field"),
            ({**HEADING, "field": "kind"}, "edits.1.field"),
            ({**HEADING, "text": "x" * 121}, "edits.1.text"),
            ({**HEADING, "text": "two\nlines"}, "edits.1.text"),
            ({"kind": "text", "page": "/", "field": "title", "text": "Too short"}, "edits.1.text"),
            ({"kind": "text", "page": "/", "field": "path", "text": "/x/"}, "edits.1.field"),
            ({"kind": "rearrange", "page": "/", "section": "hero", "arrangement": "<b>"}, "edits.1.arrangement"),
            ({"kind": "rearrange", "page": "/", "section": "hero", "arrangement": "mosaic"}, "edits.1.arrangement"),
            ({"kind": "move", "page": "/", "section": "hero", "to": 2}, "edits.1.section"),
            ({"kind": "remove", "page": "/", "section": "hero"}, "edits.1.section"),
            ({"kind": "remove", "page": "/privacy/", "section": "prose"}, "edits.1.section"),
            ({"kind": "remove", "page": "/404.html", "section": "message"}, "edits.1.section"),
            ({"kind": "picture", "page": "/", "section": "hero", "picture": "a", "by": "b"}, "edits.1.picture"),
        ],
    )
    def test_the_edit_is_named_and_nothing_starts(self, shop: Workshop, edit: dict[str, Any], field: str) -> None:
        kept = dict(shop.artifacts.bodies)
        with pytest.raises(InvalidRequest) as refused:
            shop.edit(HEADING, edit)
        assert [name for name, _ in refused.value.problems] == [field]
        assert shop.artifacts.bodies == kept
        assert shop.executions.started == []
        assert list(shop.builds.records) == [BUILD]

    def test_a_section_does_not_move_in_front_of_the_first(self, shop: Workshop) -> None:
        second = shop.listed().pages[0].sections[1].id
        for to in (0, 99):
            with pytest.raises(InvalidRequest) as refused:
                shop.edit({"kind": "move", "page": "/", "section": second, "to": to})
            assert refused.value.problems[0][0] == "edits.0.to"

    def test_what_a_link_leads_to_stays(self, shop: Workshop) -> None:
        pages = shop.listed().pages
        linked = [(page, section) for page in pages for section in page.sections[1:] if not section.removable]
        assert linked, "some section is linked to"
        page, section = linked[0]
        with pytest.raises(InvalidRequest, match=r"links to it|needs"):
            shop.edit({"kind": "remove", "page": page.path, "section": section.id})

    def test_edits_that_change_nothing_are_refused(self, shop: Workshop) -> None:
        now = shop.listed().pages[0].sections[0]
        with pytest.raises(InvalidRequest, match="says already"):
            shop.edit({**HEADING, "text": now.heading})
        same = {"kind": "rearrange", "page": "/", "section": "hero", "arrangement": now.arrangement}
        for edits in ([], [same]):
            with pytest.raises(InvalidRequest, match="change nothing"):
                shop.edit(*edits)

    def test_what_is_listed_as_possible_is_possible(self, shop: Workshop) -> None:
        for page in shop.listed().pages:
            for section in page.sections:
                at = {"page": page.path, "section": section.id}
                for arrangement in set(section.arrangements) - {section.arrangement}:
                    shop.edit({"kind": "rearrange", **at, "arrangement": arrangement}, publish=False)
                for text in section.texts:
                    shop.edit({"kind": "text", **at, "field": text.field, "text": "Anders"}, publish=False)
                if section.removable:
                    shop.edit({"kind": "remove", **at}, publish=False)
                if section.movable:
                    places = [each.id for each in page.sections]
                    to = 1 if places.index(section.id) > 1 else 2
                    shop.edit({"kind": "move", **at, "to": to}, publish=False)


class TestWhoseSite:
    def test_somebody_elses_site_is_none(self, shop: Workshop) -> None:
        with pytest.raises(NotFound, match=f"There is no site {SITE}"):
            shop.edit(HEADING, customer_id=STRANGER)
        with pytest.raises(NotFound, match=f"There is no site {SITE}"):
            editable_site(SITE, STRANGER, RELEASE, sites=shop.sites, artifacts=shop.artifacts)
        assert shop.executions.started == []

    def test_a_suspended_site_takes_previews_only(self, shop: Workshop) -> None:
        site = shop.sites.get(SITE)
        shop.sites.set_status(SITE, SiteStatus.SUSPENDED, route_of(site, RouteStatus.SUSPENDED), shop.clock.now())
        with pytest.raises(Conflict, match="suspended"):
            shop.edit(HEADING)
        assert shop.edit(HEADING, publish=False).publish is False


class TestLostUpdates:
    def test_a_base_that_is_not_live_any_more_is_refused(self, shop: Workshop) -> None:
        shop.released("b000000000000000b", "r000000000b", live=True)
        with pytest.raises(Conflict, match=r"r000000000b of site .* is live"):
            shop.edit(HEADING, base=RELEASE)
        assert shop.executions.started == []

    def test_a_preview_made_from_the_live_release_can_be_edited_on(self, shop: Workshop) -> None:
        base = RELEASE
        for number in range(3):
            build = shop.edit({**HEADING, "text": f"Heading {number}"}, base=base, publish=False)
            shop.developed(build.build_id)
            base = f"r00000000p{number}"
            shop.released(build.build_id, base, live=False)
        last = shop.edit(COLORS, base=base)
        assert (last.base, last.replaces) == (base, RELEASE)
        assert parts(shop, last.build_id).content.pages[0].sections[0].heading == "Heading 2"

    def test_a_preview_of_what_was_live_before_is_refused(self, shop: Workshop) -> None:
        preview = shop.edit(HEADING, publish=False)
        shop.released(preview.build_id, "r000000000p", live=False)
        shop.released("b000000000000000b", "r000000000b", live=True)
        with pytest.raises(Conflict, match="not made from it"):
            shop.edit(COLORS, base="r000000000p")

    def test_of_two_edits_at_once_the_second_does_not_go_live(self, shop: Workshop) -> None:
        first, second = shop.edit(HEADING), shop.edit(COLORS)
        assert first.build_id != second.build_id
        site, ports = shop.sites.get(SITE), publishing(shop)
        for build, release_id in ((first, "r000000000b"), (second, "r000000000c")):
            shop.released(build.build_id, release_id, live=False)
            shop.site_functions.publish(SITE, release_id, "")
        go_live(site, released(shop, "r000000000b"), (RELEASE,), **ports)
        with pytest.raises(Conflict, match=r"r000000000b of site .* went live meanwhile"):
            go_live(site, released(shop, "r000000000c"), (RELEASE,), **ports)
        assert shop.sites.get(SITE).live_release == "r000000000b"
        go_live(site, released(shop, "r000000000b"), (RELEASE,), **ports)  # a publish that is repeated is fine

    def test_a_release_that_is_not_there_is_named(self, shop: Workshop) -> None:
        with pytest.raises(InvalidRequest) as refused:
            shop.edit(HEADING, base="r00000000zz")
        assert refused.value.problems[0][0] == "base"


def released(shop: Workshop, release_id: str) -> Any:
    return shop.sites.release(SITE, release_id)


def publishing(shop: Workshop) -> dict[str, Any]:
    names = ("sites", "site_functions", "addresses", "clock")
    return {name: getattr(shop, name) for name in names}


class TestWhatIsKept:
    @pytest.mark.parametrize("artifact", ["request", "design", "content", "brand", "market-research"])
    def test_expired_artifacts_are_said_with_what_to_do(self, shop: Workshop, artifact: str) -> None:
        del shop.artifacts.bodies[BUILD, artifact]
        with pytest.raises(Conflict, match=r"365 days .* POST /build and `siteId`"):
            shop.edit(HEADING)
        with pytest.raises(Conflict, match="365 days"):
            shop.listed()

    def test_artifacts_of_another_time_are_said_too(self, shop: Workshop) -> None:
        shop.artifacts.write(BUILD, "content", b'{"sections": "as they were"}')
        with pytest.raises(Conflict, match="older"):
            shop.edit(HEADING)

    def test_a_build_from_before_pictures_can_be_edited(self, shop: Workshop) -> None:
        del shop.artifacts.bodies[BUILD, "pictures"]
        del shop.artifacts.bodies[BUILD, "development"]
        build = shop.edit(HEADING)
        assert (build.build_id, "previous") not in shop.artifacts.bodies


class TestOnce:
    def test_the_same_key_is_one_build(self, shop: Workshop) -> None:
        first, again = (shop.edit(HEADING, idempotency_key="k") for _ in range(2))
        assert first.build_id == again.build_id
        assert shop.executions.started == [(first.build_id, 1)]

    def test_the_same_key_after_the_edit_went_live_is_still_that_build(self, shop: Workshop) -> None:
        first = shop.edit(HEADING, idempotency_key="k")
        shop.released(first.build_id, "r000000000b", live=True)
        assert shop.edit(HEADING, idempotency_key="k").build_id == first.build_id
        assert len(shop.executions.started) == 1

    def test_the_same_key_with_other_edits_is_refused(self, shop: Workshop) -> None:
        shop.edit(HEADING, idempotency_key="k")
        for changed in ({"publish": False}, {"base": RELEASE}):
            with pytest.raises(KeyReused):
                shop.edit(HEADING, idempotency_key="k", **changed)
        with pytest.raises(KeyReused):
            shop.edit(COLORS, idempotency_key="k")
        assert len(shop.executions.started) == 1

    @pytest.mark.parametrize("breaking", ["builds.create", "artifacts.write", "executions.start", "artifacts.read"])
    @pytest.mark.parametrize("after", [0, 1, 3])
    def test_a_request_that_was_cut_off_is_completed_by_sending_it_again(
        self, shop: Workshop, breaking: str, after: int
    ) -> None:
        whole = Workshop()
        expected = whole.edit(HEADING, COLORS, idempotency_key="k")
        port, method = breaking.split(".")
        working = getattr(getattr(shop, port), method)
        calls = 0

        def broken(*arguments: Any, **options: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls > after:
                raise Transient("throttled")
            return working(*arguments, **options)

        setattr(getattr(shop, port), method, broken)
        if calls_of(method) > after:
            with pytest.raises(Transient):
                shop.edit(HEADING, COLORS, idempotency_key="k")
        setattr(getattr(shop, port), method, working)
        build = shop.edit(HEADING, COLORS, idempotency_key="k")
        assert build == expected
        assert shop.executions.started == [(build.build_id, 1)]
        assert shop.artifacts.bodies == whole.artifacts.bodies

    def test_a_redriven_edit_begins_with_development_again(self, shop: Workshop) -> None:
        build = shop.edit(HEADING)
        shop.builds.end(build.build_id, BuildStatus.ERRORED, shop.clock.now())
        redrive_build(build.build_id, OWNER, builds=shop.builds, executions=shop.executions, clock=shop.clock)
        assert shop.executions.begun_with[build.build_id, 2] == "development"


def calls_of(method: str) -> int:
    """How often an edit calls a method at least."""
    return {"create": 1, "start": 1}.get(method, 5)


def test_markup_in_an_edited_text_is_text(shop: Workshop) -> None:
    hostile = "<script>alert(1)</script> {{ 7*7 }} {% raw %} & \"quoted\" 'it'"
    build = shop.edit({**HEADING, "text": hostile})
    site = shop.developed(build.build_id)
    home = next(file.text for file in site.files if file.path == "/index.html") or ""
    assert "<script>alert(1)" not in home
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }} {% raw %} &amp;" in home


def test_facts_in_an_edited_text_pass_the_gate(shop: Workshop) -> None:
    before = shop.checked(BUILD, shop.developed(BUILD))
    words = "Since 1987, 4711 loaves a week for £ 3.20 each: write to bread@example.org {{ now }}."
    build = shop.edit({**HEADING, "field": "paragraphs.0", "text": words})
    after = shop.checked(build.build_id, shop.developed(build.build_id))
    assert {finding.rule for finding in after.findings} <= {finding.rule for finding in before.findings}
    shop.artifacts.write(build.build_id, "own-words", b"{}")
    unsupported = shop.checked(build.build_id, shop.developed(build.build_id))
    assert {"facts", "leftovers"} <= {finding.rule for finding in unsupported.findings}
