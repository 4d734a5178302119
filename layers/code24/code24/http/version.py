"""The version that the API reports."""

VERSION = "0.1.0"
