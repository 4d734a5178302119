"""The gallery: real builds in process, without Chromium and without a network."""

import json
import os
import re
import shutil
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from turbohtml import parse

from code24.build.quality_gate.findings import Finding, QualityReport
from code24.build.quality_gate.models import QualityGateRequest
from code24.errors import InvalidRequest, NotFound
from local.errors import LocalCloudError
from local.gallery import browser, builder, exhibition
from local.gallery.browser import Look
from local.gallery.builder import build, build_key
from local.gallery.camera import VIEWS, Shot, problems, taken, tasks
from local.gallery.exhibition import exhibit
from local.gallery.figures import FailedSite, SiteFigures
from local.gallery.offline import offline_ports
from local.gallery.page import gallery_json, gallery_page
from local.gallery.release import in_one_go, relative_link, relative_page, relative_stylesheet
from local.gallery.samples import Sample, samples
from local.gallery.server import GalleryServer
from local.gallery.spread import spread_of
from local.gallery.team import MADE_AT, TeamWork, work
from local.output import Output
from local.settings import ROOT, Settings

REQUESTS = ROOT / "events" / "requests"
ORIGIN = "http://terse-de.localhost:8024"
PIXEL = bytes.fromhex("89504e470d0a1a0a")


def sample(name: str) -> Sample:
    return Sample(name, REQUESTS / f"{name}.json")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("gallery")


@pytest.fixture(scope="module")
def site(folder: Path) -> SiteFigures:
    """A small site, built into `folder`."""
    made = build(sample("terse-de"), folder, origin=ORIGIN, pictures=folder, code="1")
    assert isinstance(made, SiteFigures), made
    return made


@pytest.fixture(scope="module")
def hostile(folder: Path) -> SiteFigures:
    """A site of a business with markup in its name."""
    made = build(
        sample("markup-name-en"), folder, origin="http://markup-name-en.localhost:8024", pictures=folder, code="1"
    )
    assert isinstance(made, SiteFigures), made
    return made


def shot_of(site: SiteFigures, view: str, **changes: Any) -> Shot:
    told = {"first_load": 30_000, "requests": 4, "shift": 0.0, "problems": (), "width": 390, "height": 2_000}
    return Shot(
        **{"site": site.name, "page": "/", "view": view, "file": f"shots/{site.name}/{view}.webp"} | told | changes
    )


# Samples -----------------------------------------------------------------------------------------------


def test_samples_are_found_by_several_patterns_and_named_for_their_files() -> None:
    found = samples(ROOT, "events/requests/terse-*.json events/requests/t*-de.json events/requests/law-de.json")
    assert [each.name for each in found] == ["law-de", "terse-de"]
    assert found[1].brief().name == "Blumen Wenke"


def test_samples_may_lie_anywhere(tmp_path: Path) -> None:
    shutil.copy(REQUESTS / "law-de.json", tmp_path / "mine.json")
    assert [each.name for each in samples(ROOT, f"{tmp_path}/*.json")] == ["mine"]


@pytest.mark.parametrize(
    ("names", "problem"),
    [((), "No request matches"), (("a/x.json", "b/x.json"), "have one name"), (("a_b.json",), "is no host's")],
)
def test_samples_that_cannot_be_shown(tmp_path: Path, names: tuple[str, ...], problem: str) -> None:
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}")
    with pytest.raises(LocalCloudError, match=problem):
        samples(tmp_path, "*.json */*.json")


def test_what_is_no_request_is_said_with_its_field(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"name": "Acme"}')
    with pytest.raises(LocalCloudError, match=r"x\.json is no build request: description"):
        Sample("x", path).brief()


# Building ----------------------------------------------------------------------------------------------


def test_what_lies_outside_is_read_from_the_samples_folder_or_not_there(tmp_path: Path) -> None:
    (tmp_path / "shop front.png").write_bytes(PIXEL)
    ports = offline_ports(tmp_path, tmp_path / "media")

    assert ports["images"].fetch("https://pictures.example/a/shop%20front.png?w=9") == PIXEL
    for address in ("https://pictures.example/", "https://pictures.example/no.png", "https://x.example/%2e%2e%2fy"):
        with pytest.raises(InvalidRequest):
            ports["images"].fetch(address)
    with pytest.raises(InvalidRequest):
        ports["web_pages"].fetch("https://competitor.example/")
    with pytest.raises(NotFound):
        ports["uploads"].read("c", "u", 1)
    for _ in range(2):
        ports["media"].put("a.png", "image/png", PIXEL)
    assert [path.name for path in (tmp_path / "media").iterdir()] == ["a.png"]


def test_the_team_makes_the_same_site_for_the_same_brief(tmp_path: Path) -> None:
    first, second = (
        work(sample("terse-de").brief(), offline_ports(tmp_path, tmp_path), origin=ORIGIN) for _ in range(2)
    )
    assert first.development == second.development
    assert any(f'href="{ORIGIN}/"' in (file.text or "") for file in first.development.files)
    assert {"market-research", "brand", "design", "content", "development", "quality-gate"} <= first.seconds.keys()
    assert "publish" not in first.seconds


def test_a_rejected_site_is_developed_once_more_with_the_findings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempts: list[int] = []
    finding = Finding(rule="html-valid", path="/index.html", message="Never good enough.")

    def reject(request: QualityGateRequest) -> QualityReport:
        attempts.append(request.attempt)
        return QualityReport(attempt=request.attempt, passed=False, findings=(finding,), checked={"html-valid": 1})

    monkeypatch.setattr("code24.build.quality_gate.worker.check_quality", reject)
    made: TeamWork = work(sample("terse-de").brief(), offline_ports(tmp_path, tmp_path), origin=ORIGIN)

    assert attempts == [1, 2]
    assert [report.attempt for report in made.reports] == [1, 2]


def test_the_figures_are_those_of_what_is_served(site: SiteFigures, folder: Path) -> None:
    assert (site.name, site.title, site.language, site.goal) == ("terse-de", "Blumen Wenke", "de", "traffic")
    assert [page.path for page in site.pages][:1] == ["/"]
    assert site.pages[0].sections[0].kind == "hero"
    with httpx.Client(timeout=60, trust_env=False) as client, GalleryServer(folder).listening() as port:
        host = {"host": "terse-de.localhost:8024", "accept-encoding": "gzip, br"}
        page = client.get(f"http://127.0.0.1:{port}/", headers=host)
        sheet = parse(page.text).select_one('link[rel="stylesheet"]')
        assert sheet is not None
        css = client.get(f"http://127.0.0.1:{port}{sheet.attrs['href']}", headers=host)
    assert int(page.headers["content-length"]) == site.weight.html
    assert int(css.headers["content-length"]) == site.weight.css
    assert page.headers["content-encoding"] in {"br", "gzip"}


def test_a_build_is_kept_until_its_request_or_the_code_changes(
    tmp_path: Path, site: SiteFigures, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> TeamWork:
        raise InvalidRequest("Not again.")

    monkeypatch.setattr(builder, "work", broken)
    assert build(sample("terse-de"), folder, origin=ORIGIN, pictures=folder, code="1") == site

    changed = tmp_path / "terse-de.json"
    changed.write_text((REQUESTS / "terse-de.json").read_text().replace("Wenke", "Wenge"))
    for request, origin, code in (
        (Sample("terse-de", changed), ORIGIN, "1"),
        (sample("terse-de"), ORIGIN, "2"),
        (sample("terse-de"), "http://terse-de.localhost:9", "1"),
    ):
        failed = build(request, folder, origin=origin, pictures=folder, code=code)
        assert isinstance(failed, FailedSite)
        assert failed.error.startswith("InvalidRequest: Not again.")


def test_the_key_follows_the_samples_pictures(tmp_path: Path) -> None:
    before = build_key(tmp_path, tmp_path / "pictures")
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "a.png").write_bytes(PIXEL)
    assert build_key(tmp_path, tmp_path / "pictures") != before


# The copy that opens from the disk ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "path", "link"),
    [
        ("/", "/index.html", "index.html"),
        ("/about/", "/index.html", "about/index.html"),
        ("/#offers", "/about/index.html", "../index.html#offers"),
        ("/assets/a.css", "/about/index.html", "../assets/a.css"),
        ("/media/0f.avif", "/index.html", "../../media/0f.avif"),
        ("/media/0f.avif", "/a/index.html", "../../../media/0f.avif"),
        ("https://x.example/", "/index.html", None),
        ("//x.example/", "/index.html", None),
        ("/api/form/contact", "/index.html", None),
        ("#main", "/index.html", None),
        ("mailto:a@x.example", "/index.html", None),
    ],
)
def test_links_become_relative(url: str, path: str, link: str | None) -> None:
    assert relative_link(url, "acme", path) == link


def test_stylesheets_and_pages_are_rewritten_throughout() -> None:
    sheet = 'a{background:url(/a.svg)}@font-face{src:url("/assets/f.woff2")}b{background:url(data:,)}'
    assert relative_stylesheet(sheet, "acme", "/assets/s.css", {"/assets/f.woff2": "data:font/woff2;base64,AA=="}) == (
        'a{background:url(../a.svg)}@font-face{src:url("data:font/woff2;base64,AA==")}b{background:url(data:,)}'
    )
    page = '<a href="/b/">b</a><img srcset="/media/1.webp 1x, /media/2.webp 2x" src="/c.png" alt="">'
    assert [link.url for link in parse(relative_page(page, "acme", "/index.html")).links()] == [
        "b/index.html",
        "../../media/1.webp",
        "../../media/2.webp",
        "c.png",
    ]


def test_a_copys_stylesheet_holds_its_fonts(site: SiteFigures, folder: Path) -> None:
    copy = folder / "sites" / site.name
    fonts = [b64encode(path.read_bytes()).decode() for path in copy.rglob("*.woff2")]
    sheets = "".join(path.read_text() for path in copy.rglob("*.css"))
    assert len(fonts) >= len(site.fonts) > 0
    assert all(font in sheets for font in fonts)


def test_every_link_of_a_copy_leads_to_a_file(site: SiteFigures, folder: Path) -> None:
    checked = 0
    for page in (folder / "sites" / site.name).rglob("*.html"):
        for link in parse(page.read_text()).links():
            address = link.url.partition("#")[0]
            if address and ":" not in address and not address.startswith("/"):
                assert (page.parent / address).is_file(), (page, link.url)
                checked += 1
    assert checked > 20


def test_a_folder_is_replaced_in_one_go(tmp_path: Path) -> None:
    target = tmp_path / "site"
    with in_one_go(target) as partial:
        (partial / "a").write_text("1")

    def fill_halfway() -> None:
        with in_one_go(target) as partial:
            (partial / "b").write_text("2")
            raise InvalidRequest("No.")

    with pytest.raises(InvalidRequest):
        fill_halfway()
    assert [path.name for path in tmp_path.rglob("*")] == ["site", "a"]

    with in_one_go(target) as partial:
        (partial / "c").write_text("3")
    assert [path.name for path in target.iterdir()] == ["c"]


# Serving -----------------------------------------------------------------------------------------------


@pytest.fixture
def visit(site: SiteFigures, folder: Path) -> Iterator[Any]:
    del site
    (folder / "media").mkdir(exist_ok=True)
    (folder / "media" / f"{'0f' * 32}.png").write_bytes(PIXEL)
    (folder / "index.html").write_text("<!doctype html>")
    (folder.parent / "secret.txt").write_text("no")
    server = GalleryServer(folder)
    with httpx.Client(timeout=60, trust_env=False) as client, server.listening() as port:

        def visit(host: str, path: str = "/", method: str = "GET") -> httpx.Response:
            return client.request(method, f"http://127.0.0.1:{port}{path}", headers={"host": f"{host}:{port}"})

        yield visit


def test_a_site_is_served_by_its_releases_own_code(visit: Any) -> None:
    page = visit("terse-de.localhost")
    assert page.status_code == 200
    assert "Blumen Wenke" in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert "code24-stamp" not in page.text
    assert visit("terse-de.localhost", "/nowhere/").status_code == 404
    assert visit("terse-de.localhost", "/", "POST").status_code == 405
    assert visit("terse-de.localhost", "/api/event", "POST").status_code == 202
    assert visit("terse-de.localhost", "/", "HEAD").headers["content-length"] == page.headers["content-length"]


def test_pictures_are_served_on_every_site_as_on_aws(visit: Any) -> None:
    medium = visit("terse-de.localhost", f"/media/{'0f' * 32}.png")
    assert (medium.content, medium.headers["content-type"]) == (PIXEL, "image/png")
    assert medium.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert visit("terse-de.localhost", f"/media/{'00' * 32}.png").status_code == 404


@pytest.mark.parametrize(
    ("host", "path", "status"),
    [
        ("localhost", "/", 200),
        ("gallery.localhost", "/index.html", 200),
        ("gallery.localhost", "/../secret.txt", 404),
        ("gallery.localhost", "/%2e%2e/secret.txt", 404),
        ("other.localhost", "/", 404),
        ("..localhost", "/", 404),
        ("terse-de.example", "/", 404),
    ],
)
def test_other_hosts_get_the_gallery_or_nothing(visit: Any, host: str, path: str, status: int) -> None:
    assert visit(host, path).status_code == status


def test_what_a_site_has_sent_is_written_down(site: SiteFigures, folder: Path) -> None:
    server = GalleryServer(folder)
    server.answer("GET", "terse-de.localhost", "/robots.txt", "", {})
    server.answer("GET", "terse-de.localhost", "/nowhere/", "", {})
    server.answer("GET", "law-de.localhost", "/", "", {})
    sent = (folder / "sites" / site.name / "robots.txt").stat().st_size
    assert server.sizes("terse-de") == {"/robots.txt": sent}


# Pictures ----------------------------------------------------------------------------------------------


def test_home_pages_or_all_pages_are_photographed(site: SiteFigures) -> None:
    assert [(task.page.path, task.view.name) for task in tasks([site], all_pages=False)] == [
        ("/", view.name) for view in VIEWS
    ]
    everything = tasks([site], all_pages=True)
    assert len(everything) == len(VIEWS) + (len(VIEWS) - 1) * (len(site.pages) - 1)
    assert len({task.stem for task in everything}) == len(everything)


def test_a_picture_holds_until_its_page_changes(site: SiteFigures, tmp_path: Path) -> None:
    task = tasks([site], all_pages=False)[0]
    shot = shot_of(site, task.view.name)
    (tmp_path / site.name).mkdir()
    (tmp_path / f"{task.stem}.json").write_text(shot.model_dump_json())
    assert taken(task, tmp_path) is None, "the picture itself is missing"

    (tmp_path / f"{task.stem}.webp").write_bytes(b"RIFF")
    assert taken(task, tmp_path) == shot

    page = site.pages[0].model_copy(update={"digest": "other"})
    changed = site.model_copy(update={"pages": (page, *site.pages[1:])})
    assert taken(tasks([changed], all_pages=False)[0], tmp_path) is None


def test_a_pages_picture_depends_on_that_page_and_on_what_it_is_drawn_with(
    site: SiteFigures, folder: Path, tmp_path: Path
) -> None:
    request = json.loads((REQUESTS / "terse-de.json").read_text())
    path = tmp_path / "terse-de.json"
    path.write_text(json.dumps(request | {"contact": {"email": "blumen@wenke.example.com"}}))
    other = build(Sample("terse-de", path), tmp_path, origin=ORIGIN, pictures=folder, code="1")
    assert isinstance(other, SiteFigures)

    before, after = ({page.path: page.digest for page in each.pages} for each in (site, other))
    assert before["/"] != after["/"]


def test_what_the_browser_saw_wrong_is_said_in_words() -> None:
    measured = {"scrollWidth": 390, "clientWidth": 390, "outside": [], "brokenImages": [], "headings": 1, "torn": []}
    fine = Look([f"{ORIGIN}/"], [f"{ORIGIN}/", f"{ORIGIN}/a.css"], [], [], measured)
    assert problems(fine, f"{ORIGIN}/", ORIGIN) == ()

    own_404 = Look(
        [f"{ORIGIN}/404.html"],
        [f"{ORIGIN}/404.html"],
        [f"404 {ORIGIN}/404.html"],
        ["the server responded with a status of 404 (Not Found)"],
        measured,
    )
    assert problems(own_404, f"{ORIGIN}/404.html", ORIGIN) == ()

    wide = measured | {
        "scrollWidth": 412,
        "outside": ["<pre>"],
        "headings": 2,
        "torn": ["somebody"],
        "brokenImages": [f"{ORIGIN}/b.png"],
    }
    bad = Look([], [f"{ORIGIN}/", "https://x.example/f.js"], [f"404 {ORIGIN}/b.png"], ["Refused to apply"], wide)
    assert problems(bad, f"{ORIGIN}/", ORIGIN) == (
        f"not loaded: 404 {ORIGIN}/b.png",
        "asked another host: https://x.example/f.js",
        "console: Refused to apply",
        f"broken image: {ORIGIN}/b.png",
        "412 px wide: <pre>",
        "torn word: somebody",
        "2 h1",
    )


# The page ----------------------------------------------------------------------------------------------


def test_the_page_shows_each_site_with_its_pictures_and_asks_nobody_else(
    site: SiteFigures, hostile: SiteFigures
) -> None:
    shots = [shot_of(site, view.name) for view in VIEWS]
    page = gallery_page([FailedSite(name="law-de", error="Broken: <b>no</b>"), site, hostile], shots, MADE_AT)
    document = parse(page)

    assert [each.attrs["id"] for each in document.select("article")] == ["law-de", "terse-de", "markup-name-en"]
    assert [each.attrs["src"] for each in document.select("#terse-de .frame img")] == [shot.file for shot in shots]
    assert {each.attrs["loading"] for each in document.select(".frame img")} == {"lazy"}
    assert not document.select("#markup-name-en .frame")
    assert not document.select("script")
    outside = [link.url for link in document.links() if re.match(r"[a-z]+:|//", link.url) and link.url[:5] != "data:"]
    assert outside == []


def test_what_owners_and_errors_say_is_text(site: SiteFigures, hostile: SiteFigures) -> None:
    page = gallery_page([FailedSite(name="law-de", error="<b>no</b>"), hostile], [], MADE_AT)
    heading = parse(page).select_one("#markup-name-en h2")
    assert heading is not None
    assert heading.text == hostile.title
    assert not parse(page).select("#law-de b, #markup-name-en h2 b")


def test_every_filter_has_its_rule_and_its_sites(site: SiteFigures, hostile: SiteFigures) -> None:
    document = parse(gallery_page([site, hostile], [], MADE_AT))
    for select in document.select("select[id]"):
        name = str(select.attrs["id"])
        for option in select.select("option[value]"):
            if value := str(option.attrs["value"]):
                assert f'#{name} [value="{value}"]:checked) .site:not(.{value})' in document.html, value
    german = document.select_one("#filter-language option:last-child")
    assert german is not None
    assert german.text == "en"
    assert [each.attrs["id"] for each in document.select(f".{german.attrs['value']}")] == ["markup-name-en"]


def test_flaws_are_shown_and_can_be_filtered(site: SiteFigures) -> None:
    finding = Finding(rule="links", path="/index.html", message="Leads nowhere.")
    flawed = site.model_copy(update={"passed": False, "findings": (finding,)})
    heavy = shot_of(site, "phone", first_load=200_000, problems=("console: no",))
    document = parse(gallery_page([flawed], [heavy], MADE_AT))
    article = document.select_one("article.flawed")
    assert article is not None
    assert "Leads nowhere." in article.text
    assert "console: no" in article.text
    assert [each.text.split()[0] for each in document.select("dd.flaw")] == ["195.3"]


def test_the_figures_are_written_for_programs_too(site: SiteFigures) -> None:
    data = json.loads(gallery_json([site], [shot_of(site, "phone")], MADE_AT))
    assert data["sites"][0]["businessType"] == "Blumenladen"
    assert data["pictures"][0]["firstLoad"] == 30_000
    assert data["spread"]["choices"]["family"] == [{"value": site.family, "sites": 1}]


def test_the_spread_counts_sites_and_not_sections(site: SiteFigures, hostile: SiteFigures) -> None:
    home, *others = site.pages
    twice = site.model_copy(update={"pages": (home, home, *others), "family": "swiss"})
    spread = spread_of([twice, hostile.model_copy(update={"family": "bold"})])
    assert spread.families == ("bold", "swiss")
    hero = home.sections[0]
    row = next(row for row in spread.rows if (row.kind, row.arrangement) == (hero.kind, hero.arrangement))
    assert row.by_family[1] == 1
    assert row.total == sum(row.by_family)


# The whole ----------------------------------------------------------------------------------------------


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A gallery on a machine without Chromium; builds run in this process, and the gate finds nothing."""
    monkeypatch.setattr(browser, "programs", lambda: None)

    def accept(request: QualityGateRequest) -> QualityReport:
        return QualityReport(attempt=request.attempt, passed=True, checked={"html-valid": 1})

    monkeypatch.setattr("code24.build.quality_gate.worker.check_quality", accept)

    def here(wanted: Any, folder: Path, *, origin: Any, pictures: Path, code: str, at_once: int, done: Any) -> Any:
        outcomes = [build(each, folder, origin=origin(each.name), pictures=pictures, code=code) for each in wanted]
        for outcome in outcomes:
            done(outcome)
        return outcomes

    monkeypatch.setattr(exhibition, "build_all", here)
    return Settings(ROOT, tmp_path / "state", 8024, 4566)


def show(settings: Settings, output: Output) -> None:
    exhibit(settings, output, patterns="events/requests/terse-de.json", all_pages=False, serve=False)


def test_without_chromium_pages_and_figures_are_written_all_the_same(small: Settings, output: Output) -> None:
    with pytest.raises(LocalCloudError, match="3 pictures could not be taken: Chromium") as told:
        show(small, output)
    assert "apt-get install chromium" in told.value.remedy
    folder = small.state / "gallery"
    assert "Blumen Wenke" in (folder / "index.html").read_text()
    assert json.loads((folder / "gallery.json").read_text())["pictures"] == []
    assert (folder / "sites" / "terse-de" / "index.html").is_file()


def test_pictures_that_are_still_true_are_shown_and_others_removed(small: Settings, output: Output) -> None:
    with pytest.raises(LocalCloudError):
        show(small, output)
    folder = small.state / "gallery"
    figures = SiteFigures.model_validate(json.loads((folder / "gallery.json").read_text())["sites"][0])
    task = tasks([figures], all_pages=False)[0]
    (folder / "shots" / "terse-de").mkdir(parents=True)
    for stem in (task.stem, "terse-de/home.phone.0000000000000000"):
        (folder / "shots" / f"{stem}.webp").write_bytes(b"RIFF")
        (folder / "shots" / f"{stem}.json").write_text(
            shot_of(figures, task.view.name, file=f"shots/{task.stem}.webp").model_dump_json()
        )
    with pytest.raises(LocalCloudError, match="2 pictures could not be taken"):
        show(small, output)

    assert f'src="shots/{task.stem}.webp"' in (folder / "index.html").read_text()
    assert {path.name.split(".")[2] for path in (folder / "shots" / "terse-de").iterdir()} == {
        task.stem.rpartition(".")[2]
    }


def test_a_run_that_breaks_leaves_the_page_of_the_one_before(
    small: Settings, output: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = small.state / "gallery"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("before")
    monkeypatch.setattr(exhibition, "gallery_page", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        show(small, output)
    assert (folder / "index.html").read_text() == "before"


def test_a_rejected_site_is_shown_and_named(small: Settings, output: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    findings = tuple(Finding(rule="links", path="/index.html", message=f"Dead end {each}.") for each in "abc")

    def reject(request: QualityGateRequest) -> QualityReport:
        return QualityReport(attempt=request.attempt, passed=False, findings=findings, checked={"links": 3})

    monkeypatch.setattr("code24.build.quality_gate.worker.check_quality", reject)
    with pytest.raises(LocalCloudError, match="Not every sample") as told:
        show(small, output)
    assert told.value.remedy == "  terse-de: links: /index.html: Dead end a. (2 more)"
    assert "Dead end c." in (small.state / "gallery" / "index.html").read_text()


def test_one_gallery_at_a_time(small: Settings, output: Output) -> None:
    with (
        exhibition._alone(small.state / "gallery"),
        pytest.raises(LocalCloudError, match="Another gallery"),
    ):
        show(small, output)


def test_a_sample_that_breaks_is_named_and_the_others_are_shown(
    small: Settings, output: Output, tmp_path: Path
) -> None:
    (tmp_path / "broken.json").write_text("{")
    with pytest.raises(LocalCloudError, match="Not every sample") as told:
        exhibit(
            small,
            output,
            patterns=f"events/requests/terse-de.json {tmp_path}/*.json",
            all_pages=False,
            serve=False,
        )
    assert "broken: LocalCloudError" in told.value.remedy
    page = (small.state / "gallery" / "index.html").read_text()
    assert 'id="broken"' in page
    assert 'id="terse-de"' in page


@pytest.mark.e2e
def test_chromium_takes_the_pictures(tmp_path: Path, output: Output) -> None:
    """The whole, in processes and browsers of its own."""
    if browser.programs() is None:
        reason = f"Chromium and its driver are not installed ({browser.INSTALL})"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    settings = Settings(ROOT, tmp_path / "state", 8024, 4566)
    with suppress(LocalCloudError):  # what the gate thinks of the sample is not the matter here
        show(settings, output)
    folder = settings.state / "gallery"
    data = json.loads((folder / "gallery.json").read_text())
    assert {shot["view"] for shot in data["pictures"]} == {view.name for view in VIEWS}
    for shot in data["pictures"]:
        assert (folder / shot["file"]).read_bytes()[:4] == b"RIFF"
        assert 0 < shot["requests"] < 20
        assert shot["firstLoad"] == data["pictures"][0]["firstLoad"] > data["sites"][0]["weight"]["html"]
        assert not [each for each in shot["problems"] if each.startswith(("asked another host", "not loaded"))]
    assert not (folder / "browsers").exists()
