"""The suite: it mirrors the package, and adds contracts, scenarios, black-box runs and benches."""
