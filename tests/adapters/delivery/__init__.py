"""Delivery, tried on servers of this machine."""

from __future__ import annotations
