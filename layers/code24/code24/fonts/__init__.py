"""Fonts: open families that sites carry with them, cut down to the characters that they use."""
