"""The wire contracts: what stands on Tocsin's topics, in its table's JSON and in its commands' output.

This is the ground that everything else stands on: it imports pydantic and nothing of the project.
"""
