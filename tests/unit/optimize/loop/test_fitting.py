"""Websites whose paths and sizes no release could hold."""

import hashlib
from pathlib import PurePosixPath

import pytest

from code24.optimize.loop import fitting
from code24.optimize.loop.fitting import fitted
from code24.sites.bundle import FILE_LIMIT
from code24.website.file_types import web_file
from code24.website.models import WebFile
from code24.website.website import Website

LARGE = b"\0" * (FILE_LIMIT + 1)
IN_MEDIA = f"/media/{hashlib.sha256(LARGE).hexdigest()}"


def site(home: str, *others: WebFile) -> Website:
    pages = web_file("/index.html", f"<!doctype html><title>A</title>{home}".encode())
    return Website([pages, *others], origin="https://acme.example")


def home_of(website: Website) -> str:
    return website.files["/index.html"].text


def test_a_website_that_fits_stays_the_very_same() -> None:
    website = site('<img src="img/a.png">', web_file("/img/a.png", b"png"))
    assert fitted(website) == (website, ())
    assert fitted(website).website is website


def test_no_name_of_a_website_s_own_choice_lies_among_the_platform_s_media() -> None:
    website = site(
        '<img src="media/team.jpg#x" srcset="/media/team.jpg 1x"><a href="media/">Press</a>',
        web_file("/media/team.jpg", b"jpg"),
        web_file("/media/index.html", b'<!doctype html><img src="team.jpg">'),
        web_file("/site.css", b"a{background:url(media/team.jpg)}"),
    )
    found = fitted(website).website
    assert {"/media-files/team.jpg", "/media-files/index.html"} < found.files.keys()
    assert not [path for path in found.files if path.startswith("/media/")]
    assert 'src="/media-files/team.jpg#x"' in home_of(found)
    assert "/media-files/team.jpg 1x" in home_of(found)
    assert 'href="/media-files/"' in home_of(found)
    assert "/media-files/team.jpg" in found.files["/site.css"].text
    assert "/media-files/team.jpg" in found.files["/media-files/index.html"].text


def test_a_large_film_goes_to_the_media_bucket_under_its_content_s_hash() -> None:
    found = fitted(site('<video src="film.mp4?v=2"></video>', web_file("/film.mp4", LARGE)))
    assert found.website.files[f"{IN_MEDIA}.mp4"].content == LARGE
    assert f'src="{IN_MEDIA}.mp4"' in home_of(found.website)
    assert fitted(found.website) == (found.website, ())


@pytest.mark.parametrize("path", ["/huge.svg", "/huge.js", "/huge.html", "/huge.xhtml"])
def test_what_browsers_run_never_goes_where_every_site_serves_it(path: str) -> None:
    file = web_file(path, LARGE)
    read = WebFile(path, file.content_type, LARGE, source=f"https://acme.example{path}")
    found = fitted(site(f'<a href="{path}">Huge</a>', read))
    assert set(found.website.files) == {"/index.html"}
    assert found.notes[0].startswith(f"{path} has ")
    assert f'href="https://acme.example{path}"' in home_of(found.website)


def test_a_picture_that_only_claims_a_place_among_the_media_is_moved() -> None:
    claimed = f"/media/{'0' * 64}.png"
    found = fitted(site(f'<img src="{claimed}">', web_file(claimed, b"another one"))).website
    assert claimed not in found.files
    assert f"/media-files/{'0' * 64}.png" in found.files


@pytest.mark.parametrize("name", ["100%.png", "a?b.png", "a#b.png", "a\\b.png"])
def test_characters_that_no_release_holds_are_replaced(name: str) -> None:
    taken = web_file("/100-.png", b"taken")
    found = fitted(site('<img src="100%25.png">', web_file(f"/{name}", b"png"), taken)).website
    assert not any(set(path) & set("%?#\\") for path in found.files)
    assert len(found.files) == 3
    assert name != "100%.png" or "100%25.png" not in home_of(found)


def test_many_pictures_leave_room_for_their_variants(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "MOST_BYTES", 2_000)
    files = [web_file(f"/img/{number}.png", bytes([number]) * 1_000) for number in range(6)]
    found = fitted(site("".join(f'<img src="img/{n}.png">' for n in range(6)), *files)).website
    stayed = [path for path in found.files if not path.startswith("/media/")]
    assert sum(len(found.files[path].content) for path in stayed) <= 2_000
    assert {PurePosixPath(path).suffix for path in found.files.keys() - set(stayed)} == {".png"}
    assert len(found.files) == 7


def test_too_many_files_are_fewer_in_the_release(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "MOST_FILES", 3)
    files = [web_file(f"/img/{number}.png", bytes([number]) * 9) for number in range(6)]
    found = fitted(site("", *files)).website
    assert len([path for path in found.files if not path.startswith("/media/")]) == 3
