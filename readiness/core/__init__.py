"""The domain: pure values and rules; no input or output, no clock."""
