"""The way of the schema, step by step, up and down."""
