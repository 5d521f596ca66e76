"""Makes again what the program makes and the repository keeps: `python -m tests.tools.remake`,
after any change of what it says or shows.

The README's pictures, the schema beside the example profiles, the transcript of line mode, and the
template of translations. Look at the differences.
"""

import io
import json
import os
import sys
import tempfile
from pathlib import Path

from tests.support.lines import FIRST_COURSE, NOW, Typist
from tests.tools import messages
from tests.tools.pictures import draw
from wizard.catalog import catalog
from wizard.plain import run
from wizard.profile.folder import ProfileFolder
from wizard.profile.schema import schema


def transcript():
    """A first course in line mode, with what is typed."""
    out, before = io.StringIO(), Path.cwd()
    with tempfile.TemporaryDirectory(
        dir="/tmp"
    ) as home:  # so short that no path with it goes over the end of a line
        os.chdir(home)
        here, folder = Path.cwd(), ProfileFolder(Path("profiles"))
        run(
            source=Typist(FIRST_COURSE, out),
            out=out,
            catalog=catalog,
            now=lambda: NOW,
            folder=folder,
        )
        os.chdir(before)
    return out.getvalue().replace(f"{here}/", "")


def main():
    """Write them into the repository in the current folder, or into the folder that is named."""
    for name in ("NO_COLOR", "SEMAX_WIZARD_THEME"):
        os.environ.pop(name, None)
    os.environ["LC_ALL"] = "C.UTF-8"
    os.environ["TERM"] = "xterm-256color"
    where = Path(*sys.argv[1:])
    draw(where / ".github" / "pictures")
    texts = {
        "profiles/profile.schema.json": json.dumps(schema(catalog()), indent=2) + "\n",
        "tests/plain/first_course.txt": transcript(),
    }
    for name, text in texts.items():
        (where / name).parent.mkdir(parents=True, exist_ok=True)
        (where / name).write_text(text, encoding="utf-8")
    if not sys.argv[1:]:
        messages.main()


if __name__ == "__main__":
    main()
