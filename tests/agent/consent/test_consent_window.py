#!/usr/bin/env python3
"""The agent's consent window as assistive technology and the keyboard find it: test_consent_window.py WINDOW
[--reporter xml --out FILE]. Needs a display and a session bus of its own."""
import json
import os
import pathlib
import socket
import struct
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from catch_cases import case, expect, run_cases  # noqa: E402

PIPE = 3
ACTS = 200


def until(what, look):
    """The window lives in another process: looks again until it is there. A window that never is there ends with the
    whole run's time."""
    while True:
        found = look()
        if found:
            return found
        while GLib.MainContext.default().iteration(False):
            pass
        time.sleep(0.01)


def fields(number):
    return [["Titolare", f"Rossi Anna {number}"], ["Richiesta", f"R-{number}"], ["Prezzo", "21,96 euro"]]


def question(count):
    return {"language": "it", "title": f"Firmare questi {count} atti?" if count != 1 else "Firmare questo atto?",
            "text": "Il sito https://portal.example chiede la firma.", "warning": "",
            "items": [{"title": f"Rossi Anna {n} – richiesta R-{n}", "fields": fields(n)} for n in range(count)],
            "accept": f"Firma {count} atti" if count != 1 else "Firma", "decline": "Annulla"}


class Window:
    """The program, started as the agent starts it: with its pipe as descriptor 3."""

    def __init__(self, program, asked):
        self.ours, theirs = socket.socketpair()

        def hand_over():
            os.dup2(theirs.fileno(), PIPE)
        self.process = subprocess.Popen([program], preexec_fn=hand_over, pass_fds=(PIPE,))
        theirs.close()
        text = json.dumps(asked).encode()
        self.ours.sendall(struct.pack("<I", len(text)) + text)
        self.id = subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--pid", str(self.process.pid), "--name", "Sigillo"],
                                 check=True, capture_output=True, text=True).stdout.split()[-1]
        subprocess.run(["xdotool", "windowfocus", "--sync", self.id], check=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.ours.close()
        self.process.kill()
        self.process.wait()

    def accessible(self):
        """The dialog."""
        def look():
            desktop = Atspi.get_desktop(0)
            for number in range(desktop.get_child_count()):
                application = desktop.get_child_at_index(number)
                if application is not None and application.get_process_id() == self.process.pid and application.get_child_count():
                    return application.get_child_at_index(0)
            return None
        return until("the window", look)

    def press(self, *keys):
        subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True)

    def answer(self):
        header = self.ours.recv(4, socket.MSG_WAITALL)
        if not header:
            return None
        return json.loads(self.ours.recv(struct.unpack("<I", header)[0], socket.MSG_WAITALL))["accepted"]


def children(node):
    return [node.get_child_at_index(number) for number in range(node.get_child_count())]


def below(node):
    for child in children(node):
        yield child
        yield from below(child)


def of_role(node, *roles):
    return [found for found in below(node) if found.get_role() in roles]


def texts_below(node):
    return [label.get_name() for label in of_role(node, Atspi.Role.LABEL)]


def labelled_by(node):
    for relation in node.get_relation_set():
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            return relation.get_target(0).get_name()
    return None


def button(dialog, name):
    found = [one for one in of_role(dialog, Atspi.Role.PUSH_BUTTON) if one.get_name() == name]
    expect(len(found), 1)
    return found[0]


@case("200 acts are a named list in a named dialog, each a named item whose fields say their names")
def tree(window):
    with window(ACTS) as shown:
        dialog = shown.accessible()
        expect(dialog.get_role(), Atspi.Role.DIALOG)
        expect(dialog.get_name(), "Firmare questi 200 atti?")
        lists = of_role(dialog, Atspi.Role.LIST)
        expect([one.get_name() for one in lists], ["Firmare questi 200 atti?"])
        items = children(lists[0])
        expect({item.get_role() for item in items}, {Atspi.Role.LIST_ITEM})
        expect([item.get_name() for item in items], [item["title"] for item in question(ACTS)["items"]])
        for number in (0, 99, 199):
            labels = of_role(items[number], Atspi.Role.LABEL)
            values = {labelled_by(label): label.get_name() for label in labels if labelled_by(label)}
            expect(values, dict(fields(number)))


@case("an act opens from the keyboard and says so")
def opens(window):
    with window(2) as shown:
        items = children(of_role(shown.accessible(), Atspi.Role.LIST)[0])
        opener = of_role(items[1], Atspi.Role.TOGGLE_BUTTON)[0]
        expect(opener.get_state_set().contains(Atspi.StateType.EXPANDED), False)
        # Back from the first button: the last act of the list.
        shown.press("shift+Tab", "space")

        def expanded():
            opener.clear_cache()
            return opener.get_state_set().contains(Atspi.StateType.EXPANDED)
        until("the fields", expanded)


@case("one act is laid open")
def one(window):
    with window(1) as shown:
        dialog = shown.accessible()
        items = children(of_role(dialog, Atspi.Role.LIST)[0])
        expect(len(items), 1)
        expect([label.get_state_set().contains(Atspi.StateType.SHOWING) for label in of_role(items[0], Atspi.Role.LABEL)
                if labelled_by(label)], [True] * 3)


@case("the button that changes nothing is the default and has the focus; both say what they do")
def buttons(window):
    with window(ACTS) as shown:
        dialog = shown.accessible()
        cancel = button(dialog, "Annulla")
        button(dialog, "Firma 200 atti")

        def ready():
            cancel.clear_cache()
            return cancel.get_state_set().contains(Atspi.StateType.FOCUSED)
        until("the focus", ready)
        expect(cancel.get_state_set().contains(Atspi.StateType.IS_DEFAULT), True)


@case("Return, which presses the default, declines")
def by_return(window):
    with window(ACTS) as shown:
        shown.accessible()
        shown.press("Return")
        expect(shown.answer(), False)
        expect(shown.process.wait(), 0)


@case("Escape declines")
def by_escape(window):
    with window(ACTS) as shown:
        shown.accessible()
        shown.press("Escape")
        expect(shown.answer(), False)


@case("the keyboard agrees: Tab to the other button, then Return")
def by_keyboard(window):
    with window(ACTS) as shown:
        shown.accessible()
        shown.press("Tab", "Return")
        expect(shown.answer(), True)
        expect(shown.process.wait(), 0)


@case("assistive technology agrees by the button's action")
def by_action(window):
    with window(ACTS) as shown:
        button(shown.accessible(), "Firma 200 atti").do_action(0)
        expect(shown.answer(), True)


@case("the window closes by itself when the agent is gone")
def agent_gone(window):
    with window(1) as shown:
        shown.accessible()
        shown.ours.close()
        expect(shown.process.wait(), 0)


def main():
    Atspi.init()
    return run_cases(lambda count: Window(sys.argv[1], question(count)))


if __name__ == "__main__":
    sys.exit(main())
