"""What is private to Textual or belongs to the terminal: nothing else in `wizard.tui` uses a private name of Textual.

Private names change without notice. So `pyproject.toml` asks for one minor version of Textual,
tests hold the names that are used here, and `.ci/run` ends with a look at the newest Textual. Each
module says what happens without it.

Elsewhere Textual's own ways are used. These are the exceptions, with what pays for each: a line of
the benchmark as in README.md, beside a bare Textual app of the same shape (1), or a fault that was
seen.

- One screen is refilled with each question, where Textual would push a screen: going on takes 0.21 of the time and,
  with the painter, 0.03 of the bytes.
- The painter sends only the cells that changed: 339 bytes at most for a move in a list, where a bare app sends 3,266.
- The driver waits for the keyboard: 0 wakeups a second while idle, where a bare app has 10; leaving takes 0.05.
- `TerminalApp.on_event` gives keys to the app, and widgets call it, where Textual would use bindings and messages.
  Each widget has a queue of its own: of `70 Enter 180 Enter` in one packet all figures ran into the
  first field.
  A key to its repaint takes 1.2 at the 95th percentile.
- Widgets that the first view does not need are mounted after it was drawn, and the conversation is loaded in a thread
  while it is read: the first usable frame comes at 1.09.
- Words that keep their number of lines are updated without a new layout: half of a key's work.
"""
