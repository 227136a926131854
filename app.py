"""The server: Streamlit for the staff under /app, the light face at /, from one process. `streamlit run app.py` starts it."""

import streamlit as st

import ui.charts  # noqa: F401 - before anybody is served: several first viewers at once would import pandas half each
from web.asgi import light, staffed
from web.middleware import around

app = st.App("pages/router.py", lifespan=staffed, middleware=around(light()))
