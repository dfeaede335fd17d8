"""The least that a command which appends one durable event can be: click, sqlite3, msgspec and nothing else."""

from __future__ import annotations

import sqlite3
import time

import click
import msgspec


@click.command()
@click.argument("path")
@click.argument("text")
def note(path: str, text: str) -> None:
    """Append one event."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS events (seq INTEGER PRIMARY KEY, at INTEGER, body TEXT)")
    body = msgspec.json.encode({"kind": "F", "text": text}).decode()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO events (at, body) VALUES (?, ?)", (time.time_ns(), body))
    connection.execute("COMMIT")
    click.echo("noted")


if __name__ == "__main__":
    note()
