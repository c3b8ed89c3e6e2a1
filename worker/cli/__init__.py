"""The commands: one file each, a thin wrapper over a plain function."""
