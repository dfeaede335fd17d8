"""The command line: stdout is data, stderr is talk.

One file a command, named as people type it, and imported when it is named: so `incident note` pays for `note`.
What several commands share stands in files of its own, with the reason in each.
"""
