"""How a test decides: three rules as pure functions, of which a test names one when it starts, and its guardrails."""
