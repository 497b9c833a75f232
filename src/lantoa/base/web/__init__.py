"""Base templates, components, tables, filters, middleware; error to response."""
