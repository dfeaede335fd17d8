"""The folder that a team keeps in git: who there is, how they are reached, and which database and zone they use."""
