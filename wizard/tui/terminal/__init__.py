"""Code that uses private names of Textual, and only that, or belongs to the terminal.

Private names change without notice. So `pyproject.toml` asks for one minor version of Textual,
tests hold the names that are used here, and `.ci/run` ends with a look at the newest Textual. Each
module says what happens without it.

Elsewhere Textual's own ways are used. These are the exceptions, each with its benefit: a line of
the benchmark as in wizard/README.md, beside a bare Textual app of the same shape (1), or a fault
that was seen.

- One screen is refilled with each question, where Textual would push a screen: going on takes 0.21
  of the time and, with the painter, 0.03 of the bytes.
- The painter sends only the cells that changed: 339 bytes at most for a move in a list, where a
  bare app sends 3,266.
- The driver waits for the keyboard: 0 wakeups a second while idle, where a bare app has 10; leaving
  takes 0.05. Textual's own ends the program on some key events and types a terminal's late answers.
- `TerminalApp.on_event` gives keys to the app, and the app calls widgets, where Textual would use
  bindings and messages. Each widget has a queue of its own: of `70 Enter 180 Enter` in one packet
  all figures ran into the first field. A key to its repaint takes 1.2 at the 95th percentile.
- A digit is drawn in a frame of its own, and what it means right after it: at the daily dose that
  is a key in 1.0 of the time of a bare app's, and in 1.8 without.
- Words that keep their number of lines are updated without a new layout: half of a key's work.

The first usable frame comes at 1.09. It would take so much more processor time (median of 15
interleaved runs, of 304 ms) without each of these:

- the conversation is loaded in a thread while the first view is read: 73%;
- the first view is made without attrs, which the conversation needs: 57%;
- the pictures of a plan are imported when they are opened: 26%;
- widgets that the first view does not need are mounted after it was drawn: 9%;
- garbage is collected only from then on (`gc.disable` in `wizard.__main__`): 9%.

And `check` would take 8% more (of 166 ms) if the process did not end by `os._exit`.
"""
