"""A site's local day in figures: a pure function of its events and its settings."""
