"""Rules of security: response headers and what markup gives away."""
