"""The types of what this package offers.

Written by scripts/build_stubs.py; do not edit.
"""

from pathlib import Path
from typing import Literal, overload

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa

from reread.findings import CannotRun as CannotRun
from reread.package.opening import Package as Package
from reread.package.opening import open_package as open_package
from reread.package.renamed import RenamedId as RenamedId
from reread.release.citing import cite as cite
from reread.tables.columns import CannotLoad as CannotLoad
from reread.tables.converting import convert as convert
from reread.tables.databases import to_sqlite as to_sqlite
from reread.tables.loading import Decimals as Decimals
from reread.tables.loading import MissingLibrary as MissingLibrary
from reread.tables.loading import metadata as metadata
from reread.tables.loading import to_csv as to_csv
from reread.tables.querying import query as query
from reread.tables.records import Records as Records
from reread.why import why as why

from . import schemas as schemas
from .names import (
    BreakColumn,
    CorrectionColumn,
    DerivedColumn,
    DivisionColumn,
    EntityColumn,
    EntityLinkColumn,
    EntityNameColumn,
    EvidenceColumn,
    FactColumn,
    IndicatorColumn,
    IndicatorTermColumn,
    KnownGapColumn,
    ObservationColumn,
    PhraseColumn,
    RankColumn,
    RankingColumn,
    RankingCriterionColumn,
    RankingEntryColumn,
    RefusedLeadColumn,
    RelationColumn,
    RelationTermColumn,
    SourceColumn,
    UnitColumn,
)
from .names import TableName as TableName
from .names import ViewName as ViewName
from .ranked import ranking as ranking
from .record_types import (
    Break,
    Correction,
    Derived,
    Division,
    Entity,
    EntityLink,
    EntityName,
    Evidence,
    Fact,
    Indicator,
    IndicatorTerm,
    KnownGap,
    Observation,
    Phrase,
    Rank,
    Ranking,
    RankingCriterion,
    RankingEntry,
    RefusedLead,
    Relation,
    RelationTerm,
    Source,
    Unit,
)
from .resolve import resolve as resolve
from .timeseries import series as series

__version__: str
__all__: list[str]

sources: Records[Source, SourceColumn]
entities: Records[Entity, EntityColumn]
entity_names: Records[EntityName, EntityNameColumn]
entity_links: Records[EntityLink, EntityLinkColumn]
divisions: Records[Division, DivisionColumn]
units: Records[Unit, UnitColumn]
indicators: Records[Indicator, IndicatorColumn]
indicator_terms: Records[IndicatorTerm, IndicatorTermColumn]
phrases: Records[Phrase, PhraseColumn]
rankings: Records[Ranking, RankingColumn]
ranking_criteria: Records[RankingCriterion, RankingCriterionColumn]
evidence: Records[Evidence, EvidenceColumn]
observations: Records[Observation, ObservationColumn]
ranking_entries: Records[RankingEntry, RankingEntryColumn]
corrections: Records[Correction, CorrectionColumn]
relations: Records[Relation, RelationColumn]
relation_terms: Records[RelationTerm, RelationTermColumn]
derived: Records[Derived, DerivedColumn]
breaks: Records[Break, BreakColumn]
known_gaps: Records[KnownGap, KnownGapColumn]
refused_leads: Records[RefusedLead, RefusedLeadColumn]
facts: Records[Fact, FactColumn]
ranks: Records[Rank, RankColumn]

@overload
def load(
    name: TableName | ViewName, into: Literal["pandas"] = ..., *, package: None = ..., decimals: Decimals = ...
) -> pd.DataFrame: ...
@overload
def load(
    name: TableName | ViewName, into: Literal["polars"], *, package: None = ..., decimals: Decimals = ...
) -> pl.DataFrame: ...
@overload
def load(
    name: TableName | ViewName, into: Literal["pyarrow"], *, package: None = ..., decimals: Decimals = ...
) -> pa.Table: ...
@overload
def load(
    name: TableName | ViewName, into: Literal["duckdb"], *, package: None = ..., decimals: Decimals = ...
) -> duckdb.DuckDBPyRelation: ...
@overload
def load(
    name: Literal["sources"], into: Literal["records"], *, package: None = ..., decimals: Decimals = ...
) -> Records[Source, SourceColumn]: ...
@overload
def load(
    name: Literal["entities"], into: Literal["records"], *, package: None = ..., decimals: Decimals = ...
) -> Records[Entity, EntityColumn]: ...
@overload
def load(
    name: Literal["entity_names"], into: Literal["records"], *, package: None = ..., decimals: Decimals = ...
) -> Records[EntityName, EntityNameColumn]: ...
@overload
def load(
    name: Literal["entity_links"], into: Literal["records"], *, package: None = ..., decimals: Decimals = ...
) -> Records[EntityLink, EntityLinkColumn]: ...
@overload
def load(
    name: Literal["divisions"], into: Literal["records"], *, package: None = ..., decimals: Decimals = ...
) -> Records[Division, DivisionColumn]: ...
@overload
def load(
    name: Literal["units"], into: Literal["records"], *, package: None = ..., decimals: Decimals = ...
) -> Records[Unit, UnitColumn]: ...
@overload
def load(
    name: Literal["indicators"], into: Literal["records"], *, package: None = ..., decimals: Decimals = ...
) -> Records[Indicator, IndicatorColumn]: ...
@overload
def load(
    name: Literal["indicator_terms"], into: Literal["records"], *, package: None = ..., decimals: Decimals = ...
) -> Records[IndicatorTerm, IndicatorTermColumn]: ...
@overload
def load(
    name: Literal["phrases"], into: Literal["records"], *, package: None = ..., decimals: Decimals = ...
) -> Records[Phrase, PhraseColumn]: ...
@overload
def load(
    name: Literal["rankings"], into: Literal["records"], *, package: None = ..., decimals: Decimals = ...
) -> Records[Ranking, RankingColumn]: ...
@overload
def load(
    name: Literal["ranking_criteria"], into: Literal["records"], *, package: None = ..., decimals: Decimals = ...
) -> Records[RankingCriterion, RankingCriterionColumn]: ...
@overload
def load(
    name: Literal["evidence"], into: Literal["records"], *, package: None = ..., decimals: Decimals = ...
) -> Records[Evidence, EvidenceColumn]: ...
@overload
def load(
    name: Literal["observations"], into: Literal["records"], *, package: None = ..., decimals: Decimals = ...
) -> Records[Observation, ObservationColumn]: ...
@overload
def load(
    name: Literal["ranking_entries"], into: Literal["records"], *, package: None = ..., decimals: Decimals = ...
) -> Records[RankingEntry, RankingEntryColumn]: ...
@overload
def load(
    name: Literal["corrections"], into: Literal["records"], *, package: None = ..., decimals: Decimals = ...
) -> Records[Correction, CorrectionColumn]: ...
@overload
def load(
    name: Literal["relations"], into: Literal["records"], *, package: None = ..., decimals: Decimals = ...
) -> Records[Relation, RelationColumn]: ...
@overload
def load(
    name: Literal["relation_terms"], into: Literal["records"], *, package: None = ..., decimals: Decimals = ...
) -> Records[RelationTerm, RelationTermColumn]: ...
@overload
def load(
    name: Literal["derived"], into: Literal["records"], *, package: None = ..., decimals: Decimals = ...
) -> Records[Derived, DerivedColumn]: ...
@overload
def load(
    name: Literal["breaks"], into: Literal["records"], *, package: None = ..., decimals: Decimals = ...
) -> Records[Break, BreakColumn]: ...
@overload
def load(
    name: Literal["known_gaps"], into: Literal["records"], *, package: None = ..., decimals: Decimals = ...
) -> Records[KnownGap, KnownGapColumn]: ...
@overload
def load(
    name: Literal["refused_leads"], into: Literal["records"], *, package: None = ..., decimals: Decimals = ...
) -> Records[RefusedLead, RefusedLeadColumn]: ...
@overload
def load(
    name: Literal["facts"], into: Literal["records"], *, package: None = ..., decimals: Decimals = ...
) -> Records[Fact, FactColumn]: ...
@overload
def load(
    name: Literal["ranks"], into: Literal["records"], *, package: None = ..., decimals: Decimals = ...
) -> Records[Rank, RankColumn]: ...
@overload
def load(
    name: str, into: Literal["pandas"] = ..., *, package: Package | Path | str, decimals: Decimals = ...
) -> pd.DataFrame: ...
@overload
def load(
    name: str, into: Literal["polars"], *, package: Package | Path | str, decimals: Decimals = ...
) -> pl.DataFrame: ...
@overload
def load(
    name: str, into: Literal["pyarrow"], *, package: Package | Path | str, decimals: Decimals = ...
) -> pa.Table: ...
@overload
def load(
    name: str, into: Literal["duckdb"], *, package: Package | Path | str, decimals: Decimals = ...
) -> duckdb.DuckDBPyRelation: ...
