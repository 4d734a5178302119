"""The statistics of experiments: pure functions on sufficient statistics, in the standard library alone."""
