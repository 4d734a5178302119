"""The engine of A/B tests: it makes variants, watches, decides, ships and learns, one repeatable step at a time."""
