"""What is said of pictures: the owner's words where there are any, and nothing that only looking could tell."""

from collections.abc import Iterable, Iterator

from code24.ai.orders import to_machine
from code24.ai.subject import Subject
from code24.ai.typography import filled_exactly, one_line
from code24.build.content.models import Item
from code24.build.models import OwnImage
from code24.types import ImageId


def described(subject: Subject, images: Iterable[ImageId]) -> tuple[dict[ImageId, str], bool]:
    """An alternative text for each of the images, and whether one of them is in the frame's language."""
    alts: dict[ImageId, str] = {}
    foreign = False
    for image in _own(subject, images):
        own = own_description(subject, image)
        alts[image.id] = own or _neutral(subject)
        foreign = foreign or (not own and subject.spoken is None)
    return alts, foreign


def captioned(subject: Subject, images: Iterable[ImageId]) -> dict[ImageId, str]:
    """The captions that the owner gave."""
    return {
        image.id: one_line(image.caption)
        for image in _own(subject, images)
        if image.caption and not to_machine(image.caption)
    }


def own_description(subject: Subject, image: OwnImage) -> str:
    """The owner's words for what a picture shows: its alternative text, whom or what it belongs to, its caption."""
    brief = subject.brief
    holders = [offer.name for offer in brief.offers if offer.image == image.id]
    holders += [person.name for person in brief.team if person.image == image.id]
    words = (image.alt, *holders, image.caption)
    return next((one_line(text) for text in words if text and not to_machine(text)), "")


def shown(sections: Iterable[ImageId], items: Iterable[Item]) -> tuple[ImageId, ...]:
    """The images that a section shows, its items' included, each once."""
    return tuple(dict.fromkeys([*sections, *(item.picture for item in items if item.picture)]))


def _own(subject: Subject, images: Iterable[ImageId]) -> Iterator[OwnImage]:
    known = {image.id: image for image in subject.brief.images}
    return (known[image] for image in images if image in known)


def _neutral(subject: Subject) -> str:
    return filled_exactly(subject.frame.pictures.neutral, {"name": subject.name})
