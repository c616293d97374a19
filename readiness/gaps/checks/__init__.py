"""The named checks. What each looks at is in its subject's module; `registry` lists them all."""
