import json

from api.commands.demo import QUESTIONS
from api.ingest import SAMPLE


def test_the_demonstration_reads_everything_and_answers_every_question(guanxi, tmp_path):
    told = json.loads(guanxi("demo", "--json").out)

    assert (tmp_path / "guanxi-demo.db").exists()
    assert told["ingested"]["skipped"] == 0
    assert told["ingested"]["read"] == len(list(SAMPLE.iterdir())) >= 16
    assert len(told["examples"]) >= 5
    assert len(told["answers"]) == len(QUESTIONS) == 3
    for answer in told["answers"]:
        (path,) = answer["paths"]
        documents = {hop["source"]["document"] for hop in path["hops"]}
        assert len(documents) >= 2, "a path within one document shows little"
        assert all(hop["reading"] for hop in path["hops"])


def test_the_demonstration_starts_afresh(guanxi, tmp_path):
    (tmp_path / "guanxi-demo.db").write_text("left over")

    ran = guanxi("demo")

    assert (ran.status, ran.err) == (0, "")
    assert "unchanged" not in ran.out
    assert ran.out.splitlines()[-1].startswith("Try next: guanxi show ")
