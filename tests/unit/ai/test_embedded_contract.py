import pytest

from code24.ai.embedded import EmbeddedWriter
from tests.contract.writer import WriterContract


class TestEmbeddedWriter(WriterContract):
    @pytest.fixture
    def writer(self) -> EmbeddedWriter:
        return EmbeddedWriter()
