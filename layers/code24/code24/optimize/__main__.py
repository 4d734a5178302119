"""`python -m code24.optimize`."""

from code24.command.optimize import main

main()
