"""A contest: categories, technical rules, dates, roles, versioned rules text."""
