"""What somebody asks to be tested."""
