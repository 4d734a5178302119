"""A month in figures: of a site, of a customer, of the platform."""
