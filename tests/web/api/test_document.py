"""The API keeps its own description, whatever it is asked: schemathesis asks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from onrecord.web.api.document import document
from onrecord.web.api.problem import ROOT
from onrecord.web.api.router import CALLS as ROUTES
from onrecord.web.app import application
from onrecord.web.door import WORD, Door
from tests.archives import NOBODY, filled, named, reading

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)


@asynccontextmanager
async def unopened(_: object) -> AsyncIterator[None]:
    """What is given to be read is not read: schemathesis opens and closes the house for every call."""
    yield


def _known(app: FastAPI) -> dict[str, str]:
    """What a call brings so that it may change something."""
    word = TestClient(app, base_url="http://localhost").get(f"{ROOT}/me").json()["word"]
    return {"host": "localhost", WORD: word}


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Any:
    said = [reading(day, (named("Ines Keller"), "It stays open."), (NOBODY, "No.")) for day in range(3)]
    path: Path = filled(tmp_path_factory.mktemp("api") / "news.db", *said)
    app = application(path, Door("Ada"))
    app.router.lifespan_context = unopened
    known = _known(app)
    return schemathesis.openapi.from_asgi(f"{ROOT}/openapi.json", app, headers=known), known


CALLS = [(path, method) for path, told in document(ROUTES)["paths"].items() for method in told]


@pytest.mark.parametrize(("path", "method"), CALLS)
def test_a_call_keeps_its_description(described: Any, path: str, method: str) -> None:
    schema, known = described

    @given(schema[path][method].as_strategy())
    @settings(
        max_examples=8,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def asked(case: schemathesis.Case) -> None:
        case.call_and_validate(headers=known, checks=list(CHECKS))

    asked()


def test_the_docs_list_every_call() -> None:
    told = (Path(__file__).parents[3] / "docs/api.md").read_text("utf-8")
    for path, _ in CALLS:
        shown = path.replace("{identity}", "{id}")
        assert f"{shown}`" in told or f"`{shown.rpartition('/')[2]}`" in told, shown
