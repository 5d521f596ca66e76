"""The interview: what is asked, declared once, and the immutable session in which it is answered."""
