"""Articles to analyses."""

from onrecord.analyse.attributions import analyses as analyses
