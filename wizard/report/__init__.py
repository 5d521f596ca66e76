"""The finished plan as people use it on paper: one document, and its faces."""
