"""The local cloud: Code24's template deployed into an AWS emulator on this machine, and a front door before it."""

import sys
from pathlib import Path

if (_layer := str(Path(__file__).resolve().parent.parent / "layers" / "code24")) not in sys.path:
    sys.path.append(_layer)  # the domain package is a layer, not installed
