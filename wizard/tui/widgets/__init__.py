"""The widgets of the one screen: each asks in one way, handles its keys at once, and shows text as text."""
