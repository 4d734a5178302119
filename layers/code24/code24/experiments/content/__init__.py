"""Challengers of words: what a writer says otherwise, for a goal and for the place where visitors are lost."""
