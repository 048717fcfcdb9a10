"""The customer's page behind its link, and what those who work on the case see of it."""

from django.urls import path

from nattoku.standing import guide_views, views

urlpatterns = [
    path("s/<str:secret>", views.page, name="standing"),
    path("cases/<str:no>/standing", views.manage, name="standing-manage"),
    path("cases/<str:no>/guide", guide_views.guide, name="guide"),
]
