"""typst sets PDFs. It lies in a layer of its own (84 MB) and is imported when something is set."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from code24.errors import Code24Error

if TYPE_CHECKING:
    from typst import Compiler, PDFStandard


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
            compiler = typst.Compiler(
                template,
                root=folder,
                font_paths=fonts,
                sys_inputs={"report": report},
                package_path=folder,
                package_cache_path=folder,
            )
            try:
                return _bytes(compiler, made_at, ["ua-1"])
            except typst.TypstError:  # letters that shape into something without a glyph: readable, but not by the norm
                pass
            try:
                return _bytes(compiler, made_at, [])
            except typst.TypstError as error:
                raise Code24Error(f"A report cannot be set: {error.message} {error.hints}") from error


def _bytes(compiler: "Compiler", made_at: datetime, standards: "list[PDFStandard]") -> bytes:
    made = compiler.compile(format="pdf", pdf_standards=standards, timestamp=int(made_at.timestamp()))
    if not isinstance(made, bytes):
        raise Code24Error(f"A report was set as {type(made).__name__}, and not as bytes.")
    return made
