"""Addresses of what is live. They name the case, so that the table of access asks them for foreign ones too."""

from django.urls import path

from nattoku.live import views

urlpatterns = [
    path("live/cases/<str:no>", views.case, name="live-case"),
    path("live/boards", views.boards, name="live-boards"),
]
