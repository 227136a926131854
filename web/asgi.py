"""The residents' face alone, for `uvicorn web.asgi:app --workers N`. It imports neither streamlit nor pandas."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware

import settings
from services import house
from web import errors, rendering
from web.middleware import SecurityHeaders
from web.routes import routes


def light() -> Starlette:
    """The light face without what surrounds it."""
    return Starlette(routes=routes, exception_handlers=errors.handlers)


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """Warm before the first person comes; at the end every answer taken is on disk."""
    rendering.configure(demo=settings.current().demo)
    rendering.warm_up()
    house.writer()
    yield
    house.close()


app = Starlette(routes=routes, exception_handlers=errors.handlers, middleware=[Middleware(SecurityHeaders)], lifespan=lifespan)
