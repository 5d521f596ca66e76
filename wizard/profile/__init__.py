"""The profile: TOML on disk, read strictly, derived again on every load, written atomically."""
