"""What a terminal keeps of a server's log, so that work goes on while the line is cut (DESIGN.md 4, offline).

`replica.py` is the file, `replicated.py` decides which of the two logs answers. Merging is `application/merging.py`.
"""

from __future__ import annotations
