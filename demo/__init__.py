"""The demonstration: invented people of real quarters. Nothing here is needed to run the app."""
