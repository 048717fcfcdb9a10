"""One example for every operation of the OpenAPI document, composed of the examples its fields give."""

from datetime import UTC, datetime
from typing import Any

_BY_FORMAT = {"date-time": datetime(2026, 11, 22, 15, 0, tzinfo=UTC).isoformat(), "date": "2026-11-22"}
_BY_TYPE = {"string": "…", "integer": 1, "number": 1, "boolean": True, "null": None}


def add_examples(document: dict[str, Any]) -> None:
    """Fill `example` into every JSON body of the document, in place."""
    schemas = document.get("components", {}).get("schemas", {})
    for operations in document.get("paths", {}).values():
        for operation in operations.values():
            for content in operation.get("requestBody", {}).get("content", {}).values():
                content.setdefault("example", example(content["schema"], schemas))


def example(schema: dict[str, Any], schemas: dict[str, Any]) -> Any:
    """A value that fits the schema: its own example, else its default, else the simplest of its type."""
    if "$ref" in schema:
        return example(schemas[schema["$ref"].rsplit("/", 1)[-1]], schemas)
    if schema.get("examples"):
        return schema["examples"][0]
    if "default" in schema:
        return schema["default"]
    for key in ("anyOf", "oneOf", "allOf"):
        if key in schema:
            return example(schema[key][0], schemas)
    return _simplest(schema, schemas)


def _simplest(schema: dict[str, Any], schemas: dict[str, Any]) -> Any:
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    if schema.get("format") in _BY_FORMAT:
        return _BY_FORMAT[schema["format"]]
    if schema.get("type") == "object":
        wanted = schema.get("properties", {})
        required = schema.get("required", list(wanted))
        return {name: example(wanted[name], schemas) for name in required if name in wanted}
    if schema.get("type") == "array":
        return [example(schema["items"], schemas)] if schema.get("items") else []
    return _BY_TYPE.get(str(schema.get("type")))
