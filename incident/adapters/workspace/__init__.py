"""The folder that a team keeps in git: who there is, how they are reached, and which database and zone they use.

Apart from the library of runbooks, because it is about this team, and a runbook is not.
"""
