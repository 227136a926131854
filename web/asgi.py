"""The residents' face alone, for `uvicorn web.asgi:app --workers N`. It imports neither streamlit nor pandas."""

import gc
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette

import settings
from services import chores, house, starting
from web import errors, rendering, streamlit_files
from web.middleware import SecurityHeaders
from web.routes import routes


def light() -> Starlette:
    """The light face without what surrounds it."""
    return Starlette(routes=routes, exception_handlers=errors.handlers)


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """Warm before the first person comes; meanwhile mails leave and what is due is done; at the end every answer taken is on disk."""
    starting.start()
    rendering.configure(demo=settings.current().demo)
    rendering.warm_up()
    worker = chores.worker().start()
    try:
        yield
    finally:
        worker.stop()
        house.close()


@asynccontextmanager
async def staffed(app: object) -> AsyncIterator[None]:
    """The same for the process that has the staff face: it also invites the first account and packs Streamlit's files."""
    async with lifespan(app):
        starting.invite_first_account()
        gc.collect()
        sys.setswitchinterval(0.0005)
        gc.freeze()  # what is loaded now stays: later collections need not look at it
        threading.Thread(target=streamlit_files.pack, name="packing", daemon=True).start()
        yield


app = SecurityHeaders(Starlette(routes=routes, exception_handlers=errors.handlers, lifespan=lifespan))
"""The headers go round Starlette, not into it: its page for an error of ours is made outside of all its middleware."""
