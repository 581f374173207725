"""Checking: rules over dossiers, each rule one file, found by the catalogue."""

from rules.engine import check, every_rule
from rules.registry import catalogue, rule
from rules.settings import CustomRule, RuleSettings, WrongSetting

__all__ = ["CustomRule", "RuleSettings", "WrongSetting", "catalogue", "check", "every_rule", "rule"]
