"""Kinds of fixes of pictures."""
