from tests.functions.looping import SITE, Desk, executions


def test_the_next_execution_of_the_chain_is_started_once(desk: Desk) -> None:
    first, second = desk.call(), desk.call()

    assert (first["action"], second["action"]) == ("end", "end")
    assert desk.loop.generation == 2
    assert executions() == [f"{SITE}-g2"]


def test_an_outdated_execution_starts_nothing(desk: Desk) -> None:
    assert desk.call(generation=3)["action"] == "end"
    assert desk.loop.generation == 1
    assert executions() == []
