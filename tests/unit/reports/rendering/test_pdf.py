"""PDFs as typst sets them, and what of them is data."""

import json
from importlib.resources import files
from itertools import pairwise

import pytest
import typst

from code24.adapters.typesetting import TypstTypesetter
from code24.errors import Code24Error
from code24.reports.document import Figure, Section, Table
from code24.reports.rendering.pdf import pdf, told
from code24.reports.rendering.typefaces import drawable, typefaces
from tests.unit.reports.rendering.documents import HOSTILE, chart, document, line

SETTER = TypstTypesetter()


def test_a_pdf_is_tagged_by_the_norm_and_always_the_same() -> None:
    made = pdf(document(), SETTER)
    assert made.startswith(b"%PDF-1.7")
    assert b"pdfuaid:part" in made
    assert b"/MarkInfo" in made
    assert b"/Lang (en)" in made or b"/Lang(en)" in made
    assert b"2026-06-30T23:59:00" in made
    assert pdf(document(), SETTER) == made


def test_another_report_is_another_pdf() -> None:
    assert pdf(document(title="Another"), SETTER) != pdf(document(), SETTER)


def test_markup_of_typst_is_shown_and_not_read() -> None:
    shown = drawable(
        HOSTILE.replace("\x00", "\ufffd").replace("\x1b", "\ufffd").replace("\u202e", "").replace("\u202c", "")
    )
    template = b"#let report = json(bytes(sys.inputs.report))\n#metadata(report.notes) <notes>\n#list(..report.notes)"
    report = json.dumps(told(document(notes=(HOSTILE,))))
    found = json.loads(typst.query(template, "<notes>", field="value", one=True, sys_inputs={"report": report}))
    assert found == [shown]
    for words in ('#panic("x")', '#import "/etc/passwd"', '#read("/etc/passwd")', "@nowhere", "$x", "*a", "```", "]]"):
        assert pdf(document(title=words, subtitle=words, summary=(words,), notes=(words,)), SETTER)


def test_letters_without_a_shape_become_question_marks() -> None:
    assert drawable("Ünï Ελλάδα Код עברית 漢字 🎉") == "Ünï Ελλάδα Код עברית ?? ?"


def test_faces_are_opentype_files() -> None:
    assert len(typefaces()) == 12
    assert {file[:4] for file in typefaces()} == {b"\x00\x01\x00\x00"}


def test_a_template_that_cannot_be_set_says_why() -> None:
    with pytest.raises(Code24Error, match="cannot be set: unclosed delimiter"):
        SETTER.pdf(b"#let x = (", "{}", typefaces(), document().made_at)


def test_the_template_reads_no_file_outside() -> None:
    with pytest.raises(Code24Error, match="cannot be set"):
        SETTER.pdf(b'#read("/etc/hostname")', "{}", typefaces(), document().made_at)


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> typst.Fonts:
    folder = tmp_path_factory.mktemp("faces")
    for number, face in enumerate(typefaces()):
        (folder / f"{number:02}.ttf").write_bytes(face)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])


def places_of(fonts: typst.Fonts, *texts: str, **said: object) -> list[tuple[int, float, float]]:
    """Where texts stand in the template's own layout: page, and from and to where in points, in their order."""
    shown = "".join(
        f"#show {json.dumps(each, ensure_ascii=False)}: it => context "
        "{ let wide = measure(it).width.pt(); [#metadata(wide)<at>#it] }\n"
        for each in texts
    )
    asked = (
        "\n#context [#metadata(query(<at>).map(each => (each.location().page(), each.location().position().x.pt(), "
        "each.location().position().x.pt() + each.value))) <places>]"
    )
    template = files("code24.reports.rendering").joinpath("templates", "report.typ").read_text()
    report = json.dumps(told(document(summary=(), notes=(), **said)))
    found = typst.query(f"{shown}{template}{asked}".encode(), "<places>", field="value", one=True,
                        font_paths=fonts, sys_inputs={"report": report})  # fmt: skip
    return [(page, begins, ends) for page, begins, ends in json.loads(found)]


def test_figures_are_not_cut_by_the_end_of_a_page_nor_left_by_their_heading(fonts: typst.Fonts) -> None:
    figures = (Figure(label="First", value="1", change="Change"),)
    pages = set()
    for lines in range(22, 31):
        above = Section(id="above", title="Above", paragraphs=("Words.",) * lines)
        below = Section(id="below", title="Headed", paragraphs=("Said of it.",), figures=figures)
        places = places_of(fonts, "Headed", "First", "Change", sections=(above, below))
        pages.add(tuple(page for page, *_ in places))
    assert pages == {(1, 1, 1), (2, 2, 2)}


@pytest.mark.parametrize("value", ["IDR 1,234,567,890.00", "EUR 651,100,000,000.00"])
def test_a_long_amount_stays_in_its_frame(value: str, fonts: typst.Fonts) -> None:
    figures = (Figure(label="Revenue", value=value), *(Figure(label="Beside", value="1"),) * 3)
    places = places_of(fonts, value[4:], "Beside", sections=(Section(id="first", title="Figures", figures=figures),))
    [(_, _, ends)] = [place for place in places if place[1] < 100]
    assert ends < min(begins for _, begins, _ in places if begins > 100)


def test_long_amounts_of_a_table_do_not_touch(fonts: typst.Fonts) -> None:
    columns, value, inset = ("Figure", "One", "Two", "Three"), "EUR\N{NO-BREAK SPACE}651,100,000,000.00", 8
    rows = Table(id="rows", title="Rows", columns=columns, rows=(("Start", *(value,) * 3),), numeric=(1, 2, 3))
    one, two, three = places_of(fonts, value, sections=(Section(id="first", title="First", tables=(rows,)),))
    assert one[2] + inset < two[1]
    assert two[2] + inset < three[1]


def test_long_values_below_a_chart_do_not_touch(fonts: typst.Fonts) -> None:
    series = [line(name, 651_100_000_000.25) for name in ("One", "Two", "Three", "Four", "Five")]
    drawn = chart(*series, categories=("2026-11",), decimals=2)
    places = places_of(fonts, "651,100,000,000.25", sections=(Section(id="first", title="First", charts=(drawn,)),))
    assert len(places) == 5
    assert all(left[2] + 7 < right[1] for left, right in pairwise(places))


def test_an_empty_report_is_a_pdf_too() -> None:
    assert pdf(document(summary=(), sections=(), notes=()), SETTER).startswith(b"%PDF")
