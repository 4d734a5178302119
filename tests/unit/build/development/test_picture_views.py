from code24.build.content.models import SectionContent
from code24.build.design.models import SectionKind
from code24.build.development.picture_views import SIZES, average_colors, picture_view
from code24.build.pictures.models import Pictures
from tests.unit.build.sample_sites import picture_of

TEXT = SectionContent(
    id="hero", kind=SectionKind.HERO, heading="H", alts={"oven": "An oven"}, captions={"oven": "At five"}
)


def test_a_picture_offers_its_best_format_first_and_one_that_every_browser_reads() -> None:
    picture = picture_of("oven", width=1200, height=800)
    view = picture_view(picture, TEXT, "half", eager=True)
    assert view
    avif, jpeg = picture.variants[:2], picture.variants[2:]
    assert [source.type for source in view.sources] == ["image/avif"]
    assert view.sources[0].srcset == f"{avif[0].path} 600w, {avif[1].path} 1200w"
    assert (view.src, view.srcset) == (jpeg[1].path, f"{jpeg[0].path} 600w, {jpeg[1].path} 1200w")
    assert (view.width, view.height, view.alt, view.caption) == (1200, 800, "An oven", "At five")
    assert view.sizes == SIZES["half"]
    assert view.eager


def test_a_picture_without_words_is_decoration() -> None:
    view = picture_view(picture_of("door"), TEXT, "full")
    assert view
    assert (view.alt, view.caption, view.eager) == ("", "", False)


def test_a_picture_without_files_is_left_out() -> None:
    assert picture_view(picture_of("oven").model_copy(update={"variants": ()}), TEXT, "full") is None


def test_average_colours_are_rules_of_the_stylesheet() -> None:
    pictures = Pictures(pictures=(picture_of("a"), picture_of("b")))
    assert average_colors(pictures) == (".average-a{background-color:#a08060}.average-b{background-color:#a08060}")
