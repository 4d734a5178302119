"""Pictures: the owner's images, made ready for the web."""

from collections.abc import Mapping
from datetime import datetime

from code24.build.models import Brief, ImageRole
from code24.models import Model
from code24.types import CustomerId, HexColor, ImageId, UploadId

MOST_BYTES = 20_000_000
"""Of an image file, fetched or uploaded."""


class PicturesRequest(Model):
    """Asks for the brief's images in the sizes and formats that pages use."""

    brief: Brief
    customer_id: CustomerId | None = None
    """Whose uploads may be used; None outside a build, where none may."""


class UploadTicket(Model):
    """How to send one file: a PUT of exactly these headers to `url`, before `expires_at`."""

    upload_id: UploadId
    url: str
    headers: Mapping[str, str]
    expires_at: datetime


class Variant(Model):
    """One file of a picture."""

    format: str
    """`avif`, `webp`, `jpeg` or `png`."""
    width: int
    height: int
    """In pixels."""
    path: str
    """`/media/<sha256>.<extension>` on every site."""
    bytes: int


class Picture(Model):
    """One image of the brief in all its variants."""

    id: ImageId
    role: ImageRole
    width: int
    height: int
    """Of the largest variant, in pixels."""
    color: HexColor
    """Its average colour: what stands in its place until it is there."""
    variants: tuple[Variant, ...]
    """Widths ascending within a format; formats best first, the last one being what every browser reads."""


class RefusedPicture(Model):
    """An image that could not be used; it never fails a build."""

    id: ImageId
    reason: str
    """What was wrong and what to do, for the owner."""


class Pictures(Model):
    """What became of the brief's images, in its order."""

    pictures: tuple[Picture, ...] = ()
    refused: tuple[RefusedPicture, ...] = ()

    def of(self, image_id: str) -> Picture | None:
        """The picture with this id, where there is one."""
        return next((picture for picture in self.pictures if picture.id == image_id), None)
