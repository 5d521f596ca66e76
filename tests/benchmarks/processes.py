"""What Linux says of the processes of a session: memory, and how often they woke up."""

import re
from collections import Counter
from pathlib import Path
from typing import Final

KIB: Final = 1.024e-3
"""MB in a KiB."""


def of_session(leader: int) -> list[int]:
    """The ids of the living processes in the session of this process."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, session = stat.read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(session) == leader and state != "Z":
            found.append(int(stat.parent.name))
    return found


def memory(leader: int) -> float:
    """Their proportional share of memory (PSS) in MB: pages that several processes share are
    divided among them.
    """
    total: Counter[str] = Counter()
    for pid in of_session(leader):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
            name, _, size = line.partition(":")
            total[name] += int(size.split()[0])
    return total["Pss"] * KIB


def wakeups(leader: int) -> int:
    """How often their threads have gone to sleep, and so were woken, up to now."""
    total = 0
    for pid in of_session(leader):
        for status in Path(f"/proc/{pid}/task").glob("*/status"):
            found = re.search(r"\nvoluntary_ctxt_switches:\s+(\d+)", status.read_text())
            total += int(found[1]) if found else 0
    return total
