"""The interview: questions, each declared once, and the session in which they are answered."""
