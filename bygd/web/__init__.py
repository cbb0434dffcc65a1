"""The browser application: a town watched live, with its levers at hand.

``app`` is what Solara serves, ``serving`` starts the server. What a session holds and draws is said in
modules that know nothing of Solara (``session``, ``worker``, ``levers``, ``series``, ``network`` and the
pictures); components are thin.
"""
