"""`python -m incident` does what `incident` does."""

from __future__ import annotations

import sys

from incident.bootstrap import main

if __name__ == "__main__":
    sys.exit(main())
