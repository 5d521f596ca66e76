"""An independent double check: eligibility and dose asked again, with figures of their own."""
