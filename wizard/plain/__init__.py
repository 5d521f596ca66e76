"""Line mode: the views of the conversation as plain sentences.

It is for screen readers, serial consoles and pipes.
"""

from wizard.plain.run import Visit, run

__all__ = ["Visit", "run"]
