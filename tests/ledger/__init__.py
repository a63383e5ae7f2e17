"""The ledger: every address that was ever out, and what stands there."""
