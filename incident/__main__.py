"""`python -m incident`, for a checkout whose entry point is not installed."""

from __future__ import annotations

import sys

from incident.bootstrap import main

sys.exit(main())
