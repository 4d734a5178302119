"""What was counted and found out in a test."""
