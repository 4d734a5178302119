"""Forms as the templates show them: the fields of `forms.fields` with the words of the site's language."""

from collections.abc import Sequence
from dataclasses import dataclass

from code24.build.content.models import SectionContent
from code24.build.design.models import SectionKind
from code24.forms.fields import ACCEPTED, HONEYPOT, STAMP_PLACEHOLDER, Field, FieldType, Occasion, asked
from code24.forms.models import FormKind, FormWords
from code24.forms.words import form_words

KINDS = {
    SectionKind.CONTACT: FormKind.CONTACT,
    SectionKind.BOOKING: FormKind.BOOKING,
    SectionKind.QUOTE: FormKind.QUOTE,
    SectionKind.ORDER: FormKind.ORDER,
    SectionKind.NEWSLETTER: FormKind.NEWSLETTER,
}
"""Sections that hold a form, and which."""

INPUT_MODES = {FieldType.EMAIL: "email", FieldType.PHONE: "tel", FieldType.NUMBER: "numeric"}
NARROW = frozenset({FieldType.DATE, FieldType.TIME, FieldType.NUMBER})
PAIRED = frozenset({"name", "email", "phone", "place", "wanted"})
"""Lines of text that are short enough to stand beside another field."""
ALONE = {FormKind.NEWSLETTER: frozenset({"name"})}
"""Optional fields that a form does without here: a newsletter needs an address and nothing else."""


@dataclass(frozen=True)
class FieldView:
    """One field with its label."""

    id: str
    name: str
    control: str
    """`input`, `select`, `textarea` or `checkbox`."""
    input_type: str
    input_mode: str
    label: str
    hint: str
    required: bool
    max_length: int | None
    """None where the control itself keeps to a form that is short enough."""
    least: int | None
    most: int | None
    autocomplete: str
    options: tuple[str, ...]
    width: str
    """`field-half` beside another one, else `field-whole`."""


@dataclass(frozen=True)
class PrivacyNote:
    """The sentence below a form, around the link to the privacy page."""

    before: str
    path: str
    label: str
    after: str


@dataclass(frozen=True)
class FormView:
    """One form, ready for its template."""

    kind: str
    action: str
    fields: tuple[FieldView, ...]
    submit: str
    optional: str
    choose: str
    honeypot: str
    """The label of the field that people never see."""
    honeypot_name: str
    honeypot_id: str
    stamp: str
    """Stands in the page until it is served."""
    accepted: str
    """What a ticked box sends."""
    privacy: PrivacyNote | None
    language: str
    """What its words are in."""


@dataclass(frozen=True)
class FormFacts:
    """What all forms of a site have in common."""

    words: FormWords
    privacy_path: str = ""
    """Empty on a site without a privacy page."""
    privacy_label: str = ""
    company: bool = False
    """True where guests come in company, so that it matters how many."""
    nights: bool = False
    """True where guests stay over night, from a day of arrival to a day of departure."""
    tables: bool = False
    """True where people book a table, whatever they will eat."""
    offers: tuple[str, ...] = ()
    """What people can book, order or ask a quote for, where the section does not name it."""


def form_view(kind: SectionKind, section_id: str, text: SectionContent, facts: FormFacts) -> FormView | None:
    """The form of a section; None for a kind that has none."""
    form = KINDS.get(kind)
    if form is None:
        return None
    offers = tuple(dict.fromkeys(item.title for item in text.items))
    if not offers and not (facts.tables and form is FormKind.BOOKING):
        offers = facts.offers
    fields = _fields(form, facts, named=bool(offers))
    return FormView(
        kind=form.value,
        action=f"/api/form/{form.value}",
        fields=tuple(_field_view(field, section_id, offers, facts.words, fields) for field in fields),
        submit=(facts.nights and form is FormKind.BOOKING and facts.words.submit_stay) or facts.words.submit[form],
        optional=facts.words.optional,
        choose=facts.words.choose,
        honeypot=facts.words.honeypot,
        honeypot_name=HONEYPOT,
        honeypot_id=f"{section_id}-{HONEYPOT}",
        stamp=STAMP_PLACEHOLDER,
        accepted=ACCEPTED,
        privacy=_privacy(facts),
        language=facts.words.language,
    )


def _fields(form: FormKind, facts: FormFacts, *, named: bool) -> list[Field]:
    """The fields that a site asks; `named` is True where it can name what there is to book."""
    left_out = set(ALONE.get(form, ()))
    if not facts.company:
        left_out.add("people")
    if facts.nights and not named:
        left_out.add("wish")
    occasion = Occasion.STAY if facts.nights else Occasion.VISIT
    return [field for field in asked(form, occasion) if field.name not in left_out]


def _privacy(facts: FormFacts) -> PrivacyNote | None:
    if not facts.privacy_path:
        return None
    before, _, after = facts.words.privacy.partition("{privacy}")
    return PrivacyNote(before, facts.privacy_path, facts.privacy_label, after)


def _field_view(
    field: Field, section_id: str, offers: Sequence[str], words: FormWords, fields: Sequence[Field]
) -> FieldView:
    chosen = field.type is FieldType.CHOICE and bool(offers)
    control = {FieldType.PROSE: "textarea", FieldType.CONSENT: "checkbox"}.get(field.type, "input")
    free = field.type in {FieldType.LINE, FieldType.EMAIL, FieldType.PHONE, FieldType.PROSE, FieldType.CHOICE}
    return FieldView(
        id=f"{section_id}-{field.name}",
        name=field.name,
        control="select" if chosen else control,
        input_type=field.input_type or "text",
        input_mode=INPUT_MODES.get(field.type, ""),
        label=words.labels.get(field.name) or form_words(words.language).labels[field.name],
        hint=words.hints.get(field.name, ""),
        required=field.required,
        max_length=field.max_length if free and not chosen else None,
        least=field.least,
        most=field.most,
        autocomplete=field.autocomplete,
        options=tuple(offers) if chosen else (),
        width="field-half" if field in _paired(fields) else "field-whole",
    )


def _paired(fields: Sequence[Field]) -> list[Field]:
    """The fields that stand two in a row: runs of short fields, without the last one where their number is odd."""
    found: list[Field] = []
    run: list[Field] = []
    for field in [*fields, None]:
        if field is not None and (field.type in NARROW or field.name in PAIRED):
            run.append(field)
        else:
            found += run[: len(run) // 2 * 2]
            run = []
    return found
