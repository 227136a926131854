"""Pictures of counts, for both faces: what is shown (`counted`, `periods`, `layout`, `sentences`) and how it is drawn (`altair`)."""
