"""Every address, room by room; the doors assemble, they hold no rule."""

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, path

from nattoku import api
from nattoku.web import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-in/demo", views.sign_in_demo, name="sign-in-demo"),
    path("sign-out", views.sign_out, name="sign-out"),
    path("language", views.language, name="language"),
    path("health", views.health, name="health"),
    path("api/", api.urls),
]
for room in settings.ROOMS:
    if find_spec(room) and find_spec(f"{room}.urls"):
        urlpatterns += import_module(f"{room}.urls").urlpatterns

handler404 = "nattoku.web.views.not_found"
handler500 = "nattoku.web.views.broken"
