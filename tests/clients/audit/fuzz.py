"""What schemathesis needs to know of these schemas: values for their scalars, and what no answer may
be. Loaded by `schemathesis run` through SCHEMATHESIS_HOOKS."""

import schemathesis
from graphql import NameNode, ObjectFieldNode
from hypothesis import strategies as values
from schemathesis.graphql import nodes

SLOWEST_SECONDS = 10


def field(name, text):
    return ObjectFieldNode(name=NameNode(value=name), value=nodes.String(text))


schemathesis.graphql.scalar(
    "DateTime",
    values.datetimes().map(lambda at: at.isoformat(timespec="milliseconds") + "Z").map(nodes.String),
)
schemathesis.graphql.scalar("EventCursor", values.text(max_size=40).map(nodes.String))
schemathesis.graphql.scalar(
    "JSON",
    values.dictionaries(values.from_regex(r"[a-z]{1,8}", fullmatch=True), values.text(max_size=8), max_size=3).map(
        lambda fields: nodes.Object([field(name, text) for name, text in fields.items()])
    ),
)
schemathesis.graphql.scalar("Long", values.integers(-(2**63), 2**63 - 1).map(nodes.Int))


@schemathesis.check
def no_internal_error(context, response, case):
    """The server never fails by itself, whatever it is asked."""
    assert response.status_code < 500, f"status {response.status_code}: {response.text[:2000]}"
    payload = response.json()
    codes = [error.get("extensions", {}).get("code") for error in payload.get("errors", [])]
    assert None not in codes, f"an error without a code: {payload}"
    assert "INTERNAL" not in codes, f"an internal error: {payload}"
    assert response.elapsed < SLOWEST_SECONDS, f"{response.elapsed} s"
