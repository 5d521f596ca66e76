"""All that is private to Textual or to the terminal: nothing else in `wizard.tui` uses a private name of Textual."""
