"""PDFs as typst sets them, and what of them is data."""

import json

import pytest
import typst

from code24.adapters.typesetting import TypstTypesetter
from code24.errors import Code24Error
from code24.reports.rendering.pdf import pdf, told
from code24.reports.rendering.typefaces import drawable, typefaces
from tests.unit.reports.rendering.documents import HOSTILE, document

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


def test_an_empty_report_is_a_pdf_too() -> None:
    assert pdf(document(summary=(), sections=(), notes=()), SETTER).startswith(b"%PDF")
