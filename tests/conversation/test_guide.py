"""The guide: what the two texts hold is met from the start page and found by words, and nobody who
is screened out reads a dose in it.
"""

from copy import copy

import pytest

from tests.catalog.test_dose_marks import states_a_dose, unmarked
from wizard.conversation.intents import Submit
from wizard.conversation.moves import Move
from wizard.conversation.places import Finding
from wizard.conversation.view import Pick
from wizard.explain.guide_pages import find
from wizard.interview.questions import questions

# what the two texts hold (issue 18): the words that somebody types, the topic and the page
COVERED = {
    "what it is taken for": ("focus memory", "what-it-is-for", "Focus"),
    "stroke, injury, decline": ("stroke", "what-it-is-for", "Medical goals"),
    "stress and burnout": ("burnout", "what-it-is-for", "Pressure"),
    "low mood": ("mood", "what-it-is-for", "Pressure"),
    "anxiety": ("is it good for anxiety", "what-it-is-for", "Not for anxiety"),
    "who takes it": ("students", "what-it-is-for", "For whom"),
    "the two strengths": ("0.1 percent or 1 percent", "which-form", "How strong"),
    "drops": ("nasal drops", "which-form", "Drops, spray"),
    "sprays": ("pump spray", "which-form", "Drops, spray"),
    "vials": ("making up a vial", "getting-it-right", "Making up"),
    "choosing a form": ("drops or spray", "which-form", "Drops, spray"),
    "the three compounds": ("adamax amidate", "which-compound", "How the three"),
    "where to start": ("start with standard", "which-compound", "Why standard"),
    "a usual dose": ("dose daily", "how-much", "What is printed"),
    "a dose for heavy demands": ("high demand", "how-much", "What is printed"),
    "clinical doses": ("clinical dose", "how-much", "For a clinician"),
    "drops into mcg": ("convert drops to mcg", "how-much", "Drops, sprays"),
    "doses under the skin": ("under the skin dose", "how-much", "How much under"),
    "body weight": ("body weight", "how-much", "Body weight"),
    "drops, how": ("how to use drops", "getting-it-right", "Drops, step"),
    "sprays, how": ("how to use a spray", "getting-it-right", "Sprays, step"),
    "injecting": ("how to inject", "getting-it-right", "Injecting"),
    "time of day": ("late dose", "how-much", "At what time"),
    "food": ("food", "getting-it-right", "Food"),
    "why a rest": ("why rest", "courses-and-rests", "Why a rest"),
    "how courses are built": ("cycles", "courses-and-rests", "The structures"),
    "looking on day 5": ("day 5", "courses-and-rests", "What to look at"),
    "signs for a break": ("signs break", "courses-and-rests", "Signs"),
    "Selank beside it": ("selank together", "beside-it", "Other peptides"),
    "BPC-157 and DSIP": ("bpc-157 dsip", "beside-it", "Other peptides"),
    "lion's mane": ("lion's mane", "beside-it", "Mushrooms"),
    "caffeine": ("coffee", "beside-it", "Mushrooms"),
    "dopamine": ("dopamine supplement", "beside-it", "Mushrooms"),
    "MAOI and others": ("maoi", "beside-it", "Medicines that rule"),
    "serotonin medicines": ("antidepressant serotonin", "beside-it", "Medicines that a"),
    "who should not": ("pregnancy seizure", "who-should-not", "When the answer"),
    "unwanted effects": ("side effects", "unwanted-effects", "When to stop"),
    "when to see a doctor": ("see a doctor", "unwanted-effects", "When to stop"),
    "dependence": ("dependen", "dependence", "What both texts"),
    "Semax and Selank, compared": ("selank vs semax", "semax-or-selank", "Side by side"),
    "which of the two": ("semax or selank or both", "semax-or-selank", "When one"),
    "storing": ("fridge", "getting-it-right", "Storing"),
    "gone bad": ("cloudy", "getting-it-right", "Storing"),
    "when it is noticed": ("how quickly", "what-to-expect", "Hours"),
    "what is realistic": ("realistic", "what-to-expect", "What people"),
    "what people ask": ("questions asked", "questions", "Asked of the texts: use"),
    "mechanisms": ("bdnf mechanism", "how-it-works", "BDNF"),
    "trials": ("trials", "evidence", "The trials"),
    "law": ("is it legal", "law-and-sport", "Where it is"),
    "history": ("history", "how-it-works", "What Semax is"),
    "the main points": ("summary", "in-short", "The main points"),
    "calculators": ("calculator", "in-short", "How to read"),
}


def test_the_table_holds_all_that_the_texts_hold():
    """Issue 18: 52 things."""
    assert len(COVERED) == 52


@pytest.mark.parametrize(("words", "topic", "page"), COVERED.values(), ids=COVERED)
def test_what_the_texts_hold_is_found_by_its_words(catalog, words, topic, page):
    """Issue 18, 3: in any order, by beginnings, and as people ask."""
    for typed in (words, " ".join(reversed(words.split())).upper()):
        found = find(typed, catalog, dosed=True)
        assert any(each.topic.id == topic and each.page.title.startswith(page) for each in found)


def turn_to(person, topic, page):
    """Turn the pages of a topic in the list until one has that title."""
    person.choose(topic.title)
    while page not in person.sees:
        person.choose("Next page")


def test_each_is_reached_within_two_lists(meet, catalog):
    """Issue 18: the start page, the topics, and there it stands; Back leads to the topics again."""
    person = meet()
    person.choose("Read about it")
    for _, topic, page in COVERED.values():
        turn_to(person, catalog.guide[topic], page)
        person.send(person.view.back)
        assert person.sees == "What do you want to read about?"


def test_a_page_is_found_from_the_face_and_claims_after_it(meet):
    """Issue 18, 3: guide first, then the ledger; what nothing holds is said where it was typed."""
    person = meet()
    person.choose("Read about it", "Find")
    person.give("  zzz ")
    assert "nothing holds these words" in person.conversation.error
    person.give("")
    assert person.conversation.error == "type a word to look for"
    person.give("freez")
    assert person.view.ask.options[0].title.startswith("Getting it right")
    assert person.view.ask.options[-1].title == "What the two texts claim"
    person.choose("What the two texts claim")
    assert "B210" in person.reads


# -- from a question and from a plan
# --------------------------------------------------------------------------------------------


def test_every_question_of_a_topic_offers_it(catalog):
    """Issue 18, 2: the keys are questions of the interview."""
    keys = {asked.key for asked in questions(catalog.screening.groups)}
    named = [key for topic in catalog.guide.values() for key in topic.questions]
    assert named
    assert set(named) <= keys
    assert {"goal", "compound", "form", "target_mcg"} <= set(named)


def test_why_offers_the_topic_of_its_question(meet):
    """Issue 18, 2: `?` leads to the topic, and Back to the question as it was left."""
    person = meet()
    person.choose("New plan")
    person.give("Focus")
    asked = person.sees
    person.why()
    person.choose("Read: Which compound")
    assert person.view.heading.startswith("Step ")
    assert "Standard Semax" in person.reads
    person.send(Move.BACK)
    person.send(Move.BACK)
    assert person.sees == asked


def test_what_shaped_a_plan_leads_to_where_both_sides_are_told(meet, said):
    """Issue 18, 2: by their titles, in the order of the page, to where the guide tells them."""
    person = meet()
    person.comes_to(said.drops, "Step 7 of 8  Review")
    person.why()
    person.choose("What shaped this plan")
    titles = [section.title.partition(": ")[2] for section in person.view.text[0].document.sections]
    person.choose("Read about it")
    offered = [each.title for each in person.view.ask.options]
    assert offered == [title for title in titles if title in offered]
    assert len(offered) > 3
    person.choose(offered[0])
    assert f"The texts disagree: {offered[0]}" in person.reads


# -- no dose for a person who is screened out
# --------------------------------------------------------------------------------------------


ATHLETE = "Are you an athlete who may be tested for doping?"


def texts(value):
    """Every text of a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    else:
        for name in ("sections", "blocks", "text", "items", "rows", "header"):
            yield from texts(getattr(value, name, ()))


def walked(person):
    """Every page of the guide that lists, turns and finding lead to from here."""
    begun, found, sent = person.conversation, {}, set()
    to_do = [begun]
    while to_do:
        conversation = to_do.pop()
        view, place = conversation.view, conversation.state.page
        if place in found:
            continue
        found[place] = view
        options = view.ask.options if isinstance(view.ask, Pick) else ()
        for each in (*options, *view.actions):
            is_of_guide = getattr(getattr(each.intent, "place", None), "dosed", None) is not None
            if is_of_guide and each.intent not in sent:  # the same page, from wherever one comes
                sent.add(each.intent)
                further = copy(conversation)  # its state never changes
                further.send(each.intent)
                to_do.append(further)
        if isinstance(place, Finding):
            for words in ("mcg", "days", "drops", "B079", "how much"):
                further = copy(conversation)
                further.send(Submit(words))
                to_do.append(further)
    return found


def doses(pages):
    """What states a dose on these pages."""
    return {
        text
        for view in pages.values()
        for part in view.text
        for text in texts(part.document)
        if states_a_dose(text)
    }


def left(meet, course):
    """Somebody on the start page who left such a course before the end of it."""
    person = meet()
    person.comes_to(course, ATHLETE)
    person.send(Move.LEAVE)
    return meet()


def reading(person):
    """The same, with the topics before them."""
    person.choose("Read about it")
    return person


def asking(person, course, until):
    """The same at a page of why that offers a topic."""
    person.answer(course, until)
    person.why()
    person.send(next(each for each in person.view.actions if "Read: " in each.label).intent)
    return person


def shaped(person, course):
    """The same at the conflicts that shaped a plan of theirs."""
    person.answer(course, "Step 7 of 8  Review")
    person.why()
    person.choose("What shaped this plan", "Read about it")
    return person


def turned_back(meet, said):
    """Somebody who saw the stop, and went to the start page within the same visit."""
    person = meet()
    person.comes_to(said.seizure, ATHLETE)
    person.send(Move.START)
    return person


WAYS_IN = {
    "a draft that stops": lambda meet, said: reading(left(meet, said.seizure)),
    "a draft for a clinician": lambda meet, said: reading(left(meet, said.diabetes)),
    "answers that stop": lambda meet, said: asking(meet(), said.seizure, ATHLETE),
    "answers for a clinician": lambda meet, said: asking(meet(), said.diabetes, ATHLETE),
    "a new plan beside such a draft": lambda meet, said: asking(
        left(meet, said.seizure), said.drops, "What is it for?"
    ),
    "what shaped a plan beside such a draft": lambda meet, said: shaped(
        left(meet, said.seizure), said.drops
    ),
    "the start page of the same visit": lambda meet, said: reading(turned_back(meet, said)),
}


@pytest.mark.parametrize("way", WAYS_IN.values(), ids=WAYS_IN)
def test_every_way_in_knows_that_a_dose_is_ruled_out(meet, said, way):
    """R02: by the answers so far, or by those of a draft that was left."""
    assert not way(meet, said).conversation.state.page.dosed


def test_nobody_who_is_screened_out_reads_a_dose(meet, said, catalog):
    """R02: by no list, turn, search or id; and a page that leaves something out says so."""
    let_pass = unmarked(catalog).values()
    pages = walked(reading(left(meet, said.seizure)))
    assert not any(place.dosed for place in pages)
    assert [each for each in doses(pages) if not any(said in each for said in let_pass)] == []
    assert any("is left out" in view.note for view in pages.values())


def test_the_same_walk_finds_doses_where_there_are_some(meet):
    """Somebody whom nothing rules out reads every paragraph."""
    pages = walked(reading(meet()))
    assert all(place.dosed for place in pages)
    assert len(doses(pages)) > 30
    assert not any("is left out" in view.note for view in pages.values())


def test_a_draft_that_cannot_be_read_hides_nothing(meet, home):
    """It is set aside, as on the start page."""
    home.mkdir()
    (home / ".draft-0123456789ab.toml").write_text("x")
    assert reading(meet()).conversation.state.page.dosed


def test_the_last_page_of_a_topic_closes_first(meet):
    """Issue 20: Enter goes on through a topic, and at its end back to the list."""
    person = meet()
    person.choose("Read about it", "In short")
    assert person.view.actions[0].label == "Next page"
    person.choose("Next page")
    assert [each.label for each in person.view.actions[:2]] == ["Close", "Previous page"]
    person.send(person.view.actions[0].intent)
    assert person.sees == "What do you want to read about?"
