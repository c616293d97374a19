"""Building blocks of Word documents: a small model, its XML, its styles and its packaging."""
