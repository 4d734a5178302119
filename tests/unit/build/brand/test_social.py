import pytest
from PIL import Image, ImageChops

from code24.build.brand.dice import Dice
from code24.build.brand.drawing import Drawing, Layer
from code24.build.brand.lettering import lettered
from code24.build.brand.models import Voice
from code24.build.brand.shapes import circle, rectangle
from code24.build.brand.social import Shown, social_picture
from code24.fonts.catalog import CATALOG
from tests.unit.build.sample_sites import brand_of, brief_of

LIGHT = brand_of(brief_of()).light
MARK = Drawing(rectangle(0, 0, 100, 100, 20), LIGHT.primary, (Layer(circle(50, 50, 30), LIGHT.on_primary),))


def picture(name: str, line: str = "Bakery · Leipzig", voice: Voice = Voice.WARM, seed: int = 1) -> Image.Image:
    lettering = lettered(name, "bakery", CATALOG["rubik"], voice, Dice("name"))
    return social_picture(Shown(name, lettering, MARK, line, CATALOG["rubik"], voice), LIGHT, Dice(seed))


def changed(one: Image.Image, other: Image.Image) -> tuple[int, int, int, int] | None:
    return ImageChops.difference(one, other).getbbox()


def test_the_line_stands_under_the_name() -> None:
    box = changed(picture("Krume", "Bakery"), picture("Krume", "Bakers"))
    assert box
    assert box[1] > 330
    assert 84 <= box[0] < box[2] < 800


@pytest.mark.parametrize("name", ["A" * 60, "Wordy " * 12, "I", "مطعم الزيتون"])
def test_no_name_leaves_the_picture(name: str) -> None:
    found = picture(name.strip())
    rest = picture(name.strip(), line="")
    assert found.size == rest.size == (1200, 630)
    for edge in ((0, 0, 1200, 20), (0, 610, 1200, 630)):
        assert changed(found.crop(edge), rest.crop(edge)) is None


def test_right_to_left_names_stand_at_the_right() -> None:
    box = changed(picture("مطعم الزيتون"), picture("مطعم الياسمين"))
    assert box
    assert box[0] > 400


def test_a_name_that_no_family_sets_leaves_mark_and_ornament() -> None:
    assert changed(picture("花屋さくら"), picture("茶房月白")) is None
    assert len(picture("花屋さくら").getcolors(100_000) or []) > 3


def test_pictures_differ_by_name_and_seed() -> None:
    assert changed(picture("Krume"), picture("Kruste"))
    assert len({picture("Krume", seed=seed).tobytes() for seed in range(12)}) >= 3
