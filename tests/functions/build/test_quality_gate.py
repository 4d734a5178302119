from code24.build.brand.models import Brand
from code24.build.development.models import RenderedSite
from code24.build.quality_gate.findings import QualityReport
from code24.runtime.wiring import port
from tests.functions.build.conftest import Desk


def test_the_sample_event_passes_what_the_team_made(desk: Desk) -> None:
    answer = desk.call()

    assert desk.finished(QualityReport).findings == ()
    assert answer == {"attempt": 1, "passed": True}


def test_a_broken_page_is_rejected_with_a_reason(desk: Desk) -> None:
    made = RenderedSite.model_validate_json(port("artifacts").read(desk.build_id, "development"))
    kept = made.model_copy(update={"files": tuple(file for file in made.files if file.path != "/robots.txt")})
    port("artifacts").write(desk.build_id, "development", kept.model_dump_json().encode())

    assert desk.call()["passed"] is False
    assert {finding.rule for finding in desk.artifact(QualityReport).findings} == {"required-files", "robots"}


def test_the_brands_word_for_its_contrast_is_not_taken(desk: Desk) -> None:
    brand = Brand.model_validate_json(port("artifacts").read(desk.build_id, "brand"))
    pale = brand.model_copy(update={"light": brand.light.model_copy(update={"text": brand.light.background})})
    port("artifacts").write(desk.build_id, "brand", pale.model_dump_json().encode())

    assert desk.call()["passed"] is False
