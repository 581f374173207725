"""The small language of an office's own relations: parsed by a grammar, never evaluated as code."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import msgspec

from rules.settings import WrongSetting

GRAMMAR = r"""
relation: sum COMPARE sum
?sum: product | sum PLUS product | sum MINUS product
?product: factor | product TIMES factor | product OVER factor
?factor: NUMBER UNIT? -> number
    | MINUS factor -> negate
    | "(" sum ")" | "（" sum "）"
    | FUNCTION ("(" sum ")" | "（" sum "）") -> apply
    | name
name: segment ("." segment)*
segment: WORD ("[" TEXT "]")*
COMPARE: "<=" | ">=" | "==" | "!=" | "≤" | "≥" | "≠" | "=" | "<" | ">" | "＝" | "＜" | "＞"
PLUS: "+" | "＋"
MINUS: "-" | "－"
TIMES: "*" | "×"
OVER: "/" | "÷"
FUNCTION.2: /(sum|max|min|count|avg|abs|合计|最大|最小|个数|平均|绝对值)(?=\s*[(（])/
NUMBER: /\d+(\.\d+)?/
UNIT: "%" | "亿元" | "万元" | "千元" | "元"
WORD: /[\u4e00-\u9fffA-Za-z_][\u4e00-\u9fffA-Za-z0-9_“”]*/
TEXT: /"[^"\n]*"/ | /“[^”\n]*”/ | /'[^'\n]*'/
%ignore /[ \t\r\n\u3000]+/
"""
FUNCTIONS = {"sum": "sum", "合计": "sum", "max": "max", "最大": "max", "min": "min", "最小": "min",
             "count": "count", "个数": "count", "avg": "avg", "平均": "avg", "abs": "abs", "绝对值": "abs"}  # fmt: skip
COMPARE = {
    "=": "=",
    "==": "=",
    "＝": "=",
    "!=": "≠",
    "≠": "≠",
    "<=": "≤",
    "≤": "≤",
    ">=": "≥",
    "≥": "≥",
    "<": "<",
    "＜": "<",
    ">": ">",
    "＞": ">",
}
_MONEY = {"亿元": Decimal(10000), "万元": Decimal(1), "千元": Decimal("0.1"), "元": Decimal("0.0001")}
LONGEST = 2000
"""Characters of an expression; longer ones are refused before parsing."""


class Segment(msgspec.Struct, frozen=True):
    """One step of a name: a word, and what stands in brackets after it."""

    word: str
    keys: tuple[str, ...] = ()


class Name(msgspec.Struct, frozen=True):
    """A named figure: 基础数据.项目支出.决算."""

    segments: tuple[Segment, ...]

    def __str__(self) -> str:
        return ".".join(s.word + "".join(f'["{key}"]' for key in s.keys) for s in self.segments)


class Number(msgspec.Struct, frozen=True):
    """A number written in the expression; money in 万元."""

    value: Decimal


class Apply(msgspec.Struct, frozen=True):
    """A function over all figures of its argument."""

    function: str
    argument: Node


class Binary(msgspec.Struct, frozen=True):
    """Two expressions joined by + - * /."""

    operator: str
    left: Node
    right: Node


Node = Name | Number | Apply | Binary


class Relation(msgspec.Struct, frozen=True):
    """Two expressions that an office holds against each other."""

    operator: str
    left: Node
    right: Node
    text: str


@cache
def parse_relation(text: str) -> Relation:
    """The relation written in `text`. Raises `WrongSetting` with the place where it cannot be read."""
    from lark.exceptions import LarkError, UnexpectedInput

    if len(text) > LONGEST:
        raise WrongSetting(f"核对关系太长（{len(text)}字，最多{LONGEST}字）。")
    try:
        tree = _parser().parse(text)
    except UnexpectedInput as error:
        ended = getattr(getattr(error, "token", None), "type", "") == "$END"
        at = len(text) if ended or error.pos_in_stream is None else error.pos_in_stream
        rest = text[at : at + 10].split("\n")[0]
        where = f"第{at + 1}个字“{rest}”处" if 0 <= at < len(text) else "末尾"
        raise WrongSetting(f"核对关系“{text}”在{where}读不下去，应为“表达式 比较符 表达式”。") from error
    except (LarkError, RecursionError) as error:
        raise WrongSetting(f"核对关系“{text}”无法解析。") from error
    left, operator, right = tree.children
    return Relation(operator=COMPARE[str(operator)], left=_build(left), right=_build(right), text=" ".join(text.split()))


def names_in(node: Node) -> Iterator[Name]:
    """Every named figure of an expression."""
    if isinstance(node, Name):
        yield node
    elif isinstance(node, Apply):
        yield from names_in(node.argument)
    elif isinstance(node, Binary):
        yield from names_in(node.left)
        yield from names_in(node.right)


@cache
def _parser() -> Any:
    from lark import Lark

    return Lark(GRAMMAR, start="relation", parser="lalr", maybe_placeholders=False)


def _build(tree: Any) -> Node:
    """The parser's tree as nodes of this module."""
    kind, children = tree.data, tree.children
    if kind == "number":
        factor = _MONEY.get(str(children[1]), Decimal(1)) if len(children) > 1 else Decimal(1)
        return Number(Decimal(str(children[0])) * factor)
    if kind == "negate":
        return Binary("-", Number(Decimal(0)), _build(children[1]))
    if kind == "apply":
        return Apply(FUNCTIONS[str(children[0])], _build(children[1]))
    if kind == "name":
        return Name(tuple(Segment(str(s.children[0]), tuple(str(key)[1:-1] for key in s.children[1:])) for s in children))
    left, operator, right = children
    sign = {"＋": "+", "－": "-", "×": "*", "÷": "/"}.get(str(operator), str(operator))
    return Binary(sign, _build(left), _build(right))
