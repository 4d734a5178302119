"""Questions about a site's figures: ranges, intervals, comparisons, filters."""
