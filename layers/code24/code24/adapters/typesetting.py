"""typst sets PDFs. It lies in a layer of its own (84 MB) and is imported when something is set."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from code24.errors import Code24Error

if TYPE_CHECKING:
    from typst import PDFStandard


class TypstTypesetter:
    """typst in this process. It sees a folder with the faces and nothing else: no packages, no fonts of the system."""

    def pdf(self, template: bytes, report: str, faces: Sequence[bytes], made_at: datetime) -> bytes:
        """A tagged PDF, by PDF/UA-1 where its text allows.

        Raises Code24Error with typst's own words where the template cannot be set.
        """
        import typst  # noqa: PLC0415

        with TemporaryDirectory() as folder:
            for number, face in enumerate(faces):
                Path(folder, f"{number:02}.ttf").write_bytes(face)
            fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])

            def compiled(standards: "list[PDFStandard]") -> bytes:
                compile_: Any = typst.compile  # its stub wants template and root to be of one type
                made: bytes = compile_(
                    template,
                    root=folder,
                    font_paths=fonts,
                    sys_inputs={"report": report},
                    package_path=folder,
                    package_cache_path=folder,
                    format="pdf",
                    pdf_standards=standards,
                    timestamp=int(made_at.timestamp()),
                )
                return made

            try:
                return compiled(["ua-1"])
            except typst.TypstError:
                # Letters may shape into something without a glyph: then the PDF is readable, but not by the norm.
                try:
                    return compiled([])
                except typst.TypstError as error:
                    raise Code24Error(f"A report cannot be set: {error.message} {error.hints}") from error
