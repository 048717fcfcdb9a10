"""Pages of the tone check."""

from django.urls import path

from nattoku.tone import views

urlpatterns = [path("tone", views.tone), path("tone/rules", views.rules), path("cases/<str:no>/tone", views.typing)]
