"""When school, shop and health centre stay open."""

from __future__ import annotations

from sim.scenario.schema.base import Section, record


class ServiceSettings(Section):
    """When school, shop and health centre stay open."""


ServiceRules = record(ServiceSettings)
