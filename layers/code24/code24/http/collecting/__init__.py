"""What trackers send, over HTTP: `/api/event`, `/api/send`, `/api/batch`, and what the dispatcher saw."""
