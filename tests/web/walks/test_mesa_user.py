"""Somebody who knows Mesa: levers, a step, playing, the network, a person followed; the same pictures in a notebook."""

from __future__ import annotations

from typing import Any

from sim.model import IntegrationModel
from tests.web.small import hamlet
from tests.web.walks.walking import walk


def test_a_mesa_user_plays_filters_and_follows_a_person(browser: Any, address: str) -> None:
    with walk(browser, address) as user:
        page = user.page
        with user.redrawn():
            user.move("capacity", 40)
        assert page.locator(".marks li").count() == 1
        user.step()
        page.select_option("#choose-speed", "12")
        user.button("Play").click()
        user.wait_month(4)
        user.pause()
        page.locator(".filter summary").click()
        people = page.locator(".filter fieldset").first.locator("input")
        assert page.locator(".network .o0:visible").count() > 0
        people.first.uncheck()
        assert page.locator(".network .o0:visible").count() == 0 and page.locator(".network .o1:visible").count() > 0
        people.first.check()
        user.stop("the network")
        person = page.locator(".network [data-p]").last
        number = (person.get_attribute("data-p") or "").split()[0]
        person.dispatch_event("click")
        lives = page.get_by_role("region", name="Lives", exact=True)
        lives.locator("svg.figure").first.wait_for()
        assert f"Person number {number} of this history" in lives.inner_text()
        user.stop("a life")
        with user.redrawn():
            user.button("Reset").click()
        assert user.month() == 0


def test_the_same_pictures_stand_in_a_notebook() -> None:
    from bygd.web.mesa_views import network, series

    model = IntegrationModel(hamlet(), seed=3)
    model.step()
    drawn = [str(view(model).args[1]) for view in (network, series)]
    assert "data-p=" in drawn[0] and "after 1 month" in drawn[1]
