"""A plan in which nothing is wrong, and what it is read against."""

from __future__ import annotations

from datetime import timedelta

from incident.adapters.documents.drills.compiler import Played, Surroundings

GOOD = """\
format: drill-plan/1
year: 2027
owner: ana
approver: bo
trusted: [eva]
most_per_quarter: 2
blackouts:
  - {first: 2027-12-20, last: 2027-12-31, because: The books are closed}
entries:
  payments:
    scenario: exercise.provider-down
    form: tabletop
    first: 2027-03-01
    last: 2027-03-31
    begins: 2027-03-10 14:00
    repeat: FREQ=MONTHLY;INTERVAL=6
    basis: annual
    cites: Plan for emergencies, 6.3
    owner: ana
    roles: [commander]
    players: [ana, dee]
  whole:
    scenario: exercise.key-stolen
    kind: full
    form: functional
    first: 2027-11-02
    last: 2027-11-26
    basis: change
    cites: New key store
    owner: dee
    notice: no-notice
    moved:
      - {first: 2027-12-01, last: 2027-12-10, because: The store comes later, by: ana, on: 2027-10-01}
  keys:
    scenario: exercise.key-stolen
    form: single
    first: 2027-05-03
    last: 2027-05-28
    basis: verification
    cites: INC-0007 A1
    owner: bo
"""

AROUND = Surroundings(
    scenarios={
        "exercise.provider-down": Played(
            family="service-outage", length=timedelta(hours=2), roles=("commander", "technical")
        ),
        "exercise.key-stolen": Played(family="data-security", length=timedelta(hours=2), roles=("commander",)),
    },
    people={"ana": ("commander",), "bo": ("technical",), "dee": (), "eva": ()},
    zone="Europe/Berlin",
)
