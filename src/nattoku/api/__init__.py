"""The JSON API: assembled from the rooms' routers; OpenAPI 3.1, tokens, problem details."""

from nattoku.api.api import api
from nattoku.api.api import urlpatterns as urls

__all__ = ["api", "urls"]
