"""The addresses of visits."""

from django.urls import path

from nattoku.visits import views

urlpatterns = [
    path("cases/<str:no>/visits", views.visits, name="visits"),
    path("cases/<str:no>/visits/<int:visit>", views.visit, name="visit"),
    path("cases/<str:no>/visits/<int:visit>/guide", views.guide, name="visit-guide"),
]
