"""What screens show, as pure functions from the state of an incident to lines; no terminal is needed to test them."""
