"""semax-wizard: turns published texts about Semax into a plan to check, or a plain no."""

__version__ = "1.1.0"
