"""A card in SoftHSM, an agent on it that nobody sits at, and a page, for test_agent.py."""
import base64
import hashlib
import json
import os
import pathlib
import shutil
import socket
import struct
import subprocess
import time

ORIGIN = "https://portal.example"
PIN = "12345678"
PUK = "87654321"
PINENTRY = pathlib.Path(__file__).resolve().parents[2] / "support" / "unattended" / "pinentry"
CERTIFICATES = (("authentication", "01", "keyUsage=critical,digitalSignature\nextendedKeyUsage=clientAuth"),
                ("signature", "02", "keyUsage=critical,nonRepudiation\ncertificatePolicies=1.3.76.16.6"))


def run(*command, **more):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **more)


def softhsm():
    found = [path for path in pathlib.Path("/usr/lib").rglob("libsofthsm2.so")]
    if not found:
        raise RuntimeError("libsofthsm2.so is not installed")
    return str(found[0])


def make_card(folder):
    """A token with both keys under one PIN; certificates that end in 300 days."""
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n")
    env = dict(os.environ, SOFTHSM2_CONF=str(folder / "softhsm2.conf"))
    run("softhsm2-util", "--init-token", "--free", "--label", "CNS", "--pin", PIN, "--so-pin", PUK, env=env)
    for role, number, extensions in CERTIFICATES:
        key, config, pem, der = (str(folder / f"{role}.{kind}") for kind in ("key", "cnf", "pem", "der"))
        pathlib.Path(config).write_text("[req]\nprompt=no\ndistinguished_name=name\nx509_extensions=kinds\n[name]\nC=IT\nSN=Rossi\nGN=Mario\n"
                                        "serialNumber=TINIT-RSSMRA80A01H501U\nCN=Mario Rossi\n[kinds]\n" + extensions + "\n")
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", pem, "-days", "300", "-config", config)
        run("openssl", "x509", "-in", pem, "-outform", "DER", "-out", der)
        run("openssl", "pkcs8", "-topk8", "-nocrypt", "-in", key, "-out", key + ".p8")
        run("softhsm2-util", "--import", key + ".p8", "--token", "CNS", "--label", role, "--id", number, "--pin", PIN, env=env)
        run("pkcs11-tool", "--module", softhsm(), "--token-label", "CNS", "--login", "--pin", PIN, "--write-object", der,
            "--type", "cert", "--id", number, "--label", role, env=env)


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def act(number, **changes):
    """A validation act as the portal issues it (shared/domain/validation_act.hpp); all texts are ASCII."""
    data = {name: "" for name in (
        "given_name surname title section sector registration_number registered_on enrolment_status dues_paid_up_to "
        "card_number certificate_given_name certificate_surname certificate_title certificate_section certificate_sector "
        "certificate_registration_number authentication_serial signature_serial expires_at convention convention_hash "
        "product").split()}
    data.update(codice_fiscale="SPSNNA80A41H501E", given_name="Anna", surname="Esposito", register_version=1,
                certificate_years=3, price_gross_cents=2196, registration_number=str(number))
    value = {"type": "sigillo.validation/1", "portal": ORIGIN, "order": "architetti-fermo", "order_name": "Ordine di Fermo",
             "request": f"R-{number}", "decision": "validate", "issued_at": "2026-11-22T10:00:00Z",
             "data_hash": hashlib.sha256(canonical(data).encode()).hexdigest(), **data, **changes}
    return {"request": f"R-{number}", "content": base64.b64encode(canonical(value).encode()).decode()}


class Refused(Exception):
    """The agent's HTTP answer to an upgrade that it did not make."""


class Page:
    """As much of RFC 6455 as a page needs."""

    def __init__(self, port, origin=ORIGIN, host=None, address="127.0.0.1"):
        self.frames = []
        self.calls = 0
        self.socket = socket.create_connection((address, port), timeout=60)
        key = base64.b64encode(os.urandom(16)).decode()
        lines = ["GET / HTTP/1.1", f"Host: {host or f'127.0.0.1:{port}'}", "Upgrade: websocket", "Connection: Upgrade",
                 f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13"] + ([f"Origin: {origin}"] if origin else [])
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        self.waiting = b""
        while b"\r\n\r\n" not in self.waiting:
            self._more()
        head, self.waiting = self.waiting.split(b"\r\n\r\n", 1)
        if head.split()[1] != b"101":
            raise Refused(head.split()[1].decode())

    def _more(self):
        got = self.socket.recv(1 << 20)
        if not got:
            raise ConnectionError("the agent closed the socket")
        self.waiting += got

    def _take(self, size):
        while len(self.waiting) < size:
            self._more()
        taken, self.waiting = self.waiting[:size], self.waiting[size:]
        return taken

    def send(self, text):
        # A mask of zeros leaves the bytes as they are.
        size = len(text)
        length = bytes([0x80 | size]) if size < 126 else b"\xfe" + struct.pack(">H", size) if size < 65536 else b"\xff" + struct.pack(">Q", size)
        self.socket.sendall(b"\x81" + length + b"\0\0\0\0" + text)

    def receive(self):
        content = b""
        while True:
            first, size = self._take(2)
            if size == 126:
                size = struct.unpack(">H", self._take(2))[0]
            elif size == 127:
                size = struct.unpack(">Q", self._take(8))[0]
            part = self._take(size)
            if first & 0x0f == 8:
                raise ConnectionError("the agent closed the socket")
            if first & 0x0f in (0, 1):
                content += part
                if first & 0x80:
                    self.frames.append(content)
                    return json.loads(content)

    def ask(self, method, **params):
        """Sends a request and does not wait for its reply."""
        self.calls += 1
        self.send(json.dumps({"jsonrpc": "2.0", "id": self.calls, "method": method, "params": params}).encode())
        return self.calls

    def reply(self, call):
        """(result, None) or (None, error data), and the notifications on the way."""
        self.notifications = []
        while True:
            message = self.receive()
            if message.get("id") == call and ("result" in message or "error" in message):
                return message.get("result"), message.get("error", {}).get("data")
            self.notifications.append(message)

    def call(self, method, **params):
        return self.reply(self.ask(method, **params))

    def greet(self):
        return self.call("hello", version=2, language="it")


class Agent:
    def __init__(self, program, consent, folder, *, pins=(PIN,), decline=False, open_window=None):
        """`open_window`: "consent" or "pin" is a window that nobody answers; see `window`."""
        self.folder = folder
        self.state = folder / "state"
        self.asked = folder / "consents.jsonl"
        self.windows = folder / "pinentry.log"
        shutil.copy(PINENTRY, folder / "pinentry")
        (folder / "pins").write_text("\n".join(pins) + "\n")
        (folder / "pins.next").unlink(missing_ok=True)
        self.asked.write_text("")
        self.windows.write_text("")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        (folder / "agent.json").write_text(json.dumps({
            "port": self.port, "state": str(self.state), "origins": [ORIGIN], "module": softhsm(), "pcsc": False,
            "consent": [str(self.silent_window("consent", "exec 9>\"$fifo\"; echo open >&9; exec sleep 1000000"))]
            if open_window == "consent" else [consent] + (["--decline"] if decline else []) + [str(self.asked)],
            "pinentry": str(self.silent_window("pin", "echo OK; while read -r line; do case $line in "
                                               "GETPIN*) exec 9>\"$fifo\"; echo open >&9; exec sleep 1000000;; *) echo OK;; esac; done"))
            if open_window == "pin" else str(folder / "pinentry")}))
        self.log = open(folder / "agent.log", "wb")
        self.process = subprocess.Popen([program, "--config", str(folder / "agent.json")], stdout=self.log, stderr=self.log,
                                        env=dict(os.environ, SOFTHSM2_CONF=str(folder / "softhsm2.conf")))
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except ConnectionRefusedError:
                if self.process.poll() is not None:
                    raise RuntimeError((folder / "agent.log").read_text()) from None
                time.sleep(0.005)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=30)
        self.log.close()

    def silent_window(self, name, script):
        self.fifo = self.folder / f"{name}.fifo"
        self.fifo.unlink(missing_ok=True)
        os.mkfifo(self.fifo)
        program = self.folder / f"{name}.window"
        program.write_text(f"#!/bin/sh\nfifo='{self.fifo}'\n{script}\n")
        program.chmod(0o700)
        return program

    def window(self):
        """Waits until the window that nobody answers is open; reading on ends when it closes."""
        window = open(self.fifo, "rb", buffering=0)
        if window.read(5) != b"open\n":
            raise AssertionError("no window")
        return window

    def page(self, **how):
        return Page(self.port, **how)

    def shown(self):
        return [json.loads(line) for line in self.asked.read_text().splitlines()]

    def pin_windows(self):
        return [json.loads(line) for line in self.windows.read_text().splitlines()]

    def status(self, *, origin=ORIGIN, host=None, path="/status"):
        """Status code, headers and body of a GET."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {host or f'127.0.0.1:{self.port}'}\r\nOrigin: {origin}\r\nConnection: close\r\n\r\n".encode())
            answer = b""
            while part := connection.recv(65536):
                answer += part
                head, separator, body = answer.partition(b"\r\n\r\n")
                if separator:
                    headers = dict(line.lower().split(": ", 1) for line in head.decode().split("\r\n")[1:] if ": " in line)
                    if len(body) >= int(headers.get("content-length", 0)):
                        break
        return int(answer.split()[1]), headers, body
