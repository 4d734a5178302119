"""A local cloud that is observed: what is asked of it between two moments is counted, but not what observes it."""

import json
import os
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from code24.costs.counts import Counts
from code24.costs.recorded import Scenario, Stored
from local.aws import client
from local.deployed import Deployed
from local.errors import LocalCloudError
from local.platform_api import PlatformApi
from local.recording.dynamodb import item_bytes
from local.recording.hooks import PATH, UNCOUNTED
from local.settings import Settings

LONGEST = 240.0
"""Seconds that anything is waited for."""
_BUCKETS = {"data": "DataBucketName", "releases": "ReleasesBucketName", "media": "MediaBucketName"}


class Counted:
    """Filled when the counting has ended."""

    counts = Counts()
    stored = Stored()
    load = 0.0

    def scenario(self, name: str, title: str, times: float, note: str = "") -> Scenario:
        """What was counted, as something that was done so many times."""
        return Scenario(
            name=name, title=title, times=times, counts=self.counts, stored=self.stored, note=note, load=self.load
        )


class Observed:
    """A local cloud whose requests can be counted."""

    def __init__(self, settings: Settings, api: PlatformApi, deployed: Deployed) -> None:
        self.settings = settings
        self.api = api
        self.deployed = deployed

    def aws(self, service: str) -> Any:
        """A client of a service whose own requests are not counted."""
        made = client(self.settings, service)

        def mark(request: Any, **_: Any) -> None:
            request.headers[UNCOUNTED] = "1"

        made.meta.events.register("before-send.*", mark)
        return made

    @contextmanager
    def counting(self) -> Iterator[Counted]:
        """Count what is asked until the end of the block, which leaves nothing at work."""
        counted, before = Counted(), self._stored()
        self._tell("POST")
        try:
            yield counted
        finally:
            said = self._tell("DELETE")
        apis = {self.deployed.sites_api: "sites", self.deployed.platform_api: "platform"}
        for field in ("http_requests", "out_bytes"):
            said[field] = {apis.get(api, api): count for api, count in said[field].items()}
        counted.load = round(os.getloadavg()[0], 2)
        counted.counts = Counts.model_validate(said)
        counted.stored = _difference(before, self._stored())

    def _tell(self, method: str) -> dict[str, Any]:
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        request = urllib.request.Request(f"{self.settings.aws_url}{PATH}", method=method)  # noqa: S310 (loopback)
        with direct.open(request, timeout=10) as answer:
            said: dict[str, Any] = json.load(answer)
        return said

    def until(self, look: Callable[[], bool], what: str) -> None:
        """Look until it is so. Raises LocalCloudError where that takes too long."""
        end = time.monotonic() + LONGEST
        while not look():
            if time.monotonic() > end:
                raise LocalCloudError(f"{what} is not done after {LONGEST:.0f} s.", "The logs may say why.")
            time.sleep(0.3)

    def quiet(self, *queues: str) -> None:
        """Wait until queues of these names are empty, and what they fed has come to rest."""
        sqs = self.aws("sqs")

        urls = [sqs.get_queue_url(QueueName=f"code24-local-{queue}")["QueueUrl"] for queue in queues]

        def empty() -> bool:
            kinds = [f"ApproximateNumberOfMessages{kind}" for kind in ("", "NotVisible", "Delayed")]
            told = [sqs.get_queue_attributes(QueueUrl=url, AttributeNames=kinds)["Attributes"] for url in urls]
            return not any(int(each[kind]) for each in told for kind in kinds)

        time.sleep(2.0)  # what functions hand on by themselves takes its own way
        self.until(empty, "The work behind " + ", ".join(queues))

    def _stored(self) -> Stored:
        s3, tables, functions = self.aws("s3"), self.aws("dynamodb"), self.aws("lambda")
        objects = {
            name: sum(
                each["Size"]
                for page in s3.get_paginator("list_objects_v2").paginate(Bucket=self.deployed.outputs[output])
                for each in page.get("Contents", ())
            )
            for name, output in _BUCKETS.items()
        }
        items = sum(
            item_bytes(item)
            for table in tables.list_tables()["TableNames"]
            for page in tables.get_paginator("scan").paginate(TableName=table)
            for item in page["Items"]
        )
        code = 0
        for page in functions.get_paginator("list_functions").paginate():
            for function in page["Functions"]:
                if "-site-" in function["FunctionName"]:
                    versions = functions.list_versions_by_function(FunctionName=function["FunctionName"])["Versions"]
                    code += sum(version["CodeSize"] for version in versions)
        return Stored(objects=objects, items=items, code=code)


def _difference(before: Stored, after: Stored) -> Stored:
    return Stored(
        objects={name: size - before.objects.get(name, 0) for name, size in after.objects.items()},
        items=after.items - before.items,
        code=after.code - before.code,
    )
