"""Spark gives the verdicts of this process: of the contract by SQL, of units of sources by a grouped map. Both stand
here, so that Spark is started once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
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


def test_spark_refuses_a_column_that_is_no_text(spark: Any) -> None:
    spark.sql("SELECT 1.5 AS thing_id").createOrReplaceTempView("things")
    with pytest.raises(ValueError, match=r"column thing_id of things: found decimal\(2,1\); expected string"):
        sql.judge_spark(spark, {"things": ENGINES.schemas["things"]})
