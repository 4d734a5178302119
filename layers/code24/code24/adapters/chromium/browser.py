"""A browser that sees a website's files, and nothing of any network."""

import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from code24.adapters.chromium.looking import Looking
from code24.adapters.chromium.program import Process, program
from code24.adapters.chromium.protocol import Connection, Crashed, Refused, Session, TooSlow
from code24.adapters.chromium.serving import Host
from code24.errors import BrowserFailed
from code24.optimize.ports import View
from code24.website.models import WebFile

TABS = 2
START_SECONDS = 30.0


class Chromium:
    """Headless Chromium, steered through pipes. It implements `optimize.ports.Browser`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def views(
        self,
        files: Mapping[str, WebFile],
        origin: str,
        paths: Sequence[str],
        widths: Sequence[int],
        *,
        measure: bool = True,
    ) -> Sequence[View]:
        """Every page at every width; pages that cannot be seen in time are left out. Raises BrowserFailed."""
        host = Host(files, origin)

        def seen(path: str, width: int) -> View | None:
            with suppress(TooSlow, Refused, Crashed):
                return Looking(self._connection, host, path, width).view(files[path].text if measure else None)
            return None

        asked = [(path, width) for path in paths if path in files for width in widths]
        with ThreadPoolExecutor(TABS) as tabs:
            found = list(tabs.map(lambda each: seen(*each), asked))
        return [view for view in found if view is not None]


@contextmanager
def chromium(environment: Mapping[str, str]) -> Iterator[Chromium | None]:
    """One browser process for any number of views; None where this machine has no Chromium.

    Whatever happens, the process and all its children have ended afterwards. Raises BrowserFailed where it does not
    start.
    """
    path = program(environment)
    if path is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="code24-", ignore_cleanup_errors=True) as folder:
        process = Process(path, Path(folder), environment)
        connection = Connection(process.reading, process.writing)
        try:
            _await_start(connection, process, path)
            yield Chromium(connection)
        finally:
            process.end()
            connection.close()


def _await_start(connection: Connection, process: Process, path: str) -> None:
    browser = Session(connection, "", lambda method, event: None)
    try:
        browser.call("Browser.getVersion", time.monotonic() + START_SECONDS)
    except (BrowserFailed, Refused, TooSlow) as error:
        raise BrowserFailed(f"{path} does not start: {process.last_words() or error}") from error
