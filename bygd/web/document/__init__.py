"""The HTML document around the pages: Solara's, with what it lacks."""

from __future__ import annotations

from bygd.web.document.serving import Document
from bygd.web.document.writing import written

__all__ = ["Document", "written"]
