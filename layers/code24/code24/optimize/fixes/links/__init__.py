"""Links of pages: where they lead, and how they open."""
