"""Chromium as a process of its own group, which always ends with whoever started it."""

import fcntl
import os
import shutil
import signal
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from code24.errors import BrowserFailed

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
INSTALL = "install Chromium (Debian: apt-get install chromium), or name its program in CODE24_CHROMIUM"
_SWITCHES = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-extensions",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-client-side-phishing-detection",
    "--disable-hang-monitor",
    "--disable-background-timer-throttling",
    "--disable-checker-imaging",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--disable-site-isolation-trials",
    "--disable-features=IsolateOrigins,site-per-process,Translate,MediaRouter,OptimizationHints,AutofillServerCommunication",
    "--force-color-profile=srgb",
    "--force-device-scale-factor=1",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--hide-scrollbars",
    "--mute-audio",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--password-store=basic",
    "--use-mock-keychain",
)
_KEPT = ("HOME", "LANG", "LC_ALL", "PATH", "TMPDIR", "TZ", "FONTCONFIG_PATH", "FONTCONFIG_FILE", "LD_LIBRARY_PATH")


def program(environment: Mapping[str, str]) -> str | None:
    """The Chromium of this machine: what `CODE24_CHROMIUM` names, else the first on the path; None where none is.

    Raises BrowserFailed where the variable names no program.
    """
    path = environment.get("PATH")
    if named := environment.get("CODE24_CHROMIUM"):
        found = shutil.which(named, path=path)
        if found is None:
            raise BrowserFailed(f"CODE24_CHROMIUM names {named}, which is no program.")
        return found
    return next((found for name in NAMES if (found := shutil.which(name, path=path))), None)


class Process:
    """A running Chromium, and the ends of its two pipes."""

    def __init__(self, path: str, profile: Path, environment: Mapping[str, str]) -> None:
        """Start it. Raises BrowserFailed."""
        commands, self.writing = _pipe()
        self.reading, answers = _pipe()
        self._said = profile / "chromium.log"
        switches = [*_SWITCHES, f"--user-data-dir={profile / 'profile'}"]
        if os.geteuid() == 0:
            switches.append("--no-sandbox")  # Chromium refuses to start as root with it
        log = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        try:
            self.pid = os.posix_spawn(
                path,
                [path, *switches, "about:blank"],
                {name: environment[name] for name in _KEPT if name in environment},
                file_actions=[
                    (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                    (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                    (os.POSIX_SPAWN_OPEN, 2, str(self._said), log, 0o600),
                    (os.POSIX_SPAWN_DUP2, commands, 3),
                    (os.POSIX_SPAWN_DUP2, answers, 4),
                ],
                setpgroup=0,
            )
        except OSError as error:
            os.close(self.reading)
            os.close(self.writing)
            raise BrowserFailed(f"{path} cannot be started: {error}") from error
        finally:
            os.close(commands)
            os.close(answers)

    def last_words(self) -> str:
        """What it wrote to its log, the end of it."""
        with suppress(OSError):
            return " ".join(self._said.read_text(errors="replace").split()[-40:])[-300:]
        return ""

    def end(self) -> None:
        """End the whole group, and wait until it is gone."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        for _ in range(100):
            with suppress(ChildProcessError):
                if os.waitpid(self.pid, os.WNOHANG) == (0, 0):
                    time.sleep(0.02)
                    continue
            return


def _pipe() -> tuple[int, int]:
    """A pipe whose ends are none of the numbers that Chromium's become."""
    ends = os.pipe()
    kept = tuple(_above(end) for end in ends)
    return kept[0], kept[1]


def _above(end: int) -> int:
    if end > 4:
        return end
    moved = fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 5)
    os.close(end)
    return moved
