"""All addresses of the light face."""

from starlette.routing import BaseRoute

from web import (
    checkin,
    designs,
    downloads,
    events,
    files,
    health,
    home,
    images,
    legal,
    login,
    mine,
    posters,
    preview,
    prints,
    questionnaires,
    receipts,
    surveys,
    workshops,
)

routes: list[BaseRoute] = [
    *surveys.routes,
    *events.routes,
    *files.routes,
    *workshops.routes,
    *mine.routes,
    *home.routes,
    *receipts.routes,
    *legal.routes,
    *login.routes,
    *downloads.routes,
    *images.routes,
    *designs.routes,
    *checkin.routes,
    *posters.routes,
    *preview.routes,
    *questionnaires.routes,
    *prints.routes,
    *health.routes,
]
