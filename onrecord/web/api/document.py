"""The API's own description (OpenAPI 3.1), read off its functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_type_hints

import msgspec
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from onrecord.export.contract import CONTRACT
from onrecord.web.api.call import JSON, Body
from onrecord.web.api.problem import MEDIA_TYPE, ROOT
from onrecord.web.api.shapes import Problem
from onrecord.web.door import WORD

_REF = "#/components/schemas/{name}"


def document(calls: Sequence[APIRoute]) -> dict[str, Any]:
    """The description: paths and parameters as FastAPI reads them, shapes as msgspec does."""
    found = get_openapi(title="onrecord", version=CONTRACT, routes=calls, servers=[{"url": ROOT}])
    given = [_gives(call) for call in calls] + [taken for call in calls for taken in _takes(call)]
    shapes, components = msgspec.json.schema_components([*given, Problem], ref_template=_REF)
    schemas = dict(zip([*given, Problem], shapes, strict=True))
    for call in calls:
        for method in call.methods or ():
            operation = found["paths"][call.path][method.lower()]
            _tell(operation, call, schemas)
    # Of FastAPI's own shapes those of forms: how it tells what is wrong is not how we do.
    forms = {name: one for name, one in found["components"]["schemas"].items() if name.startswith("Body_")}
    found["components"] = {
        "schemas": forms | components,
        "securitySchemes": {
            "word": {"type": "apiKey", "in": "header", "name": WORD},
            "token": {"type": "http", "scheme": "bearer"},
        },
    }
    return found


def _tell(operation: dict[str, Any], call: APIRoute, schemas: Mapping[Any, Any]) -> None:
    wrong = {"description": "What is wrong.", "content": {MEDIA_TYPE: {"schema": schemas[Problem]}}}
    given = {"description": "As asked.", "content": {JSON: {"schema": schemas[_gives(call)]}}}
    operation["responses"] = {"200": given, "default": wrong}
    if "GET" in (call.methods or ()):
        operation["responses"]["304"] = {"description": "As it was (`If-None-Match`)."}
    else:
        operation["security"] = [{"word": []}, {"token": []}]
    for taken in _takes(call):
        content = {JSON: {"schema": schemas[taken]}}
        operation["requestBody"] = {"required": True, "content": content}


def _gives(call: APIRoute) -> Any:
    return get_type_hints(call.endpoint)["return"]


def _takes(call: APIRoute) -> Iterator[type]:
    for hint in get_type_hints(call.endpoint, include_extras=True).values():
        for one in getattr(hint, "__metadata__", ()):
            if isinstance(body := getattr(one, "dependency", None), Body):
                yield body.shape
