"""`gouji review`: answers are written at once, and only for the page this server gave out."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import pytest

from gouji.decisions import read
from gouji.exits import Stop
from gouji.history import findings_of
from publish.swap import latest_run
from tests.gouji.conftest import write_docx

uvicorn = pytest.importorskip("uvicorn")

TOKEN = "t" * 32
TRAINING = ("一、资金使用", "培训费共10人，每人2000元，合计3万元。")


@pytest.fixture
def published(raw: Path, out: Path, go: Callable[..., int]) -> Path:
    write_docx(raw / "报告.docx", *TRAINING)
    go()
    return out


class Answer:
    """What the server said."""

    def __init__(self, response: HTTPResponse) -> None:
        self.status_code = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.content = response.read()

    def json(self) -> Any:
        return json.loads(self.content)


class Client:
    """Sends requests exactly as given: no path is tidied, no header added but Host."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.here = f"http://127.0.0.1:{port}"

    def get(self, path: str, **headers: str) -> Answer:
        return self.send("GET", path, None, headers)

    def send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body, headers)
            return Answer(connection.getresponse())
        finally:
            connection.close()


@pytest.fixture
def client(published: Path) -> Iterator[Client]:
    from gouji.review import application

    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application(published, TOKEN), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield Client(door.getsockname()[1])
    server.should_exit = True
    thread.join()
    door.close()


@pytest.fixture
def finding_id(published: Path) -> str:
    run = latest_run(published)
    assert run is not None
    return findings_of(run)[0].finding_id


def post(client: Client, body: Any, **headers: str) -> Answer:
    given = {"origin": client.here, "content-type": "application/json"}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    return client.send("POST", f"/{TOKEN}/decisions", json.dumps(body).encode(), given)


def test_the_page_is_the_published_one(client: Client, published: Path) -> None:
    answer = client.get(f"/{TOKEN}/")
    run = latest_run(published)
    assert run is not None and answer.content == (run / "report.html").read_bytes()
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_an_answer_is_in_the_log_at_once_and_shown_again(client: Client, published: Path, finding_id: str) -> None:
    answer = post(client, {"finding_id": finding_id, "status": "dismissed", "note": " 口径不同 ", "by": "顾南星"})
    assert answer.status_code == 200 and answer.json()["answer"]["status"] == "dismissed"
    [decision] = read(published)[0]
    assert (decision.finding_id, decision.status, decision.note, decision.by, decision.origin) == (
        finding_id, "dismissed", "口径不同", "顾南星", "网页复核",
    )  # fmt: skip
    assert decision.fingerprint and decision.seen
    assert client.get(f"/{TOKEN}/decisions").json()["answers"][finding_id]["answer"]["note"] == "口径不同"


def test_two_people_who_disagree_are_both_shown(client: Client, finding_id: str) -> None:
    post(client, {"finding_id": finding_id, "status": "confirmed", "by": "沈一鸣"})
    shown = post(client, {"finding_id": finding_id, "status": "dismissed", "by": "顾南星"}).json()
    assert shown["answer"]["by"] == "顾南星" and shown["others"][0]["by"] == "沈一鸣"


def test_an_answer_holds_in_the_next_run(client: Client, published: Path, finding_id: str, go: Callable[..., int]) -> None:
    post(client, {"finding_id": finding_id, "status": "confirmed"})
    go()
    run = latest_run(published)
    assert run is not None
    assert {f.finding_id: f.decision for f in findings_of(run)}[finding_id] == "confirmed"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.invalid"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": ""},
        {"host": "evil.invalid:8765"},
        {"host": "127.0.0.1:9999"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
)
def test_requests_from_elsewhere_are_turned_away(client: Client, published: Path, finding_id: str, headers: dict[str, str]) -> None:
    assert post(client, {"finding_id": finding_id, "status": "confirmed"}, **headers).status_code == 404
    assert read(published)[0] == []


def test_without_an_origin_nothing_is_written(client: Client, published: Path, finding_id: str) -> None:
    body = json.dumps({"finding_id": finding_id, "status": "confirmed"}).encode()
    answer = client.send("POST", f"/{TOKEN}/decisions", body, {"content-type": "application/json"})
    assert answer.status_code == 404 and read(published)[0] == []


@pytest.mark.parametrize("path", ["/", "/decisions", f"/{'x' * 32}/", f"/{'x' * 32}/decisions", "//", "/" + TOKEN[:-1] + "/"])
def test_without_the_token_there_is_nothing(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404 and TOKEN.encode() not in answer.content


@pytest.mark.parametrize(
    "name", ["decisions.jsonl", "../decisions.jsonl", "%2e%2e/decisions.jsonl", "run.json", "latest/run.json", ".store"]
)
def test_nothing_else_below_the_folder_can_be_read(client: Client, published: Path, name: str) -> None:
    (published / "decisions.jsonl").write_text("geheim", encoding="utf-8")
    answer = client.get(f"/{TOKEN}/{name}")
    assert answer.status_code == 404 and b"geheim" not in answer.content


def test_a_page_that_is_a_link_is_not_followed(client: Client, published: Path, tmp_path: Path) -> None:
    run = latest_run(published)
    assert run is not None
    (tmp_path / "geheim").write_text("geheim", encoding="utf-8")
    (run / "report.html").unlink()
    (run / "report.html").symlink_to(tmp_path / "geheim")
    assert client.get(f"/{TOKEN}/").status_code == 404


@pytest.mark.parametrize(
    "body",
    [{}, [], {"finding_id": "x"}, {"finding_id": "x", "status": "maybe"}, {"finding_id": 7, "status": "open"}, {"finding_id": "x", "status": "open", "more": 1}],
)  # fmt: skip
def test_what_is_not_an_answer_is_refused(client: Client, published: Path, body: Any) -> None:
    assert post(client, body).status_code == 400
    assert read(published)[0] == []


def test_only_json_of_a_sensible_size_is_taken(client: Client, finding_id: str) -> None:
    assert post(client, {"finding_id": finding_id, "status": "open"}, content_type="text/plain").status_code == 415
    assert post(client, {"finding_id": finding_id, "status": "open", "note": "长" * 100_000}).status_code == 413


def test_unknown_findings_and_changed_evidence_are_named(client: Client, finding_id: str) -> None:
    assert post(client, {"finding_id": "没有", "status": "open"}).status_code == 404
    assert post(client, {"finding_id": finding_id, "status": "open", "fingerprint": "别的"}).status_code == 409


def test_without_a_published_run_the_command_says_so(tmp_path: Path) -> None:
    from gouji.review import serve

    with pytest.raises(Stop, match="还没有发布"):
        serve(tmp_path, announce=lambda _: None)


def test_a_port_in_use_is_named(published: Path) -> None:
    from gouji.review import serve

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(Stop, match="端口"):
            serve(published, taken.getsockname()[1], announce=lambda _: None)


def test_without_the_extra_the_command_says_what_to_install(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    from gouji.review import serve

    real = builtins.__import__

    def missing(name: str, *arguments: Any, **named: Any) -> Any:
        if name.split(".")[0] in ("uvicorn", "starlette"):
            raise ImportError(name)
        return real(name, *arguments, **named)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(Stop, match=r"gouji\[review\]"):
        serve(published, announce=lambda _: None)
