"""The manual that `--help` prints, in place of a man page.

pip in an environment and uv install no man page where `man` would look, and a person on someone
else's host cannot add one; `--help` is always there, is always of the version that runs, and goes
through a pager as well.
"""

from __future__ import annotations

from typing import Final

HELP: Final = """Turn published Semax texts into a plan you can check, or be told plainly that there should be none.

Without a command it opens the wizard; with FILE, a profile, it opens that one. Where a FILE stands, - is stdin or stdout.
"""

MANUAL: Final = """\b
Examples:
  semax-wizard                                 ask the questions, make a plan
  semax-wizard mine.toml                       open a profile at its review
  semax-wizard new --answers answers.toml --out mine.toml
  semax-wizard show mine.toml | lp             print the plan
  semax-wizard today mine.toml                 what to take today
  semax-wizard share mine.toml --out yours.toml
  semax-wizard why mine.toml protocol.ceiling_mcg

\b
Exit codes:
  0  done; check: every file holds
  1  a defect of the program
  2  wrong usage
  3  an input file or an answer is invalid
  4  screened out: outcome clinician or stop
  5  a profile's figures are not what its answers give
  6  the system said no: cannot read, write, no space, no permission

\b
Files:
  Profiles and drafts are kept in $SEMAX_WIZARD_HOME, or else in your user
  data folder, readable by you alone.

\b
Environment:
  SEMAX_WIZARD_HOME   the folder of your profiles
  SEMAX_WIZARD_THEME  dark, light or contrast
  NO_COLOR            set: no colours
  ACCESSIBLE          set: ask in plain lines, as with --plain

\b
Completion, once in the shell's start file:
  bash  eval "$(_SEMAX_WIZARD_COMPLETE=bash_source semax-wizard)"
  zsh   eval "$(_SEMAX_WIZARD_COMPLETE=zsh_source semax-wizard)"
  fish  _SEMAX_WIZARD_COMPLETE=fish_source semax-wizard | source

Each command explains itself: semax-wizard show --help.
"""
