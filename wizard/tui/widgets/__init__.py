"""The widgets of the one screen. Each handles its keys at once and shows text as text."""
