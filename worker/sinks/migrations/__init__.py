"""The table's versions, one straight line; shipped in the package and run by `tocsin db upgrade`."""
