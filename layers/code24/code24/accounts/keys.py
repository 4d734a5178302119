"""API keys: what they look like, and what is kept of them.

A key reads `c24_<environment>_<secret>`: the prefix lets secret scanners and people recognise it, the environment tells
a test key from a real one, and the secret is 32 random characters of `0-9a-z` (165 bits).
"""

import hashlib
import re

SECRET_LENGTH = 32
_ENVIRONMENT = re.compile(r"[a-z0-9][a-z0-9-]{0,19}")
_KEY = re.compile(rf"c24_{_ENVIRONMENT.pattern}_[0-9a-z]{{{SECRET_LENGTH}}}", re.ASCII)
_HINTED = 4


def make_key(environment: str, secret: str) -> str:
    """The key of an environment (`local`, `production`) and a random secret of 32 characters of `0-9a-z`.

    Raises ValueError for parts that do not make a key.
    """
    key = f"c24_{environment}_{secret}"
    if not is_key(key):
        raise ValueError(
            "a key needs an environment of 1 to 20 characters of a-z, 0-9 and hyphen, "
            f"and a secret of {SECRET_LENGTH} characters of 0-9 and a-z"
        )
    return key


def is_key(text: str) -> bool:
    """True for what is shaped like a key; nothing else is worth a look-up."""
    return _KEY.fullmatch(text) is not None


def hash_key(key: str) -> str:
    """SHA-256 of a key, hex: how it is stored and found. The secret is random, so it needs no salt or stretching."""
    return hashlib.sha256(key.encode()).hexdigest()


def key_hint(key: str) -> str:
    """The key up to the fourth character of its secret: enough for people to tell keys apart."""
    prefix, _, secret = key.rpartition("_")
    return f"{prefix}_{secret[:_HINTED]}"
