"""The commands. `program` imports a module only when one of its commands runs.

Commands share a module where that costs none of them more than 5% of its processor time.
"""
