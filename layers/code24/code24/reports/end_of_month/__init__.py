"""The last weekday's report: revenue, how the platform worked, and a summary in words."""
