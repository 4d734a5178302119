"""Which requests the gallery shows."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from code24.build.models import Brief
from code24.http.requests import StartBuildBody
from local.errors import LocalCloudError


@dataclass(frozen=True)
class Sample:
    """One build request in a file."""

    name: str
    """The file's name without its ending; also the label of the site's host."""
    path: Path

    def brief(self) -> Brief:
        """What the owner said. Raises LocalCloudError for a file that is no build request."""
        try:
            return StartBuildBody.model_validate_json(self.path.read_bytes()).brief()
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False)[0]
            where = ".".join(str(part) for part in first["loc"])
            raise LocalCloudError(f"{self.path} is no build request: {where}: {first['msg']}") from error


def samples(root: Path, patterns: str) -> tuple[Sample, ...]:
    """The samples that match patterns, which are separated by spaces and relative to the repository, by name.

    Raises LocalCloudError where nothing matches, and where two files would have one host.
    """
    found = sorted({path for pattern in patterns.split() for path in _matching(root, pattern)})
    if not found:
        raise LocalCloudError(
            f"No request matches {patterns!r}.", 'Choose requests: make gallery REQUESTS="events/requests/*-en.json"'
        )
    names: dict[str, Path] = {}
    for path in found:
        name = path.stem.lower()
        if names.setdefault(name, path) != path:
            raise LocalCloudError(f"{names[name]} and {path} have one name; the gallery shows one site for each.")
        if not name.replace("-", "").isalnum() or not name.isascii():
            raise LocalCloudError(f"{path} has a name that is no host's: use letters, digits and hyphens.")
    return tuple(Sample(name, path) for name, path in sorted(names.items()))


def _matching(root: Path, pattern: str) -> list[Path]:
    path = Path(pattern)
    if path.is_absolute():
        return [each for each in Path(path.anchor).glob(str(path.relative_to(path.anchor))) if each.is_file()]
    return [each for each in root.glob(pattern) if each.is_file()]
