"""Checking: rules over dossiers, each rule one file, found by the catalogue."""

from rules.engine import check
from rules.registry import catalogue, rule
from rules.settings import RuleSettings, WrongSetting

__all__ = ["RuleSettings", "WrongSetting", "catalogue", "check", "rule"]
