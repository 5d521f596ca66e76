"""How somebody comes to each page there is. A new page needs a line in `WAYS`."""

from datetime import timedelta

from attrs import evolve

from wizard.conversation import places
from wizard.conversation.intents import Explain
from wizard.conversation.moves import Move
from wizard.interview.choice import Checked
from wizard.profile.draft import resumable, take
from wizard.profile.file_format import share
from wizard.profile.folder import ProfileFolder
from wizard.profile.read import read_profile

REVIEW = "Step 7 of 8  Review"


def titles(view):
    """The names of the options of a view."""
    return [each.title for each in view.ask.options]


class Visitor:
    """Somebody on the way to a page, with what the way needs."""

    def __init__(self, meet, said, home, written, catalog, clock):
        self.meet, self.said, self.home, self.written, self.catalog, self.clock = (
            meet,
            said,
            home,
            written,
            catalog,
            clock,
        )

    def fresh(self, *names):
        """Somebody at the start page who chooses these."""
        person = self.meet()
        person.choose(*names)
        return person

    def reviewing(self, course="drops"):
        """Somebody at the review of a course."""
        person = self.meet()
        person.comes_to(getattr(self.said, course), REVIEW)
        return person

    def asked(self, title, course="drops"):
        """Somebody to whom this is asked."""
        person = self.meet()
        person.comes_to(getattr(self.said, course), title)
        return person

    def left(self, times=1):
        """Somebody at a start page that offers so many drafts."""
        for _ in range(times):
            self.asked("How is it taken?").send(Move.LEAVE)
            self.clock.now += timedelta(minutes=1)
        return self.meet()

    def library(self, text=None):
        """Somebody in the library of a folder that holds a profile."""
        self.home.mkdir()
        (self.home / "a.toml").write_text(text or self.written())
        return self.fresh("Open a profile")

    def managing(self):
        """Somebody who may do something with a profile."""
        person = self.library()
        person.send(person.option("Spring exam block").managed)
        return person

    def exporting(self):
        """Somebody at the forms of a profile."""
        person = self.managing()
        person.choose("Print or export")
        return person

    def opened(self, text):
        """Somebody who opened a file with this text."""
        self.home.mkdir()
        path = self.home / "a.toml"
        path.write_text(text)
        return self.meet(read_profile(text.encode()), path)

    def shared(self):
        """Somebody who opened a shared profile."""
        profile = share(read_profile(self.written(target_mcg=400).encode()))
        return self.meet(profile, None)

    def saving(self):
        """Somebody who is asked for a file."""
        person = self.reviewing()
        person.choose("Save")
        person.give("Spring")
        return person


def _apart(to):
    person = to.shared()
    person.choose("Answer the rest")
    person.answer(to.said.drops | {"Which daily dose do you ask for, in mcg?": "300"}, REVIEW)
    return person


def _verdict(to):
    person = to.asked("Pregnancy, heart and brain: does any of these apply to you?")
    person.give(Checked(("pregnancy", "neurological-history")))
    return person


def _confirming(to):
    person = to.asked("How many drops make 1 mL?")
    person.give("30")
    return person


def _blocked(to):
    course = to.said.drops | {"Which bottle is it?": "0.05 mg per mL, 3 mL"}
    person = to.meet()
    person.answer(course, "No plan can be made from these answers.")
    return person


def _over(to, *names, at=None):
    person = at or to.reviewing()
    person.why()
    person.choose(*names)
    return person


def _following(to):
    to.clock.now += timedelta(days=30)
    return _chosen(to.managing(), "Plan the next course")


def _cited(to):
    person = to.asked("What is it for?")
    person.why(0)
    person.choose("Look up an id")
    return person


def _helped(to):
    person = to.reviewing()
    person.send(Explain(keys="Enter choose"))
    return person


def _unsaved(to):
    to.home.write_text("no folder")
    person = to.fresh("New plan", "Focus")
    person.send(Move.LEAVE)
    return person


def _gone(to):
    person = to.left()
    folder = ProfileFolder(to.home)
    take(folder, resumable(folder, to.catalog)[0], to.catalog, to.clock.now.date())
    person.choose("Resume")
    return person


def _not_deleted(to):
    person = to.managing()
    (to.home / "trash").write_text("no folder")
    person.choose("Delete", "Delete it", "Move it to the trash")
    return person


def _rebuilt(to):
    person = to.opened(to.written().replace("daily_dose_mcg = 300", "daily_dose_mcg = 250"))
    person.choose("Rebuild the file")
    return person


def _replacing(to):
    person = to.saving()
    person.give("")
    to.home.mkdir(exist_ok=True)
    (to.home / "spring.toml").write_text("")
    person.give("spring")
    return person


def _replacing_export(to):
    person = to.exporting()
    (to.home / "a.md").write_text("")
    person.choose("Markdown")
    person.give("a")
    return person


def _saved(to):
    person = to.saving()
    person.give("spring")
    return person


def _found(to, words):
    person = to.fresh("Read about it", "Find")
    person.give(words)
    return person


def _chosen(person, *names):
    person.choose(*names)
    return person


def _back(person):
    person.send(person.view.back)
    return person


def _unusable(to):
    profile = share(read_profile(to.written().encode()))
    return evolve(
        profile,
        answers=evolve(
            profile.answers, product=evolve(profile.answers.product, strength_mg_per_ml=99)
        ),
    )


WAYS = {
    places.About: lambda to: to.fresh("What this is"),
    places.Answers: lambda to: _chosen(to.reviewing(), "Change"),
    places.Apart: _apart,
    places.Asking: lambda to: to.asked("When do you wake up?"),
    places.Blocked: _blocked,
    places.ByPath: lambda to: to.fresh("Open a profile", "Another file"),
    places.Cited: _cited,
    places.Confirming: _confirming,
    places.Deleting: lambda to: _chosen(to.managing(), "Delete"),
    places.Details: lambda to: to.asked("Is all of this right?"),
    places.Differs: lambda to: to.opened(
        to.written().replace("daily_dose_mcg = 300", "daily_dose_mcg = 250")
    ),
    places.Discarding: lambda to: _chosen(to.left(), "Resume", "Discard this draft"),
    places.DraftGone: _gone,
    places.Drafts: lambda to: _chosen(to.left(3), "Resume another"),
    places.ExportAs: lambda to: _chosen(to.exporting(), "Markdown"),
    places.Exporting: lambda to: to.exporting(),
    places.Help: _helped,
    places.Finding: lambda to: to.fresh("Read about it", "Find"),
    places.Guide: lambda to: to.fresh("Read about it"),
    places.Holding: lambda to: _found(to, "protected from light"),
    places.Invalid: lambda to: to.opened(
        to.written().replace("strength_mg_per_ml = 1", "strength_mg_per_ml = 99")
    ),
    places.Leaving: _unsaved,
    places.Ledger: lambda to: _chosen(_found(to, "protected from light"), "What the two texts"),
    places.Library: lambda to: to.library(),
    places.Themes: lambda to: to.fresh("Settings"),
    places.Managing: lambda to: to.managing(),
    places.Naming: lambda to: _chosen(to.reviewing(), "Save"),
    places.NextCourse: _following,
    places.NotDeleted: _not_deleted,
    places.OtherEdition: lambda to: to.opened(to.written().replace("2026.12", "2026.11")),
    places.Parting: lambda to: _chosen(_over(to, "What shaped this plan"), "Read about it"),
    places.Part: lambda to: _chosen(to.reviewing(), "How to measure"),
    places.Pictures: lambda to: _chosen(to.reviewing(), "Pictures"),
    places.Preview: lambda to: _chosen(to.exporting(), "Read it here"),
    places.RebuiltFile: _rebuilt,
    places.Received: lambda to: to.shared(),
    places.Renaming: lambda to: _chosen(to.managing(), "Rename"),
    places.Replacing: _replacing,
    places.ReplacingExport: _replacing_export,
    places.Resuming: lambda to: _chosen(to.left(), "Resume"),
    places.Review: lambda to: to.reviewing("vial"),
    places.SavedAs: _saved,
    places.Saving: lambda to: to.saving(),
    places.Start: lambda to: to.left(2),
    places.Today: lambda to: _chosen(to.managing(), "Today"),
    places.Topic: lambda to: to.fresh("Read about it", "Which compound"),
    places.Unusable: lambda to: to.meet(_unusable(to), None),
    places.Verdict: _verdict,
    places.WhyAlone: lambda to: _over(to, "What each text alone"),
    places.WhyFigure: lambda to: _over(to, "Ceiling"),
    places.WhyFinding: lambda to: _over(to, "Caution: ", at=to.reviewing("vial")),
    places.WhyFindings: lambda to: _over(to, at=_verdict(to)),
    places.WhyId: lambda to: _chosen(_cited(to), "B070"),
    places.WhyPlan: _over,
    places.WhyQuestion: lambda to: _over(to, at=to.asked("What is it for?")),
    places.WhyShaped: lambda to: _over(to, "What shaped this plan"),
}
"""The way to each page. A new page needs a line."""

PAGES = {place.__name__: way for place, way in WAYS.items()} | {
    "one of a list": lambda to: to.asked("What is it for?"),
    "a list where one is answered": lambda to: _back(to.asked("Which compound is it?")),
    "a checklist": lambda to: to.asked(
        "Pregnancy, heart and brain: does any of these apply to you?"
    ),
    "a number": lambda to: to.asked("How old are you, in years?"),
    "a stop": lambda to: to.reviewing("seizure"),
    "a sheet for a clinician": lambda to: to.reviewing("diabetes"),
}
"""The same by name, with what looks otherwise on the same page."""
