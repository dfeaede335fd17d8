"""The register of obligations: its files field by field, compiled into regimes, periods and calendars."""

from __future__ import annotations
