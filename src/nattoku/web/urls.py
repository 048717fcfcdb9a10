"""Every address, room by room; the doors assemble, they hold no rule."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from nattoku import api
from nattoku.notices import channels
from nattoku.web import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("language", views.language, name="language"),
    path("health", views.health, name="health"),
    path("api/", api.urls),
]
for room in settings.ROOMS:
    if find_spec(room) and find_spec(f"{room}.urls"):
        urlpatterns += import_module(f"{room}.urls").urlpatterns
for channel in iter_modules(channels.__path__, f"{channels.__name__}."):
    if channel.ispkg and find_spec(f"{channel.name}.urls"):
        hooks = import_module(f"{channel.name}.urls").urlpatterns
        urlpatterns.append(path(f"hooks/{channel.name.rpartition('.')[2]}", include(hooks)))

handler404 = "nattoku.web.views.not_found"
handler500 = "nattoku.web.views.broken"
