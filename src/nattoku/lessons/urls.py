"""The addresses of case files."""

from django.urls import path

from nattoku.lessons import views

urlpatterns = [
    path("files", views.files, name="files"),
    path("files/<str:no>", views.file, name="file"),
    path("cases/<str:no>/file", views.write, name="write-file"),
]
