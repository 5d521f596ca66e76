"""One visit from the first line to the last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TextIO

from wizard.catalog import Catalog
from wizard.interview.session import begin
from wizard.plain.opening import opening
from wizard.plain.talk import WIDTH, InputEndedError, Talk
from wizard.plain.visit import Ending, Opened, Page, Visit
from wizard.profile.draft import Draft
from wizard.profile.folder import ProfileFolder


def run(  # noqa: PLR0913 - what a visit needs from outside, by name
    *,
    source: TextIO,
    out: TextIO,
    catalog: Catalog,
    now: Callable[[], datetime],
    folder: ProfileFolder,
    opened: Opened | None = None,
    width: int = WIDTH,
) -> Ending:
    """Ask everything over two text streams, in lines of at most `width` and never over 79 columns.

    `now` gives the time with the local time zone, `folder` is where profiles and drafts are kept, and nothing
    out of its bounds is touched. The end of input and an interrupt end the visit; whatever was accepted before is then in a draft.
    """
    talk = Talk(source, out, width)
    visit = Visit(talk, catalog, now, folder, _review, begin(catalog, now().date()), Draft(folder))
    page: Page | Ending = opening(opened)
    try:
        while not isinstance(page, Ending):
            page = page(visit)
    except InputEndedError as ended:
        talk.end()
        return visit.end("ended", ended.before)
    except KeyboardInterrupt:
        talk.end()
        return visit.end("interrupted")
    return page


def _review(visit: Visit) -> Page | Ending:
    from wizard.plain.finish import review  # noqa: PLC0415 - the summary is not needed for the first questions

    return review(visit)
