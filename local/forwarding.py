"""What the front door does with a request: pass it on, or answer it itself."""

from collections.abc import Callable
from dataclasses import dataclass

Headers = list[tuple[bytes, bytes]]


class Refused(Exception):
    """A request that the front door answers itself."""

    def __init__(self, status: int, explanation: str) -> None:
        super().__init__(explanation)
        self.status = status
        self.explanation = explanation


@dataclass(frozen=True)
class Forward:
    """A request as it goes on to the emulated AWS, and what becomes of the answer's headers."""

    method: bytes
    target: bytes
    headers: Headers
    body: bytes
    answer: Callable[[int, Headers], Headers]
