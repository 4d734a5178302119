"""Rules of search engines and sharing."""
