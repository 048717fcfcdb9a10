"""A table that Spark knows: of the session's own catalogue, or of a cluster; or Spark alone over a log in a file."""

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from nattoku.drill.engines.addresses import Address
from nattoku.drill.engines.engine import unreached
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

NO_JAVA = Text(
    "Spark には Java 17 以上が要ります。java が見つかりません（JAVA_HOME でも指定できます）。",
    "Spark needs Java 17 or later. There is no java (JAVA_HOME may name it).",
)


class Spark:
    """spark://HOST:7077/DATABASE.TABLE asks that master; spark:///DATABASE.TABLE what Spark itself is set up for."""

    dialect = "pyspark"
    mark = "`"

    def __init__(self, address: Address, zone: ZoneInfo, *, master: str | None = None) -> None:
        self.address = address
        if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
            raise Refusal(NO_JAVA, status=400)
        told = {
            "spark.sql.session.timeZone": zone.key,
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            **address.options,
        }
        builder: Any = SparkSession.builder.appName("nattoku drill")
        if place := master or (f"spark://{address.url.netloc}" if address.url.netloc else None):
            builder = builder.master(place)
        for name, value in told.items():
            builder = builder.config(name, value)
        try:
            self._session: Any = builder.getOrCreate()
            self._session.sparkContext.setLogLevel("ERROR")
        except (PySparkException, OSError, RuntimeError) as broken:
            raise unreached(address, broken) from broken

    def columns(self) -> Mapping[str, str]:
        empty = self._of(f"SELECT * FROM {self.address.named(self.mark)} LIMIT 0")
        return {each.name: each.dataType.simpleString() for each in empty.schema}

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        try:
            return [tuple(row) for row in self._of(sql).collect()]
        except PySparkException as broken:
            raise unreached(self.address, broken) from broken

    def stream(self, sql: str) -> Iterator[tuple[Any, ...]]:
        try:
            yield from map(tuple, self._of(sql).toLocalIterator())
        except PySparkException as broken:
            raise unreached(self.address, broken) from broken

    def micros(self, moment: Any) -> Any:
        from nattoku.drill.engines.sql import unix_micros

        return unix_micros(moment.cast("timestamp('UTC')"))

    def close(self) -> None:
        self._session.stop()

    def _of(self, sql: str) -> Any:
        try:
            return self._session.sql(sql)
        except PySparkException as broken:
            raise unreached(self.address, broken) from broken


opened = Spark


def local(file: Path, zone: ZoneInfo) -> Spark:
    """Spark on the cores of this machine, over one Parquet file."""
    options = {"spark.sql.shuffle.partitions": str(os.cpu_count() or 1)}
    spark = Spark(Address("spark", urlsplit("spark://"), (), ("events",), options), zone, master="local[*]")
    spark._session.read.parquet(str(file)).createOrReplaceTempView("events")
    return spark
