"""How large SQS takes a request to be: the messages in it with their attributes, not the JSON that carries them."""

import json
from collections.abc import Mapping
from typing import Any


def message_bytes(body: bytes) -> int:
    """Bytes of the messages of a request in the JSON protocol, 0 where it has none; of anything else, its length."""
    try:
        said = json.loads(body or b"{}")
    except ValueError:
        return len(body)
    entries = said.get("Entries") or [said]
    return sum(_size(each) for each in entries if "MessageBody" in each)


def _size(message: Mapping[str, Any]) -> int:
    size = len(str(message["MessageBody"]).encode())
    for name, value in message.get("MessageAttributes", {}).items():
        size += len(name.encode()) + sum(len(str(part).encode()) for part in value.values())
    return size
