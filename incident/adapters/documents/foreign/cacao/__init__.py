"""CACAO 2.0 JSON, in and out; what it calls a *playbook* is a runbook here.

Apart from Markdown, with which it shares the tree that both are read into.

    importing.cacao_plan      a file, whose steps name each other by ids -> the tree of lists
    exporting.export_cacao    one tier of a bundle -> a file
"""
