"""A real nginx on loopback, configured as the how-to page tells web officers, and its visitors."""

from __future__ import annotations

import grp
import hashlib
import json
import os
import pwd
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

import pytest

from tests.generator.pipeline.conftest import tree
from tests.trials.conftest import PATIENCE, ROOT, check_gone, leading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from email.message import Message

PAGE = ROOT / "docs/how-to/publish-on-a-static-server.md"
PROGRAM = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
TYPES = Path("/etc/nginx/mime.types")
MISSING = (
    "NO NGINX: run `sudo apt-get install --yes nginx` and start again; "
    "the how-to page on servers has NOT been tried"
)
PATH, FOLDER = "/jxzp/", "/srv/www/site/"
"""Where the example of the page stands, on the web and on disk."""
PROJECT = "projects/2020/yanchi-emergency/expert-guidance"
ODD = {
    "自评表 2020年（原件）.csv": "项目,得分\n专家指导费,未打分\n".encode("gbk"),
    "100%完成.txt": "完成".encode(),
    "a+b=c&d.txt": b"a plus b",
    "%41%2f..txt": b"no escape",
    "怎么办?#答复.txt": "一问一答".encode(),
    "单引'双引\"尖<i>.txt": "引号".encode(),
    "[1]{2};~,@!$.txt": b"signs",
    "全角　空格—🙂.txt": "表情".encode(),
    "分 册/第 1 页.txt": "分册".encode(),
    "form.html": b"<script>document.title = 'run'</script>",
}
"""Attachments by names that trip careless links and servers."""
PLAIN = {
    "LC_ALL": "C.UTF-8",
    "SELFEVAL_LANGUAGE": "zh-CN",
    "SOURCE_DATE_EPOCH": "1767225600",
}
"""What commands are told, so that they always say and give the same."""
AROUND = """
daemon off;
worker_processes 2;
pid {folder}/pid;
error_log {folder}/error.log;
{user}
events {{}}
http {{
    sendfile on;
    tcp_nopush on;
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {site}
}}
"""
"""What stands around the example, as in the file of the distribution, but all in one folder."""


class Answer(NamedTuple):
    """What the server answered."""

    status: int
    headers: Message
    body: bytes


class Seen(NamedTuple):
    """What a visitor got."""

    path: str
    status: int
    sha256: str


@dataclass(frozen=True)
class Hosted:
    """A site behind a server, at an address of its own."""

    folder: Path
    port: int
    place: str
    """The path of the site, with a slash at both ends."""

    @property
    def output(self) -> Path:
        """The folder that the server shows."""
        return self.folder / "site"

    def ask(self, path: str, **headers: str) -> Answer:
        """Ask for an address of the host, exactly as it is spelt."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            line.request("GET", path, headers=named)
            answer = line.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            line.close()

    def file(self, path: str, **headers: str) -> Answer:
        """Ask for a file of the site by its name."""
        return self.ask(f"{self.place}{quote(path)}", **headers)

    def listed(self) -> dict[str, str]:
        """Return the SHA-256 of every file that the manifest names."""
        said = json.loads(self.file("manifest.json").body)["files"]
        return {file["path"]: file["sha256"] for file in said}

    def digests(self) -> dict[str, str]:
        """Return the SHA-256 of every file that stands in the site."""
        return {path: hashlib.sha256(body).hexdigest() for path, body in tree(self.output).items()}

    @contextmanager
    def visited(self, paths: Sequence[str]) -> Iterator[list[Seen]]:
        """Let a visitor ask for page after page meanwhile; yield what it gets, in order."""
        seen: list[Seen] = []
        gone = Event()
        with ThreadPoolExecutor(1) as visitor:
            asking = visitor.submit(self._visit, paths, seen, gone)
            try:
                yield seen
            finally:
                gone.set()
                asking.result(PATIENCE)

    def _visit(self, paths: Sequence[str], seen: list[Seen], gone: Event) -> None:
        while not gone.is_set():
            for path in paths:
                answer = self.file(path)
                digest = hashlib.sha256(answer.body).hexdigest()
                seen.append(Seen(path, answer.status, digest))


def blocks(language: str) -> list[str]:
    """Return the examples of the how-to page in a language."""
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```", PAGE.read_text("utf-8"))


def commands(*words: str) -> str:
    """Return the one example of the how-to page that has all the words."""
    (found,) = (block for block in blocks("sh") if all(word in block for word in words))
    return found


def fitted(folder: Path, port: int, place: str) -> str:
    """Return the example of the page with another folder, port and path, as it says how to."""
    (text,) = blocks("nginx")
    if place == "/":
        text, count = re.subn(r"    location = .*?\n    }\n", "", text, flags=re.DOTALL)
        assert count == 1
    changes = {
        "    listen [::]:80;\n": "",  # not every machine has it
        "listen 80;": f"listen 127.0.0.1:{port};",
        FOLDER: f"{folder}/site/",
        PATH: place,
    }
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text


@contextmanager
def serving(place: str = PATH, changes: Mapping[str, str] | None = None) -> Iterator[Hosted]:
    """Start nginx for a folder of its own, as one who may read files and nothing else.

    Where `changes` are given, they are made to the example.
    """
    if PROGRAM is None or not TYPES.exists():
        pytest.skip(MISSING)
    with tempfile.TemporaryDirectory(prefix="selfeval-nginx-") as name:
        folder, port = Path(name), free_port()
        folder.chmod(0o755)
        site = fitted(folder, port, place)
        for old, new in (changes or {}).items():
            assert old in site
            site = site.replace(old, new)
        user = f"user nobody {group_of('nobody')};" if os.geteuid() == 0 else ""
        whole = AROUND.format(folder=folder, user=user, site=site)
        (folder / "nginx.conf").write_text(whole, "utf-8")
        with running(PROGRAM, folder):
            yield Hosted(folder, port, place)


@contextmanager
def running(program: str, folder: Path) -> Iterator[None]:
    """Run nginx as long as it is needed; none of its processes outlives that."""
    command = [program, "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
    process = subprocess.Popen(command, start_new_session=True)  # noqa: S603  the system's own
    with leading(process):
        end = time.monotonic() + PATIENCE
        while not (folder / "pid").exists() and time.monotonic() < end:
            assert process.poll() is None, (folder / "error.log").read_text("utf-8")
            time.sleep(0.02)
        yield
        process.terminate()
        check_gone(process.pid)


def group_of(user: str) -> str:
    """Return the name of the group that a user belongs to; systems name that of nobody apart."""
    return grp.getgrgid(pwd.getpwnam(user).pw_gid).gr_name


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


def run(*command: str, folder: Path = ROOT) -> None:
    """Run a command in a folder; it must succeed and say nothing."""
    made = subprocess.run(  # noqa: S603  our own commands, and those of our page
        command,
        cwd=folder,
        env={**os.environ, **PLAIN},
        capture_output=True,
        check=False,
        text=True,
        timeout=PATIENCE * 10,
    )
    said = made.stdout + made.stderr
    assert (made.returncode, said) == (0, ""), said


def build(content: Path, output: Path) -> None:
    """Build a site by the command line."""
    folders = ("--content", str(content), "--output", str(output))
    run(sys.executable, "-m", "generator", "build", "--quiet", *folders)


def prepare(folder: Path, base: str) -> Path:
    """Return the shipped content with an address to stand at, and with odd attachments."""
    content = folder / "content"
    shutil.copytree(ROOT / "content", content)
    replace(content / "site.yaml", '基址: ""', f"基址: https://www.example.gov.cn{base}")
    facts = content / PROJECT / "project.yaml"
    listed = [{"文件": name, "名称": f"附件{n}"} for n, name in enumerate(ODD, start=1)]
    said = f"附件: {json.dumps(listed, ensure_ascii=False)}\n"
    facts.write_text(facts.read_text("utf-8") + said, "utf-8")
    for name, body in ODD.items():
        path = content / PROJECT / "attachments" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    return content


def replace(path: Path, old: str, new: str) -> None:
    """Edit a content file."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def rename(content: Path, number: int) -> None:
    """Give the site another name, which stands on every page."""
    site = content / "site.yaml"
    site.write_text(
        re.sub("站点名称: .*", f"站点名称: 第{number}版", site.read_text("utf-8")), "utf-8"
    )
