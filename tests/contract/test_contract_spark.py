"""Spark gives the verdicts of this process: of the contract by SQL, of units of sources by a grouped map. Both stand
here, so that Spark is started once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from contract_corpus import CASES
from test_contract_sql import ENGINES, by_polars, case_sources, one_table, plain, written
from test_pieces import damaged, judged, summary

from reread import pieces
from reread.contract import sql


def test_spark_finds_what_polars_finds_in_the_corpus(tmp_path: Path, spark: Any) -> None:
    sources = case_sources(next(one_table([case for case in CASES if not case.more])))
    for name, path in written(sources, tmp_path).items():
        spark.read.parquet(str(path)).createOrReplaceTempView(name)
    assert plain(sql.judge_spark(spark, ENGINES.schemas)) == plain(by_polars(ENGINES.schemas, sources))


def test_units_of_sources_get_the_same_verdict(spark: Any) -> None:
    pkg = damaged(1)
    assert summary(judged(pkg, pieces.on_spark(spark, 3))) == summary(judged(pkg))
