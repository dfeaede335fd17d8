"""The compiled runbook: steps, conditions over facts, rounds, the numbers and words of steps."""
