"""Where people stand in the network picture: one seeded spring layout, computed once."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
STEPS = 70
PULL = np.float32(1.2)
"""Pull to the middle: people without ties stay within the picture."""
CORE = np.float32(0.7)
"""Distances from the middle are raised to this power at the end, so that a dense core opens up."""


def spring_layout(uid: Array, edges: Array, weight: Array) -> Array:
    """Positions (n, 2) that fill the unit square (Fruchterman and Reingold 1991, with a pull to the middle).

    ``edges`` (m, 2) are rows of people, ``weight`` (m,) their pull. Starts from angles and radii taken
    from the uids, so the same people and ties give the same picture. All pairs repel: up to some
    hundred people.
    """
    number = len(uid)
    mixed = np.asarray(uid, np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    angle = (mixed >> np.uint64(32)).astype(np.float64) * (2 * np.pi / 2**32)
    radius = np.sqrt((mixed & np.uint64(0xFFFFFFFF)).astype(np.float64) / 2**32)
    place = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1).astype(np.float32)
    if number < 2:
        return np.full_like(place, 0.5)
    pull = np.zeros((number, number), np.float32)
    if len(edges):
        np.add.at(pull, (edges[:, 0], edges[:, 1]), np.asarray(weight, np.float32))
        pull += pull.T
    ideal = np.float32(1.1 / np.sqrt(number))
    pull /= ideal
    for step in range(STEPS):
        heat = np.float32(0.12 * (1 - step / STEPS) ** 1.5 + 0.002)
        x, y = place[:, :1], place[:, 1:]
        square = (x - x.T) ** 2 + (y - y.T) ** 2 + np.float32(1e-5)
        force = ideal * ideal / square - pull * np.sqrt(square)
        np.fill_diagonal(force, 0.0)
        move = place * (force.sum(axis=1, keepdims=True) - PULL)
        move -= np.einsum("ij,jk->ik", force, place)  # not a matrix product: its bits depend on threads
        length = np.sqrt((move * move).sum(axis=1, keepdims=True)) + np.float32(1e-9)
        place = place + move / length * np.minimum(length, heat)
    place = place - place.mean(axis=0)
    far = np.sqrt((place * place).sum(axis=1, keepdims=True)) + np.float32(1e-6)
    place = place * (far / far.max()) ** (CORE - 1)
    lowest, highest = place.min(axis=0), place.max(axis=0)
    filled: Array = (place - lowest) / np.maximum(highest - lowest, np.float32(1e-6))
    return filled


__all__ = ["spring_layout"]
