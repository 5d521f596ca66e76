"""The benchmark: the program, a bare Textual app of the same shape and its peers, side by side
in one run. No timed test.

`python -m pytest tests/benchmarks --benchmark` prints the table after some five minutes; `-k
leaving` measures some rows only.
It wants a machine that does little else; on a busy one, root may put `chrt -r 1` before it, and
both sides are served first.
The peers are installed from the package index the first time, into the user's cache folder.
"""
