"""semax-wizard: turns published Semax texts into a plan a person can check, or says plainly not to."""

__version__ = "1.0.0"
