"""The thin edge of the stream: decode, call, publish; one guard sees to it that nothing is lost."""
