"""JSON-LD: what search engines may know, all of it from the brief and from what the page shows."""
