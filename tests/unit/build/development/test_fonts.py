import re

from code24.build.brand.models import Typography
from code24.build.development.fonts import font_files, fonts_of, preloads

TYPE = Typography(
    heading='"Bitter", "Bitter Fallback", serif',
    body='"Jost", "Jost Fallback", sans-serif',
    scale=1.2,
    heading_font="bitter",
    body_font="jost",
)
CSS = 'h1,.name::before{font-family:var(--font-heading)}.eye{font-family:var(--eyebrow-font)}li::before{content:"»"}'
PAGE = "<body><h1>Zürich</h1><p class='name'>Łódź</p><p>Ñandú&amp;œuvre</p></body>"


def size(css: str, page: str = PAGE) -> int:
    return sum(len(file.content) for file in fonts_of(TYPE, [page], css).files if "bitter" in file.path)


def test_faces_are_files_of_the_site_and_the_first_ones_are_asked_for_early() -> None:
    faces = fonts_of(TYPE, [PAGE], CSS)
    files = {file.path: file.content() for file in font_files(faces)}
    assert {path.split("-")[0] for path in files} == {"/assets/bitter", "/assets/jost"}
    assert all(re.fullmatch(r"/assets/[a-z0-9-]+\.[0-9a-f]{10}\.woff2", path) for path in files)
    assert all(content.startswith(b"wOF2") for content in files.values())
    links = preloads(faces)
    assert links.count("crossorigin") == len(faces.preload) == 3
    assert set(faces.preload) <= files.keys()


def test_the_heading_face_draws_what_stands_in_its_elements_and_no_more() -> None:
    narrow = "h1{font-family:var(--font-heading)}"
    broad = f"{narrow}.name{{font-family:var(--eyebrow-font)}}"
    assert size(narrow) < size(broad) < size(f"{broad}p{{font-family:var(--font-heading)}}")


def test_the_same_characters_make_the_same_files() -> None:
    one, other = fonts_of(TYPE, [PAGE], CSS), fonts_of(TYPE, [PAGE.replace("Zürich", "hcirüZ")], CSS)
    assert {file.path for file in one.files} == {file.path for file in other.files}


def test_families_of_the_machine_need_no_file() -> None:
    faces = fonts_of(Typography(heading="serif", body="serif", scale=1.2), [PAGE], CSS)
    assert (faces.css, faces.files, preloads(faces)) == ("", (), "")
