"""Autofill details of HTML as data (WHATWG HTML, 4.10.18.7.1)."""

from code24.website.vocabulary import words

FIELDS = words(
    "name honorific-prefix given-name additional-name family-name honorific-suffix nickname username new-password "
    "current-password one-time-code organization-title organization street-address address-line1 address-line2 "
    "address-line3 address-level4 address-level3 address-level2 address-level1 country country-name postal-code "
    "cc-name cc-given-name cc-additional-name cc-family-name cc-number cc-exp cc-exp-month cc-exp-year cc-csc cc-type "
    "transaction-currency transaction-amount language bday bday-day bday-month bday-year sex url photo"
)
CONTACT_FIELDS = words(
    "tel tel-country-code tel-national tel-area-code tel-local tel-local-prefix tel-local-suffix tel-extension email "
    "impp"
)
"""Fields that may say which of several telephones or addresses is meant."""


def is_autofill(value: str) -> bool:
    """True for `on`, `off`, or a detail in its order: section, shipping or billing, kind of contact, field."""
    parts = value.lower().split()
    if parts in (["on"], ["off"]):
        return True
    if parts and parts[0].startswith("section-"):
        parts = parts[1:]
    if parts and parts[0] in {"shipping", "billing"}:
        parts = parts[1:]
    if parts and parts[-1] == "webauthn":
        parts = parts[:-1]
    if len(parts) == 2 and parts[0] in {"home", "work", "mobile", "fax", "pager"}:
        return parts[1] in CONTACT_FIELDS
    return len(parts) == 1 and parts[0] in FIELDS | CONTACT_FIELDS
