"""Takes the files of `code24.fonts` from the npm registry: `python -m local.fonts`. Needs npm; run it by hand.

Everything of a family is replaced. Static files are kept as they come; those of variable packages are cut to the
weights and axes that the catalog names.
"""

import io
import json
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.varLib.instancer import instantiateVariableFont  # type: ignore[import-untyped]

from code24 import fonts
from code24.fonts.catalog import FAMILIES, Family

DATA = Path(fonts.__file__).parent / "data"
SYSTEM = {
    "Arial": "arimo",
    "Times New Roman": "tinos",
    "Courier New": "cousine",
    "Roboto": "roboto",
    "Noto Serif": "noto-serif",
}
"""Families that machines have, to the open family with the same widths."""
MEASURED = ("latin", "cyrillic", "greek")


def unpacked(package: str, folder: Path) -> Path:
    """The files of a package, fetched into a folder."""
    named = subprocess.run(  # noqa: S603
        [shutil.which("npm") or "npm", "pack", "--silent", package],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    with tarfile.open(folder / named.stdout.split()[-1]) as archive:
        archive.extractall(folder / package, filter="data")
    return folder / package / "package"


def _file(family: Family, source: Path, script: str, weight: int) -> bytes:
    if not family.axes:
        return (source / "files" / f"{family.id}-{script}-{weight}-normal.woff2").read_bytes()
    axes = "full" if len(family.axes) > 1 else "-".join(family.axes)
    font = TTFont(source / "files" / f"{family.id}-{script}-{axes}-normal.woff2", recalcTimestamp=False)
    limits = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes} | family.axes | {"wght": weight}
    cut = instantiateVariableFont(font, limits)
    out = io.BytesIO()
    cut.flavor = "woff2"
    cut.save(out)
    return out.getvalue()


def take(family: Family, folder: Path) -> None:
    """Replace the files of one family."""
    source, target = unpacked(f"{family.package}@{family.version}", folder), DATA / family.id
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    text = (source / "LICENSE").read_text("utf-8")
    (target / "LICENSE.txt").write_text("\n".join(line.rstrip() for line in text.splitlines()) + "\n", "utf-8")
    for script in family.scripts:
        for weight in family.weights:
            (target / f"{script}-{weight}.woff2").write_bytes(_file(family, source, script, weight))


def write_notice() -> None:
    """Write `NOTICE.txt`: whose each family is, by its own name table, and where it was taken from."""
    parts = ["Font families in data/, each under the licence that lies beside its files (LICENSE.txt).\n"]
    for family in FAMILIES:
        names = TTFont(DATA / family.id / f"latin-{family.heading}.woff2")["name"]
        said = (family.name, names.getDebugName(0), names.getDebugName(14), f"{family.package} {family.version}")
        parts.append("\n  ".join(said) + "\n")
    (DATA.parent / "NOTICE.txt").write_text("\n".join(parts), "utf-8")


def measure_system_families(folder: Path) -> None:
    """Write `data/system.json`: the advance widths of the families that machines have, in thousandths of an em."""
    widths: dict[str, dict[str, dict[str, int]]] = {}
    for name, id_ in SYSTEM.items():
        source = unpacked(f"@fontsource/{id_}", folder)
        for weight in ("400", "700"):
            found: dict[str, int] = {}
            for script in MEASURED:
                path = source / "files" / f"{id_}-{script}-{weight}-normal.woff2"
                if not path.exists():
                    continue
                font = TTFont(path)
                for code, glyph in font.getBestCmap().items():
                    if chr(code).isprintable() and (chr(code).isalnum() or code < 0x7F):
                        found.setdefault(chr(code), round(font["hmtx"][glyph][0] * 1000 / font["head"].unitsPerEm))
            widths.setdefault(name, {})[weight] = dict(sorted(found.items()))
    text = json.dumps(widths, ensure_ascii=False, separators=(",", ":"))
    (DATA / "system.json").write_text(text.replace("},", "},\n") + "\n", "utf-8")


def main() -> None:
    """Take every family, and measure the fallbacks."""
    with tempfile.TemporaryDirectory() as folder:
        for family in FAMILIES:
            take(family, Path(folder))
            print(family.id)
        write_notice()
        measure_system_families(Path(folder))


if __name__ == "__main__":
    main()
