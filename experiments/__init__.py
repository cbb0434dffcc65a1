"""Experiments: replicates of a scenario, their results on disk, and what they say in figures and words.

``runs`` and ``runner`` make histories; ``panel`` and ``summary`` read them; ``store`` keeps them;
``figures`` and ``report`` show them. Nothing here knows the command or the browser.
"""
