"""The addresses of letters."""

from django.urls import path

from nattoku.letters import views

urlpatterns = [
    path("cases/<str:no>/letters", views.letters, name="letters"),
    path("cases/<str:no>/letters/<int:letter>", views.letter, name="letter"),
]
