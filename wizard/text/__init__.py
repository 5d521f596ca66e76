"""Text for people: numbers, dates, reading what is typed, layout, sanitizing, translation."""
