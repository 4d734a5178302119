"""Owners' pictures: sent, prepared, and seen by visitors."""

import io

import httpx
from PIL import Image
from turbohtml import parse

from tests.e2e.visitor import Cloud, request_of


def photo(color: str, size: tuple[int, int] = (1_600, 1_067)) -> bytes:
    target = io.BytesIO()
    picture = Image.new("RGB", size, color)
    picture.paste(Image.radial_gradient("L").resize((size[0] // 2, size[1] // 2)), (size[0] // 4, size[1] // 4))
    picture.save(target, "JPEG", quality=90)
    return target.getvalue()


def upload(cloud: Cloud, body: bytes) -> str:
    ticket = cloud.api("POST", "/uploads", {"contentType": "image/jpeg", "bytes": len(body)}).json()
    sent = httpx.put(ticket["url"], content=body, headers=ticket["headers"], timeout=60, trust_env=False)
    assert sent.status_code == 200, sent.text
    return str(ticket["uploadId"])


def test_an_uploaded_picture_is_served_in_modern_formats_and_sizes(cloud: Cloud) -> None:
    images = [
        {"id": "shop", "uploadId": upload(cloud, photo("#8a3b12")), "role": "hero", "alt": "The shop at dawn"},
        {"id": "lost", "uploadId": "u0000000000000000", "role": "gallery"},
    ]
    built = cloud.build(request_of("bakery-en", images=images))
    page = parse(cloud.visit(built.slug).text)
    picture = next(each for each in page.select("picture") if each.select_one("img[alt='The shop at dawn']"))
    image = picture.select_one("img")
    assert image is not None
    assert int(image.attr("width") or 0) > 0
    assert int(image.attr("height") or 0) > 0

    assert [source.attr("type") for source in picture.select("source")] == ["image/avif", "image/webp"]
    for source in (*picture.select("source"), image):
        for candidate in str(source.attr("srcset")).split(","):
            path, width = candidate.split()
            answer = cloud.visit(built.slug, path)
            assert answer.status_code == 200
            assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
            assert Image.open(io.BytesIO(answer.content)).width == int(width.removesuffix("w"))

    state = cloud.api("GET", f"/build?instanceId={built.build_id}").json()
    [missing] = [each for each in state["toDo"] if each["field"] == "images.lost"]
    assert "send the file again" in missing["message"]
