"""Anki's client as a process of its own: one JSON command a line, one JSON line as the answer to each.

Its server is started beside it as `python -m anki.syncserver`, as its makers say.
"""

import json
import os
import sys
import time

from anki.collection import Collection
from anki.sync_pb2 import SyncCollectionResponse

folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
col = None
auth = None
notes = []


def open_(name, url):
    global col, auth
    col = Collection(os.path.join(folder, name + ".anki2"))
    auth = col.sync_login("bench", "not a secret", url)


def found():
    """The first note type; the server then holds everything once, as after set-up."""
    model = col.models.new("case")
    for name in FIELDS:
        col.models.add_field(model, col.models.new_field(name))
    template = col.models.new_template("card")
    template["qfmt"] = "{{" + FIELDS[0] + "}}"
    template["afmt"] = "{{" + FIELDS[0] + "}}"
    col.models.add_template(model, template)
    col.models.add(model)
    whole(upload=True)


def whole(upload):
    col.close_for_full_sync()
    col.full_upload_or_download(auth=auth, server_usn=None, upload=upload)
    col.reopen(after_full_sync=True)


FIELDS = []


def load(file):
    from anki.collection import AddNoteRequest
    from anki.decks import DeckId

    with open(file, encoding="utf-8") as lines:
        docs = [json.loads(line) for line in lines]
    if not FIELDS:
        FIELDS.extend(key.replace("/", " ") for key in docs[0])
        found()
    model = col.models.by_name("case")
    requests = []
    for doc in docs:
        note = col.new_note(model)
        note.fields = [v if isinstance(v, str) else json.dumps(v, ensure_ascii=False) for v in doc.values()]
        requests.append(AddNoteRequest(note=note, deck_id=DeckId(1)))
    col.add_notes(requests)
    notes.extend(request.note for request in requests)


def edit(first, count, field, value):
    at = FIELDS.index(field.replace("/", " "))
    changed = notes[first : first + count]
    for n, note in enumerate(changed):
        note.load()
        note.fields[at] = str(value + n)
    col.update_notes(changed)


def sync():
    done = col.sync_collection(auth, False)
    if done.required not in (SyncCollectionResponse.NO_CHANGES, SyncCollectionResponse.NORMAL_SYNC):
        raise RuntimeError(f"Anki wants {done.required}")


def first(name):
    """A new desk that has signed in gets everything, to the first page of a list."""
    global col
    col.close()
    began = time.perf_counter()
    col = Collection(os.path.join(folder, name + ".anki2"))
    whole(upload=False)
    ids = col.find_notes("")
    page = [col.get_note(id).fields for id in ids[:50]]
    return {"written": len(ids), "rows": len(page), "ms": (time.perf_counter() - began) * 1000}


commands = {"open": open_, "load": load, "edit": edit, "sync": sync, "first": first}
# Whatever the library prints must not stand between the answers.
out, sys.stdout = sys.stdout, sys.stderr
print(json.dumps({"ready": True}), file=out, flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    verb = asked.pop("do")
    start = time.perf_counter()
    try:
        answer = commands[verb](**asked) or {}
        print(json.dumps({"ms": (time.perf_counter() - start) * 1000, **answer}), file=out, flush=True)
    except Exception as error:  # whatever it is, the one who asked has to hear it
        print(json.dumps({"error": f"{type(error).__name__}: {error}"}), file=out, flush=True)
