"""The parts of a month's reports, one message each."""
