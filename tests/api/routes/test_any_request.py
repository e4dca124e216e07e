"""The OpenAPI document and the application say the same, whatever is asked."""

from __future__ import annotations

import pytest

from api.app import create_app
from tests.bench.fuzz_api import Fuzz, Known

EXAMPLES = 20


@pytest.mark.timeout(300)
def test_no_generated_request_finds_a_fault_or_breaks_the_document(settings, filled):
    """Faults, undocumented statuses or types, answers that their schema does not allow."""
    named = {"hosts": ("testserver",), "rate": "1000000/second", "query_seconds": 2.0}
    app = create_app(settings.model_copy(update=named))

    fuzz = Fuzz(app, Known(settings.store))
    for operation in fuzz.operations():
        fuzz.ask(operation, EXAMPLES)

    assert fuzz.asked >= EXAMPLES
    assert fuzz.failures == []
