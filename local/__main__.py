"""`python -m local COMMAND`."""

from local.cli import app

app(prog_name="python -m local")
