"""What the files for Docker promise; Docker itself is not needed."""

import re
import shlex
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml
from typer.main import get_command

from api.cli import app
from api.settings import Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "api" / "deploy"
TEXT = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load(TEXT)
SERVICES = COMPOSE["services"]
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", "")
INSTRUCTIONS = [
    line.split(maxsplit=1) for line in DOCKERFILE.splitlines() if line and line[0] not in "# "
]


def copied():
    """Return what is copied from the repository into the image."""
    for instruction, rest in INSTRUCTIONS:
        words = shlex.split(rest)
        if instruction == "COPY" and not words[0].startswith("--from"):
            yield from words[:-1]


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_tells_its_health_and_has_a_limit_of_memory(service):
    told = SERVICES[service]

    assert told["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")
    assert {"interval", "timeout", "retries"} <= set(told["healthcheck"])
    assert told["mem_limit"]


@pytest.mark.parametrize("service", ["server", "guanxi"])
def test_guanxi_waits_for_a_healthy_neo4j(service):
    assert SERVICES[service]["depends_on"]["neo4j"] == {"condition": "service_healthy"}


def test_the_server_runs_a_command_that_there_is_and_keeps_its_keys(monkeypatch):
    served = SERVICES["server"]
    for name, value in served["environment"].items():
        monkeypatch.setenv(name, value)

    command = get_command(app).commands[served["command"][0]]
    assert served["command"][1] in {name for each in command.params for name in each.opts}
    assert str(Settings().service_file).startswith("/work/")
    assert f"127.0.0.1:{Settings().port}:{Settings().port}" in served["ports"]
    assert str(Settings().port) in served["healthcheck"]["test"][-1]


def test_no_password_is_written_down_and_none_left_out_is_accepted():
    secret = {
        key: value
        for service in SERVICES.values()
        for key, value in service["environment"].items()
        if re.search("auth|password", key, re.IGNORECASE)
    }

    assert set(secret) == {"NEO4J_AUTH", "GUANXI_NEO4J_PASSWORD"}
    for value in secret.values():
        assert re.fullmatch(r"(neo4j/)?\$\{NEO4J_PASSWORD:\?[^}]+\}", value)


def test_nothing_listens_beyond_this_machine():
    ports = [port for service in SERVICES.values() for port in service.get("ports", ())]

    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)
    assert not any("network_mode" in service for service in SERVICES.values())


def test_what_is_kept_has_a_name_and_documents_are_only_read():
    mounted = [volume for service in SERVICES.values() for volume in service["volumes"]]
    named = {volume.partition(":")[0] for volume in mounted if isinstance(volume, str)}
    bound = [volume for volume in mounted if isinstance(volume, dict)]

    assert named == set(COMPOSE["volumes"])
    assert {(one["target"], one["read_only"]) for one in bound} == {("/documents", True)}
    assert (DEPLOY / "../sample").is_dir()


def test_images_are_pinned_by_version():
    bases = [rest.split()[0] for instruction, rest in INSTRUCTIONS if instruction == "FROM"]

    for image in (*bases, *(service["image"] for service in SERVICES.values())):
        assert re.search(r":\d+\.\d+", image), image


def test_the_build_finds_its_dockerfile_and_all_that_it_copies():
    build = SERVICES["guanxi"]["build"]
    context = (DEPLOY / build["context"]).resolve()
    rules = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()

    assert context == ROOT
    assert (context / build["dockerfile"]).is_file()
    assert [*copied()]
    for name in copied():
        assert (context / name).exists()
        assert f"!{name}" in rules
        assert not any(fnmatch(name, rule) for rule in rules[rules.index(f"!{name}") + 1 :])


def test_the_build_checks_hashes_and_the_program_runs_without_rights():
    last_user = [rest for instruction, rest in INSTRUCTIONS if instruction == "USER"][-1]
    installing = [rest for _, rest in INSTRUCTIONS if "pip install" in rest]

    assert last_user not in ("root", "0")
    assert "--require-hashes -r requirements.lock" in installing[0]
    assert all("--require-hashes" in one or "--no-deps" in one for one in installing)
    assert ["ENTRYPOINT", '["guanxi"]'] in INSTRUCTIONS
