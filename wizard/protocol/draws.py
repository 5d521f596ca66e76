"""Which draws into a syringe are refused, and the diluent that would help (R24)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from wizard.catalog import Catalog
from wizard.catalog.model import FormId
from wizard.errors import refuse
from wizard.protocol.aims import Aims, aims_of, counts_a_day, most_counts_in_a_session
from wizard.protocol.answers import SharedProduct
from wizard.protocol.plan import Measure, Range
from wizard.protocol.product import diluent_volumes, measure, one_count
from wizard.protocol.provenance import Figure
from wizard.protocol.screening import Cleared
from wizard.quantities import mcg
from wizard.text.numbers import count, number
from wizard.text.translation import _


def refuse_draws(
    aims: Aims, counted: Measure, allowed: Range, on_days: Figure[int], cleared: Cleared
) -> None:
    """Refuse a draw that is larger than the barrel, or too small to measure (R24).

    A small one stands where more diluent would not help, or can no longer be added.
    """
    draw = cleared.catalog.dosing.draw
    units = [counts_a_day(aim.planned, counted).value for aim in aims.phases]
    least, small = _least_draw(counted.step.value, cleared.catalog), Fraction(draw.units_small)
    if counted.barrel is not None and max(units) > counted.barrel.value:
        raise refuse(
            "answers.product.syringe",
            _("the draw would be {draw}, over the {most} that the syringe holds").format(
                draw=count(max(units), "unit"), most=counted.barrel.value
            ),
            _("use less diluent or a larger U-100 syringe"),
        )
    made_up, too_small = _is_made_up(cleared), min(units) < least
    if not too_small and (made_up or min(units) >= small):
        return
    volume = None if made_up else _more_diluent(small, allowed, on_days, cleared)
    if volume is None and not made_up and too_small:
        volume = _more_diluent(least, allowed, on_days, cleared)
    told = _("the draw would be {draw}, under the {least} that can be measured")
    remedy = _("no more diluent makes it large enough: this vial cannot be used for this dose")
    if not too_small:
        if volume is None:
            return
        told, least = _("the draw would be {draw}, and under {least} it is hard to read"), small
    elif made_up:
        remedy = _("nothing is added to a vial that is made up: it cannot be used for this dose")
    if volume is not None:
        remedy = _("make the vial up with {volume} mL, if it holds as much").format(
            volume=number(volume)
        )
    what = told.format(draw=count(min(units), "unit"), least=count(least, "unit"))
    raise refuse("answers.product.diluent_ml", what, remedy)


def _least_draw(step: Fraction, catalog: Catalog) -> Fraction:
    """Return the least units that can be measured: so many units, and so many marks (R24)."""
    draw = catalog.dosing.draw
    return max(Fraction(draw.units_least), draw.marks_least * step)


def _is_made_up(cleared: Cleared) -> bool:
    """Tell whether the vial is made up, and is good at the start (R42)."""
    answers = cleared.answers
    opened, start = answers.product.opened, answers.schedule.start
    keeps = timedelta(days=cleared.catalog.forms[answers.form].keeps.days)
    return opened is not None and start is not None and opened + keeps > start


def _more_diluent(
    least: Fraction, allowed: Range, on_days: Figure[int], cleared: Cleared
) -> Decimal | None:
    """Return the smallest volume of diluent that makes every draw at least so large."""
    answers, catalog = cleared.answers, cleared.catalog
    # A smaller volume than the present one makes no draw larger, and the least that is enough
    # overfills no barrel.
    for diluent in diluent_volumes(catalog):
        counted = measure("vial", evolve(answers.product, diluent_ml=diluent), catalog)
        aims = aims_of(counted, allowed, on_days, cleared)
        units = min(counts_a_day(aim.planned, counted).value for aim in aims.phases)
        if units >= max(least, _least_draw(counted.step.value, catalog)):
            return diluent
    return None


def refuse_unusable(
    form_id: FormId, product: SharedProduct, allowed: Range, catalog: Catalog, *, first_time: bool
) -> None:
    """Refuse a product with which nothing can be planned, whatever else is answered.

    A drop or spray may be over the limits of a session (R30), or the most that may be asked for
    too small a draw (R24). Raise `ValueError` where too little of the product is known.
    """
    one = one_count(form_id, product, catalog)
    if form_id != "vial":
        most_counts_in_a_session(one, catalog)
        return
    scales = [scale.units for scale in catalog.scales]
    step = Fraction(product.mark_units or min(scales))
    most = (
        min(allowed.absolute, mcg(catalog.dosing.assessment.daily_mcg))
        if first_time
        else allowed.absolute
    )
    units, least = most // (one.mass.value * step) * step, _least_draw(step, catalog)
    if units < least:
        raise refuse(
            "answers.product.diluent_ml",
            _("the draw would be {draw} at most, under the {least} that can be measured").format(
                draw=count(units, "unit"), least=count(least, "unit")
            ),
            _("more diluent makes the draw larger, but only before the vial is made up"),
        )
