"""The light face: plain HTML and plain HTTP, for residents and for what staff do on a phone."""
