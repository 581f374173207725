"""The nouns everyone shares: documents, reports, quantities, dossiers, findings, problems, runs."""

from model.decision import DECISION_NAMES, Decision, DecisionStatus
from model.document import Block, Box, Cell, Document, Paragraph, Source, Table
from model.dossier import Dossier, Neighbour, Shared, Spot
from model.finding import Check, CheckStatus, Evidence, Finding, Hit, Outcome, Severity
from model.handbook import Handbook, RuleText
from model.problem import Problem, ReadError, Unreadable
from model.quantity import Quantity
from model.report import BasicItem, Fact, Field, FundLine, Indicator, Kind, Measure, Passage, Report, Role, SignOff, Total
from model.run import DocumentRecord, Run

__all__ = [
    "DECISION_NAMES",
    "BasicItem",
    "Block",
    "Box",
    "Cell",
    "Check",
    "CheckStatus",
    "Decision",
    "DecisionStatus",
    "Document",
    "DocumentRecord",
    "Dossier",
    "Evidence",
    "Fact",
    "Field",
    "Finding",
    "FundLine",
    "Handbook",
    "Hit",
    "Indicator",
    "Kind",
    "Measure",
    "Neighbour",
    "Outcome",
    "Paragraph",
    "Passage",
    "Problem",
    "Quantity",
    "ReadError",
    "Report",
    "Role",
    "RuleText",
    "Run",
    "Severity",
    "Shared",
    "SignOff",
    "Source",
    "Spot",
    "Table",
    "Total",
    "Unreadable",
]
