"""Names of the XML languages of a Word file."""

from __future__ import annotations

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

W_DECLARATION = f'xmlns:w="{W}" xmlns:r="{R}"'
