"""The store that is a PostgreSQL database: the folder of work holds a link to it instead of the records."""
