"""Designs of experiments: which points are run, how often, and what is looked at."""

from experiments.designs.design import Design, Point
from experiments.designs.factors import Range
from experiments.designs.loading import base_file_of, is_design, load_design
from experiments.designs.settings import DesignSettings, FactorSettings

__all__ = ["Design", "DesignSettings", "FactorSettings", "Point", "Range", "base_file_of", "is_design", "load_design"]
