"""Everything the project publishes about its contracts, made from the code: schemas, AsyncAPI, OpenAPI, settings.

`published()` returns file → text. `zf schemas write` writes them, a test compares them, so that they cannot drift.
"""

import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import yaml

from zf_contracts.catalogue import CATALOGUE, Channel, Entry
from zf_contracts.envelope import Envelope, Payload
from zf_law.loader import load_law
from zf_node.compose import agency_env, compose
from zf_node.descriptions import service_descriptions
from zf_node.example import example_of
from zf_node.keys_setup import node_agencies
from zf_platform.settings import settings_table

Json = dict[str, object]
_HEAD = "# Made from the list of agencies by `make schemas`; edit shared/zf_node/compose.py.\n"


def published() -> Mapping[PurePosixPath, str]:
    files: dict[PurePosixPath, str] = {}
    for entry in CATALOGUE.values():
        schema = payload_schema(entry.payload)
        files[PurePosixPath(f"docs/contracts/{entry.name}.v{entry.version}.json")] = _json(schema)
    files[PurePosixPath("docs/contracts/envelope.json")] = _json(Envelope.model_json_schema())
    files[PurePosixPath("docs/asyncapi.yaml")] = _yaml(asyncapi())
    with TemporaryDirectory() as scratch:
        descriptions = service_descriptions(Path(scratch))
    for service, description in descriptions.items():
        files[PurePosixPath(f"docs/openapi/{service}.json")] = _json(description)
    files[PurePosixPath("docs/settings.md")] = settings_table()
    law = load_law()
    files[PurePosixPath("docker-compose.yml")] = _HEAD + _yaml(compose(law))
    for agency in node_agencies(law):
        files[PurePosixPath(f"deploy/agencies/{agency.code}.env")] = agency_env(agency)
    return files


def examples() -> Mapping[PurePosixPath, str]:
    """One stored example per contract version. Once released it is never rewritten: old bytes must stay readable."""
    return {
        PurePosixPath(f"tests/contracts/examples/{entry.name}.v{entry.version}.json"): _json(
            example_of(payload_schema(entry.payload))
        )
        for entry in CATALOGUE.values()
    }


def payload_schema(payload: type[Payload]) -> Json:
    return payload.model_json_schema(mode="validation")


def asyncapi() -> Json:
    """AsyncAPI 3.0: one channel per way of travelling, one message per line of the catalogue."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "政法协同 messages",
            "version": "1",
            "description": "Made from zf_contracts.catalogue. Bodies are CloudEvents 1.0 envelopes; between agencies they are "
            "signed (JWS, Ed25519) and encrypted to the receiver (JWE, X25519).",
        },
        "channels": {channel.value: _channel(channel) for channel in Channel},
        "operations": _operations(),
        "components": {"messages": {entry.name: _message(entry) for entry in CATALOGUE.values()}},
    }


def _channel(channel: Channel) -> Json:
    address = {
        Channel.INTERNAL: "vhost agency.<code>, exchange x.<service>.out, key <sender>.<receiver>.<type>",
        Channel.INTERAGENCY: "vhost interagency, exchange x.<agency>.out, key <sender>.<receiver>.<normal|urgent>.<type>",
    }[channel]
    names = [entry.name for entry in CATALOGUE.values() if entry.channel is channel]
    return {
        "address": address,
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in names},
    }


def _operations() -> Json:
    operations: Json = {}
    for entry in CATALOGUE.values():
        operations[f"send.{entry.name}"] = {
            "action": "send",
            "channel": {"$ref": f"#/channels/{entry.channel.value}"},
            "summary": f"{', '.join(entry.senders)} → {', '.join(entry.receivers)}",
            "messages": [{"$ref": f"#/channels/{entry.channel.value}/messages/{entry.name}"}],
        }
    return operations


def _message(entry: Entry) -> Json:
    return {
        "name": entry.name,
        "title": entry.zh,
        "summary": entry.en,
        "description": (entry.payload.__doc__ or "").strip(),
        "contentType": "application/json",
        "payload": {"$ref": f"contracts/{entry.name}.v{entry.version}.json"},
        "x-version": entry.version,
        "x-ordered": entry.ordered,
        "x-receipted": entry.receipted,
        "x-urgent": entry.urgent,
        "x-requirements": list(entry.rows),
    }


def _json(content: Mapping[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _yaml(content: Mapping[str, object]) -> str:
    return yaml.safe_dump(dict(content), allow_unicode=True, sort_keys=False, width=140)
