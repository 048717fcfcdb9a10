"""Addresses of mails: those of a case, and those that wait for a look."""

from django.urls import path

from nattoku.mail import answer_views, views

urlpatterns = [
    path("cases/<str:no>/mails", views.of_case, name="case-mails"),
    path("cases/<str:no>/mails/<str:mail>/answer", answer_views.answer, name="case-mail-answer"),
    path("cases/<str:no>/mails/<str:mail>/original", views.original, name="case-mail-original"),
    path("cases/<str:no>/mails/<str:mail>/files/<int:n>", views.file, name="case-mail-file"),
    path("mails", views.look, name="mails"),
    path("mails/<str:held>/original", views.held_original, name="mail-original"),
    path("mails/<str:held>/files/<int:n>", views.held_file, name="mail-file"),
]
