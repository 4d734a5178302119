"""`make diff`: what differs between two releases of a site, as text, and as pictures of every page that changed."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from local.diff_page import written
from local.diff_pictures import Place, photographed
from local.errors import LocalCloudError
from local.output import Output
from local.platform_api import ApiError, PlatformApi
from local.settings import Settings

_USAGE = "make diff SITE=<id or slug> FROM=<release> TO=<release>"
_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


@dataclass(frozen=True)
class Compared:
    """Two releases of a site, the earlier one first."""

    site: Mapping[str, Any]
    releases: tuple[Mapping[str, Any], Mapping[str, Any]]


def show_difference(
    settings: Settings, key: str, output: Output, *, site: str, before: str = "", after: str = ""
) -> None:
    """Tell what differs and write `.local/diffs/<site>/<from>-<to>/index.html` with pictures.

    Without releases the two newest are compared. Raises LocalCloudError where the site or a release is not there, and
    where Chromium is missing; the text has been told by then.
    """
    api = PlatformApi(settings, key)
    chosen = _chosen(api, _site(api, site), before, after)
    old, new = chosen.releases
    told = api.call("GET", f"/sites/{chosen.site['id']}/releases/{old['id']}/diff/{new['id']}")
    output.note(f"{chosen.site['slug']}: from {old['id']} to {new['id']}")
    for line in lines(told):
        output.say(line)
    if not told["files"]:
        return
    folder = settings.state / "diffs" / chosen.site["slug"] / f"{old['id']}-{new['id']}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    place = Place(folder, (old["previewUrl"], new["previewUrl"]))
    with output.step("Taking pictures", "Pictures taken"):
        pictures = photographed(place, told["pages"])
    (folder / "index.html").write_text(written(chosen.site, told, pictures))
    output.note("Before and after: ", str(folder / "index.html"))


def _site(api: PlatformApi, wanted: str) -> Mapping[str, Any]:
    """The site with this id or slug. Raises LocalCloudError, naming those that there are."""
    found: list[Mapping[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = api.call("GET", "/sites?limit=100" + (f"&cursor={cursor}" if cursor else ""))
        found += page["sites"]
        cursor = page["next"]
    for site in found:
        if wanted in {site["id"], site["slug"]}:
            return site
    known = ", ".join(site["slug"] for site in found[:12]) or "none yet; make demo builds one"
    raise LocalCloudError(f"There is no site {wanted!r}." if wanted else "Which site?", f"{_USAGE}\nSites: {known}")


def _chosen(api: PlatformApi, site: Mapping[str, Any], before: str, after: str) -> Compared:
    """The releases to compare: those that are named, else the newest and the one before it."""
    releases: Sequence[Mapping[str, Any]] = api.call("GET", f"/sites/{site['id']}/releases?limit=100")["releases"]
    by_id = {release["id"]: release for release in releases}

    def named(wanted: str) -> Mapping[str, Any]:
        if wanted in by_id:
            return by_id[wanted]
        try:
            release: Mapping[str, Any] = api.call("GET", f"/sites/{site['id']}/releases/{wanted}")
        except ApiError as error:
            known = "\n".join(f"  {each['id']}  {each['createdAt']}" for each in releases[:12])
            problem = f"{site['slug']} has no release {wanted!r}."
            raise LocalCloudError(problem, f"{_USAGE}\nThe newest ones:\n{known}") from error
        return release

    new = named(after) if after else next(iter(releases), None)
    if new is None:
        raise LocalCloudError(f"{site['slug']} has no release yet.", "Its build tells why: GET /build?instanceId=…")
    ids = [release["id"] for release in releases]
    earlier = releases[ids.index(new["id"]) + 1 :] if new["id"] in ids else ()
    old = named(before) if before else next(iter(earlier), None)
    if old is None:
        raise LocalCloudError(f"There is no release of {site['slug']} before {new['id']}.", _USAGE)
    return Compared(site, (old, new))


def lines(told: Mapping[str, Any]) -> Iterator[str]:
    """The difference for a terminal."""
    if not told["files"]:
        yield "  Nothing differs."
    for page in told["pages"]:
        inner = list(_page_lines(page))
        if inner or page["change"] != "changed":
            yield f"\n  {_SIGNS[page['change']]} {page['path']}"
            yield from inner
    quiet = [page["path"] for page in told["pages"] if page["change"] == "changed" and not list(_page_lines(page))]
    if quiet:
        yield f"\n  The same words and sections, other links to stylesheet or icons: {', '.join(quiet)}"
    if told["palette"]:
        yield "\n  Palette"
        for color in told["palette"]:
            yield f"    {color['scheme']} {color['role']}: {color['before'] or 'none'} → {color['after'] or 'none'}"
    if told["files"]:
        yield "\n  Files"
        for file in told["files"]:
            yield f"    {_SIGNS[file['change']]} {file['path']} ({file['before'] or 0} → {file['after'] or 0} bytes)"
    if not told["complete"]:
        yield "\n  There is more than is told here."


def _page_lines(page: Mapping[str, Any]) -> Iterator[str]:
    for name in ("title", "description"):
        if page[name] and page["change"] == "changed":
            yield from _text_lines(name, [{"before": page[name][0], "after": page[name][1]}])
    for section in page["sections"]:
        notes = []
        if section["arrangement"]:
            notes.append(f"arrangement {' → '.join(section['arrangement'])}")
        if section["position"]:
            notes.append(f"moved from place {section['position'][0]} to {section['position'][1]}")
        yield f"    {_SIGNS[section['change']]} {section['id']}" + (f" ({'; '.join(notes)})" if notes else "")
        for line in _text_lines("", section["texts"]):
            yield "  " + line
    yield from _text_lines("header and footer", page["frame"])


def _text_lines(name: str, texts: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if name and texts:
        yield f"    ~ {name}"
    for text in texts:
        if text["before"] is not None:
            yield f"      - {text['before']}"
        if text["after"] is not None:
            yield f"      + {text['after']}"
