"""YAML to the framework in force."""
