"""`make simulate`: synthetic visitors on the local cloud, and every figure that the platform reports against the truth."""
