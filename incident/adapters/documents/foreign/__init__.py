"""Runbooks of other formats, in and out: CACAO 2.0 JSON and Markdown checklists.

Apart from the loader, because these formats speak in words of their own (a CACAO file is a *playbook*) and because
nothing here is needed to work through an incident. What is read becomes a tree (`tree.py`), the tree becomes our own
YAML (`writer.py`), and that text passes the same checker and compiler as one that a person wrote.

    importer.import_document    a file of either format -> the text of a runbook, and what could not be kept
    cacao/, markdown/           what one format alone needs: to be read into the tree, and to be written from a bundle
"""
