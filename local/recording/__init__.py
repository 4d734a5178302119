"""`make cost`: what is asked of AWS is counted on a local cloud, and billed by the list of prices."""
