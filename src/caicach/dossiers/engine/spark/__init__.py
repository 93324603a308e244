"""Apache Spark: the engine's questions on several machines, translated, over tables handed over as Parquet."""

from caicach.dossiers.engine.spark.asking import Spread, spread

__all__ = ["Spread", "spread"]
