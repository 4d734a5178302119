"""Where Powertools' idempotency remembers finished steps and runs."""

from functools import cache

from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer

from code24.runtime.settings import Settings


@cache
def finished_work() -> DynamoDBPersistenceLayer:
    """The table of workers' results, one object a process."""
    return DynamoDBPersistenceLayer(table_name=Settings().worker_results_table)
