"""Runbooks and messages: their files field by field, compiled into the normal form, one bundle for all languages."""

from __future__ import annotations
