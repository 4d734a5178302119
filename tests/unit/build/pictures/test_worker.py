import io
from types import SimpleNamespace

import pytest
from PIL import Image

from code24.build.models import Brief, ImageRole, OwnImage
from code24.build.pictures import worker
from code24.build.pictures.models import PicturesRequest
from code24.build.pictures.worker import prepare_pictures
from code24.types import Goal
from tests.fakes import FakeImages, FakeMedia, FakeUploads
from tests.template import resources

ALICE, BOB = "calice0000000", "cbob000000000"
UPLOAD = "u0123456789abcdef"


def photo(color: str) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (640, 480), color).save(target, "JPEG")
    return target.getvalue()


def request(*images: OwnImage, customer_id: str | None = ALICE) -> PicturesRequest:
    brief = Brief(name="Loaf", description="A bakery.", business_type="Bakery", primary_goal=Goal.SALES, images=images)
    return PicturesRequest(brief=brief, customer_id=customer_id)


def uploads() -> FakeUploads:
    store = FakeUploads()
    store.files[ALICE, UPLOAD] = photo("#227744")
    return store


def test_pictures_come_from_the_web_and_from_uploads() -> None:
    media = FakeMedia()
    found = prepare_pictures(
        request(
            OwnImage.model_validate({"id": "shop", "url": "https://loaf.example/shop.jpg", "role": "hero"}),
            OwnImage(id="oven", upload_id=UPLOAD),
        ),
        images=FakeImages(**{"https://loaf.example/shop.jpg": photo("#aa3322")}),
        uploads=uploads(),
        media=media,
    )
    assert [(each.id, each.role, each.width, each.height) for each in found.pictures] == [
        ("shop", ImageRole.HERO, 640, 480),
        ("oven", ImageRole.GALLERY, 640, 480),
    ]
    assert found.refused == ()
    assert {each.path.removeprefix("/media/") for picture in found.pictures for each in picture.variants} == set(
        media.files
    )


def test_what_cannot_be_used_is_named_and_fails_nothing() -> None:
    found = prepare_pictures(
        request(
            OwnImage.model_validate({"id": "gone", "url": "https://loaf.example/gone.jpg"}),
            OwnImage.model_validate({"id": "letter", "url": "https://loaf.example/letter.pdf"}),
            OwnImage(id="lost", upload_id="u0000000000000000"),
            OwnImage(id="oven", upload_id=UPLOAD),
        ),
        images=FakeImages(**{"https://loaf.example/letter.pdf": b"%PDF-1.7"}),
        uploads=uploads(),
        media=FakeMedia(),
    )
    assert [each.id for each in found.pictures] == ["oven"]
    assert {each.id: each.reason for each in found.refused} == {
        "gone": "Not read: the server answered 404.",
        "letter": "The file is no picture in JPEG, PNG, WebP, AVIF or GIF; save it as one of these.",
        "lost": "There is no upload u0000000000000000.",
    }


def test_nobody_uses_another_customers_upload() -> None:
    for customer in (BOB, None):
        found = prepare_pictures(
            request(OwnImage(id="oven", upload_id=UPLOAD), customer_id=customer),
            images=FakeImages(),
            uploads=uploads(),
            media=FakeMedia(),
        )
        assert found.pictures == ()


def test_what_there_is_no_time_for_is_named_and_fails_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """24 servers that take all the time that one may have take longer than the function has."""
    now = [0.0]

    class SlowImages(FakeImages):
        def fetch(self, url: str) -> bytes:
            now[0] += 15
            return super().fetch(url)

    monkeypatch.setattr(worker, "time", SimpleNamespace(monotonic=lambda: now[0]))
    urls = [f"https://loaf.example/{number}.jpg" for number in range(24)]
    found = prepare_pictures(
        request(*(OwnImage.model_validate({"id": f"p{number}", "url": url}) for number, url in enumerate(urls))),
        images=SlowImages(**dict.fromkeys(urls, photo("#aa3322"))),
        uploads=uploads(),
        media=FakeMedia(),
    )
    assert len(found.pictures) + len(found.refused) == 24
    assert {each.reason for each in found.refused} == {
        "No time was left for this picture; send smaller files, or upload them."
    }
    longest = resources("AWS::Serverless::Function")["BuildPicturesFunction"]["Timeout"]
    assert now[0] <= worker.SECONDS + 15
    assert longest > worker.SECONDS + 15 + 30, "the last picture still has to be encoded"
