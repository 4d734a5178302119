"""What visitors do, measured without cookies: collecting, processing, asking."""
