"""docker-compose.yml, made from the list of agencies: a new agency is a line of data here too.

Each agency gets its own PostgreSQL, a one-off that migrates it and four services; all share RabbitMQ, whose vhosts
and least permissions `zf broker setup` creates, and a collector with Jaeger for the traces.
"""

from collections.abc import Mapping

from zf_law.agencies import Agency
from zf_law.loader import Law
from zf_node.keys_setup import node_agencies

SERVICES = ("intake", "casemgmt", "oversight", "liaison")
SERVICE_PORT = 8080
HALL_PORT = 8000
IMAGE = "zhengfa:local"
SUBNET, GATEWAY, HALL_ADDRESS = "172.30.7.0/24", "172.30.7.1", "172.30.7.10"
"""Services believe the front end about a browser's address, the front end believes the host's reverse proxy."""

Json = dict[str, object]


def compose(law: Law) -> Json:
    agencies = node_agencies(law)
    services: Json = {
        "setup": _setup(),
        "rabbitmq": _rabbitmq(),
        "broker-setup": _broker_setup(),
        "otel-collector": _collector(),
        "jaeger": _jaeger(),
        "hall": _hall(agencies),
    }
    for agency in agencies:
        services |= _agency(agency)
    volumes: Json = {"keys": {}, "rabbitmq": {}}
    for agency in agencies:
        volumes |= {f"postgres-{agency.code}": {}, f"blobs-{agency.code}": {}}
    network = {"ipam": {"config": [{"subnet": SUBNET, "gateway": GATEWAY}]}}
    return {"name": "zhengfa", "services": services, "volumes": volumes, "networks": {"default": network}}


def agency_env(agency: Agency) -> str:
    """deploy/agencies/<code>.env: what the four services of one agency share."""
    lines = {
        "ZF_AGENCY": agency.code,
        "ZF_BUS": "rabbitmq",
        "ZF_DIRECTORY_FILE": "/keys/directory/directory.jws",
        "ZF_DIRECTORY_OPERATOR_KEY_FILE": "/keys/directory/operator.pub",
        "ZF_KEY_FILE": f"/keys/keys/{agency.code}.json",
        "ZF_BLOB_DIR": "/blobs",
        "ZF_HALL_URL": "http://127.0.0.1:8000",
        "ZF_HOST": "0.0.0.0",  # noqa: S104 - inside the container; the compose file publishes only the front end
        "ZF_PORT": str(SERVICE_PORT),
        "ZF_WAKE": "notify",
        "ZF_POLL_SECONDS": "1",
        "ZF_POOL_SIZE": "12",
        "ZF_POOL_OVERFLOW": "3",
        "ZF_TRACE_SINK": "both",
        "OTEL_EXPORTER_OTLP_ENDPOINT": "http://otel-collector:4318",
    }
    head = f"# {agency.name_zh} {agency.name_en}\n"
    return head + "".join(f"{name}={value}\n" for name, value in lines.items())


def _agency(agency: Agency) -> Json:
    code = agency.code
    database = f"postgres-{code}"
    services: Json = {
        database: {
            "image": "postgres:18",
            "environment": {"POSTGRES_PASSWORD": "${ZF_POSTGRES_PASSWORD:?set it in .env}", "TZ": "Asia/Shanghai"},
            "volumes": [f"postgres-{code}:/var/lib/postgresql"],
            "healthcheck": {"test": ["CMD", "pg_isready", "-U", "postgres"], "interval": "5s", "retries": 20},
            "restart": "unless-stopped",
        },
        f"{code}-migrate": {
            "image": IMAGE,
            "command": ["zf", "db", "provision", "--agency", code],
            "environment": {
                "ZF_ADMIN_DATABASE_URL": f"postgresql+asyncpg://postgres:${{ZF_POSTGRES_PASSWORD}}@{database}/postgres",
                "ZF_SERVICE_PASSWORD": "${ZF_SERVICE_PASSWORD:?set it in .env}",
            },
            "depends_on": {database: {"condition": "service_healthy"}},
            "restart": "on-failure",
        },
    }
    for service in SERVICES:
        services[f"{code}-{service}"] = _service(code, service)
    return services


def _service(code: str, service: str) -> Json:
    role = f"zf_{code}_{service}"
    environment = {
        "ZF_SERVICE": service,
        "ZF_DATABASE_URL": f"postgresql+asyncpg://{role}:${{ZF_SERVICE_PASSWORD}}@postgres-{code}/zf_{code}",
        "ZF_AMQP_URL": f"amqp://{code}_{service}:${{ZF_BROKER_PASSWORD}}@rabbitmq/agency.{code}",
        "ZF_PERSONAL_KEY": "${ZF_PERSONAL_KEY:?set it in .env}",
        "ZF_PUBLIC_URL": f"http://{code}-{service}:{SERVICE_PORT}",
        "ZF_TRUSTED_PROXIES": HALL_ADDRESS,
    }
    if service == "intake":
        environment["ZF_MATCH_KEY"] = "${ZF_MATCH_KEY:?set it in .env}"
        environment["ZF_HALL_KEY"] = "${ZF_HALL_KEY:?set it in .env}"
    if service == "liaison":
        environment["ZF_AMQP_INTERAGENCY_URL"] = f"amqp://{code}:${{ZF_BROKER_PASSWORD}}@rabbitmq/interagency"
    done = "service_completed_successfully"
    return {
        "image": IMAGE,
        "command": ["zf", "service", service, "--agency", code],
        "env_file": [f"deploy/agencies/{code}.env"],
        "environment": environment,
        "volumes": ["keys:/keys:ro", f"blobs-{code}:/blobs"],
        "depends_on": {
            f"{code}-migrate": {"condition": done},
            "broker-setup": {"condition": done},
            "setup": {"condition": done},
        },
        "healthcheck": _health(SERVICE_PORT),
        "stop_grace_period": "30s",
        "restart": "unless-stopped",
    }


def _health(port: int) -> Json:
    ask = f"import urllib.request as u; u.urlopen('http://127.0.0.1:{port}/health/live', timeout=3)"
    return {"test": ["CMD", "python", "-c", ask], "interval": "10s", "timeout": "5s", "retries": 6}


def _setup() -> Json:
    return {
        "image": IMAGE,
        "build": {"context": ".", "dockerfile": "deploy/Dockerfile"},
        "command": ["zf", "directory", "make", "--out", "/keys"],
        "volumes": ["keys:/keys"],
    }


def _rabbitmq() -> Json:
    return {
        "image": "rabbitmq:4.2-management",
        "hostname": "rabbitmq",
        "environment": {
            "RABBITMQ_DEFAULT_USER": "deploy",
            "RABBITMQ_DEFAULT_PASS": "${ZF_BROKER_PASSWORD:?set it in .env}",
        },
        "volumes": ["rabbitmq:/var/lib/rabbitmq", "./deploy/rabbitmq/rabbitmq.conf:/etc/rabbitmq/conf.d/20-zf.conf:ro"],
        "healthcheck": {"test": ["CMD", "rabbitmq-diagnostics", "-q", "ping"], "interval": "5s", "retries": 30},
        "restart": "unless-stopped",
    }


def _broker_setup() -> Json:
    return {
        "image": IMAGE,
        "command": ["zf", "broker", "setup", "--management-url", "http://rabbitmq:15672"],
        "environment": {
            "ZF_BROKER_ADMIN_USER": "deploy",
            "ZF_BROKER_ADMIN_PASSWORD": "${ZF_BROKER_PASSWORD}",
            "ZF_BROKER_PASSWORD": "${ZF_BROKER_PASSWORD}",
        },
        "depends_on": {"rabbitmq": {"condition": "service_healthy"}},
        "restart": "on-failure",
    }


def _collector() -> Json:
    return {
        "image": "otel/opentelemetry-collector:0.139.0",
        "volumes": ["./deploy/otel/collector.yaml:/etc/otelcol/config.yaml:ro"],
        "depends_on": ["jaeger"],
        "restart": "unless-stopped",
    }


def _jaeger() -> Json:
    return {"image": "jaegertracing/jaeger:2.12.0", "ports": ["127.0.0.1:16686:16686"], "restart": "unless-stopped"}


def _hall(agencies: list[Agency]) -> Json:
    urls = {
        f"{agency.code}.{service}": f"http://{agency.code}-{service}:{SERVICE_PORT}"
        for agency in agencies
        for service in SERVICES
    }
    environment: Mapping[str, str] = {
        "ZF_HALL_URLS": ",".join(f"{name}={url}" for name, url in urls.items()),
        "ZF_HALL_SECURE_COOKIES": "${ZF_HALL_SECURE_COOKIES:-true}",
        "ZF_TRUSTED_PROXIES": GATEWAY,
        "ZF_HALL_KEY": "${ZF_HALL_KEY}",
    }
    return {
        "image": IMAGE,
        "command": ["zf", "hall", "--host", "0.0.0.0", "--port", str(HALL_PORT)],  # noqa: S104 - see agency_env
        "environment": dict(environment),
        "ports": [f"127.0.0.1:{HALL_PORT}:{HALL_PORT}"],
        "networks": {"default": {"ipv4_address": HALL_ADDRESS}},
        "depends_on": {f"{agency.code}-liaison": {"condition": "service_healthy"} for agency in agencies},
        "healthcheck": _health(HALL_PORT),
        "restart": "unless-stopped",
    }
