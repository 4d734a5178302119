"""The ports of a build without a network: what a sample needs from outside lies in the repository or is not there."""

from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from code24.ai.embedded import EmbeddedWriter
from code24.build.pictures.models import UploadTicket
from code24.errors import InvalidRequest, NotFound
from code24.types import CustomerId, UploadId


def offline_ports(pictures: Path, media: Path) -> dict[str, Any]:
    """Every port that a worker of the team may name, publishing left out.

    `pictures` is the folder of the samples' own image files, `media` where finished ones are kept.
    """
    return {
        "writer": EmbeddedWriter(),
        "web_pages": _NoWeb(),
        "images": _SamplePictures(pictures),
        "uploads": _NoUploads(),
        "media": _MediaFolder(media),
    }


class _NoWeb:
    """A web without pages: competitors of samples are made up."""

    def fetch(self, url: str) -> tuple[str, bytes]:
        raise InvalidRequest(f"{url} cannot be read: the gallery is built without a network.", field="competitors")


class _SamplePictures:
    """Image files by the last part of their address."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def fetch(self, url: str) -> bytes:
        name = PurePosixPath(unquote(urlsplit(url).path)).name
        path = self._folder / name
        if not name or not path.is_file():
            raise InvalidRequest(f"Not read: the samples have no picture {name!r}.", field="images")
        return path.read_bytes()


class _NoUploads:
    """Nobody uploads to a gallery."""

    def ticket(self, customer_id: CustomerId, upload_id: UploadId, content_type: str, size: int) -> UploadTicket:
        raise NotFound("The gallery takes no uploads.")

    def read(self, customer_id: CustomerId, upload_id: UploadId, most_bytes: int) -> bytes:
        raise NotFound(f"There is no upload {upload_id}.")


class _MediaFolder:
    """Files named by their content; several builds may write the same one at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, name: str, content_type: str, body: bytes) -> None:
        del content_type  # the name's ending says it
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / name
        if not path.exists():
            partial = path.with_name(f"{name}.{id(body)}.partial")
            partial.write_bytes(body)
            partial.replace(path)
