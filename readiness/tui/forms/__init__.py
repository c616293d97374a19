"""Questions and forms that open over a screen."""
