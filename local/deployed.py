"""What is deployed: written after every deploy, read by the front door and by commands."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Deployed:
    """A stack in the emulated AWS, as its outputs tell."""

    fingerprint: str
    """Of the sources that it was deployed from."""
    updated: str
    """The stack's identity and last update: tells this deployment from an older one that a snapshot brought back."""
    sites_api: str
    platform_api: str
    media_bucket: str
    origin_secret: str
    state_machine: str
    outputs: dict[str, str]

    def write(self, path: Path) -> None:
        """Replace the record, readable by its owner only: it holds the origin secret."""
        partial = path.with_suffix(".partial")
        partial.touch(mode=0o600)
        partial.write_text(json.dumps(asdict(self), indent=1))
        partial.replace(path)

    @classmethod
    def read(cls, path: Path) -> "Deployed | None":
        """The record; None where there is none, or one of an older make."""
        try:
            return cls(**json.loads(path.read_text()))
        except (OSError, ValueError, TypeError):
            return None
