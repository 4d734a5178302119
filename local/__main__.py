"""`python -m local COMMAND`."""

import signal

signal.signal(signal.SIGINT, signal.SIG_DFL)  # while modules are imported nothing has begun that would need an end

from local.cli import app  # noqa: E402

app(prog_name="python -m local")
