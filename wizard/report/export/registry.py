"""The forms that a finished profile can take, and what each is made from.

A new form is one module in this package with a function `render(made)`, and one line here.
Its module is imported when it is asked for: a text summary loads no PDF library.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Final, Literal

from attrs import evolve, frozen

from wizard.protocol.derive import derive
from wizard.text.translation import N_, in_english

if TYPE_CHECKING:
    from wizard.catalog import Catalog
    from wizard.profile.file_format import Profile
    from wizard.protocol.plan import Derived
    from wizard.report.blocks import Document

Paper = Literal["a4", "letter"]


@frozen(repr=False, slots=False)
class Made:
    """A profile that holds, and what is asked for: the paper, private titles, one page alone.

    What leaves is derived here from the profile's answers, never handed in beside them (R36).
    """

    profile: Profile
    catalog: Catalog
    paper: Paper = "a4"
    discreet: bool = False
    for_doctor: bool = False

    @cached_property
    def derived(self) -> Derived:
        """Derive what follows from the answers."""
        start = self.profile.created.date()
        return derive(self.profile.answers.with_start(start), self.catalog)

    @property
    def may_be_in_calendars(self) -> bool:
        """Tell whether there is a plan, or an earlier one that a calendar may still hold."""
        return self.derived.protocol is not None or self.profile.calendar is not None

    @cached_property
    def document(self) -> Document:
        """Build the one document that text, Markdown, HTML and PDF are renderings of."""
        from wizard.report.build import build  # noqa: PLC0415  # no form is listed with it

        return build(
            self.derived,
            self.profile.name,
            self.profile.created,
            self.catalog,
            for_doctor=self.for_doctor,
        )


Renderer = Callable[[Made], str | bytes]


@frozen(repr=False, slots=False)
class Form:
    """One form: where its renderer is, how its files end, and how the wizard offers it.

    `binary` is a form that no terminal can show; `dosed` one whose renderer raises
    `ScreenedOutError` where there is no plan and was none before; `on_paper` one that is laid out
    for a size of paper, `for_machines` one that is the same in every language.
    """

    where: str
    suffix: str
    title: str
    says: str
    binary: bool = False
    dosed: bool = False
    on_paper: bool = False
    for_machines: bool = False

    @property
    def is_sheet(self) -> bool:
        """Tell whether it is made of the document, of which the doctor's page is one."""
        return not (self.for_machines or self.dosed)

    def render(self, made: Made) -> str | bytes:
        """Render the profile in this form; its module is imported here."""
        module, function = self.where.split(":")
        renderer: Renderer = getattr(import_module(module), function)
        if not self.for_machines:
            return renderer(made)
        with in_english():
            return renderer(evolve(made))  # with a document of its own


FORMS: Final[dict[str, Form]] = {
    "text": Form(
        "wizard.report.export.plain_text:printed",
        ".txt",
        N_("Text"),
        N_("Plain pages of 80 columns, ready for a printer (lp)."),
    ),
    "markdown": Form(
        "wizard.report.export.markdown:render",
        ".md",
        N_("Markdown"),
        N_("For notes and wikis."),
    ),
    "html": Form(
        "wizard.report.export.html:render",
        ".html",
        N_("Web page"),
        N_("One file for any browser; prints well from it."),
        on_paper=True,
    ),
    "pdf": Form(
        "wizard.report.export.pdf:render",
        ".pdf",
        N_("PDF"),
        N_("To print or to send."),
        binary=True,
        on_paper=True,
    ),
    "json": Form(
        "wizard.report.export.json_form:render",
        ".json",
        N_("JSON"),
        N_("For scripts: the exact figures."),
        for_machines=True,
    ),
    "ics": Form(
        "wizard.report.export.ics:render",
        ".ics",
        N_("Calendar (ICS)"),
        N_(
            "Every session with an alarm, the rest and the discard dates, for a calendar program."
            " What an earlier version of this plan put there is moved or cancelled; what another"
            " plan put there stays: delete that first."
        ),
        dosed=True,
    ),
    "fhir": Form(
        "wizard.report.export.fhir:render",
        ".fhir.json",
        N_("FHIR R4"),
        N_("For a clinic's software."),
        for_machines=True,
    ),
}
"""By name, in the order in which they are offered."""
