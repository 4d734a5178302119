"""How reports are written: the same report is always the same bytes."""

import json

from code24.models import Model

HTML = "text/html; charset=utf-8"


def bytes_of(report: Model) -> bytes:
    """JSON with sorted keys."""
    data = report.model_dump(mode="json", by_alias=False)
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
