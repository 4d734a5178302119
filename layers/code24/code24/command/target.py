"""The folder that the optimized website is written to, and what is told beside it."""

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from code24.command.headers_file import NAME, written_headers
from code24.errors import InvalidRequest
from code24.website.models import WebFile

_LIST = "files.json"


def report_folder(target: Path) -> Path:
    """Where the report lies: beside the website, so that it is not published with it."""
    return target.with_name(f"{target.name}.report")


def check_target(source: Path | None, target: Path) -> None:
    """Raises InvalidRequest where writing there would cost somebody something: only what is ours is replaced."""
    place = target.resolve()
    if source is not None:
        there = source.resolve()
        if place == there or place.is_relative_to(there) or there.is_relative_to(place):
            raise InvalidRequest(f"{target} is, holds or lies in the website itself; name another folder.")
    if place.exists() and not place.is_dir():
        raise InvalidRequest(f"{target} is a file; name a folder.")
    if place.is_dir():
        foreign = sorted(_files_in(place) - set(_listed(target)))
        if foreign:
            raise InvalidRequest(
                f"{target} is not empty, and {foreign[0]} was not written by an earlier run; name another folder."
            )


def write_website(target: Path, files: Iterable[WebFile]) -> None:
    """Write a website in place of what an earlier run wrote there. Raises InvalidRequest where that fails."""
    files = tuple(files)
    bodies = {file.path.lstrip("/"): file.content for file in files}
    if headers := written_headers(files):
        bodies[NAME] = headers.encode()
    try:
        for name in set(_listed(target)) - bodies.keys():
            (target / name).unlink(missing_ok=True)
        for name, body in bodies.items():
            place = target / name
            if not place.resolve().is_relative_to(target.resolve()):
                raise InvalidRequest(f"{name} would be written outside of {target}.")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(body)
        for folder in sorted((path for path in target.rglob("*") if path.is_dir()), reverse=True):
            with suppress(OSError):
                folder.rmdir()  # only what is empty goes
        report_folder(target).mkdir(parents=True, exist_ok=True)
        (report_folder(target) / _LIST).write_text(json.dumps(sorted(bodies), indent=1))
    except OSError as error:
        raise InvalidRequest(f"{target} cannot be written: {error.strerror}: {error.filename}") from error


def _files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def _listed(target: Path) -> list[str]:
    """What an earlier run wrote."""
    try:
        listed = json.loads((report_folder(target) / _LIST).read_text())
    except (OSError, ValueError):
        return []
    return [name for name in listed if isinstance(name, str) and ".." not in Path(name).parts]
