"""One whole pass, with fixes made for it and a browser that draws what the markup says."""

import io
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

import pytest
from PIL import Image

from code24.errors import BrowserFailed
from code24.optimize.engine import Bounds, optimize
from code24.optimize.fix import EVERYWHERE, FixKind, Outcome, Setting, page_fix
from code24.optimize.models import Change, FixRecord, FixStatus, Optimization, Phase
from code24.optimize.ports import View
from code24.website.models import Measured, WebFile
from code24.website.website import Website
from tests.fakes import FakeClock

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{0}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>{0} of the bakery</h1><p>Fresh bread every day.</p></main></body></html>"""


class FakeBrowser:
    """Draws a page white, with as many of 1,000 black rows as its `<!--rows:N-->` say together."""

    def __init__(self, fails_after: int = 10_000) -> None:
        self.looks = 0
        self._fails_after = fails_after

    def views(
        self, files: Mapping[str, WebFile], origin: str, paths: Sequence[str], widths: Sequence[int], *, measure: bool
    ) -> Sequence[View]:
        return [self._view(path, files[path].text, width) for path in paths for width in widths]

    def _view(self, path: str, html: str, width: int) -> View:
        self.looks += 1
        if self.looks > self._fails_after:
            raise BrowserFailed("Chromium ended.")
        rows = sum(int(count) for count in re.findall(r"rows:(\d+)", html))
        image = Image.new("RGB", (10, 1_000), "white")
        image.paste("black", (0, 0, 10, rows))
        body = io.BytesIO()
        image.save(body, "PNG")
        text = re.sub(r"<script.*?</script>|<!--.*?-->|<[^>]+>", " ", html.partition("<body>")[2])
        errors = ("Boom",) if "boom()" in html else ()
        overflow = 90.0 if "wide" in html else 0.0
        return View(
            path, width, body.getvalue(), 1_000, Measured((width, 800), {}), errors, (), text, overflow=overflow
        )


def site(*names: str) -> Website:
    files = [WebFile(f"/{name}.html", "text/html; charset=utf-8", PAGE.format(name).encode()) for name in names]
    return Website(files, origin="https://acme.example")


def editing(name: str, edit: Callable[[str, str], str], **options: float) -> FixKind:
    """A kind that edits the text of pages, by path, once."""

    def apply(website: Website, setting: Setting) -> Outcome:
        files, changes = [], []
        for page in website.pages:
            after = edit(page.path, page.text)
            if setting.allows(name, page.path) and f"<!--{name}-->" not in page.text and after != page.text:
                files.append(website.files[page.path].with_content(f"{after}<!--{name}-->"))
                changes.append(Change(path=page.path, what="Edited"))
        return Outcome(tuple(files), (), tuple(changes))

    return FixKind(name, Phase.MARKUP, f"Does {name}", (), apply, needs_finding=False, **options)


def rows(name: str, count: int, only: str = "") -> FixKind:
    return editing(
        name, lambda path, text: f"{text}<!--rows:{count}-->" if only in path else text
    )  # fmt: skip


def run(
    website: Website, *kinds: FixKind, browser: FakeBrowser | None = None, setting: Setting | None = None
) -> tuple[Website, Optimization]:
    return optimize(website, setting or Setting(), browser=browser, clock=FakeClock(), kinds=kinds, bounds=Bounds())


def by_status(optimization: Optimization, status: FixStatus) -> dict[tuple[str, str], FixRecord]:
    return {(fix.kind, fix.path): fix for fix in optimization.fixes if fix.status is status}


def test_what_changes_nothing_visible_is_applied_with_its_proof() -> None:
    after, told = run(site("index"), rows("quiet", 5), browser=FakeBrowser())

    assert "rows:5" in after.files["/index.html"].text
    (record,) = told.fixes
    assert (record.kind, record.path, record.status) == ("quiet", "/index.html", FixStatus.APPLIED)
    assert record.bytes_after > record.bytes_before
    assert record.change_count == 1
    proofs = [(one.width, one.changed, one.accepted) for one in told.pictures]
    assert proofs == [(412, 0.005, True), (1350, 0.005, True)]
    assert told.started_at == datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (lambda path, text: f"{text}<!--rows:50-->", "5.3% of the picture at 412 px differ, where 1.0% may"),
        (lambda path, text: text.replace("Fresh", ""), "Words are gone at 412 px: fresh"),
        (lambda path, text: f"{text}<script>boom()</script>", "New errors in the console at 412 px: Boom"),
        (lambda path, text: text.replace("<p>", '<p class="wide">'), "The page is 90 px wider than its screen"),
        (lambda path, text: text.replace(' lang="en"', ""), "The score of accessibility fell"),
    ],
    ids=["look", "words", "console", "overflow", "score"],
)
def test_what_makes_something_worse_is_withdrawn_with_its_reason(edit: Callable[[str, str], str], reason: str) -> None:
    kinds = (rows("first", 1), rows("second", 1), editing("culprit", edit), rows("third", 1))
    after, told = run(site("index"), *kinds, browser=FakeBrowser())

    (withdrawn,) = by_status(told, FixStatus.WITHDRAWN).values()
    assert withdrawn.kind == "culprit"
    assert withdrawn.reason.startswith(reason)
    assert {kind for kind, _ in by_status(told, FixStatus.APPLIED)} == {"first", "second", "third"}
    assert "culprit" not in after.files["/index.html"].text
    assert after.files["/index.html"].text.count("rows:1") == 3


class HastyBrowser(FakeBrowser):
    """Of every page that it sees for the first time, it sees less than there is, as where a machine is busy."""

    def __init__(self, *, blind: bool) -> None:
        super().__init__()
        self._blind = blind
        self._seen: set[tuple[str, int]] = set()

    def views(
        self, files: Mapping[str, WebFile], origin: str, paths: Sequence[str], widths: Sequence[int], *, measure: bool
    ) -> Sequence[View]:
        found = []
        for path in paths:
            for width in widths:
                text = files[path].text
                is_first = (text, width) not in self._seen
                self._seen.add((text, width))
                if not (is_first and self._blind):
                    late = "<!--rows:300-->" if is_first and "rows" in text else ""
                    found.append(self._view(path, text + late, width))
        return found


@pytest.mark.parametrize("blind", [False, True])
def test_a_look_that_came_too_early_withdraws_nothing(*, blind: bool) -> None:
    _, told = run(site("index"), rows("first", 1), rows("second", 2), browser=HastyBrowser(blind=blind))

    assert not by_status(told, FixStatus.WITHDRAWN)
    assert [(one.width, one.changed, one.accepted) for one in told.pictures] == [
        (412, 0.003, True),
        (1350, 0.003, True),
    ]


def test_looks_that_come_too_early_do_not_hide_who_did_it() -> None:
    kinds = (rows("first", 1), rows("culprit", 50), rows("second", 2))
    _, told = run(site("index"), *kinds, browser=HastyBrowser(blind=False))

    assert by_status(told, FixStatus.WITHDRAWN).keys() == {("culprit", "/index.html")}


def test_a_fix_is_withdrawn_for_one_page_only_where_that_is_enough() -> None:
    def edit(path: str, text: str) -> str:
        return f"{text}<!--rows:{90 if 'about' in path else 1}-->"

    after, told = run(site("about", "index", "news"), editing("culprit", edit), browser=FakeBrowser())

    assert by_status(told, FixStatus.WITHDRAWN).keys() == {("culprit", "/about.html")}
    assert by_status(told, FixStatus.APPLIED).keys() == {("culprit", "/index.html"), ("culprit", "/news.html")}
    assert "culprit" not in after.files["/about.html"].text


def test_a_fix_that_fails_on_most_pages_leaves_as_a_whole() -> None:
    _, told = run(site("a", "b", "index"), rows("culprit", 90), rows("good", 2), browser=FakeBrowser())

    assert by_status(told, FixStatus.WITHDRAWN).keys() == {("culprit", EVERYWHERE)}
    assert {kind for kind, _ in by_status(told, FixStatus.APPLIED)} == {"good"}


def test_a_fix_that_cannot_leave_one_page_out_leaves_as_a_whole() -> None:
    def apply(website: Website, setting: Setting) -> Outcome:
        file = website.files["/index.html"]
        if "rows:" in file.text:
            return Outcome()
        return Outcome((file.with_content(f"{file.text}<!--rows:70-->"),), (), (Change(path="/index.html", what="x"),))

    kind = FixKind("whole", Phase.MARKUP, "Whole", (), apply, needs_finding=False)
    _, told = run(site("index"), kind, browser=FakeBrowser())
    assert by_status(told, FixStatus.WITHDRAWN).keys() == {("whole", EVERYWHERE)}


def test_of_many_small_changes_the_largest_has_to_go() -> None:
    kinds = (rows("a", 2), rows("b", 6), rows("c", 3))
    _, told = run(site("index"), *kinds, browser=FakeBrowser())
    assert {kind for kind, _ in by_status(told, FixStatus.WITHDRAWN)} == {"b"}


def test_a_kind_may_say_that_it_changes_more() -> None:
    visible = editing("visible", lambda path, text: f"{text}<!--rows:40-->", tolerance=0.04)
    _, told = run(site("index"), visible, rows("quiet", 5), browser=FakeBrowser())
    assert not by_status(told, FixStatus.WITHDRAWN)


def test_two_culprits_are_found_one_after_the_other() -> None:
    kinds = (rows("a", 60), rows("good", 1), editing("b", lambda path, text: text.replace("bread", "")))
    _, told = run(site("index"), *kinds, browser=FakeBrowser())
    assert {kind for kind, _ in by_status(told, FixStatus.WITHDRAWN)} == {"a", "b"}
    assert {kind for kind, _ in by_status(told, FixStatus.APPLIED)} == {"good"}


def test_a_fix_that_raises_is_withdrawn_and_costs_nothing_else() -> None:
    def apply(website: Website, setting: Setting) -> Outcome:
        raise ValueError("no such thing")

    broken = FixKind("broken", Phase.MARKUP, "Broken", (), apply, needs_finding=False)
    after, told = run(site("index"), broken, rows("good", 1))
    assert by_status(told, FixStatus.WITHDRAWN)["broken", EVERYWHERE].reason == "It failed: ValueError: no such thing"
    assert "good" in after.files["/index.html"].text


def test_what_the_owner_undid_is_not_applied_and_says_so() -> None:
    setting = Setting(withheld=frozenset({"quiet@/index.html", "never"}))
    after, told = run(site("about", "index"), rows("quiet", 1), rows("never", 1), setting=setting)
    assert by_status(told, FixStatus.WITHHELD).keys() == {("quiet", "/index.html"), ("never", EVERYWHERE)}
    assert by_status(told, FixStatus.APPLIED).keys() == {("quiet", "/about.html")}
    assert "rows" not in after.files["/index.html"].text


def test_a_second_pass_over_the_result_changes_nothing() -> None:
    kinds = (rows("a", 2), rows("culprit", 60), rows("c", 3))
    after, _ = run(site("about", "index"), *kinds, browser=FakeBrowser())
    again, told = run(after, *kinds, browser=FakeBrowser())
    assert again.fingerprint == after.fingerprint
    assert not by_status(told, FixStatus.APPLIED)


def test_what_a_late_fix_leaves_for_an_early_one_is_done_in_the_same_pass() -> None:
    early = editing("early", lambda path, text: f"{text}<!--tidied-->" if "<!--late-->" in text else text)
    after, told = run(site("index"), early, rows("late", 1))
    assert "<!--tidied-->" in after.files["/index.html"].text
    assert by_status(told, FixStatus.APPLIED).keys() == {("early", "/index.html"), ("late", "/index.html")}


def test_a_fix_that_is_applied_twice_has_one_record() -> None:
    def apply(website: Website, setting: Setting) -> Outcome:
        file = website.files["/index.html"]
        if file.text.count("<!--x-->") == 2:
            return Outcome()
        return Outcome((file.with_content(f"{file.text}<!--x-->"),), (), (Change(path=file.path, what="x"),))

    kind = FixKind("slow", Phase.MARKUP, "Slow", (), apply, needs_finding=False)
    _, told = run(site("index"), kind)
    (record,) = told.fixes
    assert record.change_count == 2
    assert record.bytes_after - record.bytes_before == 2 * len("<!--x-->")


def test_without_passing_rounds_nothing_is_changed() -> None:
    before = site("index")
    kinds = [rows(f"k{number}", 60) for number in range(4)]
    after, told = optimize(
        before, Setting(), browser=FakeBrowser(), clock=FakeClock(), kinds=kinds, bounds=Bounds(rounds=2)
    )
    assert after.fingerprint == before.fingerprint
    assert {fix.status for fix in told.fixes} == {FixStatus.WITHDRAWN}
    assert told.after == told.before
    assert any("nothing was changed" in note for note in told.notes)


def test_a_browser_that_fails_is_done_without() -> None:
    for looks in (1, 3):
        _, told = run(site("index"), rows("good", 1), browser=FakeBrowser(fails_after=looks))
        assert {kind for kind, _ in by_status(told, FixStatus.APPLIED)} == {"good"}
        assert told.pictures == ()
        assert any("Chromium ended." in note for note in told.notes)


def test_the_same_fix_has_the_same_id_in_every_pass() -> None:
    first, second = (run(site("index"), rows("good", 1))[1].fixes[0].fix_id for _ in range(2))
    assert first == second
    assert re.fullmatch(r"f[0-9a-z]{12}", first)


def test_a_fix_has_the_results_of_its_rules_before_and_after() -> None:
    @page_fix("language", Phase.MARKUP, "Says its language", "html-has-lang")
    def language(document, page, website, setting):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        root = document.find("html")
        if root.attr("lang") is None:
            root.attrs["lang"] = "en"
            yield Change(path=page.path, what="Said the language.")

    page = PAGE.format("index").replace(' lang="en"', "")
    website = Website([WebFile("/index.html", "text/html", page.encode())], origin="https://acme.example")
    _, told = run(website, language)
    record = told.fixes[0]
    assert (record.found_before, record.found_after) == ({"html-has-lang": 1}, {})
    assert told.after.by_rule["html-has-lang"] == 0
