"""`gouji review`: the report page on this machine only, with buttons that write an auditor's answer to decisions.jsonl."""

from __future__ import annotations

import hmac
import secrets
import socket
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from gouji import decisions
from gouji.exits import NOT_PUBLISHED, USAGE, Stop, why
from gouji.history import findings_of, sides_in
from model import Decision, DecisionStatus, Finding
from publish.page_data import answer_data
from publish.swap import latest_run

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

HOST = "127.0.0.1"
PAGE = "report.html"
ORIGIN = "网页复核"
MAX_BODY = 64 << 10
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Posted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the page sends when a button is pressed."""

    finding_id: str
    status: DecisionStatus
    note: str = ""
    by: str = ""
    fingerprint: str | None = None
    """Of the finding as the page shows it; None when the page does not know."""


def serve(out: Path, port: int = 0, *, announce: Callable[[str], None] = print) -> int:
    """Serve the latest run's page on the loopback address until interrupted. `announce` is given the address to open."""
    try:
        import uvicorn

        token = secrets.token_urlsafe(24)
        app = application(out, token)
    except ImportError as error:
        raise Stop(USAGE, "网页复核需要另装组件：pip install 'gouji[review]'；也可以直接在“疑点清单.xlsx”的核实栏里填写。") from error
    if latest_run(out) is None:
        raise Stop(NOT_PUBLISHED, f"{out} 中还没有发布过结果，请先运行 gouji run。")
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        door.bind((HOST, port))
        door.listen()  # from here on a browser that is quick is kept waiting, not turned away
    except OSError as error:
        door.close()
        raise Stop(USAGE, f"端口 {port} 不能使用（{why(error)}），请用 --port 换一个。") from error
    with door:
        announce(f"http://{HOST}:{door.getsockname()[1]}/{token}/")
        uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False, access_log=False)).run(sockets=[door])
    return 0


def application(out: Path, token: str) -> Starlette:
    """The server's application: one page and its answers, below the token, for requests from the page itself only."""
    from starlette.applications import Starlette
    from starlette.responses import JSONResponse, Response
    from starlette.routing import Route

    async def page(request: Request) -> Response:
        run = latest_run(out)
        path = run / PAGE if run else None
        if path is None or not path.is_file() or path.is_symlink():
            return JSONResponse({"message": "还没有发布过结果。"}, 404)
        return Response(path.read_bytes(), media_type="text/html; charset=utf-8")

    async def answers(request: Request) -> Response:
        return JSONResponse({"answers": _answers(out)})

    async def decide(request: Request) -> Response:
        if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
            return JSONResponse({"message": "请求格式不对。"}, 415)
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > MAX_BODY:
                return JSONResponse({"message": "内容过长。"}, 413)
        try:
            posted = msgspec.json.decode(body, type=Posted)
        except msgspec.MsgspecError:
            return JSONResponse({"message": "请求内容不对。"}, 400)
        status, reply = _record(out, posted)
        return JSONResponse(reply, status)

    routes = [
        Route("/{token}/", page, methods=["GET"]),
        Route("/{token}/decisions", answers, methods=["GET"]),
        Route("/{token}/decisions", decide, methods=["POST"]),
    ]
    app = Starlette(routes=routes)
    app.add_middleware(_only_from_here(token))
    return app


def _only_from_here(token: str) -> Any:
    """Middleware that turns away whatever does not come from the page this server gave out."""
    from starlette.middleware.base import BaseHTTPMiddleware
    from starlette.responses import JSONResponse

    class OnlyFromHere(BaseHTTPMiddleware):
        async def dispatch(self, request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
            if not _is_ours(request, token):
                response: Response = JSONResponse({"message": "没有这个地址，或地址已失效。"}, 404)
            else:
                response = await call_next(request)
            response.headers.update(HEADERS)
            return response

    return OnlyFromHere


def _is_ours(request: Request, token: str) -> bool:
    """The token in the path, the loopback address as Host, and for anything but reading the page itself as Origin."""
    host = request.headers.get("host", "")
    name, _, port = host.rpartition(":")
    server = request.scope.get("server") or ("", None)
    given = request.url.path.split("/")[1] if request.url.path.count("/") >= 2 else ""
    return (
        name in (HOST, "localhost")
        and port == str(server[1])
        and hmac.compare_digest(given.encode(), token.encode())
        and (request.method == "GET" or request.headers.get("origin") == f"http://{host}")
        and request.headers.get("sec-fetch-site", "none") in ("none", "same-origin")
    )


def _answers(out: Path) -> dict[str, Any]:
    """Answers that hold for the findings of the latest run, by finding number."""
    run = latest_run(out)
    if run is None:
        return {}
    log = decisions.by_finding(decisions.read(out)[0])
    decided = (decisions.decided(finding, log) for finding in findings_of(run) if finding.finding_id in log)
    return {finding.finding_id: _shown(finding) for finding in decided if finding.answer and not finding.reopened}


def _record(out: Path, posted: Posted) -> tuple[int, dict[str, Any]]:
    """Write an answer to the log; the status and what the page is told."""
    run = latest_run(out)
    finding = next((held for held in findings_of(run) if held.finding_id == posted.finding_id), None) if run else None
    if run is None or finding is None or finding.status == "gone":
        return 404, {"message": "最近一次运行中没有这条疑点，请刷新页面。"}
    if posted.fingerprint is not None and posted.fingerprint != finding.fingerprint:
        return 409, {"message": "这条疑点所据的数据已经变化，请刷新页面后再填。"}
    decision = Decision(
        finding_id=finding.finding_id,
        status=posted.status,
        at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        by=posted.by.strip() or None,
        note=posted.note.strip() or None,
        origin=ORIGIN,
        run_id=run.name,
        fingerprint=finding.fingerprint,
        seen=sides_in(run, finding.finding_id),
    )
    decisions.append(out, [decision])
    return 200, _shown(decisions.decided(finding, decisions.by_finding(decisions.read(out)[0])))


def _shown(finding: Finding) -> dict[str, Any]:
    return {"answer": answer_data(finding.answer), "others": [answer_data(other) for other in finding.other_answers]}
