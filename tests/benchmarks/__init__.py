"""The benchmark: the program, a bare Textual app of the same shape and its peers, side by side in one run. No timed test."""
