"""Forms: labels, and what browsers may fill in."""

from collections.abc import Iterator

from turbohtml import Element

from code24.audit.models import Severity
from code24.audit.rules.accessibility.judging import Judged, Told, accessible
from code24.website.accessibility.autofill import is_autofill
from code24.website.accessibility.semantics import explicit_role, input_type

_OTHERS = frozenset({"hidden", "button", "submit", "reset", "image"})


@accessible("label", Severity.CRITICAL, "Fields have a label", "1.3.1", "4.1.2", fix="names-fields")
def label(told: Told) -> Iterator[Judged]:
    """Or another name; `label-placeholder` looks at placeholders."""
    for field in told.page.named("input", "textarea"):
        if not told.semantics.exposes(field) or (field.tag == "input" and input_type(field) in _OTHERS):
            continue
        yield field, "" if told.names.of(field) else "The field has no label."


@accessible("label-placeholder", Severity.MODERATE, "No placeholder stands for a label", "3.3.2", fix="names-fields",
            own=True)  # fmt: skip
def label_placeholder(told: Told) -> Iterator[Judged]:
    """It is gone when somebody types."""
    for field in told.page.named("input", "textarea"):
        hint = (field.attr("placeholder") or "").strip()
        if hint and told.semantics.exposes(field) and not (field.tag == "input" and input_type(field) in _OTHERS):
            alone = told.names.of(field) == hint and not _is_labelled(told, field)
            yield field, "The field has only a placeholder, which is gone when somebody types." if alone else ""


def _is_labelled(told: Told, field: Element) -> bool:
    return bool({"aria-label", "aria-labelledby", "title"}.intersection(field.attrs)) or field in told.names.labels


@accessible("form-field-multiple-labels", Severity.MODERATE, "No field has two labels", "3.3.2")
def form_field_multiple_labels(told: Told) -> Iterator[Judged]:
    """Some screen readers read only one of them."""
    for field, labels in told.names.labels.items():
        shown = [one for one in labels if told.semantics.exposes(one)]
        several = len(shown) > 1 and "aria-labelledby" not in field.attrs
        yield field, f"The field has {len(shown)} labels; some screen readers read one only." if several else ""


@accessible("autocomplete-valid", Severity.SERIOUS, "Autofill details exist", "1.3.5", fix="markup-values")
def autocomplete_valid(told: Told) -> Iterator[Judged]:
    """WHATWG HTML, 4.10.18.7."""
    for field in told.page.named("input", "select", "textarea"):
        said = (field.attr("autocomplete") or "").strip()
        if said and told.semantics.exposes(field) and not explicit_role(field):
            yield field, "" if is_autofill(said) else f"autocomplete={said!r} is no autofill detail of HTML."


RULES = (label, label_placeholder, form_field_multiple_labels, autocomplete_valid)
