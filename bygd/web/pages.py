"""What draws each page, imported when it is first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bygd.web.page_names import PAGES

if TYPE_CHECKING:
    from bygd.web.desk import Desk
    from bygd.web.frame import Frame


def drawn_page(page: str, frame: Frame, desk: Desk) -> Any:
    """The page ``page`` of a session as it stands."""
    if page == "compare":
        from bygd.web.compare_page import ComparePage

        return ComparePage(frame.scenario, frame.seed, desk)
    if page == "lives":
        from bygd.web.lives_page import LivesPage

        return LivesPage(frame.scenario, frame.seed, frame.month, desk.kept)
    if page == "money":
        from bygd.web.money_page import MoneyPage

        return MoneyPage(frame.scenario, frame.seed, frame.month)
    if page == "checklist":
        from bygd.web.checklist_page import ChecklistPage

        return ChecklistPage(desk.scenario or frame.unmoved, frame.seed, desk)
    if page == "advise":
        from bygd.web.advise_page import AdvisePage

        return AdvisePage(desk.scenario or frame.unmoved, frame.seed, desk)
    if page == "gallery":
        from bygd.web.practices_page import PracticesPage

        return PracticesPage()
    from bygd.web.town_page import TownPage

    return TownPage(frame, desk)


__all__ = ["PAGES", "drawn_page"]
