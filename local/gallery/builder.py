"""Building samples on all cores, each once, unless its request or the code has changed."""

import hashlib
import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from pydantic import ValidationError

from code24.models import Model
from local.fingerprint import fingerprint
from local.gallery.figures import FailedSite, SiteFigures, figures_of
from local.gallery.offline import offline_ports
from local.gallery.release import unpack_release, write_copy
from local.gallery.samples import Sample
from local.gallery.server import ServedRelease
from local.gallery.team import work

type Outcome = SiteFigures | FailedSite


class _Kept(Model):
    """The figures of a build, and what they hold for."""

    key: str
    figures: SiteFigures


def build_key(root: Path, pictures: Path) -> str:
    """What all builds depend on: the code, the gallery's own included, and the samples' picture files."""
    own = sorted([*Path(__file__).parent.rglob("*.py"), *(path for path in pictures.rglob("*") if path.is_file())])
    return fingerprint(root, [hashlib.sha256(path.read_bytes()).hexdigest() for path in own])


def build(sample: Sample, folder: Path, *, origin: str, pictures: Path, code: str) -> Outcome:
    """Build a sample, or read what an earlier run made of it. What goes wrong is an outcome too."""
    key = hashlib.sha256(f"{code}\n{origin}\n".encode() + sample.path.read_bytes()).hexdigest()
    kept = folder / "built" / f"{sample.name}.json"
    if (known := _known(kept, key)) and (folder / "releases" / sample.name / "manifest.json").is_file():
        return known
    try:
        made = work(sample.brief(), offline_ports(pictures, folder / "media"), origin=origin)
        unpack_release(sample.name, made.development, folder / "releases" / sample.name)
        write_copy(sample.name, made.development, folder)
        figures = figures_of(sample.name, made, ServedRelease(sample.name, folder / "releases" / sample.name))
    except Exception as error:  # whatever it is, the other samples are shown
        where = traceback.extract_tb(error.__traceback__)[-1]
        return FailedSite(name=sample.name, error=f"{type(error).__name__}: {error} ({where.filename}:{where.lineno})")
    kept.parent.mkdir(parents=True, exist_ok=True)
    partial = kept.with_suffix(".partial")
    partial.write_text(_Kept(key=key, figures=figures).model_dump_json())
    partial.replace(kept)
    return figures


def build_all(
    wanted: Iterable[Sample],
    folder: Path,
    *,
    origin: Callable[[str], str],
    pictures: Path,
    code: str,
    at_once: int,
    done: Callable[[Outcome], None],
) -> list[Outcome]:
    """Build samples in a few processes; the outcomes are in the samples' order."""
    outcomes: dict[str, Outcome] = {}
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(at_once, mp_context=context, initializer=_end_with_parent) as pool:
        running = [
            pool.submit(build, sample, folder, origin=origin(sample.name), pictures=pictures, code=code)
            for sample in wanted
        ]
        try:
            for each in as_completed(running):
                outcome = each.result()
                outcomes[outcome.name] = outcome
                done(outcome)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return [outcomes[name] for name in sorted(outcomes)]


def _known(kept: Path, key: str) -> SiteFigures | None:
    try:
        known = _Kept.model_validate_json(kept.read_bytes())
    except (OSError, ValidationError):
        return None
    return known.figures if known.key == key else None


def _end_with_parent() -> None:
    """Leave interrupts to the parent, and end where it was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := multiprocessing.parent_process():

        def watch() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()
