"""What a language tag says about script and region."""

RTL_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"})
RTL_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})

LIKELY_REGIONS = {
    "ar": "AR", "bg": "BG", "ca": "ES", "cs": "CZ", "da": "DK", "de": "DE", "el": "GR", "en": "US", "es": "ES",
    "et": "EE", "eu": "ES", "fa": "IR", "fi": "FI", "fr": "FR", "gl": "ES", "he": "IL", "hi": "IN", "hr": "HR",
    "hu": "HU", "id": "ID", "is": "IS", "it": "IT", "ja": "JP", "ko": "KR", "lt": "LT", "lv": "LV", "mk": "MK",
    "ms": "MY", "nb": "NO", "nl": "NL", "nn": "NO", "pl": "PL", "pt": "PT", "ro": "RO", "ru": "RU", "sk": "SK",
    "sl": "SI", "sq": "AL", "sr": "RS", "sv": "SE", "th": "TH", "tr": "TR", "uk": "UA", "ur": "PK", "vi": "VN",
    "zh": "CN",
}  # fmt: skip
"""The regions of Open Graph's locales where a tag names none; `ar_AR` is its name for Arabic everywhere."""


def direction(language: str) -> str:
    """`rtl` or `ltr` for a BCP 47 tag: by its script where it names one, else by its language."""
    parts = language.lower().split("-")
    if len(parts) > 1 and len(parts[1]) == 4:
        return "rtl" if parts[1] in RTL_SCRIPTS else "ltr"
    return "rtl" if parts[0] in RTL_LANGUAGES else "ltr"


def locale(language: str) -> str:
    """The `language_TERRITORY` of Open Graph; empty where a tag has no territory (`es-419`) and none can be guessed."""
    base, *others = language.split("-")
    regions = [part for part in others if len(part) in {2, 3}]
    region = regions[0].upper() if regions else LIKELY_REGIONS.get(base.lower(), "")
    return f"{base.lower()}_{region}" if region.isalpha() else ""
