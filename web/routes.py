"""All addresses of the light face."""

from starlette.routing import BaseRoute

from web import (
    checkin,
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
    *checkin.routes,
    *posters.routes,
    *preview.routes,
    *questionnaires.routes,
    *prints.routes,
    *health.routes,
]
