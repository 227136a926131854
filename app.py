"""The server: Streamlit for the staff under /app, the light face at /, from one process. `streamlit run app.py` starts it."""

import streamlit as st

from web.asgi import light, staffed
from web.middleware import around

app = st.App("pages/router.py", lifespan=staffed, middleware=around(light()))
