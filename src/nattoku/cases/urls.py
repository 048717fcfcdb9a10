"""Addresses of cases that are forms; the case page itself is the board's."""

from django.urls import path

from nattoku.cases import views
from nattoku.cases.forms import PAGES

urlpatterns = [
    path("intake", views.receive, name="intake"),
    path("intake/practice", views.practice, name="intake-practice"),
    path("cases/<str:no>/promises", views.owed, name="case-promises"),
    path("cases/<str:no>/promises/<str:promise>", views.promise, name="case-promise"),
    path("cases/<str:no>/contacts", views.form, {"page": "contact-customer"}, name="case-contacts"),
    *(path(f"cases/<str:no>/{page}", views.form, {"page": page}, name=f"case-{page}") for page in PAGES),
]
