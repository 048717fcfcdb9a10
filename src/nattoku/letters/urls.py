"""The addresses of letters."""

from django.urls import path

from nattoku.letters import views

urlpatterns = [
    path("cases/<str:no>/letters", views.letters, name="letters"),
    path("cases/<str:no>/letters/preview", views.preview, name="letter-preview"),
    path("cases/<str:no>/letters/<int:letter>", views.letter, name="letter"),
    path("cases/<str:no>/letters/<int:letter>/paper", views.paper, name="letter-paper"),
]
