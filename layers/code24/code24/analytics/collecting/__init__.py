"""What arrives from trackers, and what becomes of it: parsed, judged, stripped of persons, and put into one message."""
