"""Errors planted in the first calculation: its own source with one slip in it, run in place of the
real one.
"""

import sys
from importlib.util import find_spec, module_from_spec, spec_from_loader
from pathlib import Path

import pytest

USED = {  # where the functions of a module are called from
    "wizard.protocol.dosing": {"wizard.protocol.derive": ("dose",)},
    "wizard.protocol.aims": {
        "wizard.protocol.dosing": (
            "aims_of",
            "counts_a_day",
            "dose_range",
            "most_counts_in_a_session",
        ),
    },
    "wizard.protocol.product": {"wizard.protocol.dosing": ("measure",)},
    "wizard.protocol.schedule": {
        "wizard.protocol.dosing": ("session_time",),
        "wizard.protocol.aims": ("sessions_that_fit",),
        "wizard.protocol.derive": ("course",),
        "wizard.protocol.supply": ("cycle_start",),
    },
    "wizard.protocol.supply": {"wizard.protocol.derive": ("supply",)},
}


@pytest.fixture
def plant(monkeypatch):
    """`plant("wizard.protocol.dosing", "right", "wrong")` puts that slip into the module for the
    length of a test.
    """

    def put(module, right, wrong):
        source = Path(find_spec(module).origin).read_text("utf-8")
        assert source.count(right) == 1, f"{right!r} stands {source.count(right)} times in {module}"
        slipped = module_from_spec(spec_from_loader(module, loader=None))
        code = compile(source.replace(right, wrong), f"<{module} with a slip>", "exec")
        exec(code, slipped.__dict__)  # noqa: S102  # our own source
        for user, names in USED[module].items():
            for name in names:
                monkeypatch.setattr(sys.modules[user], name, getattr(slipped, name))

    return put
