"""`make simulate`: synthetic visitors on the local cloud, and the platform's figures held against the truth."""
