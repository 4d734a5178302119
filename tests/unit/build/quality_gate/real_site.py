"""A rendered site of a business that told everything, and ways to spoil it."""

from dataclasses import dataclass, field
from functools import cache
from typing import Self

from code24.build.development.models import DevelopmentRequest, RenderedSite, SiteFile
from code24.build.development.worker import develop_site
from code24.build.models import Brief
from code24.build.quality_gate.findings import QualityReport
from code24.build.quality_gate.models import QualityGateRequest
from code24.build.quality_gate.worker import check_quality
from tests.unit.build.sample_sites import FACTS, brief_of, pictures_of, request_of


@cache
def full_brief() -> Brief:
    return brief_of(
        "Krume",
        "bakery",
        "sales",
        **FACTS,
        profiles=("https://www.instagram.com/krume",),
        legal={"owner": "Krume GmbH", "vat_id": "DE123456789"},
    )


@cache
def full_request() -> DevelopmentRequest:
    brief = full_brief()
    return request_of(brief, pictures=pictures_of(brief))


@cache
def full_site() -> RenderedSite:
    return develop_site(full_request())


def _request() -> QualityGateRequest:
    asked = full_request()
    assert asked.brand
    return QualityGateRequest(
        brand=asked.brand,
        development=full_site(),
        brief=asked.brief,
        design=asked.design,
        pictures=asked.pictures,
        origin=asked.origin,
    )


@dataclass
class RealSite:
    """The rendered site; each method returns it spoiled in one way."""

    request: QualityGateRequest = field(default_factory=_request)

    @property
    def files(self) -> dict[str, SiteFile]:
        return {file.path: file for file in self.request.development.files}

    def asked(self, **changes: object) -> Self:
        self.request = self.request.model_copy(update=changes)
        return self

    def rendered(self, **changes: object) -> Self:
        return self.asked(development=self.request.development.model_copy(update=changes))

    def with_file(self, file: SiteFile) -> Self:
        return self.rendered(files=tuple((self.files | {file.path: file}).values()))

    def without(self, path: str) -> Self:
        return self.rendered(files=tuple(file for file in self.files.values() if file.path != path))

    def text(self, path: str) -> str:
        return self.files[self.found(path)].text or ""

    def found(self, path: str) -> str:
        """The path itself, or the one that begins with it (`/assets/site.`)."""
        return next(known for known in self.files if known == path or (path.endswith(".") and known.startswith(path)))

    def replaced(self, old: str, new: str, path: str = "/index.html", times: int = 1) -> Self:
        file = self.files[self.found(path)]
        text = file.text or ""
        assert old in text, f"{old!r} is not in {path}"
        return self.with_file(file.model_copy(update={"text": text.replace(old, new, times)}))

    def with_body(self, markup: str, path: str = "/index.html") -> Self:
        """Put markup in front of the end of the first section."""
        return self.replaced("</section>", f"{markup}</section>", path)

    def with_css(self, css: str) -> Self:
        path = self.found("/assets/site.")
        return self.with_file(self.files[path].model_copy(update={"text": self.text(path) + css}))

    def report(self) -> QualityReport:
        return check_quality(self.request)

    def rules_broken(self) -> set[str]:
        return {finding.rule for finding in self.report().findings}
