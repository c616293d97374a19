"""The named checks. What each looks at is in its family's module; `registry` lists them all."""
