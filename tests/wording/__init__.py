"""Tests of what interfaces say, in both languages."""
