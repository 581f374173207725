"""Settings from gouji.toml: strict, so that a misspelt key is an error that names the key and the nearest known one."""

from __future__ import annotations

import os
import re
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin

import msgspec

from gouji.exits import USAGE, Stop, why
from publish.gate import GateSettings
from rules.settings import CustomRule, RuleSettings, WrongSetting, verify

CONFIG_FILE = "gouji.toml"
FailOn = Literal["high", "medium", "low", "never"]
Engine = Literal["local", "dask"]
T = TypeVar("T", bound=msgspec.Struct)


class Paths(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The `[paths]` table: folders, or addresses such as s3://bucket/raw."""

    raw: str = "data/raw"
    out: str = "data/out"


class RunSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The `[run]` table."""

    jobs: int = 0
    """Worker processes; 0 means one a core."""
    engine: Engine = "local"
    scheduler: str | None = None
    fail_on: FailOn = "never"
    keep: int = 30
    """Published runs kept; 0 keeps all."""
    settle: float = 1.0
    """Seconds a file must stand unchanged before it is believed to be complete."""


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The `[limits]` table: what one document may cost."""

    timeout: float = 50.0
    """Seconds of wall-clock time."""
    memory_mb: int = 900
    """MiB of memory of the reading process."""
    file_mb: int = 200
    """MiB of file size."""


class PreviousSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The `[previous]` table: last year's reports that are no longer under RAW."""

    stored: bool = True
    """Whether what earlier runs read of them serves as the year before."""
    withdrawn: tuple[str, ...] = ()
    """Paths (with * and ?) of earlier files that must not serve so, because they were withdrawn or wrong."""


class WatchSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The `[watch]` table."""

    interval: float = 2.0
    """Seconds between two looks at RAW."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything gouji.toml may say."""

    paths: Paths = Paths()
    run: RunSettings = RunSettings()
    limits: Limits = Limits()
    gate: GateSettings = GateSettings()
    rules: RuleSettings = RuleSettings()
    previous: PreviousSettings = PreviousSettings()
    watch: WatchSettings = WatchSettings()
    rule: tuple[CustomRule, ...] = ()
    """`[[rule]]` entries: the office's own relations (docs/custom-rules.md). `rules.custom` holds them after loading."""


class RuleFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file beside gouji.toml, named in `rules.files`, with further `[[rule]]` entries."""

    rule: tuple[CustomRule, ...] = ()


def load_settings(path: Path | None = None) -> Settings:
    """Settings of `path`, or of gouji.toml in the working folder, or the defaults. Stops with exit code 2 when they are wrong."""
    check_forms()
    if path is None:
        path = Path(CONFIG_FILE)
        if not path.is_file():
            return Settings()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Stop(USAGE, f"配置文件 {path} 无法读取：{_reason(error)}。") from error
    return parse_settings(text, name=str(path), folder=path.parent)


def check_forms() -> None:
    """Stops with exit code 2 for a wrong form file of the user's own, before any document fails because of it."""
    if os.environ.get("GOUJI_FORMS"):
        from normalize.form_files import check_added_forms

        try:
            check_added_forms()
        except ValueError as error:
            raise Stop(USAGE, str(error)) from error


def parse_settings(text: str, *, name: str = CONFIG_FILE, folder: Path | None = None) -> Settings:
    """Settings written in `text`, with the rule files it names (relative to `folder`). Stops with exit code 2 when something is wrong."""
    settings = _decode(text, Settings, name)
    _verify_values(settings, name)
    entries = list(settings.rule)
    for file in settings.rules.files:
        path = (folder or Path()) / file
        try:
            entries += _decode(path.read_text(encoding="utf-8-sig"), RuleFile, str(path)).rule
        except (OSError, UnicodeDecodeError) as error:
            raise Stop(USAGE, f"{name} 的 rules.files 所指的 {path} 无法读取：{_reason(error)}。") from error
    rules = msgspec.structs.replace(settings.rules, custom=(*settings.rules.custom, *entries))
    _verify_rules(rules, name)
    return msgspec.structs.replace(settings, rules=rules, rule=())


def _decode(text: str, kind: type[T], name: str) -> T:
    try:
        return msgspec.toml.decode(text, type=kind, strict=False)
    except msgspec.ValidationError as error:
        raise Stop(USAGE, f"{name}：{_explain(str(error), kind)}") from error
    except msgspec.DecodeError as error:
        raise Stop(USAGE, f"{name} 不是有效的 TOML：{error}。") from error


def _reason(error: OSError | UnicodeDecodeError) -> str:
    return why(error) if isinstance(error, OSError) else "不是 UTF-8 编码的文本"


def _verify_rules(settings: RuleSettings, name: str) -> None:
    """Look at the rules only when something is set about them: loading them takes a moment."""
    if settings == RuleSettings():
        return
    from rules import every_rule

    try:
        verify(settings, every_rule(settings))
    except WrongSetting as error:
        raise Stop(USAGE, f"{name}：{error}") from error


def is_remote(place: str) -> bool:
    """Whether a place is an address such as s3://bucket/raw rather than a folder."""
    return "://" in place


def workers(settings: Settings) -> int:
    """Number of worker processes."""
    if settings.run.jobs > 0:
        return settings.run.jobs
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _explain(error: str, kind: type[msgspec.Struct] = Settings) -> str:
    unknown = re.match(r"Object contains unknown field `(?P<key>[^`]*)`(?: - at `\$\.?(?P<path>[^`]*)`)?", error)
    if unknown is None:
        where = re.search(r" - at `\$\.?(?P<path>[^`]*)`", error)
        return f"键“{where['path'] if where else ''}”的取值不对：{error.split(' - at')[0]}。"
    key, path = unknown["key"], unknown["path"] or ""
    known = _keys(path, kind)
    place = f"[{path}] 中" if path else ""
    near = _nearest(key, known)
    return f"{place}没有键“{key}”，最接近的是{near}；可用的键有：{'、'.join(known)}。" if near else f"{place}没有键“{key}”。"


def _nearest(key: str, known: list[str]) -> str:
    """The known key most like this one: of the same table, else of another one that it was probably meant for."""
    tables = {name: table for table in _keys("") for name in _keys(table)}
    if not get_close_matches(key, known, n=1) and (other := get_close_matches(key, tables, n=1)):
        return f" [{tables[other[0]]}] 中的“{other[0]}”"
    close = get_close_matches(key, known, n=1, cutoff=0.0)
    return f"“{close[0]}”" if close else ""


def _keys(path: str, kind: Any = Settings) -> list[str]:
    for name in filter(None, re.sub(r"\[[^\]]*\]", "", path).split(".")):
        kind = {field.name: field.type for field in msgspec.structs.fields(kind)}.get(name)
        if get_origin(kind) is tuple:
            kind = get_args(kind)[0]
        if not (isinstance(kind, type) and issubclass(kind, msgspec.Struct)):
            return []
    return [field.name for field in msgspec.structs.fields(kind)]


def _verify_values(settings: Settings, name: str) -> None:
    limits, run = settings.limits, settings.run
    wrong = [
        key
        for key, fits in (
            ("run.jobs", run.jobs >= 0),
            ("run.keep", run.keep >= 0),
            ("run.settle", run.settle >= 0),
            ("limits.timeout", limits.timeout > 0),
            ("limits.memory_mb", limits.memory_mb >= 64),
            ("limits.file_mb", limits.file_mb > 0),
            ("watch.interval", settings.watch.interval > 0),
            *((f"gate.{key}", 0 <= getattr(settings.gate, key) <= 1) for key in ("max_failed", "max_lost", "max_shrink")),
        )
        if not fits
    ]
    if wrong:
        raise Stop(USAGE, f"{name}：键“{wrong[0]}”的取值超出允许范围。")
