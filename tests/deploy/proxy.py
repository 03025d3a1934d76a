"""The shipped nginx configuration, really running: only places and ports replaced."""

import http.client
import shutil
import socket
import ssl
import subprocess
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from scripts.nginx import find_nginx
from scripts.served import free_port
from tests.page import Answer
from tests.policy.files import ROOT

SHIPPED = ROOT / "deploy" / "nginx"
NAME = "polls.example.org"
ORIGIN = f"https://{NAME}"
HEADERS = "pollsvc-headers.conf"

# What stands around a file of conf.d on Debian: it logs, and it squeezes.
AROUND = """\
user root;
worker_processes 2;
pid nginx.pid;
error_log logs/error.log;
events { worker_connections 768; }
http {
    types {
        text/html html;
        text/css css;
        application/javascript js;
        image/svg+xml svg;
    }
    sendfile on;
    tcp_nopush on;
    access_log logs/access.log;
    gzip on;
    client_body_temp_path temporary/body;
    proxy_temp_path temporary/proxy;
    fastcgi_temp_path temporary/fastcgi;
    uwsgi_temp_path temporary/uwsgi;
    scgi_temp_path temporary/scgi;
    include conf.d/*.conf;
}
"""


@dataclass(frozen=True)
class Proxy:
    """A running nginx.

    Attributes:
        folder: All that it reads and writes.
        port: Where it speaks https.
        plain_port: Where it speaks http.
    """

    folder: Path
    port: int
    plain_port: int

    def open_files(self):
        """The names of what its processes hold open."""
        first = int((self.folder / "nginx.pid").read_text())
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        names = []
        for link in (
            link for pid in children for link in Path(f"/proc/{pid}/fd").iterdir()
        ):
            # What was closed meanwhile is gone.
            with suppress(FileNotFoundError):
                names.append(str(link.readlink()))
        return names

    def connect(self, *, encrypted=True, source="127.0.0.1", wait=20):
        """A connection to it, from an address of this machine."""
        port = self.port if encrypted else self.plain_port
        where = ("127.0.0.1", port)
        plain = socket.create_connection(where, wait, source_address=(source, 0))
        if not encrypted:
            return plain
        trusting = ssl.create_default_context(cafile=self.folder / "certificate.pem")
        return trusting.wrap_socket(plain, server_hostname=NAME)

    def said(self, *pieces, encrypted=True, wait=20):
        """The answer to bytes sent as they are."""
        with self.connect(encrypted=encrypted, wait=wait) as connection:
            for piece in pieces:
                connection.sendall(piece)
            return read(connection)


def read(connection):
    """The answer that comes over a connection."""
    answer = http.client.HTTPResponse(connection)
    answer.begin()
    body = answer.read()
    return Answer(answer.status, tuple(answer.getheaders()), body)


class ThroughProxy:
    """A road for a browser: over https, through nginx, one connection kept open."""

    origin = ORIGIN

    def __init__(self, proxy, *, source="127.0.0.1", **headers):
        self._proxy = proxy
        self._source = source
        self._headers = {"Host": NAME} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        self._connection = http.client.HTTPConnection(NAME)

    def send(self, method, path, *, headers=(), body=None):
        if self._connection.sock is None:
            self._connection.sock = self._proxy.connect(source=self._source)
        given = self._headers | dict(headers)
        self._connection.request(method, path, body=body, headers=given)
        answer = self._connection.getresponse()
        return Answer(answer.status, tuple(answer.getheaders()), answer.read())

    def close(self):
        self._connection.close()


@contextmanager
def proxy(folder, behind, *, without=()):
    """An nginx in front of a port of this machine, while the block lasts.

    Args:
        folder: Where all that it reads and writes is to be.
        behind: The port of what it stands in front of.
        without: Lines that begin so are left out of what we ship.
    """
    running = Proxy(folder, free_port(), free_port())
    prepare(running, behind, without)
    program = find_nginx()
    arguments = [program, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    arguments += ["-e", str(folder / "logs" / "error.log"), "-g", "daemon off;"]
    with (folder / "logs" / "output.log").open("wb") as output:
        process = subprocess.Popen(arguments, stdout=output, stderr=output)
    try:
        wait_until_it_listens(running, process)
        yield running
    finally:
        process.terminate()
        process.wait(20)


def prepare(running, behind, without):
    folder = running.folder
    for name in ("logs", "conf.d", "snippets", "temporary"):
        (folder / name).mkdir()
    (folder / "nginx.conf").write_text(AROUND)
    shutil.copy(SHIPPED / HEADERS, folder / "snippets" / HEADERS)
    text = (SHIPPED / "pollsvc.conf").read_text()
    for shipped, here in {
        "listen 80;": f"listen 127.0.0.1:{running.plain_port};",
        "listen [::]:80;": "",
        "listen 443 ": f"listen 127.0.0.1:{running.port} ",
        "listen [::]:443 ssl http2;": "",
        "server 127.0.0.1:8000;": f"server 127.0.0.1:{behind};",
        f"/etc/letsencrypt/live/{NAME}/fullchain.pem": f"{folder}/certificate.pem",
        f"/etc/letsencrypt/live/{NAME}/privkey.pem": f"{folder}/key.pem",
        "/run/pollsvc-bodies": f"{folder}/bodies",
        "root /opt/pollsvc": f"root {ROOT}",
        "/var/www/html": f"{folder}/www",
    }.items():
        assert shipped in text, shipped
        text = text.replace(shipped, here)
    lines = [line for line in text.splitlines() if not line.strip().startswith(without)]
    (folder / "conf.d" / "pollsvc.conf").write_text("\n".join(lines))
    certify(folder)


def certify(folder):
    """Makes a certificate that only our own clients trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(pem))
    secret = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "key.pem").write_bytes(secret)


def wait_until_it_listens(running, process):
    deadline = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < deadline:
        try:
            running.connect(wait=5).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    logs = (path.read_text() for path in (running.folder / "logs").iterdir())
    raise AssertionError(f"nginx did not start:\n{''.join(logs)}")
