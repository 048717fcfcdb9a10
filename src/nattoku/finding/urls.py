"""The page of cases like this one."""

from django.urls import path

from nattoku.finding import views

urlpatterns = [path("cases/<str:no>/similar", views.similar, name="similar")]
