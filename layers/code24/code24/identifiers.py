"""Identifiers that follow from what they name, so that doing a thing twice names it once."""

import hashlib

_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"


def derived(prefix: str, length: int, *parts: str) -> str:
    """`prefix` and `length` characters of `0-9a-z` that follow from `parts` (SHA-256, base 36)."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    number = int.from_bytes(digest)
    characters = []
    for _ in range(length):
        number, index = divmod(number, len(_ALPHABET))
        characters.append(_ALPHABET[index])
    return prefix + "".join(characters)
