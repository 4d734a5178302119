"""`python -m code24.optimize`."""

import sys

from code24.command.optimize import main

sys.exit(main())
