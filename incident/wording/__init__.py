"""The words that all interfaces share: refusals, states, times, the timeline.

Apart from the interfaces so that terminal, command line and reports say the
same thing in the same words; apart from the domain so that it knows no language.
"""
