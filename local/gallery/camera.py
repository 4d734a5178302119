"""Pictures of pages: each once, unless something that it depends on has changed."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event

from pydantic import ValidationError
from selenium.common.exceptions import WebDriverException

from code24.models import Model
from local.errors import LocalCloudError
from local.gallery.browser import Browser, Look, browser
from local.gallery.figures import PageFigures, SiteFigures
from local.gallery.server import GalleryServer

_METHOD = 1
"""Counted up where pictures are taken otherwise than before."""


@dataclass(frozen=True)
class View:
    """A screen."""

    name: str
    width: int
    height: int
    """In CSS pixels."""
    scale: float = 1
    dark: bool = False


PHONE = View("phone", 390, 844, scale=2)
DESKTOP = View("desktop", 1440, 900)
NIGHT = View("night", 390, 844, dark=True)
VIEWS = (DESKTOP, PHONE, NIGHT)
"""Home pages are seen on all of them, other pages by day."""


class Shot(Model):
    """A picture of a whole page on one screen."""

    site: str
    page: str
    """The page's path."""
    view: str
    file: str
    """Below the gallery's folder."""
    width: int
    height: int
    """Of the page, in CSS pixels."""
    first_load: int
    """Bytes that the server sent until the page had loaded, headers left out."""
    requests: int
    shift: float
    """Cumulative layout shift while it loaded."""
    problems: tuple[str, ...]
    """What the browser complained of, and what it did not get."""


@dataclass(frozen=True)
class Task:
    """A picture to take."""

    site: str
    page: PageFigures
    view: View

    @property
    def stem(self) -> str:
        """Where its files lie below the folder of pictures, without their ending."""
        path = self.page.path.strip("/").replace("/", "-") or "home"
        sure = hashlib.sha256(f"{_METHOD}\n{self.view}\n{self.page.digest}".encode()).hexdigest()[:16]
        return f"{self.site}/{path}.{self.view.name}.{sure}"


def tasks(sites: Iterable[SiteFigures], *, all_pages: bool) -> tuple[Task, ...]:
    """Pictures of home pages, or of every page."""
    return tuple(
        Task(site.name, page, view)
        for site in sites
        for page in (site.pages if all_pages else site.pages[:1])
        for view in VIEWS
        if page.path == "/" or not view.dark
    )


def taken(task: Task, folder: Path) -> Shot | None:
    """The picture from an earlier run, where it is still true."""
    try:
        shot = Shot.model_validate_json((folder / f"{task.stem}.json").read_bytes())
    except (OSError, ValidationError):
        return None
    return shot if (folder / f"{task.stem}.webp").is_file() else None


def take(
    wanted: Sequence[Task],
    folder: Path,
    *,
    profiles: Path,
    server: GalleryServer,
    port: int,
    at_once: int,
    address: Callable[[str], str],
    done: Callable[[Shot], None],
) -> list[Shot]:
    """Take pictures with a few browsers, whose profiles lie in `profiles`.

    `address` says the origin of a site; the server is reached at `port`.

    Raises LocalCloudError where Chromium does not start.
    """
    waiting: SimpleQueue[Task] = SimpleQueue()
    for task in wanted:
        waiting.put(task)
    stop = Event()

    def work(number: int) -> list[Shot]:
        shots: list[Shot] = []
        # No other name is known, so nothing can leave the machine.
        rules = f"--host-resolver-rules=MAP *.localhost 127.0.0.1:{port}, MAP * ~NOTFOUND"
        with browser(profiles / str(number), rules) as chromium:
            while not stop.is_set():
                try:
                    task = waiting.get_nowait()
                except Empty:
                    break
                shots.append(_photograph(chromium, task, folder, server, address(task.site)))
                done(shots[-1])
        return shots

    with ThreadPoolExecutor(at_once) as pool:
        running = [pool.submit(work, number) for number in range(min(at_once, len(wanted)))]
        try:
            return [shot for each in running for shot in each.result()]
        finally:
            stop.set()


def _photograph(chromium: Browser, task: Task, folder: Path, server: GalleryServer, origin: str) -> Shot:
    view, url = task.view, origin + task.page.path
    try:
        chromium.open(url, view.width, view.height, view.scale, dark=view.dark)
        look = chromium.seen()
        height = max(view.height, int(look.measured["scrollHeight"]))
        picture = chromium.picture(view.width, height, view.scale)
    except WebDriverException as error:
        raise LocalCloudError(f"{url} could not be photographed ({view.name}): {error.msg}") from error
    sizes = server.sizes(task.site)
    shot = Shot(
        site=task.site,
        page=task.page.path,
        view=view.name,
        file=f"{folder.name}/{task.stem}.webp",
        width=view.width,
        height=height,
        first_load=sum(sizes.get(address.removeprefix(origin), 0) for address in set(look.loaded)),
        requests=len(look.loaded),
        shift=round(look.measured["shift"], 4),
        problems=problems(look, url, origin),
    )
    (folder / task.site).mkdir(parents=True, exist_ok=True)
    _write(folder / f"{task.stem}.webp", picture)
    _write(folder / f"{task.stem}.json", shot.model_dump_json().encode())
    return shot


def problems(look: Look, url: str, origin: str) -> tuple[str, ...]:
    """What is wrong with a page as the browser saw it, in words; a 404 page is allowed to answer 404."""
    measured = look.measured
    found = [f"not loaded: {failed}" for failed in look.failed if not failed.endswith(f"404 {url}")]
    found += [f"asked another host: {asked}" for asked in look.requested if not asked.startswith(f"{origin}/")]
    found += [f"console: {complaint}" for complaint in look.complaints if "404 (Not Found)" not in complaint]
    found += [f"broken image: {source}" for source in measured["brokenImages"]]
    if measured["scrollWidth"] > measured["clientWidth"]:
        found += [f"{measured['scrollWidth']} px wide: {element}" for element in measured["outside"][:2] or ["?"]]
    found += [f"torn word: {word}" for word in measured["torn"][:5]]
    if measured["headings"] != 1:
        found.append(f"{measured['headings']} h1")
    return tuple(found)


def _write(path: Path, content: bytes) -> None:
    partial = path.with_name(f"{path.name}.partial")
    partial.write_bytes(content)
    partial.replace(path)
