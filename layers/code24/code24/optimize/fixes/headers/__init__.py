"""Response headers of pages, last of all fixes: hashes are those of what the others left behind."""
