"""The local cloud: Code24's template deployed into an AWS emulator on this machine, and a front door before it."""
