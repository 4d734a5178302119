"""The pictures worker."""

import time

from code24.build.models import OwnImage
from code24.build.pictures.decoding import UnusableImage, decoded
from code24.build.pictures.models import MOST_BYTES, Picture, Pictures, PicturesRequest, RefusedPicture
from code24.build.pictures.variants import average_color, encoded_variants
from code24.errors import InvalidRequest, NotFound
from code24.ports import Images, Media, Uploads
from code24.types import CustomerId

SECONDS = 220
"""After so many no other picture is begun: the last one may take another 40, and the function 290 (template.yaml)."""


def prepare_pictures(request: PicturesRequest, *, images: Images, uploads: Uploads, media: Media) -> Pictures:
    """Make the owner's images ready for the web, and keep their files in the media bucket.

    What cannot be fetched or decoded, or has no time left, is refused with its reason and fails nothing. The files are
    named by their content, so doing it again changes nothing.
    """
    end = time.monotonic() + SECONDS
    made: list[Picture] = []
    refused: list[RefusedPicture] = []
    for image in request.brief.images:
        try:
            if time.monotonic() > end:
                raise UnusableImage("No time was left for this picture; send smaller files, or upload them.")
            body = _body(image, request.customer_id, images=images, uploads=uploads)
            made.append(_made(image, body, media=media))
        except (UnusableImage, InvalidRequest, NotFound) as problem:
            reason = problem.detail if isinstance(problem, InvalidRequest | NotFound) else str(problem)
            refused.append(RefusedPicture(id=image.id, reason=reason))
    return Pictures(pictures=tuple(made), refused=tuple(refused))


def _body(image: OwnImage, customer_id: CustomerId | None, *, images: Images, uploads: Uploads) -> bytes:
    if image.url is not None:
        return images.fetch(str(image.url))
    if customer_id is None or image.upload_id is None:
        raise UnusableImage("Uploaded pictures can be used in builds only.")
    return uploads.read(customer_id, image.upload_id, MOST_BYTES)


def _made(image: OwnImage, body: bytes, *, media: Media) -> Picture:
    picture = decoded(body)
    variants = []
    for each in encoded_variants(picture):
        media.put(each.name, each.content_type, each.body)
        variants.append(each.variant)
    largest = max(variants, key=lambda variant: variant.width)
    return Picture(
        id=image.id,
        role=image.role,
        width=largest.width,
        height=largest.height,
        color=average_color(picture),
        variants=tuple(variants),
    )
