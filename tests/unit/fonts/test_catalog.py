# ruff: noqa: RUF001
from importlib.resources import files
from pathlib import Path

import pytest
import uharfbuzz as hb

from code24.build.brand.typefaces import STACKS
from code24.fonts.catalog import FAMILIES, SCRIPTS, Family
from code24.fonts.sources import metrics, source

ROOT = Path(str(files("code24.fonts")))
COPYRIGHT, LICENSE_ADDRESS = hb.OTNameIdPredefined.COPYRIGHT, hb.OTNameIdPredefined.LICENSE_URL
by_id = pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.id)
LETTERS = {
    "latin": "AZaz09&?!ÄÖÜäöüßàâçéèêëîïôœûıñáíóúãõ€£„“”’–…",
    "latin-ext": "ąćęłńśźżĄŁčřšžěůğşİ",
    "cyrillic": "АЯаяёґії",
    "greek": "ΑΩαωάέήίόύώΐ",
    "hebrew": "אתםןץףך",
    "arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءئؤة",
}


@by_id
def test_a_family_has_an_open_licence_and_keeps_no_name_to_itself(family: Family) -> None:
    licence = (ROOT / "data" / family.id / "LICENSE.txt").read_text("utf-8")
    assert "SIL Open Font License, Version 1.1" in licence
    assert "Reserved Font Name" not in licence.partition("-----")[0]
    notice = (ROOT / "NOTICE.txt").read_text("utf-8")
    for weight in family.weights:
        for script in family.scripts:
            names = source(family, weight, script).face
            copyright_, address = names.get_name(COPYRIGHT), names.get_name(LICENSE_ADDRESS)
            assert copyright_.startswith("Copyright")
            assert "Reserved Font Name" not in copyright_
            assert "OFL" in address or "openfontlicense.org" in address
    assert f"{family.name}\n  {copyright_}\n" in notice
    assert f"{family.package} {family.version}\n" in notice


@by_id
def test_a_family_has_the_files_that_the_catalog_names_and_no_others(family: Family) -> None:
    expected = {f"{script}-{weight}.woff2" for script in family.scripts for weight in family.weights}
    assert {path.name for path in (ROOT / "data" / family.id).iterdir()} == expected | {"LICENSE.txt"}
    assert set(family.scripts) <= set(SCRIPTS)
    assert family.body in {(), (400, 700)}


@by_id
def test_a_familys_scripts_draw_their_letters(family: Family) -> None:
    for weight in family.weights:
        for script in family.scripts:
            assert set(LETTERS[script]) - source(family, weight, script).characters == set(), (script, weight)


@by_id
def test_measures_are_those_of_a_typeface(family: Family) -> None:
    measures = metrics(family, family.heading)
    assert 0.35 < measures.x_height < 0.65
    assert measures.x_height < measures.cap_height < measures.ascent
    assert 0.1 < measures.descent < 0.6


def test_every_kind_of_typeface_has_a_family_and_every_folder_is_in_the_catalog() -> None:
    assert {family.kind for family in FAMILIES} == set(STACKS) - {"system"}
    assert {path.name for path in (ROOT / "data").iterdir()} == {family.id for family in FAMILIES} | {"system.json"}
    assert 18 <= len(FAMILIES) <= 26


def test_all_fonts_together_stay_small() -> None:
    assert sum(path.stat().st_size for path in (ROOT / "data").rglob("*") if path.is_file()) < 3_000_000
