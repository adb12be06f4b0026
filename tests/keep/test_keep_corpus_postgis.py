"""The result of a corpus run in PostGIS; here, as here is the server."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from mapapp import cli
from mapapp.errors import OutputError
from mapapp.scale import Job
from mapapp.scale.cluster import Here
from mapapp.scale.postgis import load
from mapapp.scale.run import run

TEXTS = [
    "The United States will send 1,700 soldiers from Fort Bragg to Poland, the Pentagon said on Wednesday.",
    'Some 900 American troops are already in Romania, "a lot", said\x00 Łukasz.\\',
    "",
]


@pytest.fixture
def output(tmp_path: Path) -> str:
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps({"text": text, "published": "2022-02-02"}) + "\n" for text in TEXTS))
    run(Job(str(source), str(tmp_path / "out")), Here())
    return str(tmp_path / "out")


def asked(address: str, words: str) -> list[Any]:
    engine = sa.create_engine(address.replace("://", "+pg8000://"))
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.exec_driver_sql(words)]
    engine.dispose()
    return rows


def test_a_corpus_is_loaded_whole_or_not_at_all(output: str, server: Any, capsys: pytest.CaptureFixture[str]) -> None:
    address = server.database()
    server.tell("DROP TABLE IF EXISTS claims, movements, failures", "cases")
    assert cli.main(["export", output, "-o", address]) == 0
    assert "2 movements" in capsys.readouterr().err
    ((place, srid, quote, day),) = asked(
        address,
        "SELECT m.dest, ST_SRID(m.geometry), c.quote, c.published::text FROM movements m "
        "JOIN claims c ON c.claim_id = m.claims[1] "
        "WHERE ST_DWithin(m.geometry, ST_SetSRID(ST_Point(-79, 35.1), 4326), 1)",
    )
    assert (place, srid) == ("Poland", 4326)
    assert quote == TEXTS[0]
    assert day == "2022-02-02"
    assert asked(address, "SELECT count(*) FROM failures") == [(1,)]
    with pytest.raises(OutputError, match=r'relation "claims" already exists; nothing was loaded'):
        load(output, address)
    server.tell("DROP TABLE claims, failures", "cases")
    with pytest.raises(OutputError, match='"movements" already exists'):
        load(output, address)
    assert asked(address, "SELECT to_regclass('claims')") == [(None,)]
    server.tell("DROP TABLE movements", "cases")


def test_what_cannot_be_reached_is_told(output: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["export", output, "-o", "postgresql://someone:secret@127.0.0.1:9/none"]) == 1
    said = capsys.readouterr().err
    assert "127.0.0.1:9/none: the database cannot be reached" in said
    assert "secret" not in said
    assert cli.main(["export", __file__, "-o", "postgresql://127.0.0.1:9/none"]) == 2
    assert "only the output folder of mapapp corpus" in capsys.readouterr().err
