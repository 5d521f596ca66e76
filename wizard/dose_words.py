"""One session in words, for every face that names a dose in a line (R35, R60)."""

from __future__ import annotations

from wizard.dosing import Dose
from wizard.measure import Measure
from wizard.words import count, mass, number, volume


def measured(dose: Dose, counted: Measure) -> str:
    """How one session is measured: `6 drops (0.3 mL), left nostril 3, right nostril 3`, `draw to 9 units (0.09 mL)`."""
    how = f"{count(dose.count.value, counted.unit)} ({volume(dose.volume.value)})"
    if counted.unit == "unit":
        return f"draw to {how}"
    sides = (("left nostril", dose.left), ("right nostril", dose.right))
    return ", ".join([how, *(f"{name} {number(share)}" for name, share in sides if share)])


def said(dose: Dose, counted: Measure) -> str:
    """One session in words, the mass first."""
    return f"{mass(dose.mass.value)}: {measured(dose, counted)}"
