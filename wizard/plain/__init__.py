"""The line-mode face: the interview in plain sentences, for screen readers, serial consoles and pipes."""

from wizard.plain.run import run
from wizard.plain.visit import Ending, Opened

__all__ = ["Ending", "Opened", "run"]
