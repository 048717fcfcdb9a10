"""The addresses of the three explanations of a case, and of our rules of contact."""

from django.urls import path

from nattoku.response import manual_views, views

urlpatterns = [
    path("cases/<str:no>/explanations", views.explanations, name="explanations"),
    path("manual", manual_views.manual, name="manual"),
]
