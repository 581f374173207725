"""The command line: what may be asked, and nothing else; each command's work is loaded when it is called."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from gouji.exits import NOT_PUBLISHED, USAGE, Stop
from gouji.usage import Command, Group, wrong_usage
from gouji.version import VERSION

app = typer.Typer(
    name="gouji",
    cls=Group,
    help="读取绩效自评报告（Word、PDF），整理成数据表，列出数字前后矛盾之处。\n\n例：gouji run data/raw --out data/out",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

ConfigOption = Annotated[Path | None, typer.Option("--config", metavar="FILE", help="配置文件，默认为当前文件夹的 gouji.toml")]
OutOption = Annotated[str | None, typer.Option("--out", metavar="DIR", help="发布到哪个文件夹，默认 data/out")]
FormatOption = Annotated[str, typer.Option("--format", metavar="text|json", help="输出格式")]
BookFormatOption = Annotated[str, typer.Option("--format", metavar="text|json|markdown", help="输出格式")]
forms = typer.Typer(cls=Group, no_args_is_help=True, rich_markup_mode=None, help="表样：把没见过的表格变成可以登记的表样文件。")
app.add_typer(forms, name="form")
Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help="报告文件，可以是多个")]


@app.command(cls=Command, epilog="例：gouji run data/raw --out data/out --fail-on high")
def run(
    raw: Annotated[str | None, typer.Argument(metavar="RAW", help="收件文件夹，默认 data/raw")] = None,
    out: OutOption = None,
    jobs: Annotated[int | None, typer.Option("--jobs", metavar="N", min=1, help="同时工作的进程数，默认每核一个")] = None,
    engine: Annotated[str | None, typer.Option("--engine", metavar="local|dask", help="在本机或在 dask 集群上读取")] = None,
    scheduler: Annotated[str | None, typer.Option("--scheduler", metavar="ADDRESS", help="dask 调度器地址，如 tcp://主机:8786")] = None,
    fail_on: Annotated[
        str | None, typer.Option("--fail-on", metavar="high|medium|low|never", help="有此级别及以上的疑点时以 1 结束")
    ] = None,
    timeout: Annotated[float | None, typer.Option("--timeout", metavar="SECONDS", min=0.1, help="每个文件最多读取多少秒")] = None,
    log_format: Annotated[str, typer.Option("--log-format", metavar="text|json", help="json：标准输出上每行一个事件")] = "text",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="不显示进度和小结")] = False,
    force: Annotated[bool, typer.Option("--force", help="虽有文件大量缺失或失败，仍然发布（会记录在 run.json）")] = False,
    config: ConfigOption = None,
) -> None:
    """读取收件文件夹中的全部报告，核对并发布一次新的运行结果；只重新读取新的和有变化的文件。"""
    from gouji.commands.run import run_once

    _one_of("--log-format", log_format, "text", "json")
    flags = {"raw": raw, "out": out, "jobs": jobs, "engine": engine, "scheduler": scheduler, "fail_on": fail_on, "timeout": timeout}
    raise typer.Exit(run_once(config, flags, log_format=log_format, quiet=quiet, force=force))


@app.command(cls=Command, epilog="例：gouji check 整体自评报告.docx 附件2.pdf")
def check(files: Files, format: FormatOption = "text", config: ConfigOption = None) -> None:
    """把一个或几个文件放在一起核对，在屏幕上列出疑点，不发布。"""
    from gouji.commands.check import check_files

    _one_of("--format", format, "text", "json")
    raise typer.Exit(check_files(files, format, config))


@app.command(cls=Command, epilog="例：gouji show 整体自评报告.docx --what indicators")
def show(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="报告文件")],
    what: Annotated[str, typer.Option("--what", metavar="tables|indicators|funds|basics|facts|problems", help="看哪一部分")] = "tables",
    format: FormatOption = "text",
    html: Annotated[
        bool, typer.Option("--html", help="画出读取图：每页（或每张表）上标出格线、格和先后次序，写到标准输出或当前文件夹")
    ] = False,
) -> None:
    """显示对一个文件读懂了什么、没有读懂什么。"""
    if html:
        from gouji.commands.picture import show_picture

        raise typer.Exit(show_picture(file))
    from gouji.commands.show import WHAT, show_file

    _one_of("--what", what, *WHAT)
    _one_of("--format", format, "text", "json")
    raise typer.Exit(show_file(file, what, format))


@forms.command("draft", cls=Command, epilog="例：gouji form draft 某省自评表.docx > 某省.toml")
def form_draft(file: Annotated[Path, typer.Argument(metavar="FILE", help="含有新表样的文件")]) -> None:
    """从一张没有登记的表格起草表样文件（TOML），没读懂的表头和单元格列在注释里，由人补全。"""
    from gouji.commands.form import draft

    raise typer.Exit(draft(file))


@app.command(cls=Command, epilog="例：gouji rules A07")
def rules(
    rule: Annotated[str | None, typer.Argument(metavar="RULE", help="规则编号")] = None,
    format: BookFormatOption = "text",
) -> None:
    """列出全部规则，或说明一条规则：为什么查、依据、会报的例子和不会报的例子。"""
    from gouji.commands.rules import print_rules

    _one_of("--format", format, "text", "json", "markdown")
    raise typer.Exit(print_rules(rule, format))


@app.command(cls=Command, epilog='例：gouji decide A07-0f3b9c21de --status confirmed --note "已取得决算报表" --by 张华')
def decide(
    finding: Annotated[str, typer.Argument(metavar="FINDING", help="疑点编号")],
    status: Annotated[str, typer.Option("--status", metavar="confirmed|dismissed|open", help="确认、误报或存疑")],
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="备注")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="核实人")] = None,
    out: OutOption = None,
    config: ConfigOption = None,
) -> None:
    """记录对一条疑点的处理意见；以后各次运行都有效，直到所据的数字变化。"""
    from gouji.commands.decide import record_decision

    _one_of("--status", status, "confirmed", "dismissed", "open")
    raise typer.Exit(record_decision(_folder(out, config), finding, status, note, by))


@app.command(cls=Command, epilog="例：gouji diff")
def diff(
    old: Annotated[str | None, typer.Argument(metavar="OLD", help="较早的运行，默认倒数第二次")] = None,
    new: Annotated[str | None, typer.Argument(metavar="NEW", help="较晚的运行，默认最近一次")] = None,
    out: OutOption = None,
    format: FormatOption = "text",
    config: ConfigOption = None,
) -> None:
    """比较两次运行的疑点：新增、消失和不变的。"""
    from gouji.commands.diff import print_diff

    _one_of("--format", format, "text", "json")
    raise typer.Exit(print_diff(_folder(out, config), old, new, format))


@app.command(cls=Command, epilog="例：gouji watch data/raw --out data/out")
def watch(
    raw: Annotated[str | None, typer.Argument(metavar="RAW", help="收件文件夹，默认 data/raw")] = None,
    out: OutOption = None,
    jobs: Annotated[int | None, typer.Option("--jobs", metavar="N", min=1, help="同时工作的进程数")] = None,
    engine: Annotated[str | None, typer.Option("--engine", metavar="local|dask", help="在本机或在 dask 集群上读取")] = None,
    scheduler: Annotated[str | None, typer.Option("--scheduler", metavar="ADDRESS", help="dask 调度器地址，如 tcp://主机:8786")] = None,
    timeout: Annotated[float | None, typer.Option("--timeout", metavar="SECONDS", min=0.1, help="每个文件最多读取多少秒")] = None,
    log_format: Annotated[str, typer.Option("--log-format", metavar="text|json", help="json：标准输出上每行一个事件")] = "text",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="不显示进度和小结")] = False,
    config: ConfigOption = None,
) -> None:
    """守着收件文件夹：有文件放入、更改或移走并稳定下来，就重新运行一次。按 Ctrl-C 结束。"""
    from gouji.commands.watch import watch_folder

    _one_of("--log-format", log_format, "text", "json")
    flags = {"raw": raw, "out": out, "jobs": jobs, "engine": engine, "scheduler": scheduler, "timeout": timeout}
    raise typer.Exit(watch_folder(config, flags, log_format=log_format, quiet=quiet))


@app.command(cls=Command, epilog="例：gouji schema --format markdown")
def schema(format: BookFormatOption = "text") -> None:
    """数据字典：发布的每张表、每一列的含义、单位、可否为空、例子和表间关系。"""
    from gouji.commands.schema import print_schema

    _one_of("--format", format, "text", "json", "markdown")
    raise typer.Exit(print_schema(format))


@app.command(cls=Command, epilog="例：gouji export --format xlsx findings evidence --to 导出")
def export(
    tables: Annotated[list[str] | None, typer.Argument(metavar="TABLE…", help="表名，默认全部")] = None,
    format: Annotated[str, typer.Option("--format", metavar="csv|xlsx|json", help="导出格式")] = "csv",
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="导出到哪个文件夹")] = Path(),
    run_id: Annotated[str | None, typer.Option("--run", metavar="RUN", help="哪一次运行，默认最近一次")] = None,
    out: OutOption = None,
    config: ConfigOption = None,
) -> None:
    """把发布的表导出成 csv（Excel 可直接打开）、xlsx 或 json。"""
    from gouji.commands.export import export_tables

    _one_of("--format", format, "csv", "xlsx", "json")
    raise typer.Exit(export_tables(_folder(out, config), tables or [], format, to, run_id))


@app.command(cls=Command, epilog="例：gouji review --out data/out")
def review(
    out: OutOption = None,
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="端口，默认由系统选一个")] = 0,
    config: ConfigOption = None,
) -> None:
    """在本机浏览器里逐条核实：同一个报告页，带“确认、误报、存疑”按钮，填了就记下。按 Ctrl-C 结束。"""
    from gouji.review import serve

    def announce(address: str) -> None:
        typer.echo(f"请在本机浏览器打开（地址只在本次有效，请勿转发）：\n{address}", err=True)

    raise typer.Exit(serve(_folder(out, config), port, announce=announce))


def main() -> None:
    """The console script. Ends with the exit codes of the contract; a broken pipe downstream is not an error."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the figures are few; thread pools would only cost memory
    _open_standard_streams()
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    from gouji.console import plain, say

    try:
        sys.exit(app(standalone_mode=False) or 0)
    except Stop as stop:
        say(sys.stderr, plain(stop.message) + "\n")
        sys.exit(stop.code)
    except typer.Abort:
        sys.exit(130)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:
        if not hasattr(error, "format_message"):  # ours; Python's own exit code would say that findings were published
            import traceback

            say(sys.stderr, traceback.format_exc())
            sys.exit(NOT_PUBLISHED)
        said = wrong_usage(error)
        say(sys.stderr, (said if "\n" in said else plain(said)) + "\n")
        sys.exit(USAGE)


def _open_standard_streams() -> None:
    """Streams the program was started without lead nowhere, lest a table is opened in their place and gets what libraries print."""
    while (nowhere := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(nowhere)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - open as long as the program runs


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="显示版本")] = False) -> None:
    if version:
        typer.echo(f"gouji {VERSION}")
        raise typer.Exit()


def _one_of(option: str, value: str, *known: str) -> None:
    if value not in known:
        raise Stop(USAGE, f"{option} 不能是“{value}”，可用的有：{'、'.join(known)}。")


def _folder(out: str | None, config: Path | None) -> Path:
    if out is not None:
        return Path(out)
    from gouji.config import load_settings

    return Path(load_settings(config).paths.out)
