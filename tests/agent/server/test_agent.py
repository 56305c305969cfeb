#!/usr/bin/env python3
"""The agent's program as pages meet it, on a card in SoftHSM: test_agent.py AGENT CONSENT [--reporter xml --out FILE]."""
import base64
import json
import pathlib
import subprocess
import sys
import tempfile

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent), str(pathlib.Path(__file__).resolve().parents[1] / "support")]
from agent_world import ORIGIN, PIN, PUK, Agent, Page, Refused, act, canonical, make_card  # noqa: E402
from catch_cases import case, expect, run_cases  # noqa: E402


def card_of(page):
    readers, _ = page.call("cards.list")
    return next(reader["card"]["id"] for reader in readers["readers"] if "card" in reader)


def ready(agent):
    page = agent.page()
    page.greet()
    return page, card_of(page)


def opened(p7m, folder):
    """What openssl, which knows nothing of Sigillo, reads in a signature."""
    (folder / "signed.p7m").write_bytes(base64.b64decode(p7m))
    return subprocess.run(["openssl", "cms", "-verify", "-inform", "DER", "-in", folder / "signed.p7m", "-noverify", "-binary"],
                          check=True, capture_output=True).stdout


@case("a page greets the agent and sees the card with both certificates")
def cards(world):
    with world() as agent:
        page = agent.page()
        expect(page.greet()[0]["origin"], ORIGIN)
        readers = page.call("cards.list")[0]["readers"]
        roles = sorted(c["role"] for r in readers if "card" in r for c in r["card"]["certificates"])
        expect(roles, ["authentication", "signature"])
        expect(agent.shown(), [])


@case("sign-in signs the nonce with the origin that the socket has, after consent and PIN")
def sign_in(world):
    with world() as agent:
        page, card = ready(agent)
        result, error = page.call("session.sign_in", card=card, nonce="n" * 24)
        expect(error, None)
        content = opened(result["p7m"], agent.folder).decode()
        expect(content, canonical({"type": "sigillo.sign-in/1", "origin": ORIGIN, "nonce": "n" * 24}))
        expect(len(agent.shown()), 1)
        expect(len(agent.pin_windows()), 1)


@case("200 acts are one consent that lists them all, one PIN and one result each")
def batch(world):
    with world() as agent:
        page, card = ready(agent)
        acts = [act(i) for i in range(200)]
        result, error = page.call("acts.sign", card=card, acts=acts)
        expect(error, None)
        expect([entry["request"] for entry in result["acts"]], [f"R-{i}" for i in range(200)])
        expect(opened(result["acts"][199]["p7m"], agent.folder), base64.b64decode(acts[199]["content"]))
        expect([len(question["items"]) for question in agent.shown()], [200])
        expect(len(agent.pin_windows()), 1)
        expect(page.notifications[-1]["params"], {"done": 200, "total": 200})


@case("a refused act is neither shown nor signed, and the others are")
def refused_acts(world):
    with world() as agent:
        page, card = ready(agent)
        loose = act(3)
        loose["content"] = base64.b64encode(base64.b64decode(loose["content"]) + b" ").decode()
        acts = [act(1), act(2, portal="https://other.example"), loose, act(4, type="sigillo.sign-in/1"), act(5, note="x"),
                act(6, surname="Bianchi")]
        result, _ = page.call("acts.sign", card=card, acts=acts)
        expect([entry.get("failure", {}).get("error") for entry in result["acts"]],
               [None, "act-other-portal", "pki-not-canonical", "act-unknown-type", "message-unknown-field", "act-content-differs"])
        expect([len(question["items"]) for question in agent.shown()], [1])


@case("a wrong PIN is asked again, and nothing is signed before the right one")
def wrong_pin(world):
    with world(pins=("87650000", PIN)) as agent:
        page, card = ready(agent)
        result, error = page.call("session.sign_in", card=card, nonce="n" * 24)
        expect(error, None)
        windows = agent.pin_windows()
        expect(len(windows), 2)
        expect(["error" in window for window in windows], [False, True])
        expect("p7m" in result, True)


@case("after three wrong PINs the page is told, and no fourth window opens")
def three_wrong(world):
    with world(pins=("87650000",)) as agent:
        page, card = ready(agent)
        expect(page.call("session.sign_in", card=card, nonce="n" * 24)[1]["error"], "card-pin-wrong")
        expect(len(agent.pin_windows()), 3)


@case("a PIN of a wrong form never reaches the card; a cancelled window ends the operation")
def form_and_cancel(world):
    with world(pins=("12", "cancel")) as agent:
        page, card = ready(agent)
        expect(page.call("session.sign_in", card=card, nonce="n" * 24)[1]["error"], "card-pin-cancelled")
        expect(len(agent.pin_windows()), 2)


@case("declining signs nothing and asks no PIN")
def declined(world):
    with world(decline=True) as agent:
        page, card = ready(agent)
        expect(page.call("acts.sign", card=card, acts=[act(1)])[1]["error"], "consent-declined")
        expect(agent.pin_windows(), [])


@case("the PIN is in no frame and in no log")
def no_pin(world):
    with world() as agent:
        page, card = ready(agent)
        page.call("session.sign_in", card=card, nonce="n" * 24)
        page.call("acts.sign", card=card, acts=[act(1)])
        page.call("diagnose")
        seen = b"".join(page.frames) + (agent.folder / "agent.log").read_bytes() + agent.asked.read_bytes()
        expect(PIN.encode() in seen, False)


@case("an identification signs origin, nonce and request after a consent that shows portal, request and holder [R134] [X16]")
def identity(world):
    with world() as agent:
        page, card = ready(agent)
        result, error = page.call("identity.prove", card=card, role="authentication", nonce="n" * 24, request="R-7")
        expect(error, None)
        wanted = {"type": "sigillo.identification/1", "origin": ORIGIN, "nonce": "n" * 24, "request": "R-7"}
        expect(opened(result["p7m"], agent.folder).decode(), canonical(wanted))
        shown = [value for _, value in agent.shown()[0]["items"][0]["fields"]]
        expect(shown[:4], [ORIGIN, "R-7", "Rossi Mario", "RSSMRA80A01H501U"])
        # What identifies is no act.
        content = base64.b64encode(canonical({**wanted, "request": "R-1"}).encode()).decode()
        result, _ = page.call("acts.sign", card=card, acts=[{"request": "R-1", "content": content}])
        expect(result["acts"][0]["failure"]["error"], "act-unknown-type")


@case("a PIN is changed with the old one, typed twice alike, and set back with the PUK [X14]")
def new_pin(world):
    pins = ("87650000", PIN, "54321", "54322", "54321", "54321", "54321", "00000000", PIN, PIN, PUK)
    with world(pins=pins) as agent:
        page, card = ready(agent)
        expect(page.call("pin.change", card=card), ({}, None))
        expect(page.call("session.sign_in", card=card, nonce="n" * 24)[1], None)
        expect(page.call("pin.unblock", card=card), ({}, None))
        windows = agent.pin_windows()
        expect(len(windows), len(pins))
        expect(["error" in window for window in windows], [at in (1, 4, 10) for at in range(len(pins))])
        expect({window["title"] for window in windows[7:8]}, {"Sigillo: PUK della carta"})
        seen = b"".join(page.frames) + (agent.folder / "agent.log").read_bytes()
        expect([secret for secret in ("54321", "54322", PIN, PUK) if secret.encode() in seen], [])
    with world() as agent:
        page, card = ready(agent)
        expect(page.call("session.sign_in", card=card, nonce="n" * 24)[1], None)


@case("a PUK of a wrong form never reaches the card, and a cancelled window changes nothing [X14]")
def puk_form(world):
    with world(pins=("1234567", "cancel")) as agent:
        page, card = ready(agent)
        expect(page.call("pin.unblock", card=card)[1]["error"], "card-pin-cancelled")
        expect(len(agent.pin_windows()), 2)


@case("a new https origin is asked about once and remembered; declined it stays out")
def new_origin(world):
    with world() as agent:
        expect(agent.page(origin="https://new.example").greet()[1], None)
        expect(agent.page(origin="https://new.example").greet()[1], None)
        expect(len(agent.shown()), 1)
    with world(decline=True, keep=False) as agent:
        expect(agent.page(origin="https://worse.example").greet()[1]["error"], "origin-not-allowed")
        expect(agent.page(origin="https://worse.example").greet()[1]["error"], "origin-not-allowed")
        expect(len(agent.shown()), 1)


@case("origins that are none, and foreign hosts, get no socket")
def door(world):
    with world() as agent:
        for how in ({"origin": "null"}, {"origin": None}, {"origin": "http://portal.example"}, {"origin": "https://Portal.example"},
                    {"origin": ORIGIN + "/"}, {"host": f"evil.example:{agent.port}"}, {"host": "127.0.0.1"}):
            try:
                agent.page(**how)
            except Refused as refused:
                expect(str(refused), "403")
            else:
                raise AssertionError(f"{how} got in")


@case("the agent answers on ::1 too")
def ipv6(world):
    with world() as agent:
        page = Page(agent.port, host=f"[::1]:{agent.port}", address="::1")
        expect(page.greet()[1], None)


@case("/status tells an allowed page only, and there is nothing else")
def status(world):
    with world() as agent:
        code, headers, body = agent.status()
        expect(code, 200)
        expect(headers["access-control-allow-origin"], ORIGIN)
        expect(json.loads(body)["version"], 2)
        code, headers, body = agent.status(origin="https://other.example")
        expect((code, body, "access-control-allow-origin" in headers), (403, b"", False))
        expect(agent.status(host=f"evil.example:{agent.port}")[0], 403)
        expect(agent.status(path="/")[0], 404)


@case("every message gets a reply: too early, unknown, malformed, too deep, too large, too many")
def every_message(world):
    with world() as agent:
        page = agent.page()
        expect(page.call("cards.list")[1]["error"], "wrong-state")
        expect(page.call("hello", version=99, language="it")[1]["error"], "version-unsupported")
        page.greet()
        expect(page.greet()[1]["error"], "wrong-state")
        expect(page.call("card.format")[1]["error"], "method-unknown")
        for text, wanted in ((b"{", "message-malformed"), (b"[" * 100000, "message-too-deep"), (b"\xff", "message-not-text"),
                             (b'"' + b"x" * (7 << 20) + b'"', "message-too-large")):
            try:
                page.send(text)
                expect(page.receive()["error"]["data"]["error"], wanted)
            except ConnectionError:
                # RFC 6455 8.1: text that is not UTF-8 may end the connection.
                expect(wanted, "message-not-text")
                page, _ = ready(agent)
        calls = [page.ask("nothing") for _ in range(100)]
        errors = {page.reply(call)[1]["error"] for call in calls}
        expect("rate-limited" in errors, True)


@case("a PIN window and a consent window close when their page goes away, and the next page is served")
def page_gone(world):
    for kind in ("pin", "consent"):
        with world(open_window=kind) as agent:
            page, card = ready(agent)
            page.ask("session.sign_in", card=card, nonce="n" * 24)
            with agent.window() as window:
                page.socket.close()
                expect(window.read(), b"")
            other, _ = ready(agent)
            expect(other.call("acts.sign", card="another", acts=[act(1)])[1]["error"], "card-absent")


@case("an open PIN window does not hold up the end of the program, and ends with it")
def window_at_end(world):
    with world(open_window="pin") as agent:
        page, card = ready(agent)
        page.ask("session.sign_in", card=card, nonce="n" * 24)
        with agent.window() as window:
            agent.process.terminate()
            expect(agent.process.wait(timeout=30), 0)
            expect(window.read(), b"")


@case("while one operation runs a second one is busy, other pages are served, and the program ends when told to")
def ends(world):
    with world() as agent:
        page, card = ready(agent)
        other, _ = ready(agent)
        first = page.ask("acts.sign", card=card, acts=[act(i) for i in range(200)])
        # Read by the agent in the order of arrival on one socket: the second request meets the first at work.
        second = page.ask("session.sign_in", card=card, nonce="n" * 24)
        expect(page.reply(second)[1]["error"], "busy")
        expect(page.reply(first)[1], None)
        expect(other.call("cards.list")[1], None)
        agent.process.terminate()
        expect(agent.process.wait(timeout=30), 0)


def main():
    program, consent = sys.argv[1], sys.argv[2]
    with tempfile.TemporaryDirectory(prefix="sigillo-agent-test.") as place:
        folder = pathlib.Path(place)
        make_card(folder)

        def world(keep=True, **how):
            if not keep:
                for file in (folder / "state").glob("origins.json"):
                    file.unlink()
            return Agent(program, consent, folder, **how)

        return run_cases(world, lambda: (folder / "agent.log").read_text(errors="replace")[-800:])


if __name__ == "__main__":
    sys.exit(main())
