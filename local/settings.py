"""Where the local cloud lives: its folder, its ports, and the environments of its processes."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from local.errors import LocalCloudError

LOOPBACK = "127.0.0.1"
REGION = "us-east-1"
STACK = "code24-local"

ROOT = Path(__file__).resolve().parent.parent

_KEPT = ("HOME", "LANG", "LC_ALL", "TZ", "USER", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "PIP_CERT")
"""What a process of the local cloud inherits; an account, a profile or a stray setting of the shell is not among it."""
_KEPT_FOR_NETWORK = ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")


@dataclass(frozen=True)
class Settings:
    """One local cloud. Two with different folders and ports run beside each other."""

    root: Path
    """The repository."""
    state: Path
    """Everything it keeps: services, objects, logs, the API key."""
    port: int
    """Where the front door listens on loopback."""
    aws_port: int
    """Where the emulated AWS listens on loopback."""
    resolve: str = ""
    """Where imports find hosts on this machine: `HOST=127.0.0.1:PORT`, `*` for any host."""
    loopback_ports: str = ""
    """Ports of this machine that imports may read."""

    @classmethod
    def read(cls, environment: Mapping[str, str], root: Path = ROOT) -> "Settings":
        """Read `CODE24_PORT`, `CODE24_AWS_PORT`, `CODE24_STATE`, `CODE24_RESOLVE` and `CODE24_LOOPBACK_PORTS`.

        Raises LocalCloudError for what is no port.
        """
        port = _port(environment, "CODE24_PORT", 8024)
        aws_port = _port(environment, "CODE24_AWS_PORT", 4566)
        if port == aws_port:
            raise LocalCloudError(f"CODE24_PORT and CODE24_AWS_PORT are both {port}.", "Give them different numbers.")
        state = root / (environment.get("CODE24_STATE") or ".local")
        resolve, ports = (_list(environment.get(name, "")) for name in ("CODE24_RESOLVE", "CODE24_LOOPBACK_PORTS"))
        for each in ports:
            _port({"CODE24_LOOPBACK_PORTS": each}, "CODE24_LOOPBACK_PORTS", 0)
        return cls(root, state, port, aws_port, ",".join(resolve), ",".join(ports))

    @property
    def aws_url(self) -> str:
        """The endpoint for AWS clients."""
        return f"http://{LOOPBACK}:{self.aws_port}"

    @property
    def sites_url(self) -> str:
        """The address of a site, `*` standing for its slug."""
        return f"http://*.localhost:{self.port}"

    @property
    def api_url(self) -> str:
        """The platform API through the front door."""
        return f"http://api.localhost:{self.port}"

    @property
    def logs(self) -> Path:
        """A folder of log files."""
        return self.state / "logs"

    @property
    def temporary(self) -> Path:
        """What the emulator unpacks: removed at every stop."""
        return self.state / "tmp"

    @property
    def services(self) -> Path:
        """The emulator's saved state."""
        return self.state / "services"

    @property
    def running(self) -> Path:
        """A record for every process."""
        return self.state / "running"

    @property
    def deployment(self) -> Path:
        """What is deployed, as the front door needs it."""
        return self.state / "deployment.json"

    @property
    def api_key(self) -> Path:
        """The API key of the local customer, in clear, readable by its owner only."""
        return self.state / "api-key"

    def process_environment(self) -> dict[str, str]:
        """For every process: tools of this Python first on PATH, nothing of the person's AWS set-up."""
        kept = {name: os.environ[name] for name in (*_KEPT, *_KEPT_FOR_NETWORK) if name in os.environ}
        path = [str(Path(sys.prefix) / "bin"), *os.environ.get("PATH", os.defpath).split(os.pathsep)]
        return kept | {
            "PATH": os.pathsep.join(path),
            "TMPDIR": str(self.temporary),
            "NO_PROXY": "127.0.0.1,localhost,.localhost",
            "no_proxy": "127.0.0.1,localhost,.localhost",
            "PYTHONUNBUFFERED": "1",
            "CODE24_STATE": str(self.state),
            "CODE24_PORT": str(self.port),
            "CODE24_AWS_PORT": str(self.aws_port),
        }

    def aws_environment(self) -> dict[str, str]:
        """What points any AWS client at the emulated AWS."""
        return {
            "AWS_ENDPOINT_URL": self.aws_url,
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_DEFAULT_REGION": REGION,
            "AWS_REGION": REGION,
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
        }


def _list(text: str) -> list[str]:
    return text.replace(",", " ").split()


def _port(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name, str(default))
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise LocalCloudError(f"{name} is {text!r}, which is no port.", "Set it to a number from 1 to 65535.")
    return int(text)
