"""How grave an event is: the tiers, what demands one, what a raise adds."""
