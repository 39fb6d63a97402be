"""A real nginx on loopback, configured as the how-to page tells web officers, and its visitors."""

from __future__ import annotations

import grp
import hashlib
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
from tests.trials.conftest import PATIENCE, ROOT, check_gone

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
    with subprocess.Popen(command, start_new_session=True) as process:  # noqa: S603  the system's own
        try:
            end = time.monotonic() + PATIENCE
            while not (folder / "pid").exists() and time.monotonic() < end:
                assert process.poll() is None, (folder / "error.log").read_text("utf-8")
                time.sleep(0.02)
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE)
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
