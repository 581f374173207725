"""How many mistakes the rules catch, and how often they cry wolf: one realistic mistake at a time in consistent dossiers.

    python -m benchmarks.mutations [--count 1300] [--dossiers 90] [--seed 1] [--readme README.md] [--rules docs/rules-benchmark.md] [--missed]

Each mistake is put into the document as read, which is then normalized and checked whole. It is caught when a new finding of
low severity or more has the changed figure in its evidence (where the figure is gone: its row or form). A new finding counts as
false when neither the changed figure nor its counterpart (a figure of the old or new value) stands in its evidence.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from itertools import islice
from pathlib import Path

import rules
from benchmarks.corpus_content import make_dossier
from benchmarks.fast_docx import write_docx
from benchmarks.mutation_classes import CLASSES, Mutation, mutations
from benchmarks.mutation_forms import other_form_dossier
from benchmarks.mutation_places import Paper, read_paper, stands_at
from benchmarks.mutation_report import by_rule, put_into, tell
from benchmarks.mutation_tally import Result
from extract import Upload
from model import Finding, Severity
from tools.layouts import Layout, reports_of

ROOT = Path(__file__).parents[1]
CLEAN_EXAMPLE = "云栖县档案馆"


def run(*, count: int, dossiers: int, seed: int) -> Result:
    """Make papers, put `count` mistakes into them, evenly over the classes, and count what is found."""
    papers = [*clean_papers(dossiers, seed)]
    result = Result(dossiers=len(papers))
    dice = random.Random(seed)
    begin = time.process_time()
    baselines = [{f.finding_id: f for f in rules.check(paper.dossier).findings} for paper in papers]
    for baseline in baselines:
        result.clean.update(finding.severity for finding in baseline.values())
    for kind in CLASSES:
        wanted = -(-count // len(CLASSES))
        for number in range(wanted):
            at = (number + seed) % len(papers)
            for mutation in islice(mutations(papers[at], dice, kind), 1):
                weigh(result, papers[at], baselines[at], mutation)
    result.seconds = time.process_time() - begin
    return result


def clean_papers(dossiers: int, seed: int) -> list[Paper]:
    """The examples' consistent department, and generated ones on three forms."""
    own = sorted((ROOT / "examples" / CLEAN_EXAMPLE).glob("*.docx")) + sorted((ROOT / "examples" / CLEAN_EXAMPLE).glob("*.pdf"))
    papers = [read_paper([Upload(name=path.name, data=path.read_bytes()) for path in own])] if own else []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(dossiers - len(papers)):
            path = Path(folder) / f"{number}.docx"
            write_docx(_layouts(seed * 1_000_003 + number, number), path)
            papers.append(read_paper([Upload(name=path.name, data=path.read_bytes())]))
    return papers


def _layouts(seed: int, number: int) -> list[Layout]:
    """Two of three on the Hunan county form, the third on the national or Sichuan form, in 万元 or 元."""
    if number % 3:
        return reports_of(make_dossier(seed, projects=1 + number % 2))
    return other_form_dossier(seed, sichuan=number % 2 == 1, in_yuan=number % 4 >= 2)


def weigh(result: Result, paper: Paper, baseline: dict[str, Finding], mutation: Mutation) -> None:
    """Check the changed dossier and count its new findings."""
    tally = result.classes[mutation.kind]
    outcome = rules.check(paper.with_document(mutation.document).dossier)
    new = [f for f in outcome.findings if f.finding_id not in baseline or f.fingerprint != baseline[f.finding_id].fingerprint]
    pointing = [f for f in new if points_at(f, mutation)]
    caught = [f for f in pointing if f.severity is not Severity.INFO]
    tally.made += 1
    tally.related += mutation.related
    tally.caught += bool(caught) and mutation.related
    tally.true += len(pointing)
    tally.false += len(new) - len(pointing)
    result.wrong += [(mutation, f) for f in new if f not in pointing]
    if caught:
        result.rules.update({f.rule for f in caught})
        shown = [f for f in caught if f.root is None or f.root not in {g.finding_id for g in new}]
        result.folded.append(len([f for f in new if f.root is None or f.root not in {g.finding_id for g in new}]))
        result.first[(shown or caught)[0].rule] += 1
    elif mutation.related:
        result.missed.append(mutation)


def points_at(finding: Finding, mutation: Mutation) -> bool:
    """Whether a finding shows the changed figure, or its counterpart."""
    for evidence in finding.evidence:
        for place in mutation.places:
            if stands_at(evidence, place.at):
                return True
            source = evidence.source
            if mutation.gone and source.document_id == place.source.document_id and source.block == place.source.block:
                return True
        if evidence.value is not None and evidence.value in (mutation.before, mutation.after):
            return True
    return False


def main() -> None:
    """Command line: see the module's first lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1300)
    parser.add_argument("--dossiers", type=int, default=90)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--readme", type=Path, help="put the table of mistakes between the markers of this file")
    parser.add_argument("--rules", type=Path, help="put the table of rules between the markers of this file")
    parser.add_argument("--missed", action="store_true", help="list what was missed and what was wrong")
    options = parser.parse_args()
    result = run(count=options.count, dossiers=options.dossiers, seed=options.seed)
    told, rules_told = "\n".join(tell(result, seed=options.seed)), "\n".join(by_rule(result))
    print(told, rules_told, sep="\n\n")
    if options.missed:
        for mutation in result.missed:
            place = mutation.places[0]
            where = f"{place.report.kind} {place.kind} {place.column} “{place.source.quote[:60]}”"
            print(f"漏 {mutation.kind} {where} {mutation.before}→{mutation.after}")
        for mutation, finding in result.wrong:
            print(f"误 {mutation.kind} {mutation.before}→{mutation.after} {finding.rule} {finding.severity.value} {finding.message[:160]}")
    for path, text in ((options.readme, told), (options.rules, rules_told)):
        if path:
            put_into(path, text)


if __name__ == "__main__":
    main()
