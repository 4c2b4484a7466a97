"""A second resource type, and a trivial one: a note, which is an object in the bucket ``notes-ACCOUNT``.

Each of its packages is compiled with a name of its own, which its creates and updates leave in the note.
"""

import io
import json
import pathlib
import subprocess
import zipfile

TYPE = "Example::Test::Note"
ENTRY_POINT = "com.example.test.NoteFunction::handleRequest"

SCHEMA = {
    "typeName": TYPE,
    "description": "Resource Type definition for Example::Test::Note: a note",
    "additionalProperties": False,
    "properties": {
        "Id": {"type": "string", "description": "the note's name"},
        "Text": {"type": "string", "description": "what it says", "maxLength": 100},
        "WrittenBy": {"type": "string", "description": "the package that wrote it last"},
        "Greeting": {"type": "string", "description": "of the type's configuration"},
    },
    "typeConfiguration": {"properties": {"Greeting": {"type": "string"}}, "additionalProperties": False},
    "required": ["Text"],
    "readOnlyProperties": ["/properties/Id", "/properties/WrittenBy", "/properties/Greeting"],
    "primaryIdentifier": ["/properties/Id"],
    "tagging": {"taggable": False},
    "handlers": {name: {"permissions": ["s3:PutObject"]} for name in ("create", "read", "update", "delete")},
}

SOURCE = pathlib.Path(__file__).parents[1] / "notes/NoteFunction.java"


def package(folder: pathlib.Path, name: str = "first", schema=None) -> bytes:
    """The zip that ``cfn submit`` would upload, compiled in ``folder``."""
    jar = folder / f"{name}.jar"
    if not jar.exists():
        classes = folder / name
        source = classes / "NoteFunction.java"
        classes.mkdir()
        source.write_text(SOURCE.read_text().replace("@NAME@", name))
        subprocess.run(["javac", "-d", classes, source], check=True)
        subprocess.run(["jar", "--create", "--file", jar, "-C", classes, "com"], check=True)
    return zipped(schema or SCHEMA, jar.read_bytes())


def zipped(schema, jar: bytes | None = b"") -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("schema.json", json.dumps(schema))
        file.writestr(".rpdk-config", json.dumps({"typeName": schema["typeName"], "entrypoint": ENTRY_POINT}))
        if jar is not None:
            file.writestr("target/notes.jar", jar)
    return archive.getvalue()
