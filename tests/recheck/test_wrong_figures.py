"""R36: a wrong figure in the catalog is caught by the second calculation, which has its own."""

from datetime import date, time
from decimal import Decimal

import pytest

from wizard.protocol.derive import derive
from wizard.protocol.double_check.dose import DisagreementError

D = Decimal
SPRAY, VIAL, FIRST = {"form": "spray"}, {"form": "vial"}, {"first_time": True}
TWO_A_DAY = {"target_mcg": 600}
HIGH = {"goal": "high-demand"}
AMIDATE = {"compound": "n-acetyl-semax-amidate"}
LIGHT = {"weight_kg": 38, "confirmed": ["weight_kg"]}
STRONG = {"strength_mg_per_ml": D("0.5")}

WRONG_FIGURES = {  # file, right, wrong, and plans for which it makes a difference
    "R05 50 mcg per kg": ("dosing.toml", "mcg_per_kg = 15", "mcg_per_kg = 50", [LIGHT | TWO_A_DAY, VIAL]),
    "R20 a bound of 600 for the amidate": ("products.toml", "absolute = 360", "absolute = 600", [AMIDATE]),
    "R23 25 drops per mL": ("guardrails.toml", "start = 20", "start = 25", [{}, FIRST]),
    "R24 40 units per mL": ("dosing.toml", "units_per_ml = 100", "units_per_ml = 40", [VIAL]),
    "R24 100 units in a half millilitre": ("products.toml", "units = 50", "units = 100", [VIAL]),
    "R30 400 mcg in a session": ("dosing.toml", "mass_mcg = 300", "mass_mcg = 400", [{"target_mcg": 400, "strength_mg_per_ml": 2}]),
    "R30 0.6 mL in a session": ("dosing.toml", "volume_ml = 0.3", "volume_ml = 0.6", [STRONG | {"target_mcg": 300}]),
    "R30 3 hours apart": ("dosing.toml", "hours_apart = 4", "hours_apart = 3", [TWO_A_DAY]),
    "R30 on waking": ("dosing.toml", "minutes_after_waking = 30", "minutes_after_waking = 0", [{}, VIAL]),
    "R30 until 14:00": ("dosing.toml", "last_at = 13:00:00", "last_at = 14:00:00", [{"wake": time(9, 30)}, VIAL | {"wake": time(13, 30)}]),
    "R32 800 under the skin": ("products.toml", "absolute = 500", "absolute = 800", [VIAL]),
    "R33 an assessment at 300": ("dosing.toml", "daily_mcg = 200", "daily_mcg = 300", [FIRST, FIRST | VIAL]),
    "R33 an assessment of 3 days": ("dosing.toml", "days = 5", "days = 3", [FIRST, FIRST | SPRAY]),
    "R34 400 where nothing is asked": ("goals.toml", "[300, 600]", "[400, 600]", [{}, SPRAY]),
    "R34 1,200 for high demand": ("goals.toml", "dose_absolute = 900", "dose_absolute = 1200", [HIGH]),
    "R37 a tenth of what is in reach": ("dosing.toml", "share = 0.5", "share = 0.1", [{"strength_mg_per_ml": D("0.1")}]),
    "R40 21 days on": ("goals.toml", "days_most = 14", "days_most = 21", [{"on_days": 15}]),
    "R40 a week of rest": ("goals.toml", "rest_least = 30", "rest_least = 7", [{}, VIAL]),
    "R41 a fortnight after a course": ("dosing.toml", "rest_days = 30", "rest_days = 14", [{"last_course_end": date(2025, 12, 20)}]),
    "R42 a vial for 56 days": ("products.toml", "days = 28", "days = 56", [VIAL]),
    "R51 adult at 16": ("dosing.toml", "years = 18", "years = 16", [{"age": 17}]),
}


@pytest.mark.parametrize(("file", "right", "wrong", "plans"), WRONG_FIGURES.values(), ids=WRONG_FIGURES)
def test_a_wrong_figure_in_the_catalog_is_caught(answers, altered, file, right, wrong, plans):
    """R36: the second calculation has its figures from domain.md, so a slip in the data would have to be made twice."""
    other = altered(file, right, wrong)
    for said in plans:
        with pytest.raises(DisagreementError):
            derive(answers(**said), other)
