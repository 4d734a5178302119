"""Experiments: who sees which variant, what follows from it, and what is shipped."""
