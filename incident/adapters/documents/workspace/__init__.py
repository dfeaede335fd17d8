"""The files of a workspace: people, targets and policies, compiled into plain values."""

from __future__ import annotations
