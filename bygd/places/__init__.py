"""Every municipality of the Nordic countries by its official figures, and scenarios made from them.

A small table comes with the program (``data/``) and is read offline; ``bygd places refresh`` makes a fresher one.
"""
