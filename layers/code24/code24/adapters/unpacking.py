"""Bodies of answers, unpacked within a limit: a small packed answer may hold gigabytes."""

import zlib
from collections.abc import Iterator

import httpx


class TooLarge(Exception):
    """The limit in words."""

    def __init__(self, most_bytes: int) -> None:
        super().__init__(f"{most_bytes // 1_000_000} MB" if most_bytes >= 1_000_000 else f"{most_bytes:,} bytes")


class Misunderstood(Exception):
    """What is wrong with the answer, in words."""

    def __init__(self, words: str = "the answer is not understood") -> None:
        super().__init__(words)


def unpacked(response: httpx.Response, most_bytes: int) -> bytes:
    """The body. Raises TooLarge, Misunderstood and zlib.error."""
    body = bytearray()
    for chunk in _chunks(response, most_bytes):
        body += chunk
        if len(body) > most_bytes:
            raise TooLarge(most_bytes)
    return bytes(body)


def _chunks(response: httpx.Response, most_bytes: int) -> Iterator[bytes]:
    """No chunk grows past the limit."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding in {"", "identity"}:
        yield from response.iter_raw()
        return
    if encoding not in {"gzip", "x-gzip"}:
        raise Misunderstood(f"it is packed with {encoding[:20]}, which was not asked for")
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    received = False
    for packed in response.iter_raw():
        received = received or bool(packed)
        yield unpacker.decompress(packed, most_bytes + 1)
        if unpacker.unconsumed_tail:
            raise TooLarge(most_bytes)
    if received and not unpacker.eof:
        raise Misunderstood
