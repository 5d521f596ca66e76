"""An interview with a healthy adult, answered in its own order."""

from decimal import Decimal

from wizard.interview.choice import Checked
from wizard.interview.question import Kind, Weight
from wizard.text.label import Spray

D = Decimal
HEALTHY = {
    "goal": "general-cognition",
    "compound": "semax",
    "form": "drops",
    "product.strength_mg_per_ml": D(1),
    "product.bottle_ml": D(3),
    "product.spray": Spray(D("0.1")),
    "product.vial_mg": D(10),
    "product.diluent_ml": D(3),
    "product.syringe": "u100-0.5ml",
    "product.mark_units": D(1),
    "product.sterility_tested": False,
    "person.age": 35,
    "person.weight": Weight(D(70), "kg"),
    "first_time": False,
    "screening.tested_athlete": False,
}


def reply(session, asked, said):
    """What this person answers: as said, else healthy, else as suggested, else nothing."""
    if asked.key in said:
        return said[asked.key]
    if asked.key == "route":
        return "subcutaneous" if session.get("form") == "vial" else "intranasal"
    if asked.kind is Kind.CHECKLIST:
        return Checked()
    return HEALTHY.get(asked.key, asked.suggested(session))


def go_on(session, said, until=None):
    """Answer every open question in its order, up to the key `until`."""
    for _ in range(60):
        asked = session.next_open
        if asked is None or asked.key == until:
            return session
        session = session.answer(asked.key, reply(session, asked, said))
    raise AssertionError(f"{asked.key} stays open")
