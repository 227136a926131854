"""Writing questionnaires: the parts of the page `coordinator/designer.py`. Every edit is kept at once by `services.writing`; here is only what is seen."""
