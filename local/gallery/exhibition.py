"""`make gallery`: build, serve, photograph, lay out."""

import fcntl
import os
import shutil
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from local.errors import Interrupted, LocalCloudError
from local.gallery import browser
from local.gallery.builder import Outcome, build_all, build_key
from local.gallery.camera import Shot, Task, take, taken, tasks
from local.gallery.figures import FailedSite, SiteFigures
from local.gallery.page import gallery_json, gallery_page
from local.gallery.progress import progress
from local.gallery.samples import Sample, samples
from local.gallery.server import GalleryServer
from local.output import Output
from local.processes import require_free_port
from local.settings import Settings

PICTURES = Path("events/requests/pictures")
"""The samples' own image files: a picture at any address is the file here with the same name."""
AT_ONCE = min(2, os.cpu_count() or 1)
"""Builds, and browsers, beside each other."""


def exhibit(settings: Settings, output: Output, *, patterns: str, all_pages: bool, serve: bool) -> None:
    """Make the gallery of the samples that match, and serve it where that is asked for.

    Raises LocalCloudError where a sample could not be built or its pages were rejected, and where there is no Chromium;
    the gallery is written all the same, with what there is.
    """
    wanted = samples(settings.root, patterns)
    folder = settings.state / "gallery"
    with _alone(folder):
        outcomes = _built(settings, output, folder, wanted)
        sites = [each for each in outcomes if isinstance(each, SiteFigures)]
        wanted_shots = tasks(sites, all_pages=all_pages)
        shots = _photographed(settings, output, folder, wanted_shots)
        _write(folder, outcomes, shots)
        _sweep(folder, tasks(sites, all_pages=True))
        output.note("The gallery: ", str(folder / "index.html"))
        if serve:
            _serve(settings, output, folder, sites)
    _complain(outcomes, missing=len(wanted_shots) - len(shots))


def origin_of(settings: Settings, name: str) -> str:
    """The origin that a sample's site is built for, and served under."""
    return settings.sites_url.replace("*", name)


def _built(settings: Settings, output: Output, folder: Path, wanted: Sequence[Sample]) -> list[Outcome]:
    pictures = settings.root / PICTURES
    with progress(output.console, "Building", len(wanted)) as show:
        return build_all(
            wanted,
            folder,
            origin=partial(origin_of, settings),
            pictures=pictures,
            code=build_key(settings.root, pictures),
            at_once=AT_ONCE,
            done=lambda outcome: show.done(outcome.name, _told(outcome)),
        )


def _told(outcome: Outcome) -> str:
    if isinstance(outcome, FailedSite):
        return "failed"
    verdict = "passed" if outcome.passed else f"rejected with {len(outcome.findings)} findings"
    return f"{outcome.family}, {sum(outcome.seconds.values()):.1f} s, {verdict}"


def _photographed(settings: Settings, output: Output, folder: Path, wanted: Sequence[Task]) -> list[Shot]:
    """The pictures, from earlier runs where they are still true. Without Chromium there are those alone."""
    pictures, profiles = folder / "shots", folder / "browsers"
    known = {task: shot for task in wanted if (shot := taken(task, pictures))}
    missing = [task for task in wanted if task not in known]
    if missing and browser.programs():
        server = GalleryServer(folder)
        with (
            _removed_after(profiles),
            server.listening() as port,
            progress(output.console, "Photographing", len(missing)) as show,
        ):
            new = take(
                missing,
                pictures,
                profiles=profiles,
                server=server,
                port=port,
                at_once=AT_ONCE,
                address=partial(origin_of, settings),
                done=lambda shot: show.done(f"{shot.site}{shot.page}", shot.view),
            )
        return [*known.values(), *new]
    return list(known.values())


def _write(folder: Path, outcomes: Sequence[Outcome], shots: Sequence[Shot]) -> None:
    """Write the figures and the page, each in one go."""
    now = datetime.now(UTC)
    for name, content in (
        ("gallery.json", gallery_json(outcomes, shots, now)),
        ("index.html", gallery_page(outcomes, shots, now)),
    ):
        partial_file = folder / f"{name}.partial"
        partial_file.write_text(content)
        partial_file.replace(folder / name)


def _sweep(folder: Path, current: Sequence[Task]) -> None:
    """Remove pictures of these sites that are no longer true."""
    stems = {task.stem for task in current}
    for site in {task.site for task in current}:
        for path in (folder / "shots" / site).glob("*"):
            if f"{site}/{path.stem}" not in stems:
                path.unlink()


def _serve(settings: Settings, output: Output, folder: Path, sites: Sequence[SiteFigures]) -> None:
    """Serve the gallery and its sites until interrupted."""
    require_free_port(settings.port, "the gallery", "CODE24_PORT")
    with GalleryServer(folder).listening(settings.port):
        output.note("Serving until Ctrl-C: ", origin_of(settings, "gallery") + "/")
        for site in sites:
            output.say(f"    {origin_of(settings, site.name)}/")
        with suppress(Interrupted):
            signal.pause()


def _complain(outcomes: Sequence[Outcome], *, missing: int) -> None:
    """Raises LocalCloudError for what keeps the gallery from being whole."""
    failed = [f"  {each.name}: {each.error}" for each in outcomes if isinstance(each, FailedSite)]
    for each in outcomes:
        if isinstance(each, SiteFigures) and not each.passed:
            first, *more = each.findings
            rest = f" ({len(more)} more)" if more else ""
            failed.append(f"  {each.name}: {first.rule}: {first.path}: {first.message}{rest}")
    if failed:
        raise LocalCloudError("Not every sample is a site that would be published.", "\n".join(failed))
    if missing:
        told = f"{missing} pictures could not be taken: Chromium and its driver are not installed."
        raise LocalCloudError(told, browser.INSTALL)


@contextmanager
def _removed_after(folder: Path) -> Iterator[None]:
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One gallery at a time; what a killed one has left is ended and removed."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LocalCloudError(f"Another gallery is being made in {folder}.", "Wait for it, or end it.") from error
        for profile in (folder / "browsers").glob("*"):
            browser.end_left_over(profile)
        shutil.rmtree(folder / "browsers", ignore_errors=True)
        yield
