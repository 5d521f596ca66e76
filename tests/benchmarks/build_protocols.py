"""Prints the median of the processor time in ms that a protocol takes to be built from the parsed
answers of each of these profiles.
"""

import statistics
import sys
import time
from pathlib import Path

from wizard.catalog import catalog
from wizard.profile.file_format import Profile
from wizard.profile.read import read_profile
from wizard.protocol.derive import derive

TIMES = 200

profiles = [read_profile(Path(name).read_bytes()) for name in sys.argv[1:]]
answers = [profile.answers for profile in profiles if isinstance(profile, Profile)]
known = catalog()
taken: list[list[float]] = [[] for _ in answers]
for _ in range(TIMES):
    for each, kept in zip(answers, taken, strict=True):
        begun = time.process_time()
        derive(each, known)
        kept.append(1e3 * (time.process_time() - begun))
print(*map(statistics.median, taken))  # noqa: T201 - its one result
