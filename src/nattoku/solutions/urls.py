"""The addresses of the solutions of a case, and of the law cards."""

from django.urls import path

from nattoku.solutions import law_views, views

urlpatterns = [
    path("cases/<str:no>/solutions", views.solutions, name="solutions"),
    path("cases/<str:no>/law", law_views.law, name="case-law"),
    path("law", law_views.all_cards, name="law-cards"),
]
