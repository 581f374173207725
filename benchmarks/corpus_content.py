"""Makes up consistent dossiers by seed: every total adds up, every rate recomputes, prose and tables say the same."""

from __future__ import annotations

import random
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.corpus_figures import CENT, LEVELS, indicator, indicator_rows, percent, rescore, score, split, spread, yuan
from tools.layouts import Content

LEAST_BEFORE = Decimal("0.78")
"""Last year's spending as a share of this year's, at least: a growth above 30% asks for a reason, which these reports do not give."""


@cache
def words() -> dict[str, Any]:
    """The vocabulary the departments are built from."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf8"))


def make_dossier(seed: int, *, year: int = 2024, projects: int | None = None) -> Content:
    """One department's consistent dossier, in the shape of tools/content/*.toml."""
    dice = random.Random(seed)
    sector, place = place_of(seed)
    department = place + sector["organ"]
    chosen = [Project(dice, spec, number) for number, spec in enumerate(project_specs(dice, sector, projects))]
    money = Money(dice, chosen)
    sign = sign_line(dice, year)
    return {
        "department": department,
        "authority": department,
        "year": year,
        "file": department,
        "layout": "one file",
        "sign": sign,
        "planted": [],
        "basics": money.basics(year),
        "overall": money.overall(chosen, place),
        "projects": [project.form() for project in chosen],
        "narratives": [money.narrative(department, year, sector["duty"], chosen), *(project.narrative(year) for project in chosen)],
    }


def place_of(seed: int) -> tuple[Content, str]:
    """A sector and a place; departments of 21,600 seeds in a row all differ."""
    vocabulary = words()
    number = seed
    chosen = []
    for kind in ("sector", "waters", "places", "tiers"):
        number, at = divmod(number, len(vocabulary[kind]))
        chosen.append(vocabulary[kind][at])
    sector, water, place, tier = chosen
    return sector, place + water + tier


def project_specs(dice: random.Random, sector: Content, count: int | None) -> list[Content]:
    """The sector's own projects, then those of the others, then later phases of them all."""
    own = sector["project"]
    wanted = count if count is not None else dice.choice((1, 2, 2))
    every = own + [project for other in words()["sector"] if other is not sector for project in other["project"]]
    return [phase(every[i % len(every)], i // len(every) + 1) for i in range(wanted)]


def phase(spec: Content, number: int) -> Content:
    """A later phase of a project measures the same things of other objects, and says so."""
    if number == 1:
        return spec
    which = "一二三四五六七八九十"[number - 1] + "期"
    rows = [[*row[:2], which + row[2], *row[3:7], which + row[7].replace("全年", "")] for row in spec["indicators"]]
    return spec | {"name": f"{spec['name']}（{which}）", "indicators": rows, "uses": [which + use for use in spec["uses"]]}


class Project:
    """One project's figures; drawn once, then told in its form and in prose."""

    def __init__(self, dice: random.Random, spec: Content, number: int) -> None:
        self.name, self.uses = spec["name"], spec["uses"]
        self.initial = yuan(dice, 50, 600)
        prior = (self.initial * Decimal(dice.randrange(86, 110)) / 100).quantize(CENT)
        self.carried = (self.initial * Decimal(dice.randrange(2, 9)) / 100).quantize(CENT) if dice.random() < 0.5 else Decimal("0.00")
        self.annual = (self.initial * Decimal(dice.randrange(97, 108)) / 100).quantize(CENT) + self.carried
        self.executed = (self.annual * Decimal(dice.randrange(9300, 10001)) / 10000).quantize(CENT)
        self.prior = max(prior, (self.executed * LEAST_BEFORE).quantize(CENT))
        self.rate = percent(self.executed, self.annual)
        self.rate_score = score(self.executed, self.annual, 10)
        self.details = split(dice, self.executed, len(self.uses))
        missed = dice.randrange(len(spec["indicators"])) if number == 0 else -1  # nobody reaches everything
        self.rows = [indicator(dice, row, missed=at == missed) for at, row in enumerate(spec["indicators"])]
        self.total = self.rate_score + sum(Decimal(row["score"]) for row in self.rows)

    def form(self) -> Content:
        """The content of its 项目支出绩效自评表."""
        fresh = self.annual - self.carried
        spent_carried = min(self.carried, self.executed)
        lines = [
            ["年度资金总额", self.initial, self.annual, self.executed, "10", f"{self.rate}%", self.rate_score],
            ["其中：当年财政拨款", self.initial, fresh, self.executed - spent_carried, "", "", ""],
            ["   上年结转资金", 0, self.carried, spent_carried, "", "", ""],
            ["   其他资金", 0, 0, 0, "", "", ""],
        ]
        return {
            "name": self.name,
            "title": "2024年度项目支出绩效自评表",
            "funds": [[str(value) for value in line] for line in lines],
            "expected": "\n".join(
                [*(f"{n}、{row['goal']}；" for n, row in enumerate(self.rows[:2], start=1)), f"3、完成{'、'.join(self.uses)}。"]
            ),
            "actual": "；".join(row["sentence"] for row in self.rows[:2]) + "。",
            "total": ["100", str(self.total)],
            "indicators": indicator_rows(self.rows),
        }

    def narrative(self, year: int) -> Content:
        """Its 项目支出绩效评价报告."""
        details = "；".join(f"{use}{amount}万元" for use, amount in zip(self.uses, self.details, strict=True))
        results = "，".join(row["sentence"] for row in self.rows[:3])
        effects = "，".join(row["sentence"] for row in self.rows[3:])
        missed = [row for row in self.rows if row["missed"]]
        problem = missed[0]["reason"] if missed else "个别环节资料归档不够及时，下一步将明确专人负责"
        if self.total == 100:  # who admits a problem does not claim full marks
            problem = "项目实施中未发现明显问题，下一步将按季核对支出进度"
        text = f"""
一、项目基本概况
{year}年度{self.name}全年预算{self.annual}万元，实际支出{self.executed}万元，预算执行率{self.rate}%。
二、项目资金使用及管理情况
（一）资金使用情况为：{details}。
（二）资金管理情况。项目资金单独核算，支付前由股室和分管领导分级审核。
三、项目组织实施情况
{results}。
四、主要绩效情况分析
{effects}。
五、存在的主要问题及改进建议
{problem}。
"""
        return {"kind": "project", "project": self.name, "title": "项目支出绩效评价报告", "text": text}


class Money:
    """The department's own money, built so that every total is the sum of its parts."""

    def __init__(self, dice: random.Random, projects: list[Project]) -> None:
        self.projects = projects
        self.posts = dice.randrange(12, 90)
        self.staff = self.posts - dice.randrange(0, 5)
        self.cars = [yuan(dice, 1, 6) for _ in range(2)]
        self.guests = [yuan(dice, 1, 4) for _ in range(2)]
        self.cars.append((self.cars[1] * Decimal("0.95")).quantize(CENT))
        self.guests.append((self.guests[1] * Decimal("0.92")).quantize(CENT))
        self.cars[0], self.guests[0] = self.cars[1] + Decimal("0.10"), self.guests[1] + Decimal("0.08")
        self.public = [yuan(dice, 30, 90)]
        self.public += [(self.public[0] * Decimal("1.05")).quantize(CENT), (self.public[0] * Decimal("1.01")).quantize(CENT)]
        self.wages = [yuan(dice, 150, 700)]
        self.wages.append((self.wages[0] * Decimal("1.01")).quantize(CENT))
        spent = sum((p.executed for p in projects), Decimal(0))
        self.purchase = (spent * Decimal(dice.randrange(60, 75)) / 100).quantize(CENT)
        self.basic_initial = self.wages[0] + self.public[1]
        self.basic_final = self.wages[1] + self.public[2]
        self.initial = self.basic_initial + sum(p.initial for p in projects)
        self.annual = self.basic_final + sum(p.annual for p in projects)
        self.executed = self.basic_final + sum(p.executed for p in projects)

    def basics(self, year: int) -> Content:
        """The content of 基础数据表."""
        three = [car + guest for car, guest in zip(self.cars, self.guests, strict=True)]
        totals = [sum(getattr(p, name) for p in self.projects) for name in ("prior", "initial", "executed")]
        parts = [[(value * share).quantize(CENT) for value in self.public] for share in (Decimal("0.2"), Decimal("0.35"), Decimal("0.06"))]
        rows: list[list[Any]] = [
            ["“三公”经费", *three],
            ["1、公务用车购置和维护经费", *self.cars],
            ["其中：公车购置", 0, 0, 0],
            ["     公车运行维护", *self.cars],
            ["2、出国经费", 0, 0, 0],
            ["3、公务接待", *self.guests],
            ["项目支出：", *totals],
            ["1、业务工作经费", "", "", ""],
            ["2、运行维护经费", "", "", ""],
            ["3、县级专项资金\n（一个专项一行）", *totals],
            *[[p.name, p.prior, p.initial, p.executed] for p in self.projects],
            ["公用经费", *self.public],
            ["其中：办公经费", *parts[0]],
            ["   水费、电费、差旅费", *parts[1]],
            ["会议费、培训费", *parts[2]],
            ["政府采购金额", self.purchase + 3, self.purchase, self.purchase - Decimal("0.60")],
            ["部门基本支出预算调整", "", "", self.basic_final - self.basic_initial],
        ]
        return {
            "title": f"{year}年度部门整体支出绩效评价基础数据表",
            "staff": [str(self.posts), str(self.staff), f"{percent(Decimal(self.staff), Decimal(self.posts))}%"],
            "columns": [f"{year - 1}年决算数", f"{year}年预算数", f"{year}年决算数"],
            "rows": [[str(value) for value in row] for row in rows],
            "buildings": ["0.00", "0.00", "", "0.00", "0.00", ""],
            "measures": "完善支出审批流程，按季公开经费使用情况",
        }

    def overall(self, projects: list[Project], place: str) -> Content:
        """The content of 整体支出绩效自评表; its indicators are those of the projects."""
        weights = {key: weight for key, (_, weight) in LEVELS.items()}
        rows = [row for project in projects for row in project.rows]
        rows = sorted(rows, key=lambda row: list(LEVELS).index(row["level"]))
        share = {key: [row for row in rows if row["level"] == key] for key in LEVELS}
        scored = []
        for key, members in share.items():
            for weight, row in zip(spread(weights[key], len(members)), members, strict=True):
                scored.append(row | {"weight": str(weight), "score": str(rescore(row, weight))})
        rate_score = score(self.executed, self.annual, 10)
        self.total = rate_score + sum(Decimal(row["score"]) for row in scored)
        goals = [row["goal"] for project in projects for row in project.rows[:1]]
        done = [row["sentence"] for project in projects for row in project.rows[:1]]
        return {
            "title": "2024年度部门整体支出绩效自评表",
            "funds": [
                str(self.initial),
                str(self.annual),
                str(self.executed),
                "10",
                f"{percent(self.executed, self.annual)}%",
                str(rate_score),
            ],
            "income": [f"其中：一般公共预算：{self.executed}", "政府性基金拨款：0", "纳入专户管理的非税收入拨款：0", "其他资金：0"],
            "spending": [f"其中：基本支出：{self.basic_final}", f"项目支出：{sum(p.executed for p in projects)}"],
            "expected": "\n".join(f"目标{n}：{goal}。" for n, goal in enumerate(goals, start=1)),
            "actual": "\n".join(f"{n}、{sentence}。" for n, sentence in enumerate(done, start=1)),
            "total": ["100", str(self.total)],
            "indicators": indicator_rows(scored),
            "row_height": 24,
        }

    def narrative(self, department: str, year: int, duty: str, projects: list[Project]) -> Content:
        """整体支出绩效自评报告."""
        three = self.cars[2] + self.guests[2]
        before = self.cars[0] + self.guests[0]
        parts = "；".join(f"{p.name}{p.executed}万元" for p in projects)
        work = "\n".join(f"{n}、推进{p.name}。{'，'.join(row['sentence'] for row in p.rows)}。" for n, p in enumerate(projects, start=1))
        offices = words()["offices"][: 3 + self.posts % 4]
        text = f"""
一、基本情况
{department}承担{duty}等职责，内设{"、".join(offices)}{len(offices)}个内设机构。年末在职人员{self.staff}人。
二、单位整体支出管理及使用情况
1、基本支出
全年基本支出{self.basic_final}万元，其中人员工资福利支出{self.wages[1]}万元、商品和服务支出{self.public[2]}万元。“三公”经费支出{three}万元，比{year - 1}年减少{before - three}万元，下降{percent(before - three, before)}%。
2、项目支出
{year}年项目支出{sum(p.executed for p in projects)}万元，其中：{parts}。
三、组织实施情况
{work}
四、自评结论
满意度由第三方调查，共收回有效问卷1000份。对照年初目标，部门整体支出绩效自评得分为{self.total}分。
五、存在的主要问题及改进建议
预算编制的精细程度还需提高，下一步将提前做好项目论证。
"""
        return {"kind": "overall", "title": f"{year}年度{department}整体支出绩效自评报告", "text": text}


def sign_line(dice: random.Random, year: int) -> str:
    """Who filled the form in, when, and how to reach them."""
    vocabulary = words()
    people = [dice.choice(vocabulary["surnames"]) + dice.choice(vocabulary["given"]) for _ in range(2)]
    date = f"{year + 1}年{dice.randrange(2, 5)}月{dice.randrange(1, 29)}日"
    return f"填表人：{people[0]}  填报日期：{date}  联系电话：07{dice.randrange(30, 46)}-{dice.randrange(2000000, 7999999)}  单位负责人签字：{people[1]}"
