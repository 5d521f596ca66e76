"""What is wrong with answers, as a snapshot keeps it; and which values may be confirmed."""

CONFIRMABLE = [
    "target_mcg",
    "weight_kg",
    "weight_lb",
    "drops_per_ml",
    "pump_ml",
    "mcg_per_spray",
    "vial_mg",
    "diluent_ml",
]


def told(problems, catalog):
    """What is said of each problem, with the ids of a whole table as the name of the table, so that
    a goal or a condition more changes no snapshot.
    """
    lists = {group.key for group in catalog.screening.groups}
    ids = {name: list(catalog.table(name)) for name in lists}
    ids["screening"] = list(catalog.table("items"))
    ids["goals"] = list(catalog.goals)
    tables = {", ".join(known): f"({name})" for name, known in ids.items()}
    return [[_short(part, tables) for part in problem] for problem in problems]


def _short(part, tables):
    before, listed, known = part.partition("use one of: ")
    return f"{before}{listed}{tables.get(known, known)}"
