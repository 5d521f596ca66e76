"""The forms of a report, one module each and one line in the registry."""
