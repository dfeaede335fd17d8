"""Checklists in Markdown, in and out.

Apart from CACAO, with which it shares the tree that both are read into.

    importing.markdown_plan     a file -> the tree and what could not be kept
    exporting.export_markdown   one tier of a bundle -> a checklist to print
"""
