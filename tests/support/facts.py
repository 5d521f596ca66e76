"""Facts of the catalog with other values than it has."""


def but(fact, **values):
    """Return the same fact but for these values."""
    return type(fact)(**vars(fact) | values)
