"""A plain Mesa twin of bygd's core: the same rules written with one object a person, as Mesa teaches it.

``TownModel(data, seed)`` lives on from a starting point (:mod:`benchmarks.starting_point`); ``step()`` is a month.
Needs Mesa and nothing of bygd but its names for small integers (:mod:`sim.codes`, :mod:`sim.ages`).
"""

from benchmarks.mesa_twin.model import TownModel

__all__ = ["TownModel"]
