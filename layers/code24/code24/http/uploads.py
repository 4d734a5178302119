"""The route for sending files of one's own."""

from fastapi import APIRouter

from code24.build.pictures.models import UploadTicket
from code24.http.authentication import Caller, KeyedRoute
from code24.http.requests import UploadBody
from code24.http.use_cases import Run
from code24.ports import Ids, Uploads
from code24.types import CustomerId

router = APIRouter(route_class=KeyedRoute, tags=["Builds"])


@router.post("/uploads", status_code=201, operation_id="createUpload", summary="Send a file")
async def create(body: UploadBody, caller: Caller, use: Run) -> UploadTicket:
    """Permission to send one file: PUT it to `url` with exactly the `headers`, before `expiresAt`.

    Then name its `uploadId`: a picture's in `images` of a build, that of a website's zip in `POST /optimize`. It is
    kept for 7 days; what a build or an optimization has used stays with the site.
    """
    return use.run(_ticket, caller, body)


def _ticket(caller: CustomerId, body: UploadBody, *, ids: Ids, uploads: Uploads) -> UploadTicket:
    return uploads.ticket(caller, ids.new("u", 16), body.content_type, body.bytes)
