"""What the command line says about itself and about wrong usage, in Chinese: the library's own words are English."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

_HELP = (
    (re.compile(r"^Usage: ", re.M), "用法："),
    (re.compile(r"\[OPTIONS\]"), "[选项]"),
    (re.compile(r"COMMAND \[ARGS\]\.\.\."), "命令 …"),
    (re.compile(r"^Arguments:$", re.M), "参数："),
    (re.compile(r"^Options:$", re.M), "选项："),
    (re.compile(r"^Commands:$", re.M), "命令："),
    (re.compile(r"Show this message and exit\."), "显示这段说明"),
    (re.compile(r"\[required\]"), "[必填]"),
    (re.compile(r"\[default: "), "[默认 "),
    (re.compile(r"\{([A-Z]+…?)\}"), r"\1"),
    (re.compile(r"(…\]?)\.\.\."), r"\1"),
    (re.compile(r"(?<=[A-Z…\]]) <\w+(?:\[\w+\])?>"), ""),
)
_WRONG = (
    (r"No such option: (\S+).*", "没有选项“{0}”"),
    (r"No such command '(.*?)'\. Did you mean (.*?)\?.*", "没有命令“{0}”，相近的有：{1}"),
    (r"No such command '(.*?)'.*", "没有命令“{0}”"),
    (r"Missing argument '(.*?)'.*", "缺少参数 {0}"),
    (r"Missing option '(.*?)'.*", "缺少选项 {0}"),
    (r"Missing command.*", "没有写要执行的命令"),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.*)\).*", "多出了参数：{0}"),
    (r"Option '?(.*?)'? requires an argument.*", "选项 {0} 后面要写上值"),
    (r"Option '?(.*?)'? does not take a value.*", "选项 {0} 后面不写值"),
    (r"Invalid value for '(.*?)': .*(?:greater than or equal to|>=) ?([\d.]+)$", "{0} 的值不能小于 {1}"),
    (r"Invalid value for '(.*?)': .*(?:less than or equal to|<=) ?([\d.]+)$", "{0} 的值不能大于 {1}"),
    (r"Invalid value for '(.*?)': .*(?:valid integer|unable to parse string as an integer).*", "{0} 的值应是整数"),
    (r"Invalid value for '(.*?)': .*(?:valid number|valid float|unable to parse string as a number).*", "{0} 的值应是数"),
    (r"Invalid value for '(.*?)'.*", "{0} 的值不对"),
)


class Command(TyperCommand):
    """A command whose help is Chinese throughout."""

    def get_help(self, ctx: Any) -> str:
        """The help text."""
        return _chinese(super().get_help(ctx))


class Group(TyperGroup):
    """The commands together; their help is Chinese throughout."""

    def get_help(self, ctx: Any) -> str:
        """The help text."""
        return _chinese(super().get_help(ctx))


def wrong_usage(error: Any) -> str:
    """The sentence for a usage error of the command line library, with where to read on."""
    said = str(error.format_message()).strip()
    if said.startswith("用法："):
        return said
    ctx = getattr(error, "ctx", None)
    near = getattr(error, "possibilities", None)
    advice = f"，相近的有：{'、'.join(sorted(near))}" if near else ""
    return f"{_sentence(said)}{advice}。用法见 {ctx.command_path if ctx else 'gouji'} --help。"


def _sentence(said: str) -> str:
    for pattern, sentence in _WRONG:
        found = re.fullmatch(pattern, said, re.S)
        if found:
            return sentence.format(*(words.replace("', '", "、").strip("'") for words in found.groups()))
    return f"用法不对（{said.rstrip('.')}）"


def _chinese(text: str) -> str:
    for pattern, words in _HELP:
        text = pattern.sub(words, text)
    return text
