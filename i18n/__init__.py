"""The product's words: languages, sentences, dates and numbers. Questionnaires bring their own words, see `survey.model`."""
