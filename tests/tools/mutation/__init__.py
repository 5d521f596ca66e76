"""Proof of the dose core by mutation: `python -m tests.tools.mutation`."""
