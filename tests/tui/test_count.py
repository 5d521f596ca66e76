"""How much a first course takes (issue 17): keys, pages and words from start to saved."""

from tests.support.someone import CHECKLISTS

NONE = ["end", "enter"]
QUICKEST = {
    "What would you like to do?": ["enter"],
    "What is it for?": ["enter"],
    "Which compound is it?": ["1"],
    "Which form does it come in?": ["1"],
    "Which bottle is it?": ["down", "enter"],
    "How many drops make 1 mL?": ["enter"],
    "How is it taken?": ["1"],
    "How old are you, in years?": ["3", "5", "enter"],
    "What do you weigh?": ["7", "0", "enter"],
    "Is this your first course?": ["1"],
    **dict.fromkeys(CHECKLISTS, NONE),
    "Are you an athlete who may be tested for doping?": ["2"],
    "When do you wake up?": ["enter"],
    "Which daily dose do you ask for, in mcg?": ["enter"],
    "On which day do you start?": ["enter"],
    "Is all of this right?": ["enter"],
    "Nothing you answered stands against a plan: check it, then save it.": ["tab", "enter"],
    "What do you want to call it?": ["enter"],
    "Where is it kept?": ["enter"],
}
MOST_KEYS, MOST_PAGES, MOST_WORDS = 38, 24, 700


async def test_a_first_course_is_short(sit):
    """0.1% drops: at most 38 keys and 24 pages after the first, and 700 words at most on a page of
    its own; every list of screening is gone to its end.
    """
    pages, keys, way = 0, 0, []
    async with sit() as person:
        while "It is saved." not in person.sees:
            asked = next(title for title in QUICKEST if title in person.sees)
            if "Screening" not in person.lines[0]:
                assert len(person.sees.split()) <= MOST_WORDS
            for key in QUICKEST[asked]:
                await person.press(key)
            keys, pages = keys + len(QUICKEST[asked]), pages + 1
            way.append(asked)
            assert pages <= MOST_PAGES, way
    assert (keys <= MOST_KEYS, pages <= MOST_PAGES) == (True, True), (keys, pages)
