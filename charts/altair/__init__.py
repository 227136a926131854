"""Specifications for Vega-Lite, built once per words, language and theme. The rows come from `charts.rows` and are swapped in place."""
