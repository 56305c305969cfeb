#!/usr/bin/env python3
"""The agent as a page meets it: bench_agent.py AGENT PROGRAMS WORK

AGENT is sigillo-agent, PROGRAMS the folder of bench_card, floor_sign and person, WORK a new folder. Prints one line of
JSON. Times of acts begin when the PIN has been given and end with the reply on the socket, because a person takes as long
as a person takes; they hold the log-in. One signature is the time between the first and the second act's news on the
socket, within one log-in, which is one way to the card and back."""
import base64
import json
import os
import pathlib
import socket
import struct
import subprocess
import sys
import time

ORIGIN = "https://portal.example"
PIN = "12345678"
ACTS = 200


def median(values):
    return sorted(values)[len(values) // 2]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Page:
    """As much of RFC 6455 as a page needs."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall((f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                             f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nOrigin: {ORIGIN}\r\n\r\n").encode())
        self.waiting = b""
        while b"\r\n\r\n" not in self.waiting:
            self.more()
        head, self.waiting = self.waiting.split(b"\r\n\r\n", 1)
        if b" 101 " not in head.split(b"\r\n")[0] + b" ":
            raise RuntimeError(head.decode())
        self.calls = 0

    def more(self):
        got = self.socket.recv(1 << 20)
        if not got:
            raise RuntimeError("the agent closed the socket")
        self.waiting += got

    def take(self, size):
        while len(self.waiting) < size:
            self.more()
        taken, self.waiting = self.waiting[:size], self.waiting[size:]
        return taken

    def send(self, text):
        # A mask of zeros leaves the bytes as they are.
        length = len(text)
        head = bytes([0x81]) + (bytes([0x80 | length]) if length < 126 else
                                bytes([0x80 | 126]) + struct.pack(">H", length) if length < 65536 else
                                bytes([0x80 | 127]) + struct.pack(">Q", length))
        self.socket.sendall(head + b"\0\0\0\0" + text)

    def receive(self):
        content = b""
        while True:
            first, second = self.take(2)
            length = second & 0x7f
            if length == 126:
                length = struct.unpack(">H", self.take(2))[0]
            elif length == 127:
                length = struct.unpack(">Q", self.take(8))[0]
            part = self.take(length)
            if first & 0x0f in (0, 1):
                content += part
                if first & 0x80:
                    return content
            elif first & 0x0f == 8:
                raise RuntimeError(f"the agent closed the socket: {part!r}")

    def call(self, method, **params):
        """The reply, when it came, and when the news of each act before it came."""
        self.calls += 1
        self.send(json.dumps({"jsonrpc": "2.0", "id": self.calls, "method": method, "params": params}).encode())
        self.news = {}
        while True:
            reply = self.receive()
            at = time.monotonic()
            message = json.loads(reply)
            if message.get("id") == self.calls:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"], at
            if message.get("method") == "acts.progress":
                self.news[message["params"]["done"]] = at


class Agent:
    def __init__(self, program, folder, programs, port):
        config = folder / "agent.json"
        config.write_text(json.dumps({
            "port": port, "state": str(folder / "state"), "origins": [ORIGIN], "module": softhsm(), "pcsc": False,
            "consent": [str(programs / "person"), "consent"], "pinentry": str(programs / "person")}))
        environment = dict(os.environ, SOFTHSM2_CONF=str(folder / "softhsm2.conf"))
        begin = time.monotonic()
        self.process = subprocess.Popen([program, "--config", str(config)], env=environment,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except ConnectionRefusedError:
                if self.process.poll() is not None:
                    raise RuntimeError("the agent ended") from None
        self.started = time.monotonic() - begin

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def resident_mb(self):
        """Of the agent and the processes that it keeps."""
        total = 0
        for status in pathlib.Path("/proc").glob("[0-9]*/status"):
            try:
                fields = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
            except OSError:
                continue
            if str(self.process.pid) in (fields["Pid"].strip(), fields["PPid"].strip()) and "VmRSS" in fields:
                total += int(fields["VmRSS"].split()[0])
        return total / 1024


def softhsm():
    for path in ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"):
        if os.path.exists(path):
            return path
    raise RuntimeError("libsofthsm2.so is not installed")


def floor(programs, folder, count):
    environment = dict(os.environ, SOFTHSM2_CONF=str(folder / "softhsm2.conf"))
    out = subprocess.run([programs / "floor_sign", softhsm(), PIN, "2", str(count)], env=environment, check=True,
                         capture_output=True, text=True).stdout
    return json.loads(out)


def main():
    program, programs, folder = sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), pathlib.Path(sys.argv[3]).resolve()
    subprocess.run([programs / "bench_card", "make", folder], check=True)
    lines = subprocess.run([programs / "bench_card", "acts", str(ACTS)], check=True, capture_output=True).stdout.splitlines()
    acts = [{"request": json.loads(line)["request"], "content": base64.b64encode(line).decode()} for line in lines]
    result = {}

    starts = []
    for _ in range(9):
        with Agent(program, folder, programs, free_port()) as agent:
            starts.append(agent.started * 1000)
    result["start_ms"] = median(starts)

    port = free_port()
    with Agent(program, folder, programs, port) as agent:
        time.sleep(2)
        result["idle_mb"] = agent.resident_mb()
        page = Page(port)
        page.call("hello", version=1, language="it")
        readers = page.call("cards.list")[0]["readers"]
        card = next(reader["card"]["id"] for reader in readers if "card" in reader)
        stamp = programs / "pin_given"

        def sign(some):
            reply, at = page.call("acts.sign", card=card, acts=some)
            if any("p7m" not in act for act in reply["acts"]):
                raise RuntimeError(reply["acts"][0])
            return at - float(stamp.read_text())

        sign(acts[:1])
        ones, floor_ones, logged_in, floor_logged_in = [], [], [], []
        for i in range(41):
            logged_in.append(sign(acts[i:i + 2]) * 1000)
            ones.append((page.news[2] - page.news[1]) * 1000)
            if i % 4 == 0:
                once = floor(programs, folder, 2)
                floor_logged_in.append((once["login_s"] + once["sign_s"]) * 1000)
                floor_ones.append(once["sign_s"] * 1000 / 2)
            time.sleep(0.2)  # a page may send only so many messages a second
        result["one_p50_ms"], result["floor_one_ms"] = median(ones), median(floor_ones)
        result["two_p50_ms"], result["floor_two_ms"] = median(logged_in), median(floor_logged_in)

        # Ours and the floor by turns, so that both meet the machine's other work.
        batches, floors, ratios = [], [], []
        for _ in range(7):
            once = floor(programs, folder, ACTS)
            floors.append(once["login_s"] + once["sign_s"])
            batches.append(sign(acts))
            ratios.append(floors[-1] / batches[-1])
            result["floor_load_ms"], result["floor_mb"] = once["load_s"] * 1000, once["rss_mb"]
        result.update(batch_s=median(batches), floor_batch_s=median(floors), batch_ratio=median(ratios))
        result["after_mb"] = agent.resident_mb()
    print(json.dumps(result))


main()
