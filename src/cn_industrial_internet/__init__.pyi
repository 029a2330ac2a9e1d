"""The types of what this package offers.

Written by scripts/build_stubs.py; do not edit.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal, overload

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa

from reread.findings import CannotRun as CannotRun
from reread.libraries import MissingLibrary as MissingLibrary
from reread.package.opening import Package as Package
from reread.package.opening import open_package as open_package
from reread.package.renamed import RenamedId as RenamedId
from reread.release.citing import cite as cite
from reread.tables.columns import CannotLoad as CannotLoad
from reread.tables.columns import metadata as metadata
from reread.tables.converting import convert as convert
from reread.tables.databases import to_sqlite as to_sqlite
from reread.tables.loading import Decimals as Decimals
from reread.tables.loading import to_csv as to_csv
from reread.tables.querying import query as query
from reread.tables.records import Records as Records
from reread.why import why as why

from . import schemas as schemas
from .ranked import ranking as ranking
from .resolve import resolve as resolve
from .searching import search as search
from .timeseries import series as series

__version__: str
__all__: list[str]

TableName = Literal[
    "sources",
    "entities",
    "entity_names",
    "entity_links",
    "divisions",
    "units",
    "indicators",
    "indicator_terms",
    "phrases",
    "rankings",
    "ranking_criteria",
    "evidence",
    "observations",
    "ranking_entries",
    "corrections",
    "relations",
    "relation_terms",
    "derived",
    "breaks",
    "known_gaps",
    "refused_leads",
]
ViewName = Literal["facts", "ranks"]
SourceColumn = Literal[
    "source_id",
    "title",
    "publisher_id",
    "original_publisher_id",
    "author",
    "published_on",
    "published_on_basis",
    "published_evidence_id",
    "url",
    "read_at",
    "no_address_reason",
    "language",
    "translation",
    "archive_path",
    "proof",
    "sha256",
    "accessed_on",
    "grade",
    "rights",
    "note",
]
EntityColumn = Literal[
    "entity_id",
    "type",
    "name_en",
    "name_en_basis",
    "name_zh",
    "name_zh_basis",
    "lies_in",
    "belongs_to",
    "gb2260",
    "iso_3166_2",
    "valid_from",
    "valid_to",
    "note",
]
EntityNameColumn = Literal["entity_id", "name", "language", "kind", "source_id", "note"]
EntityLinkColumn = Literal[
    "link_id",
    "subject_id",
    "predicate",
    "object_id",
    "period",
    "period_basis",
    "proof",
    "source_id",
    "who_evidence_id",
    "what_evidence_id",
    "object_evidence_id",
    "when_evidence_id",
    "note",
]
DivisionColumn = Literal[
    "gb2260",
    "valid_from",
    "name_zh",
    "name_en",
    "pinyin",
    "level",
    "parent",
    "valid_to",
    "successor",
]
UnitColumn = Literal[
    "unit_id",
    "name",
    "name_zh",
    "symbol",
    "dimension",
    "code_system",
    "code",
    "base_unit_id",
    "factor",
    "note",
]
IndicatorColumn = Literal[
    "indicator_id",
    "name",
    "name_zh",
    "name_zh_basis",
    "definition",
    "measure",
    "unit_id",
    "minimum",
    "maximum",
    "growth_at",
    "topic",
    "broader",
    "confused_with",
    "caveat",
]
IndicatorTermColumn = Literal["indicator_id", "term", "language", "transformation", "source_id", "note"]
PhraseColumn = Literal["part", "phrase", "language", "denotes", "note"]
RankingColumn = Literal[
    "ranking_id",
    "series",
    "title",
    "title_zh",
    "title_zh_basis",
    "kind",
    "publisher_id",
    "edition",
    "data_period",
    "size",
    "size_basis",
    "complete",
    "population",
    "metric",
    "released_on",
    "source_id",
    "proof",
    "publisher_evidence_id",
    "released_evidence_id",
    "population_evidence_id",
    "evidence_id",
    "correction_id",
    "note",
]
RankingCriterionColumn = Literal["ranking_id", "level", "position", "kind", "name", "count", "evidence_id", "note"]
EvidenceColumn = Literal[
    "evidence_id",
    "source_id",
    "start",
    "end",
    "quote",
    "kind",
    "refers_to",
    "passage_id",
    "passage_start",
    "disposition",
    "note",
]
ObservationColumn = Literal[
    "observation_id",
    "entity_id",
    "indicator_id",
    "transformation",
    "sector_id",
    "ranking_id",
    "period",
    "period_basis",
    "base_period",
    "base_basis",
    "value",
    "lower",
    "upper",
    "unit_id",
    "qualifier",
    "precision",
    "convention",
    "convention_relation_id",
    "coverage",
    "whole_entity_id",
    "whole_indicator_id",
    "basis",
    "obs_status",
    "proof",
    "preference",
    "preference_reason",
    "source_id",
    "who_evidence_id",
    "what_evidence_id",
    "when_evidence_id",
    "value_evidence_id",
    "whole_evidence_id",
    "base_evidence_id",
    "sector_evidence_id",
    "ranking_evidence_id",
    "correction_id",
    "note",
]
RankingEntryColumn = Literal[
    "entry_id",
    "ranking_id",
    "entity_id",
    "rank",
    "tied",
    "category",
    "score",
    "score_unit_id",
    "basis",
    "proof",
    "preference",
    "preference_reason",
    "source_id",
    "who_evidence_id",
    "what_evidence_id",
    "when_evidence_id",
    "value_evidence_id",
    "correction_id",
    "note",
]
CorrectionColumn = Literal[
    "correction_id",
    "evidence_id",
    "as_printed",
    "read_as",
    "kind",
    "rationale",
    "support",
    "confidence",
    "status",
    "alternatives",
    "note",
]
RelationColumn = Literal["relation_id", "kind", "statement", "purpose", "expected", "explanation", "blames", "note"]
RelationTermColumn = Literal[
    "relation_id",
    "role",
    "position",
    "observation_id",
    "entry_id",
    "ranking_id",
    "link_id",
    "source_id",
    "derived_id",
    "constant",
    "aspect",
    "unit_id",
    "evidence_id",
    "note",
]
DerivedColumn = Literal[
    "derived_id",
    "entity_id",
    "indicator_id",
    "transformation",
    "sector_id",
    "ranking_id",
    "period",
    "coverage",
    "unit_id",
    "whole_number",
    "convention",
    "lower",
    "upper",
    "formula",
    "inputs",
    "note",
]
BreakColumn = Literal[
    "break_id",
    "entity_id",
    "indicator_id",
    "from_period",
    "kind",
    "words",
    "source_id",
    "evidence_id",
    "note",
]
KnownGapColumn = Literal[
    "gap_id",
    "entity_id",
    "indicator_id",
    "ranking_id",
    "period",
    "reason",
    "where_to_look",
    "looked_on",
]
RefusedLeadColumn = Literal["lead_id", "kind", "read_at", "quote", "said", "reason_code", "reason", "what_would_help"]
FactColumn = Literal[
    "observation_id",
    "entity_name_en",
    "lies_in_name_en",
    "indicator_name",
    "transformation",
    "sector_name_en",
    "ranking_title",
    "period",
    "coverage",
    "value",
    "unit_id",
    "lower",
    "upper",
    "qualifier",
    "whole_name_en",
    "whole_indicator_name",
    "base_period",
    "is_default",
    "verdict",
    "sources",
    "proof",
    "grade",
    "carried",
    "value_quote",
    "as_printed",
    "read_as",
    "source_title",
    "publisher_name_en",
    "published_on",
    "url",
    "entity_id",
    "entity_name_zh",
    "entity_type",
    "gb2260",
    "lies_in",
    "lies_in_name_zh",
    "indicator_id",
    "indicator_name_zh",
    "measure",
    "sector_id",
    "sector_name_zh",
    "ranking_id",
    "ranking_title_zh",
    "period_start",
    "period_end",
    "frequency",
    "period_basis",
    "base_basis",
    "unit_symbol",
    "precision",
    "convention",
    "whole_entity_id",
    "whole_name_zh",
    "whole_indicator_id",
    "basis",
    "obs_status",
    "preference",
    "preference_reason",
    "statements",
    "source_ids",
    "other_answers",
    "relations",
    "verdict_by",
    "correction_id",
    "who_quote",
    "what_quote",
    "when_quote",
    "source_id",
    "original_publisher_name_en",
    "language",
    "translation",
    "caveat",
    "note",
]
RankColumn = Literal[
    "entry_id",
    "entity_name_en",
    "lies_in_name_en",
    "rank",
    "tied",
    "category",
    "score",
    "size",
    "complete",
    "ranking_title",
    "ranking_publisher_name_en",
    "edition",
    "is_default",
    "verdict",
    "sources",
    "proof",
    "grade",
    "carried",
    "rank_quote",
    "as_printed",
    "read_as",
    "ranking_as_printed",
    "ranking_read_as",
    "source_title",
    "publisher_name_en",
    "published_on",
    "url",
    "ranking_id",
    "series",
    "ranking_title_zh",
    "ranking_kind",
    "ranking_publisher_id",
    "ranking_publisher_name_zh",
    "data_period",
    "period_start",
    "period_end",
    "frequency",
    "released_on",
    "entity_id",
    "entity_name_zh",
    "entity_type",
    "gb2260",
    "lies_in",
    "lies_in_name_zh",
    "size_basis",
    "population",
    "metric",
    "score_unit_id",
    "basis",
    "preference",
    "preference_reason",
    "statements",
    "source_ids",
    "other_answers",
    "relations",
    "verdict_by",
    "correction_id",
    "ranking_correction_id",
    "who_quote",
    "what_quote",
    "when_quote",
    "source_id",
    "original_publisher_name_en",
    "language",
    "translation",
    "note",
]
SourceId = Literal[
    "100ec-2018-electronic-information",
    "21jingji-2021-07-10",
    "21jingji-2021-09-29",
    "36kr-2025-11-04",
    "aastocks-2024-12-5g-base-stations",
    "ad-model-656913",
    "ahsb-2023-05-17",
    "anhuinews-2020-01-07",
    "anhuinews-2020-09-29",
    "anhuinews-2021-04-02",
    "app-pk-2022-02-09",
    "asiacity-ccid-districts-2025",
    "askci-2018-04-02",
    "askci-2021-09-28",
    "askci-2022-04-01",
    "askci-2023-09-19",
    "askci-2024-03-26",
    "askci-caict-industrial-districts-2017",
    "authorityngr-2021-09-23",
    "baosanyang-2017-07-18",
    "bastillepost-2024-10-11",
    "bay-area-times-2023-02-high-tech-enterprises",
    "bj-statistics-2023-high-tech-zone-finance",
    "bj-statistics-2025-gdp",
    "bjnews-2020-01-17",
    "bjreview-2018-unicorns",
    "bjtitle-2024-08-14",
    "bjtitle-2026-01-27",
    "bjwb-2017-11-21",
    "breakinglatest-2022-09-10",
    "breakinglatest-2023-08-01",
    "breakinglatest-2023-08-01-b",
    "breakinglatest-internet-top100-2023",
    "c114-2022-11-07",
    "c114-2023-01-30",
    "c114-2024-11-05",
    "cadz-2021-06-17",
    "caict-2020-03-25",
    "caict-2020-03-industrial-internet-value",
    "caict-2021-12-digital-cities-2020",
    "caii-2020-07-industrial-internet",
    "caii-2020-08-industrial-internet-value",
    "caii-2022-11-09",
    "caii-2023-industrial-internet-coverage",
    "caijing-mag-2022-10-28",
    "capital-institute-2022-01-20",
    "casted-2019-12-30",
    "cbtm-2016-10-20",
    "ccpit-patent-2025-10-24",
    "cctv-2020-12-29",
    "cctv-2022-01-26",
    "cctv-2022-06-23",
    "cctv-2024-10-25",
    "cctv-2025-09-gdp",
    "cctv-2025-09-lighthouse-factories",
    "cctv-2025-11-06",
    "cditv-2022-11-07",
    "cdrb-2022-12-08",
    "cdrb-2024-miit-5gii-pilot-cities-2024",
    "ce-2018-01-11",
    "ce-2023-04-26",
    "cecc-2009-08-software-revenue-branch",
    "cena-2018-02-02",
    "cena-2023-11-29",
    "cet-2023-08-15",
    "cfgw-2022-02-28",
    "cflp-2024-12-miit-advanced-clusters-2024",
    "cgtn-2020-09-26",
    "cgtn-2021-01-24",
    "changsha-cn-2021-01-14",
    "changshu-2025-06-high-tech-enterprises",
    "changzhou-stb-2021-12-27",
    "china-com-2020-05-11",
    "china-com-cn-2021-04-08",
    "china-org-cn-2017-07-29",
    "china-org-cn-2019-08-15",
    "china-org-cn-2020-09-15",
    "china-org-cn-2021-05-30",
    "china-org-cn-2022-rd-expenditure",
    "china-yearbook-2012-20-44",
    "chinadaily-2011-06-03",
    "chinadaily-2012-08-02",
    "chinadaily-2015-07-31",
    "chinadaily-2016-09-26",
    "chinadaily-2018-11-29",
    "chinadaily-2019-09-03",
    "chinadaily-2020-06-22",
    "chinadaily-2020-07-31",
    "chinadaily-2020-09-15",
    "chinadaily-2020-09-23",
    "chinadaily-2020-11-06",
    "chinadaily-2020-11-5g-base-stations",
    "chinadaily-2021-02-19",
    "chinadaily-2021-06-04",
    "chinadaily-2021-08-31",
    "chinadaily-2021-11-19",
    "chinadaily-2021-11-26",
    "chinadaily-2022-07-21",
    "chinadaily-2022-10-17",
    "chinadaily-2022-10-27",
    "chinadaily-2022-11-11",
    "chinadaily-2022-12-21",
    "chinadaily-2023-01-19",
    "chinadaily-2023-11-01",
    "chinadaily-2023-11-21",
    "chinadaily-2023-12-lighthouse-by-region-2023-12",
    "chinadaily-2023-lighthouse-factories",
    "chinadaily-2024-05-gdp",
    "chinadaily-2025-12-19",
    "chinadailybrief-2026-01-27",
    "chinadailyhk-2025-11-little-giants",
    "chinadevelopment-2021-04-miit-advanced-clusters-2022",
    "chinagbanews-2025-12-17",
    "chinaipr-2019-07-electronics-top100-2019-07",
    "chinajob-2025-gdp",
    "chinascope-2025-07-gei-unicorn-cities-2024",
    "chinaservicesinfo-2020-03-09",
    "chinaservicesinfo-2023-02-22",
    "chinaservicesinfo-2024-02-19",
    "chinatechnews-2020-07-25",
    "cics-cert-2025-industrial-internet-platforms",
    "cideg-2022-gihi-2022",
    "cinn-2022-01-19",
    "cityofzhuhai-2023-09-21",
    "cjyun-2020-11-14",
    "cjyun-huanggang-2019-07",
    "cls-2024-05-16",
    "cnbc-2018-11-27",
    "cncnews-2020-10-23",
    "cnhubei-2021-04-21",
    "cnipa-2011-05-12",
    "cnipa-2012-201210-977994",
    "cnipa-2012-20123-977836",
    "cnipa-2013-20134-988418",
    "cnipa-2014-12-30",
    "cnipa-2014-20141-1050624",
    "cnipa-2014-20141-1050628",
    "cnipa-2014-201411-1050848",
    "cnipa-2014-20149-1050800",
    "cnipa-2015-06-29",
    "cnipa-2015-09-10",
    "cnipa-2015-10-20",
    "cnipa-2015-12-07",
    "cnipa-2015-20159-1061487",
    "cnipa-2016-20163-1067632",
    "cnipa-2017-04-10",
    "cnipa-2017-06-13",
    "cnipa-2017-10-31",
    "cnipa-annual-2014-c3",
    "cnipa-annual-2015-b4",
    "cnipa-annual-2018-a7",
    "cnipa-annual-2022-a1",
    "cnipa-annual-2022-a2",
    "cnipa-annual-2022-c1",
    "cnipa-annual-2023-f4",
    "cnipa-gii-clusters-2025",
    "cnipr-2019-01-24",
    "cnr-2018-02-24",
    "cnr-2020-08-12",
    "cnr-2023-02-17",
    "cns-2008-09-06",
    "cns-2015-11-23",
    "cns-2020-01-19",
    "cns-2020-11-03",
    "cns-2020-12-23",
    "cns-2021-01-18",
    "cns-2021-09-22",
    "cns-2022-04-08",
    "cns-2022-06-23",
    "cns-2022-11-17",
    "cns-2022-11-28",
    "cns-2023-02-15",
    "cns-2023-09-18",
    "cns-2023-11-21",
    "cns-2023-12-12",
    "cns-2024-01-19",
    "cns-2024-04-28",
    "cns-2024-12-12",
    "cns-2025-01-03",
    "cns-2025-02-05",
    "cns-2025-02-26",
    "cns-miit-ii-industrial-bases",
    "cnsoftnews-2024-07-24",
    "cnstock-2017-08-03",
    "cnstock-2020-08-01",
    "cnstock-2020-10-23",
    "cnstock-2023-06-09",
    "cnyes-2025-12-little-giants-cities-2025-12",
    "cnyes-2026-01-19",
    "cqn-2019-03-26",
    "cri-2017-12-06",
    "cri-2018-07-04",
    "cri-2022-02-10",
    "cri-2023-12-28",
    "cri-2024-12-27",
    "cs-statistics-2022-04-06",
    "cset-2020-10-23",
    "csj-2024-01-29",
    "csst-2017-07-20",
    "cst-industry-2022-01-high-tech-zones",
    "cst-newsletter-2013-incubators",
    "cst-newsletter-2014-incubators",
    "csx-2014-07-17",
    "csx-2018-02-08",
    "csx-2018-05-28",
    "csx-2018-gdp",
    "csx-2021-02-01",
    "csx-2023-02-02",
    "csx-drb-2021-02-10",
    "ctoutiao-2021-05-10",
    "cz001-152831",
    "dalian-caict-industrial-counties-2014",
    "daoinsights-2020-07-5g-base-stations",
    "dayoo-2023-02-08",
    "dayoo-2026-01-19-b",
    "dazhong-2024-11-ccid-city-sti-100-2024",
    "digitalphablet-gii-clusters-2025",
    "digitimes-2016-09-13",
    "digitimes-2017-10-26",
    "digitimes-2017-12-28",
    "dtrb-2023-09-07",
    "dutenews-2017-01-13",
    "ecns-2014-10-03",
    "ecns-2016-10-24",
    "ecns-2017-12-07",
    "ecns-2018-02-05",
    "ecns-2020-11-04",
    "ecns-2026-01-28",
    "ecns-2026-02-03",
    "economic-daily-2017-12-07",
    "eguangzhou-2017-01-11",
    "en-haizhu-2022-08-08",
    "en-haizhu-2024-12-04",
    "enet-2021-12-10",
    "enet-2022-02-11",
    "enet-2023-09-18",
    "ettoday-2025-12-19",
    "europetoday-2024-01-21",
    "eyeshenzhen-2020-11-03",
    "eyeshenzhen-2022-11-18",
    "eyeshenzhen-2024-04-29",
    "fangyu-ccid-counties-2025",
    "finet-2024-12-26",
    "fjrb-2025-07-24",
    "fjsen-2022-02-25",
    "flanders-china-2023-digital-economy-share-of-gdp",
    "foshannews-2021-09-30",
    "foshannews-2024-04-01",
    "frontierpost-2023-02-5g-base-stations",
    "gacc-2023-07-cross-border-ecommerce-trade",
    "gacc-2023-cross-border-ecommerce-trade",
    "gacc-2024-08-02",
    "gd-iit-2020-10-5g-base-stations",
    "gd-yearbook-2024",
    "gdd-2024-04-10",
    "gdd-2024-06-21",
    "gdi-2018-09-22",
    "gdi-2021-gdp",
    "gdi-2023-03-16",
    "gei-2023-05-30",
    "gelonghui-2026-01-19",
    "globaltimes-2017-09-19",
    "globaltimes-2019-03-03",
    "globaltimes-2019-11-20",
    "globaltimes-2022-08-software-revenue",
    "globaltimes-2026-01-27",
    "gmw-online-2017-06-17",
    "gmw-online-2023-02-06",
    "gotohui-ccid-manufacturing-cities-2021",
    "govcn-2017-12-08",
    "govcn-en-2024-01-19",
    "greaterbayinsight-2020-share-of-upper-area",
    "guangdong-statistics-2006-09",
    "guangdong-statistics-2017-q1",
    "guangzhou-2017-01-05",
    "guangzhou-2026-01-19",
    "guanhai-miit-dual-cross-2025",
    "gulou-fuzhou-2024-04-01",
    "gz-iit-2024-08-software-revenue",
    "gz-innovation-index-2022-density-per-10000-employees",
    "gz-ipo-2018-patents-applied",
    "gz-rd-2021-02-04",
    "gz-statistics-2021-09-06",
    "gz-statistics-2022-gdp",
    "gz-yearbook-2023-17-05",
    "gzdaily-2018-10-14",
    "gzdaily-2021-02-26",
    "gzdaily-2022-12-25",
    "gzdaily-2023-12-15",
    "gzdaily-2024-12-ccid-investment-districts-2024",
    "gzdaily-2025-04-12",
    "gzlob-incubators",
    "gzszx-2015-08-28",
    "h3c-digital-cities-2018",
    "haizhu-2021-09-28",
    "haizhu-2022-05-25",
    "haizhu-2023-03-16",
    "haizhu-2023-03-digital-core-revenue",
    "haizhu-2024-01-25",
    "haizhu-2024-02-18",
    "haizhu-2024-02-19",
    "haizhu-2024-02-21",
    "haizhu-2025-03-06",
    "haizhu-2025-03-14",
    "haizhu-statistics-2021-services-share-of-gdp",
    "hangzhou-com-cn-2018-11-23",
    "hanyang-2018-10-gdp",
    "hb-dst-2023-high-tech-enterprises",
    "hefei-htz-2023-01-19",
    "hellenic-2024-02-06",
    "hengyang-2023-11-19",
    "hengyang-iit-2022-little-giants",
    "heyuanxw-2023-12-12",
    "hk01-2025-12-19",
    "hkcd-2018-07-28",
    "hkcd-2021-03-01",
    "hkcd-2021-03-03",
    "hkcd-2025-01-15",
    "hkcd-2025-04-01",
    "hktdc-2023-digital-core-value",
    "hn-drc-2024-little-giants",
    "hn-dst-2011-08-02",
    "hnr-2016-08-30",
    "hnrb-miit-advanced-clusters-2024",
    "huadu-2021-gdp",
    "huadu-2024-gdp",
    "huadu-2024-high-tech-enterprises",
    "huangpu-2019-09-03",
    "huangpu-2019-gdp",
    "huangpu-2021-03-01",
    "huangpu-2025-04-15",
    "huangpu-drb-2020-05-27",
    "huangpu-drb-2022-01-21",
    "huangpu-drb-2025-04-16",
    "huaxia-2024-07-18",
    "hubei-daily-2023-02-01",
    "hubei-daily-2023-04-12",
    "hubei-daily-2024-08-01",
    "huffpost-internet-top100-2017",
    "hunan-2015-06-02",
    "hunan-2018-07-11",
    "hunan-2019-11-14",
    "hunan-2020-12-22",
    "hunan-2021-11-24",
    "hunan-2022-07-21",
    "hunan-2022-12-02",
    "hunan-2023-01-09",
    "hunan-2023-enterprises-above-size",
    "hunan-daily-2015-11-24",
    "hunan-daily-2017-03-12",
    "hunan-daily-2020-5g-base-stations",
    "hunan-daily-2021-07-20",
    "hunan-daily-2022-09-30",
    "hunan-daily-2024-09-23",
    "hurun-2020-08-unicorns",
    "hurun-2022-08-30",
    "hurun-2024-unicorns",
    "hxnews-2016-09-03",
    "hz-isti-2023-07-23",
    "hz-yearbook-2018",
    "hzrb-2022-06-29",
    "hzrb-2023-01-21",
    "iaiso-2919192",
    "ibo-2019-rd-expenditure",
    "icswb-1817137",
    "icswb-2019-11-21",
    "icswb-2023-02-12",
    "icswb-2025-11-28",
    "icswb-2025-12-05",
    "imsilkroad-2017-02-08",
    "imsilkroad-2021-11-17",
    "imsilkroad-2022-08-little-giants-cities-2022-08",
    "infoq-internet-top100-2019",
    "instrument-2021-torch-hightech-zones-2020",
    "investnj-gii-clusters-2020",
    "investtaiwan-2022-rd-intensity",
    "ipo-daily-2018-software-top100-2018",
    "itbear-2025-miit-sme-digital-cities-2023",
    "ithome-2022-04-25",
    "ithome-2024-01-09",
    "ithome-2024-11-20",
    "ithome-2025-01-wef-lighthouse-2025-01",
    "jiangsu-2023-01-29",
    "jiangsu-2024-01-24",
    "jiaozhou-2022-high-tech-enterprises",
    "jimu-2024-01-18",
    "jingbao-2022-07-28",
    "jingxi-net-2020-09-23",
    "jiupai-2023-04-12",
    "jjckb-2020-07-digital-economy-value",
    "jjrb-2021-05-10",
    "jqknews-2019-11-5g-base-stations",
    "jschina-2020-01-15",
    "jschina-2022-01-30",
    "jstec-2023-03-02",
    "jstv-2022-08-14",
    "jwview-internet-top100-2022",
    "koreaherald-2022-09-09",
    "kunshan-2014-01-03",
    "kunshan-2021-industrial-value-added-growth",
    "kunshan-2022-01-gdp",
    "kunshan-2025-gdp",
    "lexology-2014-pct-patents-applied",
    "liangjiang-2022-03-29",
    "lifeofguangzhou-2017-02-15",
    "lifeofguangzhou-2022-08-11",
    "liuyang-2023-02-27",
    "liuyang-2024-01-29",
    "liuyang-statistics-2021-gdp",
    "longgang-statistics-2023-strategic-emerging-value",
    "luohu-2023-industrial-value-added-growth",
    "luohu-2024-10-goods-trade",
    "lyrb-2024-04-28",
    "lyrb-2025-11-projects",
    "lyrd-2021-03-04",
    "lzrb-2021-02-china-city-innovation-2020",
    "macaodaily-2023-01-13",
    "macaonews-2026-02-gdp-per-capita",
    "macaonews-nature-index-science-cities-2024",
    "maigoo-2023-06-05",
    "maigoo-caict-industrial-counties-2023",
    "maigoo-ccid-central-counties-2023",
    "maigoo-ccid-counties-2023",
    "maigoo-ccid-counties-2023-b",
    "maigoo-ccid-counties-2023-c",
    "maigoo-ccid-counties-2023-d",
    "maigoo-china-city-innovation-100-2022",
    "maigoo-china-innovation-competitiveness-2021",
    "maigoo-china-regional-innovation-2020",
    "maigoo-guoxin-counties-2023",
    "maigoo-guoxin-districts-2022",
    "maigoo-guoxin-districts-2022-b",
    "maigoo-guoxin-districts-2023",
    "maigoo-guoxin-districts-2023-b",
    "maigoo-guoxin-districts-2023-c",
    "maigoo-guoxin-innovation-counties-2023",
    "maigoo-istic-innovative-cities-2019",
    "maigoo-jingzhengli-western-counties-2024",
    "maigoo-mofcom-etdz-2021",
    "market-star-2023-04-03",
    "miit-2019-06-26",
    "miit-2020-04-19",
    "miit-2020-12-30",
    "miit-2021-05-21",
    "miit-2021-12-24",
    "miit-2022-08-31",
    "miit-2022-12-gigabit-cities-2022",
    "miit-2022-12-gigabit-cities-2022-b",
    "miit-2023-10-software-revenue",
    "miit-2023-11-software-revenue-branch",
    "miit-2023-software-revenue-branch",
    "miit-2024-01-software-revenue-branch",
    "miit-2025-01-26",
    "miit-2025-01-software-revenue",
    "miit-2025-5g-factories-provinces-2023-2025",
    "mobileworldlive-2023-10-09",
    "most-2017-09-14",
    "mydrivers-2020-08-rd-expenditure",
    "naipo-2025-china-city-innovation-2024",
    "nanfang-daily-2017-01-07",
    "nanfang-daily-2017-01-24",
    "nanfang-daily-2020-01-13",
    "nanfang-daily-2021-02-04",
    "nanfang-daily-2024-08-05",
    "nanfang-daily-2025-12-ai-registrations",
    "nansha-2019-01-30",
    "nansha-2025-03-11",
    "nanshan-2018-03-05",
    "nanshan-2020-07-30",
    "nantong-2020-09-16",
    "nantong-2021-01-05",
    "nantong-2021-08-09",
    "nantong-2021-09-29",
    "nantong-2022-11-23",
    "nation-pk-2024-08-05",
    "nbd-2022-02-23",
    "nbd-2022-05-12",
    "nbdpress-2020-04-02",
    "nbs-2003-09-24",
    "nbs-2009-09-15",
    "nbs-2013-10-31",
    "nbs-2014-10-23",
    "nbs-2015-12-22",
    "nbs-2021-02-28",
    "nbs-2021-09-22",
    "nbs-2021-industrial-enterprises-by-rd",
    "nbs-2022-08-31",
    "nbs-2024-10-02",
    "nbs-2024-12-26",
    "nddaily-2021-01-14",
    "nddaily-2021-02-25",
    "nddaily-2022-10-19",
    "nddaily-2025-01-01",
    "ndrc-2022-01-26",
    "netease-2022-05-11",
    "netease-2024-12-23",
    "netease-2026-01-wef-lighthouse-2026-01",
    "new-hunan-2023-07-07",
    "newsgd-2025-03-new-market-entities",
    "nfplus-2025-04-innovation-platforms",
    "nfplus-2026-01-19",
    "niita-2021-08-18",
    "ningxiang-2023-11-17",
    "ofweek-2025-04-little-giants-cities-2025-03",
    "optics-valley-2017-07-21",
    "optics-valley-2022-11-29",
    "optics-valley-2024-09-03",
    "pakistantoday-2024-12-31",
    "pakobserver-2019-01-19",
    "pandaily-2019-05-unicorns",
    "pandaily-2023-04-18",
    "pandaily-internet-top100-2018",
    "panyu-2022-01-21",
    "panyu-2023-02-09",
    "panyu-2024-02-28",
    "pds-drc-2025-11-21",
    "people-2011-09-22",
    "people-2017-05-24",
    "people-2017-09-19",
    "people-2020-06-08",
    "people-2020-08-31",
    "people-2020-10-04",
    "people-2021-02-23",
    "people-2021-08-18",
    "people-2021-08-29",
    "people-2022-01-20",
    "people-2022-07-22",
    "people-2022-11-04",
    "people-2022-12-27",
    "people-2023-02-02",
    "people-2023-03-21",
    "people-2023-04-20",
    "people-2024-01-15",
    "people-2024-10-09",
    "people-2024-11-22",
    "people-2025-01-23",
    "people-2025-02-26",
    "people-2025-10-23",
    "people-daily-2023-11-23",
    "peoples-daily-2020-11-electronic-information",
    "peoples-daily-2021-10-08",
    "peoples-daily-2022-12-16",
    "peoples-daily-2026-01-29",
    "phb-ccid-manufacturing-city-index-2019",
    "pingjiang-2022-11-30",
    "pingwest-2019-07-11",
    "prnewswire-2020-08-large-enterprises",
    "prnewswire-2022-01-07",
    "prnewswire-2024-04-24",
    "prnewswire-wef-lighthouse-2023-12",
    "qiantang-statistics-2024-gdp",
    "qing5-2024-11-22",
    "qstheory-2023-06-09",
    "qstheory-2025-06-09",
    "radiomandarin-2024-02-26",
    "rcbc-2021-03-22",
    "rcrwireless-2019-07-12",
    "rcrwireless-2020-08-19",
    "rcrwireless-2020-12-01",
    "rcrwireless-2022-01-28",
    "rcrwireless-2023-02-20",
    "rednet-2016-03-10",
    "rednet-2016-06-03",
    "rednet-2019-03-05",
    "rednet-2019-03-28",
    "rednet-2022-07-27",
    "rednet-2022-11-18",
    "rednet-2023-02-17",
    "reportify-2025-08-11",
    "reportify-2025-08-29",
    "reportify-2025-09-09",
    "reportify-2025-09-16",
    "reportify-2025-09-25",
    "reportify-2025-10-15",
    "reportify-2025-11-industrial-value-added-growth",
    "reportify-2026-01-20",
    "reportify-2026-01-26",
    "reportify-ccid-districts-2025",
    "reportify-ccid-districts-2025-b",
    "rmrb-hwb-2023-08-26",
    "rmzxb-2015-09-10",
    "sanqin-daily-2018-10-24",
    "sass-2023-09-12",
    "scio-2020-10-29",
    "scio-2022-06-06",
    "scio-2022-08-19",
    "scio-2023-04-20",
    "scio-2023-06-09",
    "scmp-2020-07-14",
    "scmp-2020-08-unicorns",
    "scmp-2021-04-27",
    "scmp-2024-05-goods-trade",
    "scmp-2024-06-cross-border-ecommerce-trade",
    "scmp-2024-10-rd-expenditure",
    "scrb-2022-12-22",
    "sfccn-2022-enterprises-above-size",
    "sfccn-2024-02-20",
    "shanghai-2025-01-16",
    "shanghai-2026-02-06",
    "shaoxing-2023-09-03",
    "sheitc-2022-06-30",
    "shenzhen-2017-11-24",
    "shenzhen-2020-09-18",
    "shenzhen-2021-08-19",
    "shenzhen-2022-04-26",
    "shenzhen-2023-02-28",
    "shenzhen-2023-10-10",
    "shenzhen-2024-04-secondary-industry-value",
    "shenzhen-2025-02-25",
    "shenzhen-ccid-districts-2023",
    "shiju-2016-12-03",
    "shine-2024-07-23",
    "sina-2017-06-30",
    "sina-2019-07-21",
    "sina-2019-12-05",
    "sina-wef-lighthouse-2025-09",
    "sipo-2017-04-07",
    "sohu-2005-07-25",
    "southcn-2025",
    "southmoney-2019-11-04",
    "springer-nature-2018-nature-index-science-cities-2018",
    "stcn-2025-01-12",
    "stcn-2026-01-27",
    "stdaily-2022-10-27",
    "stdaily-2024-11-04",
    "stdaily-2025-01-14",
    "stdaily-2025-12-03",
    "stpp-2022-06-29",
    "suzhou-2016-03-31",
    "suzhou-2017-11-20",
    "suzhou-daily-2024-01-31",
    "suzhou-daily-ccid-innovation-districts-2024",
    "suzhou-statistics-2021-11-16",
    "suzhou-yearbook-2020",
    "sz-drc-2023-02-24",
    "szdaily-2015-02-27",
    "szdaily-2025-12-19",
    "szdushi-2023-01-10",
    "szed-2020-06-29",
    "szed-2021-02-03",
    "szed-2024-03-29",
    "szinvest-2018-09-26",
    "sznews-2019-08-19",
    "sznews-2022-09-29",
    "sznews-2025-08-06",
    "sztqb-2022-01-14",
    "sztqb-2024-04-hurun-unicorn-cities-2024",
    "taipeitimes-2021-03-23",
    "technologytimes-2020-07-06",
    "techsauce-wef-lighthouse-2025-09",
    "tellerreport-2023-06-28",
    "tencent-hunan-2019-02-08",
    "theorychina-2023-12-06",
    "thepaper-2020-10-23",
    "thepaper-2021-01-27",
    "thepaper-2022-07-ccid-counties-2022",
    "thepaper-2022-08-10",
    "thepaper-2023-02-16",
    "thepaper-2023-04-hurun-unicorn-cities-2023",
    "thepaper-ccid-districts-2024",
    "thepost-za-2023-digital-economy-value",
    "thnet-2020-06-11",
    "thnet-2020-06-11-b",
    "thnet-2021-03-30",
    "thnet-2021-08-19",
    "thnet-2022-03-02",
    "thnet-2022-09-23",
    "thnet-2022-11-17",
    "thnet-2023-02-10",
    "thnet-2023-03-gdp-growth",
    "thnet-2023-05-22",
    "thnet-2023-08-08",
    "thnet-2023-08-16",
    "thnet-2024-03-19",
    "thnet-2024-04-01",
    "thnet-2025-03-07",
    "tianhe-drb-2017-02-22",
    "tianhe-drb-2020-06-11",
    "tianhe-drb-2024-03-19",
    "tianhe-drb-2025-03-12",
    "tianhe-statistics-2021-software-revenue-growth",
    "tianhe-statistics-2022-modern-services-value",
    "tibet-cn-2023-02-01",
    "tibet-cn-2023-12-22",
    "time-weekly-2021-01-26",
    "tmtpost-2023-06-26",
    "torch-2020-03-technology-contract-value",
    "ttpaihang-2019-05-22",
    "ttpaihang-2019-11-19",
    "ttpaihang-2020-12-29",
    "ttpaihang-2021-01-21",
    "ttpaihang-2022-02-mofcom-etdz-2021",
    "tuttoandroid-software-top100-2019",
    "unidentified-2006-software-top100-2006",
    "unidentified-2009-06-19",
    "unidentified-2012-10-10",
    "unidentified-2015-03-rd-intensity",
    "unidentified-2015-07-17",
    "unidentified-2016-07-26",
    "unidentified-2017-08-10",
    "unidentified-2017-neeq-companies",
    "unidentified-2018-01-20",
    "unidentified-2018-07-ccid-counties-2018",
    "unidentified-2018-11-caict-industrial-counties-2018",
    "unidentified-2019-08-22",
    "unidentified-2019-10-unicorns",
    "unidentified-2019-software-revenue",
    "unidentified-2020-04-27",
    "unidentified-2020-06-29",
    "unidentified-2020-07-29",
    "unidentified-2020-11-16",
    "unidentified-2020-wef-lighthouse-2020-01",
    "unidentified-2021-01-density-per-10000-employees",
    "unidentified-2021-01-industrial-value",
    "unidentified-2021-02-06",
    "unidentified-2021-02-20",
    "unidentified-2021-03-02",
    "unidentified-2021-03-03",
    "unidentified-2021-03-30",
    "unidentified-2021-03-industrial-value",
    "unidentified-2021-04-25",
    "unidentified-2021-07-29",
    "unidentified-2021-08-27",
    "unidentified-2021-08-ccid-parks-2021",
    "unidentified-2021-11-05",
    "unidentified-2021-11-ccid-investment-counties-2021",
    "unidentified-2021-11-ccid-manufacturing-cities-2021",
    "unidentified-2021-11-project-investment",
    "unidentified-2021-12-11-b",
    "unidentified-2021-miit-champions-cities-2021",
    "unidentified-2022-01-5g-base-stations",
    "unidentified-2022-02-5g-base-stations",
    "unidentified-2022-02-miit-stable-growth-cities-2021",
    "unidentified-2022-03-02",
    "unidentified-2022-04-14",
    "unidentified-2022-04-19",
    "unidentified-2022-04-27",
    "unidentified-2022-05-18",
    "unidentified-2022-07-22",
    "unidentified-2022-07-technology-contract-value",
    "unidentified-2022-08-10",
    "unidentified-2022-08-28",
    "unidentified-2022-08-30",
    "unidentified-2022-10-wef-lighthouse-2022-10",
    "unidentified-2022-11-17",
    "unidentified-2022-11-27",
    "unidentified-2022-11-30",
    "unidentified-2022-11-industrial-internet-coverage",
    "unidentified-2022-11-software-revenue",
    "unidentified-2022-12-01",
    "unidentified-2022-12-03",
    "unidentified-2022-technology-contract-value",
    "unidentified-2023-01-15",
    "unidentified-2023-01-unicorns",
    "unidentified-2023-02-09",
    "unidentified-2023-03-14",
    "unidentified-2023-03-24",
    "unidentified-2023-03-27",
    "unidentified-2023-07-27",
    "unidentified-2023-08-10",
    "unidentified-2023-08-cross-border-ecommerce-trade",
    "unidentified-2023-10-software-revenue-branch",
    "unidentified-2023-11-28",
    "unidentified-2023-11-technology-smes",
    "unidentified-2023-enterprises-by-technology",
    "unidentified-2023-index-score",
    "unidentified-2023-little-giants",
    "unidentified-2024-01-rd-expenditure",
    "unidentified-2024-03-identifier-enterprises",
    "unidentified-2024-06-27",
    "unidentified-2024-08-16",
    "unidentified-2024-10-software-top100-2024",
    "unidentified-2024-11-19",
    "unidentified-2024-11-5g-factories",
    "unidentified-2024-11-5g-industrial-internet",
    "unidentified-2024-12-19",
    "unidentified-2024-12-24",
    "unidentified-2024-software-revenue-branch",
    "unidentified-2025-01-13",
    "unidentified-2025-01-23",
    "unidentified-2025-01-software-revenue-branch",
    "unidentified-2025-04-11",
    "unidentified-2025-04-22",
    "unidentified-2025-07-24",
    "unidentified-2025-08-06",
    "unidentified-2025-08-21",
    "unidentified-2025-08-fortune-china-tech50-2025",
    "unidentified-2025-10-27",
    "unidentified-2025-11-industrial-internet-platforms",
    "unidentified-2025-12-18",
    "unidentified-2025-12-24",
    "unidentified-2025-high-tech-industry",
    "unidentified-2025-miit-sme-digital-cities-2025",
    "unidentified-2026-01-gdp",
    "unidentified-2026-01-listed-companies",
    "unidentified-2026-01-wef-lighthouse-2026-01",
    "unidentified-2026-02-26",
    "unidentified-ccid-counties-2017",
    "unidentified-ccid-counties-2018",
    "unidentified-ccid-counties-2019",
    "unidentified-ccid-counties-2020",
    "unidentified-ccid-counties-2020-b",
    "unidentified-ccid-counties-2021",
    "unidentified-ccid-counties-2023",
    "unidentified-ccid-districts-2019",
    "unidentified-ccid-innovation-districts-2022",
    "unidentified-ccid-investment-counties-2021",
    "unidentified-ccid-manufacturing-parks-2021",
    "unidentified-china-city-innovation-2023",
    "unidentified-china-innovation-cities-top10-2018",
    "unidentified-china-regional-innovation-2025",
    "unidentified-guoxin-counties-2017",
    "unidentified-istic-innovative-cities-2021",
    "unidentified-jingzhengli-western-counties-2024",
    "unidentified-miit-advanced-clusters-2022",
    "unidentified-miit-champions-cities-2022",
    "unidentified-miit-gigabit-cities-2022",
    "unidentified-software-top100-2024",
    "unidentified-torch-hightech-zones-2021",
    "unidentified-torch-hightech-zones-2024",
    "unitalen-2018-07-12",
    "uniteddaily-nature-index-science-cities-2025",
    "urdupoint-2022-06-07",
    "urdupoint-2023-06-23",
    "urdupoint-2025-01-23",
    "voc-2016-06-23",
    "voc-2022-08-09",
    "voc-2022-09-16",
    "voc-2022-12-20",
    "voc-2023-03-22",
    "voc-2023-04-04",
    "voc-2023-08-23",
    "voc-2025-11-28",
    "wallstreetcn-2021-08-little-giants-cities-2021",
    "wef-2025-01-14",
    "wef-2025-09-16",
    "whht-2019-11-high-tech-enterprises",
    "whu-patents-2019-10-20",
    "whu-patents-2021-06-28",
    "window-to-china-2013-02-24",
    "window-to-china-2018-12-27",
    "window-to-china-2020-12-08",
    "window-to-china-2021-11-13",
    "wipo-2023-gii-clusters-2023",
    "workercn-2019-10-19",
    "workercn-2026-01-29",
    "wuhan-2017-08-04",
    "wuhan-stb-2019-09-05",
    "wuhan2019-2017-09-16",
    "wuhou-2014-12-31",
    "xingsha-2018-05-03",
    "xinhua-2015-11-24",
    "xinhua-2016-07-13",
    "xinhua-2017-10-10",
    "xinhua-2018-02-cross-border-ecommerce-trade",
    "xinhua-2019-03-03",
    "xinhua-2019-12-09",
    "xinhua-2020-03-04",
    "xinhua-2020-11-26",
    "xinhua-2021-04-25",
    "xinhua-2022-06-06",
    "xinhua-2022-10-02",
    "xinhua-2023-11-23",
    "xinhua-2024-02-19",
    "xinhua-2024-10-08",
    "xinhua-2024-12-torch-hightech-zones-2024",
    "xinhua-2025-09-29",
    "xinhua-daily-2022-02-17",
    "xinhua-daily-2024-12-28",
    "xinhua-tongji-parks-2013",
    "xinhuanet-2019-01-02",
    "xinhuanet-2021-10-15",
    "xinhuanet-2025-12-23",
    "xinhuanet-2026-01-22",
    "xuanzhi960-2019-08-etdz-business-environment-2019",
    "xuanzhi960-torch-hightech-zones-2022",
    "xuehua-2018-10",
    "xxcb-2025-11-29",
    "xxsb-2026-03-05",
    "ycwb-2018-03-29",
    "ycwb-2021-01-14",
    "ycwb-2022-09-03",
    "ycwb-2023-08-16",
    "ycwb-2024-10-10",
    "ycwb-2024-10-30",
    "ycwb-2025-08-13",
    "yicai-2023-08-08",
    "yicai-2023-rd-expenditure",
    "yicai-2026-02-09",
    "yicaiglobal-2026-01-23",
    "ylrb-caict-industrial-counties-2016",
    "yuduxx-2018-01-23",
    "yuhang-drb-2023-03-02",
    "zaobao-2019-04-12",
    "zaobao-2021-01-03",
    "zgyww-2023-11-09",
    "zhangyue-2024-enterprises",
    "zhengzhou-media-2019-11-16",
    "zhitong-2024-12-26",
    "zhiyan-2023-software-revenue",
    "zhonghongwang-2024-11-05",
    "zhongjun-counties-22nd",
    "zhuhai-htz-ccid-manufacturing-parks-2023",
    "zidonghua-2021-10-identifier-nodes",
    "zizhupark-2017-12-28",
    "zjfz-2024-11-miit-advanced-clusters-2024",
    "zjol-2023-01-16",
    "zqrb-2020-10-18",
    "zqrb-2022-11-20",
    "zz-guancha-2018-01-04",
    "zzrb-2018-12-06",
]
EntityId = Literal[
    "100ec",
    "21st-century-business-herald",
    "21st-century-economic-research",
    "36kr",
    "4399",
    "58tongcheng",
    "5g",
    "5gii-conference-2022",
    "aastocks",
    "advanced-computing",
    "aii",
    "aiqiyi",
    "alibaba",
    "alibaba-cloud",
    "alibaba-cloud-guangzhou-project",
    "alxa-league",
    "alxa-left-banner",
    "amsterdam",
    "amsterdam-rotterdam-innovation-cluster",
    "anhui",
    "anhui-business-daily",
    "anhui-dst",
    "anhui-government",
    "anhuinews",
    "anji-county",
    "anjielun-shanghai",
    "anning-kunming",
    "anqing",
    "anqing-etdz",
    "anshan",
    "ant-group",
    "anxi-county",
    "anyang",
    "app-pakistan",
    "arcelik",
    "artificial-intelligence",
    "asiacity-news",
    "askci",
    "auo",
    "auo-suzhou",
    "authority-nigeria",
    "automobile-manufacturing",
    "automobiles-and-parts",
    "baidu",
    "baise",
    "baiyun-guangzhou",
    "baltimore",
    "baltimore-washington",
    "banan",
    "baoan",
    "baoan-government",
    "baoding",
    "baogang",
    "baohe",
    "baoji-hanzhong-tianshui-machine-tools-cluster",
    "baojie",
    "baosanyang",
    "baotou",
    "baotou-rare-earth-materials-cluster",
    "basic-software",
    "bastille-post",
    "bay-area-times",
    "bayingolin-mongol-autonomous-prefecture",
    "beichen",
    "beichen-etdz",
    "beihai",
    "beijing",
    "beijing-eit",
    "beijing-etdz",
    "beijing-evening-news",
    "beijing-government",
    "beijing-innovation-cluster",
    "beijing-news",
    "beijing-review",
    "beijing-statistics",
    "beijing-stc",
    "beijing-technology-market",
    "beijing-tianjin-hebei",
    "beijing-tianjin-hebei-integrated-circuits-cluster",
    "beijing-tianjin-hebei-it-application-innovation-cluster",
    "beijing-tianjin-hebei-safety-equipment-cluster",
    "beijing-youth-daily",
    "beike",
    "beilin-xian",
    "beiliu",
    "beilun",
    "bengbu",
    "big-data",
    "bijie",
    "bilibili",
    "binhai-new-area",
    "binhu",
    "binjiang",
    "binzhou-shandong",
    "binzhou-xianyang",
    "bio-manufacturing",
    "bio-pharmaceutical-medicare",
    "bio-technology",
    "biological-energy",
    "biomedicine",
    "biyadi",
    "bobai-county",
    "bokegufen",
    "boluo-county",
    "bosch-changsha",
    "bosidengyurongfuzhuangyouxiangongsi",
    "boston",
    "boston-cambridge-innovation-cluster",
    "boston-metropolitan-area",
    "bozhou-anhui",
    "breakinglatest",
    "bytedance",
    "c114",
    "cadz",
    "caict",
    "caii",
    "caii-guangdong",
    "caijing-magazine",
    "caijing-think-tank",
    "cailian-press",
    "caisi-guangxue-guangzhou",
    "cambridge",
    "cangzhou",
    "cas-strategy-group",
    "cass-naes",
    "casted",
    "catl",
    "catl-liyang",
    "catl-yibin",
    "caupd",
    "caupd-shanghai",
    "ccccr",
    "ccid-consulting",
    "ccid-research-institute",
    "ccpit-patent",
    "cctv",
    "cctv-com",
    "cdi",
    "cecc",
    "ceif",
    "cflp",
    "cgtn",
    "chai-tianyou",
    "chancheng",
    "changan-xian",
    "changchun",
    "changchun-etdz",
    "changchun-hightech-zone",
    "changde",
    "changfeng-county",
    "changge",
    "changji",
    "changji-hui-autonomous-prefecture",
    "changle-fuzhou",
    "changning-hengyang",
    "changsha",
    "changsha-construction-machinery-cluster",
    "changsha-county",
    "changsha-county-drb",
    "changsha-county-government",
    "changsha-county-statistics",
    "changsha-etdz",
    "changsha-evening-news",
    "changsha-government",
    "changsha-hightech-zone",
    "changsha-htz",
    "changsha-iit",
    "changsha-secure-computing-systems-cluster",
    "changsha-statistics",
    "changsha-stb",
    "changshu",
    "changshu-etdz",
    "changshu-government",
    "changshu-hightech-zone",
    "changxing-county",
    "changyi-weifang",
    "changzhi",
    "changzhou-daily-site",
    "changzhou-hightech-zone",
    "changzhou-jiangsu",
    "changzhou-new-carbon-materials-cluster",
    "changzhou-stb",
    "chaozhou",
    "chengdu",
    "chengdu-chongqing-biomedicine-cluster",
    "chengdu-chongqing-electronic-information-cluster",
    "chengdu-chongqing-region",
    "chengdu-daily",
    "chengdu-deyang-high-end-energy-equipment-cluster",
    "chengdu-deyang-mianyang-zigong-liangshan-aerospace-cluster",
    "chengdu-etdz",
    "chengdu-hightech-zone",
    "chengdu-innovation-cluster",
    "chengdu-software-and-information-services-cluster",
    "chengdu-tv",
    "chengguan-lanzhou",
    "chenghua",
    "chengyang",
    "chicago-innovation-cluster",
    "china",
    "china-com",
    "china-com-cn",
    "china-daily",
    "china-daily-brief",
    "china-daily-hk",
    "china-development-net",
    "china-eastern-region",
    "china-economic-net",
    "china-economic-times",
    "china-electronics-news",
    "china-five-software-provinces",
    "china-foods-newspaper",
    "china-gba-news",
    "china-gov-services",
    "china-incubator",
    "china-industry-news",
    "china-jiangsu-net",
    "china-national-high-tech-zones",
    "china-news-service",
    "china-quality-news",
    "china-securities-journal",
    "china-sub-provincial-cities",
    "chinajob",
    "chinascope",
    "chinatechnews",
    "chinese-academy-of-engineering",
    "chinese-academy-of-sciences",
    "chinese-mainland",
    "chinese-small-and-medium-cities-research",
    "chiping-county",
    "chongchuan",
    "chongqing",
    "chongqing-etdz",
    "chongqing-government",
    "chongqing-hightech-zone",
    "chongqing-liangjiang-new-area",
    "chongqing-stb",
    "chongzhou",
    "chuxiong",
    "chuxiong-yi-autonomous-prefecture",
    "chuzhou",
    "cics-cert",
    "city-of-zhuhai",
    "cixi",
    "cloud-and-big-data-services",
    "cloud-computing",
    "cnbc",
    "cnc-world",
    "cnhubei",
    "cnipa",
    "cnipr",
    "cnr",
    "cnsoftnews",
    "cnyes",
    "cologne-innovation-cluster",
    "construction-machinery",
    "cri-online",
    "crrc-qingdao-sifang",
    "cset",
    "csst",
    "cst-industry-journal",
    "cst-newsletter",
    "cstd-capital",
    "ctrip",
    "cuiping",
    "daejeon-innovation-cluster",
    "dafeng",
    "dalad-banner",
    "dali",
    "dali-bai-autonomous-prefecture",
    "dalian",
    "dalian-etdz",
    "dalian-government",
    "dalian-panjin-green-petrochemicals-cluster",
    "dangdangwang",
    "danyang",
    "dao-insights",
    "daqing",
    "dasouche",
    "datong-daily",
    "datong-shanxi",
    "daxing",
    "daye",
    "dayi-county",
    "dayoo",
    "dazhihui",
    "dazhong-news",
    "dazhou",
    "dazujiguang",
    "deben",
    "deepseek",
    "delonghi",
    "dengfeng",
    "depuy",
    "deqing-county-huzhou",
    "dewu",
    "deyang",
    "deyang-etdz",
    "dezhou",
    "dezhou-hightech-zone",
    "dianjiang-county",
    "dianjiwangluo",
    "didi",
    "digital-and-fashion",
    "digital-china-summit-5",
    "digital-content",
    "digital-core-industries",
    "digital-economy",
    "digital-factor-driven",
    "digital-industry",
    "digital-phablet",
    "digital-product-manufacturing",
    "digital-services",
    "digital-technology-application",
    "digitimes",
    "dingbian-county",
    "dingdongmaicai",
    "dji",
    "dongfangcaifu",
    "dongfangwang",
    "dongguan",
    "dongguan-songshanhu-hightech-zone",
    "dongqiao-etdz",
    "dongtai",
    "dongxihu",
    "dongyang",
    "dongying-shandong",
    "dongzhi-platform",
    "douban",
    "douyin",
    "douyu",
    "dual-cross-platforms",
    "dujiangyan",
    "duoyiwangluo",
    "dute-news",
    "duyun",
    "east-lake-zone",
    "east-zhejiang-machine-tools-cluster",
    "eastern-guangdong",
    "eaton-electrical-equipment-china",
    "ecns",
    "ecommerce-platform-services",
    "economic-daily",
    "economic-information-daily",
    "eguangzhou",
    "ejin-horo-banner",
    "electric-power-industry",
    "electronic-equipment-manufacturing",
    "electronic-information",
    "electronic-information-manufacturing",
    "embedded-software",
    "emeishan",
    "emerging-industries",
    "enet",
    "environmental-protection",
    "equipment-manufacturing",
    "erliusan",
    "erqi",
    "ersansiwu",
    "ettoday",
    "europe-today",
    "eyeshenzhen",
    "faleiao-shenzhen",
    "fangdd",
    "fangtianxia",
    "fangyu-dataset",
    "feicheng",
    "feidong-county",
    "feixi-county",
    "fengcheng-yichun",
    "fenghua",
    "fengnan",
    "fengxian-county-xuzhou",
    "finance",
    "finet",
    "fireworks",
    "first-tier-cities",
    "five-leading-industries",
    "flanders-china-chamber",
    "flex",
    "fojiya-yancheng",
    "fortune-china",
    "foshan",
    "foshan-hightech-zone",
    "foshan-news",
    "four-leading-industries",
    "foxconn",
    "foxconn-wuhan",
    "foxconn-zengcheng-park",
    "foxconn-zhengzhou",
    "frontier-post",
    "fucheng",
    "fugu-county",
    "fujian",
    "fujian-daily",
    "fujian-normal-blue-book",
    "fukang",
    "funing-county-yancheng",
    "fuqing",
    "fuquan",
    "furong",
    "futian",
    "futiankangmingsi",
    "futuzhengquan",
    "fuxinruanjian",
    "fuyuan-county",
    "fuzhou-etdz",
    "fuzhou-fujian",
    "fuzhou-hightech-zone",
    "gacc",
    "gangyindianshang",
    "ganjingzi",
    "gansu",
    "ganzhou-jiangxi",
    "gaogang",
    "gaomi",
    "gaoming",
    "gaoyou",
    "gdi",
    "gei",
    "gelonghui",
    "geneva",
    "global-times",
    "global-unicorn-conference",
    "golmud",
    "gongshu",
    "gongyefulian-guanlan",
    "gongyi",
    "gotohui",
    "greater-bay-area",
    "greater-bay-insight",
    "guandu",
    "guangdong",
    "guangdong-ca",
    "guangdong-commerce",
    "guangdong-drc",
    "guangdong-dst",
    "guangdong-government",
    "guangdong-iit",
    "guangdong-isti",
    "guangdong-statistics",
    "guanghan",
    "guangling",
    "guangming",
    "guangming-daily",
    "guangming-online",
    "guangrao-county",
    "guangxi",
    "guangzhou",
    "guangzhou-academy-of-social-sciences",
    "guangzhou-ai-digital-pilot-zone",
    "guangzhou-commerce",
    "guangzhou-customs",
    "guangzhou-daily",
    "guangzhou-development-district",
    "guangzhou-etdz",
    "guangzhou-government",
    "guangzhou-hightech-zone",
    "guangzhou-iit",
    "guangzhou-innovation-alliances",
    "guangzhou-innovation-bonds",
    "guangzhou-innovation-index",
    "guangzhou-interactive",
    "guangzhou-ipo",
    "guangzhou-nansha-etdz",
    "guangzhou-peoples-congress",
    "guangzhou-shenzhen-foshan-dongguan-intelligent-equipment-cluster",
    "guangzhou-shenzhen-foshan-huizhou-dongguan-zhongshan-connected-new-energy-vehicles-cluster",
    "guangzhou-statistics",
    "guangzhou-stb",
    "guanhai-news",
    "guaziershouche",
    "guilin",
    "guixi",
    "guiyang",
    "guizhou",
    "guizhou-cppcc",
    "guizhou-luntai-guiyang",
    "gulou-fuzhou",
    "gulou-government",
    "gulou-nanjing",
    "guoxin-small-and-medium-cities-index-institute",
    "guoxin-smc",
    "gzlob",
    "h3c",
    "haian",
    "haichen-chuneng-chongqing",
    "haicheng-anshan",
    "haier",
    "haier-hefei-park",
    "haier-qingdao-2022",
    "haier-qingdao-jingshui",
    "haier-smart-home",
    "haierjituanjishuzhongxin",
    "haikangweishi",
    "haikou",
    "haimen",
    "haimen-nantong",
    "hainan",
    "haining",
    "haishu",
    "haitian-weiye-foshan",
    "haixi-mongol-and-tibetan-autonomous-prefecture",
    "haixin",
    "haixin-shixiang-qingdao",
    "haiyan-county-jiaxing",
    "haizhu",
    "haizhu-ai-bureau",
    "haizhu-drb",
    "haizhu-government",
    "haizhu-industrial-internet-area",
    "haizhu-industrial-internet-highland",
    "haizhu-investment-promotion-office",
    "haizhu-or-neighbourhood",
    "haizhu-statistics",
    "hancheng",
    "hanchuan",
    "handan",
    "hangao",
    "hangzhou",
    "hangzhou-bay-shangyu-etdz",
    "hangzhou-bay-textiles-cluster",
    "hangzhou-daily",
    "hangzhou-digital-security-cluster",
    "hangzhou-etdz",
    "hangzhou-government",
    "hangzhou-high-tech-zone-binjiang",
    "hangzhou-hightech-zone",
    "hangzhou-htz",
    "hangzhou-innovation-cluster",
    "hangzhou-isti",
    "hangzhou-net",
    "hangzhou-statistics",
    "hangzhou-stb",
    "hangzhou-yuhang-etdz",
    "hanjiang-yangzhou",
    "hannan",
    "hanyang",
    "hanyang-party-school",
    "harbin",
    "harbin-aviation-cluster",
    "harbin-etdz",
    "harbin-hightech-zone",
    "hebei",
    "hefei",
    "hefei-etdz",
    "hefei-hightech-zone",
    "hefei-htz",
    "hefei-midea-washing-machine",
    "hefei-stb",
    "heilongjiang",
    "hellenic-shipping-news",
    "henan",
    "henan-daily",
    "henan-radio-network",
    "hengnan-county",
    "hengyang",
    "hengyang-county",
    "hengyang-government",
    "hengyang-iit",
    "hepu-county",
    "heyuan",
    "heyuan-news",
    "high-end-equipment",
    "high-performance-integrated-circuits",
    "high-tech-enterprises",
    "high-tech-industry",
    "high-tech-manufacturing",
    "hk01",
    "hkc-changsha",
    "hkc-quality-project",
    "hktdc",
    "hohhot",
    "hohhot-etdz",
    "holingol",
    "hong-kong",
    "hong-kong-commercial-daily",
    "honghe-hani-and-yi-autonomous-prefecture",
    "hongshan-wuhan",
    "horgos",
    "houston-innovation-cluster",
    "huadajiyin",
    "huadu",
    "huadu-government",
    "huafeng-chongqing-anlun",
    "huaian-etdz",
    "huaian-jiangsu",
    "huangdao",
    "huanggang",
    "huanggang-cjyun",
    "huanggang-cloud",
    "huanghua",
    "huangling-county",
    "huangpi",
    "huangpu-drb",
    "huangpu-government",
    "huangpu-guangzhou",
    "huangshi",
    "huanjushidai",
    "huantai-county",
    "huarunshukekongguyouxiangongsi",
    "huawei",
    "huawei-baiyun-data-center",
    "huawei-baiyun-development-platform",
    "huawei-baiyun-operation-center",
    "huaxia",
    "hubei",
    "hubei-ca",
    "hubei-daily",
    "hubei-dst",
    "hubei-eiit",
    "hubei-government",
    "hubei-technology-market",
    "huffpost",
    "huian-county",
    "huidong-county-huizhou",
    "huishan",
    "huiyang",
    "huizhou-guangdong",
    "huizhou-zhongkai-hightech-zone",
    "huli",
    "hunan",
    "hunan-5g-pilot-zone",
    "hunan-daily",
    "hunan-drc",
    "hunan-dst",
    "hunan-government",
    "hunan-iit",
    "hunan-statistics",
    "huoshi",
    "huqiu",
    "hurun-report",
    "hurun-research-institute",
    "huya",
    "huzhou",
    "iab",
    "iab-measures",
    "iab-preferential-policies",
    "ic-design",
    "idreamsky",
    "iip-conference-2020",
    "iipicc",
    "ili-kazak-autonomous-prefecture",
    "industrial-internet",
    "industrial-software",
    "industry",
    "industry-above-size",
    "infoq",
    "information-security",
    "information-services",
    "information-technology",
    "information-times",
    "inner-mongolia",
    "inspur",
    "instrument-business-outlook",
    "instrument-com-cn",
    "intel-china",
    "internet-cluster-brand-pilot",
    "internet-of-things",
    "internet-platforms",
    "internet-society-of-china",
    "internet-software",
    "internet-weekly",
    "invest-shenzhen",
    "invest-taiwan",
    "ipo-daily",
    "istic",
    "it-companies",
    "it-industry",
    "it-services",
    "itbear",
    "ithome",
    "jd",
    "jiangan",
    "jiangbei",
    "jiangbei-chongqing",
    "jiangdu",
    "jianghan",
    "jiangmen",
    "jiangning",
    "jiangning-etdz",
    "jiangsu",
    "jiangsu-broadcasting",
    "jiangsu-government",
    "jiangsu-statistics",
    "jiangsu-technology-property-rights-exchange",
    "jiangsu-yueda-fangzhi",
    "jiangsuhengtongguangdiangufenyouxiangongsi",
    "jiangsushagangjituanyouxiangongsi",
    "jiangsuzhongtiankejigufenyouxiangongsi",
    "jiangxi",
    "jiangxia",
    "jiangyan",
    "jiangyang",
    "jiangyin",
    "jiangyin-hightech-zone",
    "jiangyou",
    "jianhu-county",
    "jianshui-county",
    "jianyang-chengdu",
    "jianye",
    "jiaodiankeji",
    "jiaozhou",
    "jiaozhou-government",
    "jiaozuo",
    "jiashan-county",
    "jiaxing",
    "jiaxing-etdz",
    "jibite",
    "jieyang",
    "jilin",
    "jilin-hightech-zone",
    "jimo-qingdao",
    "jimu-news",
    "jinan-hightech-zone",
    "jinan-qingdao-ai-pilot-zone",
    "jinan-shandong",
    "jinchang-baiyin-lanzhou-wuwei-non-ferrous-metals-cluster",
    "jindieruanjianzhongguoyouxiangongsi",
    "jinfakeji",
    "jing-bao",
    "jingdongshangke",
    "jingjiang",
    "jingxi-net",
    "jingyang",
    "jingzhengli",
    "jingzhou-hubei",
    "jinhu-county",
    "jinhua",
    "jining-hightech-zone",
    "jining-shandong",
    "jinjiang-chengdu",
    "jinjiang-quanzhou",
    "jinniu",
    "jinsha-county",
    "jinshanbangong",
    "jinshui",
    "jintan",
    "jintang-county",
    "jinwan",
    "jiujiang-jiangxi",
    "jiujiang-wuhu",
    "jiupai-news",
    "jiuquan",
    "jixia-zhiku",
    "jiyuan",
    "jqknews",
    "jungar-banner",
    "jurenwangluo",
    "jurong",
    "jwview",
    "kaifu",
    "kaili",
    "kaiyang-county",
    "kaiyuan-tieling",
    "kangfangyaoye",
    "kejiezhinengkejigufenyouxiangongsi",
    "keqiao",
    "klaus-schwab",
    "korea-herald",
    "korla",
    "kuaishou",
    "kunling-baomo-suzhou",
    "kunlunwanwei",
    "kunming",
    "kunming-etdz",
    "kunming-hightech-zone",
    "kunshan",
    "kunshan-etdz",
    "kunshan-government",
    "kunshan-hightech-zone",
    "laixi",
    "laizhou",
    "lakala",
    "langchaoxinxi",
    "langfang",
    "langmaxinxi",
    "lanshan-linyi",
    "lanzhou",
    "lanzhou-daily",
    "laoshan",
    "large-models",
    "legend-holdings",
    "leiyang",
    "lenovo",
    "lens-platform",
    "lens-platform-project",
    "leshan",
    "lexin",
    "lexology",
    "leyuansu",
    "liangjiang",
    "liangjiang-new-area",
    "liangshan-yi-autonomous-prefecture",
    "liangxi",
    "lianhe-zaobao",
    "lianhu",
    "lianhua-dianzi-tainan",
    "lianjia",
    "lianjiang-county",
    "lianshui-county",
    "lianyungang",
    "lianyungang-etdz",
    "liaocheng",
    "liaoning",
    "licheng-jinan",
    "liebaoyidong",
    "life-of-guangzhou",
    "lijiadianshang",
    "liling",
    "lingbao",
    "lingwu",
    "linhai",
    "linyi",
    "linyi-hightech-zone",
    "linzhou",
    "lishui-nanjing",
    "listed-companies",
    "liupanshui",
    "liuyang",
    "liuyang-daily",
    "liuyang-drb",
    "liuyang-etdz",
    "liuyang-government",
    "liuyang-high-tech-zone",
    "liuyang-htz",
    "liuyang-iit",
    "liuyang-peoples-congress",
    "liuyang-statistics",
    "liuzhou",
    "lixia",
    "liyang",
    "lizhi",
    "london",
    "longgang-government",
    "longgang-shenzhen",
    "longgang-statistics",
    "longhai-zhangzhou",
    "longhua-shenzhen",
    "longkou",
    "longli-county",
    "longquanyi",
    "longyan",
    "los-angeles-innovation-cluster",
    "los-angeles-long-beach-anaheim",
    "ls-electric",
    "lucheng-wenzhou",
    "luhe",
    "luohu",
    "luohu-government",
    "luoyang",
    "luoyang-farm-machinery-cluster",
    "luyang",
    "luzhou-sichuan",
    "lv-nengxing",
    "lvwangtianxia",
    "maanshan",
    "macao",
    "macao-daily",
    "macao-news",
    "made-in-china-2025",
    "maigoo",
    "manbangjituan",
    "mangguochaomei",
    "manufacturing",
    "manufacturing-and-automation",
    "maoming",
    "maoyanyule",
    "market-star",
    "meiqing-platform",
    "meiriyouxian",
    "meishan",
    "meitu",
    "meituan",
    "meitugongsi",
    "meiyou",
    "meizhou",
    "mengniu-dairy-ningxia",
    "mengzi",
    "mianyang",
    "mianzhu",
    "microsoft-china",
    "midea",
    "midea-chongqing",
    "midea-chuwei-wuhu",
    "midea-shunde",
    "migu",
    "mihoyo",
    "miit",
    "miit-news-centre",
    "miit-pilot-demonstration",
    "miluo",
    "minhou-county",
    "mining-industry",
    "miqilin-shenyang",
    "mobile-internet",
    "mobile-internet-5g-chain",
    "mobile-world-live",
    "modern-urban-industry",
    "mofcom",
    "mofcom-ipr-site",
    "mogujie",
    "momo",
    "montnets",
    "moscow-innovation-cluster",
    "most",
    "munich",
    "mydrivers",
    "nagoya-innovation-cluster",
    "naip-news",
    "nanan-chongqing",
    "nanan-quanzhou",
    "nanchang",
    "nanchang-county",
    "nanchang-etdz",
    "nanchang-hightech-zone",
    "nanfang-plus",
    "nanhai",
    "nanjing",
    "nanjing-etdz",
    "nanjing-hightech-zone",
    "nanjing-innovation-cluster",
    "nanjing-invest",
    "nanjing-new-power-equipment-cluster",
    "nanjing-software-and-information-service-cluster",
    "nanjinggangtiegufenyouxiangongsi",
    "nanning",
    "nanruijituan",
    "nansha-government",
    "nansha-guangzhou",
    "nanshan-government",
    "nanshan-shenzhen",
    "nantong",
    "nantong-etdz",
    "nantong-government",
    "nantong-taizhou-yangzhou-offshore-equipment-and-high-tech-ships-cluster",
    "nanyang",
    "national-business-daily",
    "nbd-press",
    "nbs",
    "ndrc",
    "neeq",
    "neijiang",
    "netease",
    "new-displays",
    "new-electronic-components",
    "new-generation-electronic-information",
    "new-generation-information",
    "new-generation-it-services",
    "new-generation-network-communications",
    "new-hunan",
    "new-third-board",
    "new-york",
    "new-york-city-innovation-cluster",
    "new-york-metropolitan-area",
    "newsgd",
    "next-generation-displays",
    "nianjianbao",
    "niita",
    "ningbo",
    "ningbo-etdz",
    "ningbo-hangzhou-bay-etdz",
    "ningbo-hightech-zone",
    "ningbo-innovation-cluster",
    "ningde",
    "ningde-power-batteries-cluster",
    "ninghai-county",
    "ningmengdou-platform",
    "ningxia",
    "ningxiang",
    "ningxiang-county",
    "ningxiang-government",
    "northern-guangdong",
    "ofweek",
    "ordos",
    "osaka-kobe-kyoto-innovation-cluster",
    "otog-banner",
    "pakistan-observer",
    "pakistan-today",
    "pandaily",
    "panxian-county",
    "panyu",
    "panyu-drb",
    "panyu-government",
    "panzhou",
    "paris",
    "pazhou",
    "pazhou-cluster-plan",
    "pazhou-committee",
    "pazhou-industrial-internet-report",
    "pazhou-internet-innovation-zone",
    "pazhou-pilot-zone",
    "pazhou-summit-2023",
    "pearl-river-delta",
    "peixian-county",
    "penglai-yantai",
    "pengzhou",
    "peoples-daily",
    "peoples-daily-online",
    "peoples-daily-overseas",
    "peoples-political-consultative-daily",
    "phb-net",
    "pidu",
    "pinduoduo",
    "pingdingshan",
    "pingdingshan-drc",
    "pingdu",
    "pingguo",
    "pinghu",
    "pingjiang-county",
    "pingjiang-government",
    "pingshan-shenzhen",
    "pingtan-county",
    "pingwest",
    "pingyang-county",
    "pizhou",
    "pr-newswire",
    "primary-industry",
    "professional-services",
    "protolabs",
    "provincial-capitals",
    "pudong-new-area",
    "pulandian-dalian",
    "puyang",
    "puyang-county",
    "qianan",
    "qianchengwuyou",
    "qiandongnan-miao-and-dong-autonomous-prefecture",
    "qiangsheng",
    "qiangsheng-shilijian-london",
    "qianjiang-hubei",
    "qiannan-buyei-and-miao-autonomous-prefecture",
    "qiantang",
    "qiantang-statistics",
    "qianxinan-buyei-and-miao-autonomous-prefecture",
    "qiaocheng",
    "qiaoxi-shijiazhuang",
    "qichacha",
    "qichezhijia",
    "qidong",
    "qihe-county",
    "qihoo-360",
    "qingbaijiang",
    "qingdao",
    "qingdao-etdz",
    "qingdao-evening-news",
    "qingdao-government",
    "qingdao-hightech-zone",
    "qingdao-innovation-cluster",
    "qingdao-stb",
    "qingdao-west-coast",
    "qingdao-west-coast-new-area",
    "qingdao-yantai-weihai-ships-and-offshore-cluster",
    "qingdaoaokemakonggujituanyouxiangongsi",
    "qingdaofeixionglingxiankejiyouxiangongsi",
    "qinghai",
    "qingjiangpu",
    "qingtingfm",
    "qingxiu",
    "qingyang-chengdu",
    "qingyuan-guangdong",
    "qingzhen",
    "qingzhou",
    "qinhuai",
    "qinyang",
    "qionglai",
    "qiushi",
    "qixia-nanjing",
    "quanzhou",
    "qujing",
    "qunchuang",
    "qutoutiao",
    "quwanwangluo",
    "quyou",
    "radio-mandarin",
    "rcbc",
    "rcr-wireless",
    "rednet",
    "renhuai",
    "renqiu",
    "renshou-county",
    "reportify",
    "rizhao",
    "rongcheng-weihai",
    "rongxian-county-yulin",
    "rootcloud",
    "rudong-county",
    "rugao",
    "ruian",
    "rushan",
    "ruzhou",
    "s-and-t-progress-policy",
    "saihan",
    "sailun",
    "san-diego",
    "san-diego-innovation-cluster",
    "san-francisco",
    "san-francisco-bay-area",
    "san-francisco-san-jose",
    "san-jose-san-francisco-innovation-cluster",
    "sanhe",
    "sanmen-nuclear-power",
    "sanmenxia",
    "sanqihuyu",
    "sanqin-metropolis-daily",
    "sanshui",
    "santai-county",
    "sany-construction-platform",
    "sany-group",
    "sany-heavy-industry",
    "sany-heavy-industry-changsha",
    "sany-renewable-energy",
    "schneider-electric",
    "schneider-electric-wuhan",
    "schneider-electric-wuxi",
    "science-and-technology-daily",
    "scio",
    "scut",
    "seattle-innovation-cluster",
    "seattle-tacoma-bellevue",
    "secondary-industry",
    "securities-daily",
    "securities-times",
    "seoul",
    "services",
    "services-above-size",
    "shaanxi",
    "shaanxi-aeronautic-zone",
    "shaanxi-aerospace-zone",
    "shandong",
    "shangcheng",
    "shanghai",
    "shanghai-ass",
    "shanghai-ca",
    "shanghai-caohejing-park",
    "shanghai-eic",
    "shanghai-government",
    "shanghai-integrated-circuits-cluster",
    "shanghai-jinqiao-etdz",
    "shanghai-securities-news",
    "shanghai-stc",
    "shanghai-sti-report",
    "shanghai-suzhou-innovation-cluster",
    "shanghai-zhangjiang-hightech-zone",
    "shanghai-zhangjiang-innovation-demonstration-zone",
    "shanghai-zizhu-hightech-zone",
    "shangqidatong",
    "shangqiu",
    "shangrao",
    "shansong",
    "shantou",
    "shanwei",
    "shanxi",
    "shaodong",
    "shaoguan",
    "shaoxing",
    "shaoxing-net",
    "shaoyang",
    "shashi",
    "shateamei",
    "shehong",
    "shengzhou",
    "shenmu",
    "shenmu-county",
    "shenyang",
    "shenyang-etdz",
    "shenyang-hightech-zone",
    "shenzhen",
    "shenzhen-amr",
    "shenzhen-customs",
    "shenzhen-daily",
    "shenzhen-drc",
    "shenzhen-economic-daily",
    "shenzhen-etic",
    "shenzhen-government",
    "shenzhen-high-tech-park",
    "shenzhen-hong-kong-guangzhou-innovation-cluster",
    "shenzhen-iit",
    "shenzhen-information-and-communication-cluster",
    "shenzhen-news-net",
    "shenzhen-special-zone-daily",
    "shenzhen-statistics",
    "shenzhen-sti",
    "shenzhenshifabenxinxijishugufenyouxiangongsi",
    "shenzhenshijinzhengkejigufenyouxiangongsi",
    "shenzhentianyuandikexinxijishugufenyouxiangongsi",
    "shenzhoushuma",
    "shenzhoushumaxinxifuwujituangufenyouxiangongsi",
    "sheyang-county",
    "shihezi",
    "shijiazhuang",
    "shijiazhuang-hightech-zone",
    "shijihuatong",
    "shiju",
    "shinan",
    "shine",
    "shishi",
    "shougang-lengya-beijing",
    "shouguang",
    "shuangliu",
    "shunde",
    "shunfeng",
    "shunwangkeji",
    "shunyi",
    "shushan",
    "shuyang-county",
    "sichuan",
    "sichuan-daily",
    "sichuan-dst",
    "sichuan-government",
    "sihui",
    "siming",
    "sina",
    "singapore",
    "smc-strategy-institute",
    "software",
    "software-products",
    "sohu",
    "songjiang",
    "soufangwang",
    "south-china-morning-post",
    "southcn",
    "southeast-net",
    "southern-daily",
    "southern-finance",
    "southern-metropolis-daily",
    "southmoney",
    "special-funds-foreign-investment",
    "springer-nature",
    "state-council-english-site",
    "state-taxation-administration",
    "steel-industry",
    "straits-metropolis-news",
    "strategic-emerging-industries",
    "stuttgart-innovation-cluster",
    "sub-provincial-cities",
    "suining",
    "sun-yat-sen-university",
    "suqian",
    "suzhou-anhui",
    "suzhou-biomedicine-and-medical-devices-cluster",
    "suzhou-daily",
    "suzhou-government",
    "suzhou-hightech-zone",
    "suzhou-industrial-park",
    "suzhou-jiangsu",
    "suzhou-nano-materials-cluster",
    "suzhou-scientific-instruments-cluster",
    "suzhou-statistics",
    "suzhou-wuxi-nantong-high-end-textiles-cluster",
    "suzhou-xushuguan-etdz",
    "szdushi",
    "taian",
    "taian-hightech-zone",
    "taicang",
    "taipei-hsinchu-innovation-cluster",
    "taipei-times",
    "taishan-jiangmen",
    "taiwan",
    "taixing",
    "taiyuan",
    "taiyuan-etdz",
    "taiyuan-heavy-industry-railway-transit-equipment",
    "taizhou-jiangsu",
    "taizhou-lianyungang-wuxi-biomedicine-cluster",
    "taizhou-zhejiang",
    "tan-jianrong",
    "tang-shun",
    "tangmumao",
    "tangshan",
    "tcl",
    "technology-smes",
    "technology-times",
    "techsauce",
    "tehran-innovation-cluster",
    "tel-aviv-jerusalem-innovation-cluster",
    "telecom-equipment",
    "teller-report",
    "tencent",
    "tencent-hunan",
    "tencent-pazhou-project",
    "tengxunyinyue",
    "tengzhou",
    "tertiary-industry",
    "the-nation-pakistan",
    "the-paper",
    "the-post-sa",
    "theory-china",
    "three-operators",
    "tianchang",
    "tianhe",
    "tianhe-base",
    "tianhe-drb",
    "tianhe-exhibition",
    "tianhe-government",
    "tianhe-statistics",
    "tianjin",
    "tianjin-etdz",
    "tianmen",
    "tianning",
    "tianxin",
    "tianyancha",
    "tibet-cn",
    "tieling",
    "time-weekly",
    "tinghu",
    "tmtpost",
    "tokyo",
    "tokyo-metropolitan-area",
    "tokyo-yokohama-innovation-cluster",
    "tongdaoliepin",
    "tonghuashun",
    "tongji-development-institute",
    "tongji-university-development-institute",
    "tongliao",
    "tonglu-county",
    "tongshan",
    "tongwei-meishan",
    "tongxiang",
    "tongzhou-nantong",
    "torch-centre",
    "tsinghua-cideg",
    "ttpaihang",
    "tuttoandroid",
    "unidentified-outlet",
    "unilever",
    "unilink-platform",
    "unitalen",
    "united-daily-malaysia",
    "urdupoint",
    "urumqi",
    "urumqi-etdz",
    "uxin-banner",
    "vipshop",
    "vivo",
    "voc",
    "wafangdian",
    "wallstreetcn",
    "wangcheng",
    "wanglong",
    "wangyiyoudao",
    "wanmeishijie",
    "washington-baltimore-innovation-cluster",
    "wechat",
    "weibo",
    "weichai",
    "weifang",
    "weifang-hightech-zone",
    "weihai",
    "weinan",
    "weiyang",
    "weiyuan-county-neijiang",
    "wenjiang",
    "wenling",
    "wenshan",
    "wenshan-zhuang-and-miao-autonomous-prefecture",
    "wenyuanzhixing",
    "wenzhou",
    "weshyper-platform",
    "western-digital",
    "western-digital-penang",
    "western-digital-prachinburi",
    "western-digital-shanghai",
    "western-guangdong",
    "window-to-china",
    "wipo",
    "wistroncorpweichuang",
    "woaiwojia",
    "workers-daily",
    "world",
    "world-economic-forum",
    "wuan",
    "wuchang-wuhan",
    "wuhan",
    "wuhan-donghu-hightech-zone",
    "wuhan-donghu-innovation-demonstration-zone",
    "wuhan-etdz",
    "wuhan-games",
    "wuhan-government",
    "wuhan-hightech-association",
    "wuhan-identifier-node",
    "wuhan-innovation-cluster",
    "wuhan-optoelectronics-cluster",
    "wuhan-patent-group",
    "wuhan-stb",
    "wuhan-university",
    "wuhou",
    "wuhou-government",
    "wuhu",
    "wuhu-etdz",
    "wuhu-hightech-zone",
    "wujiang-etdz",
    "wujiang-suzhou",
    "wujin",
    "wujin-hightech-zone",
    "wuling",
    "wuqi-county",
    "wuqing",
    "wuxi",
    "wuxi-hightech-zone",
    "wuxi-internet-of-things-cluster",
    "wuxing",
    "wuzhong-etdz",
    "wuzhong-suzhou",
    "xiachufang",
    "xiamen",
    "xiamen-torch-hightech-zone",
    "xian-etdz",
    "xian-hightech-zone",
    "xian-innovation-cluster",
    "xian-shaanxi",
    "xiandaokeji",
    "xiangcheng-suzhou",
    "xiangshan-county",
    "xiangtan",
    "xiangyang-hightech-zone",
    "xiangyang-hubei",
    "xiangzhou-zhuhai",
    "xiantao",
    "xianyang",
    "xiaodian",
    "xiaogan",
    "xiaohongshu",
    "xiaomi",
    "xiaoshan",
    "xiaoshan-etdz",
    "xiaoxiang-morning-post",
    "xichang",
    "xihu-hangzhou",
    "xiling",
    "xilingol-league",
    "xilinhot",
    "ximalaya",
    "ximenzi-shukong-nanjing",
    "xinbei",
    "xincheng-xian",
    "xindu-chengdu",
    "xingchen-online",
    "xinghua",
    "xingsha-news",
    "xingyang",
    "xingyi",
    "xinhua",
    "xinhua-daily",
    "xinhua-silk-road",
    "xinhuanet",
    "xinhui",
    "xinjiang",
    "xinjin-county",
    "xinluo",
    "xinmi",
    "xinmin",
    "xintai",
    "xinwangda",
    "xinwu",
    "xinxiang",
    "xinyang",
    "xinyi-xuzhou",
    "xinzheng",
    "xinzhongguan",
    "xinzhou-wuhan",
    "xiongan-new-area",
    "xishan-wuxi",
    "xishui-county-zunyi",
    "xizang",
    "xuancheng",
    "xuanhan-county",
    "xuanwei",
    "xuanzhi960",
    "xuanzhou",
    "xuchang",
    "xugongjituangongchengjixiegufenyouxiangongsi",
    "xunlei",
    "xuzhou-construction-machinery-cluster",
    "xuzhou-etdz",
    "xuzhou-jiangsu",
    "yanan",
    "yancheng-jiangsu",
    "yangcheng-evening-news",
    "yangjiang",
    "yangtze-delta",
    "yangtze-delta-provinces",
    "yangzhong",
    "yangzhou",
    "yanta",
    "yantai",
    "yantai-etdz",
    "yibin",
    "yicai",
    "yicai-global",
    "yichang",
    "yichang-hightech-zone",
    "yiche",
    "yichun-jiangxi",
    "yidu",
    "yiling",
    "yinchuan",
    "yinchuan-etdz",
    "yingke",
    "yingtan",
    "yingxionghuyu",
    "yining",
    "yinzhou-ningbo",
    "yiwu",
    "yiwu-shangbao",
    "yixing",
    "yizheng",
    "yongcheng",
    "yongjia-county",
    "yongkang",
    "yongqiao",
    "yonyou",
    "youzuwangluo",
    "yubei",
    "yudu-net",
    "yuecheng",
    "yuelu",
    "yueqing",
    "yuexiu",
    "yueyang",
    "yuhang",
    "yuhang-drb",
    "yuhua-changsha",
    "yulin-daily",
    "yulin-guangxi",
    "yulin-ordos-ningxia-coal-chemistry-cluster",
    "yulin-shaanxi",
    "yumen",
    "yunfu",
    "yunnan",
    "yushan-kunshan",
    "yuxinkeji",
    "yuyang",
    "yuyao",
    "yuzhou-xuchang",
    "zaoyang",
    "zaozhuang",
    "zengcheng",
    "zengcheng-etdz",
    "zeping-macro",
    "zhanggong",
    "zhangjiagang",
    "zhangjiakou",
    "zhangqukeji",
    "zhangshu",
    "zhangyue-book",
    "zhangyuekeji",
    "zhangzhou",
    "zhanjiang",
    "zhaoqing",
    "zhaoyuan",
    "zhejiang",
    "zhejiang-government",
    "zhejiang-hightech-report",
    "zhejiang-online",
    "zhejiang-textile-institute",
    "zhengzhou",
    "zhengzhou-coal-mining-machinery",
    "zhengzhou-daily",
    "zhengzhou-daily-media",
    "zhengzhou-etdz",
    "zhengzhou-guancha",
    "zhengzhou-hightech-zone",
    "zhengzhou-nanyang-shangqiu-xuchang-superhard-materials-cluster",
    "zhenhai",
    "zhenjiang-etdz",
    "zhenjiang-jiangsu",
    "zhidan-county",
    "zhidemai",
    "zhifu",
    "zhihu",
    "zhijiang",
    "zhilianzhaopin",
    "zhitong",
    "zhiyan",
    "zhongguancun-innovation-demonstration-zone",
    "zhongguancun-science-park",
    "zhongguodianxin",
    "zhongguodianzikejijituangongsidishisiyanjiusuo",
    "zhongguohangtiankejijituan",
    "zhongguoliantong",
    "zhongguoyidong",
    "zhonghong-net",
    "zhongjienengtaiyangnengkejizhenjiangyouxiangongsi",
    "zhongjinzaixian",
    "zhongjun",
    "zhongmu-county",
    "zhongshan-guangdong",
    "zhongshan-torch-hightech-zone",
    "zhongshouyou",
    "zhongxian-county",
    "zhongxindaika",
    "zhongxingtongxungufenyouxiangongsi",
    "zhongyuan",
    "zhuanghe",
    "zhucheng",
    "zhuhai",
    "zhuhai-hightech-zone",
    "zhuji",
    "zhuzhou",
    "zhuzhou-rail-equipment-cluster",
    "zhuzhou-small-aero-engines-cluster",
    "zibo",
    "zidonghua",
    "ziru",
    "zizhu-park",
    "zoucheng",
    "zouping",
    "zouping-county",
    "zuiyou",
    "zunyi",
    "zurich",
]
UnitId = Literal[
    "CNY",
    "EUR",
    "HKD",
    "JPY",
    "MW",
    "USD",
    "count",
    "kWh",
    "km2",
    "m2",
    "multiple",
    "percent",
    "percentage_point",
    "person",
    "person_year",
    "point",
    "t",
]
IndicatorId = Literal[
    "4g_users",
    "5g_application_projects",
    "5g_base_stations",
    "5g_base_stations_added",
    "5g_base_stations_logical",
    "5g_base_stations_per_10000",
    "5g_base_stations_per_km2",
    "5g_base_stations_physical",
    "5g_base_stations_physical_per_10000",
    "5g_factories",
    "5g_factories_benchmark",
    "5g_factories_cities",
    "5g_factories_industries",
    "5g_factories_listed",
    "5g_factories_listed_added",
    "5g_factories_provinces",
    "5g_industrial_internet_projects",
    "5g_industry_categories_covered",
    "5g_investment",
    "5g_terminal_connections",
    "5g_users",
    "5g_virtual_private_networks",
    "accelerators",
    "advanced_manufacturing_clusters_national",
    "advanced_manufacturing_value_added",
    "advanced_smart_factories_provincial_added",
    "ai_algorithms_registered",
    "ai_models_registered",
    "alliance_members",
    "average_net_assets",
    "budget_revenue_local",
    "cities_external_network",
    "contribution_to_gdp_growth",
    "cross_border_ecommerce_exporters",
    "cross_border_ecommerce_exports",
    "cross_border_ecommerce_imports",
    "cross_border_ecommerce_parks",
    "cross_border_ecommerce_trade",
    "digital_core_value_added",
    "digital_economy_growth_contribution",
    "digital_economy_value_added",
    "digital_industrialisation_value_added",
    "disposable_income_per_capita",
    "dual_cross_platforms",
    "employees",
    "enterprise_research_institutes_added",
    "enterprises",
    "enterprises_above_size",
    "enterprises_above_size_added",
    "enterprises_added",
    "enterprises_on_cloud",
    "enterprises_on_platforms",
    "enterprises_served_by_platforms",
    "enterprises_with_rd_institutes",
    "excellent_smart_factories",
    "excellent_smart_factories_added",
    "fibre_users",
    "findings_converted",
    "fixed_asset_investment",
    "fixed_broadband_ports",
    "foreign_enterprises_added",
    "foreign_investment_used",
    "gazelle_enterprises",
    "gdp",
    "gdp_per_capita",
    "gdp_per_km2",
    "gigabit_cities",
    "goods_exports",
    "goods_trade",
    "government_science_spending",
    "headquarters_enterprises",
    "high_tech_enterprises",
    "high_tech_enterprises_above_size",
    "high_tech_enterprises_added",
    "high_tech_enterprises_applications",
    "high_tech_enterprises_broad",
    "high_tech_enterprises_certified",
    "high_tech_enterprises_in_force",
    "high_tech_enterprises_over_10bn",
    "high_tech_enterprises_over_1bn",
    "high_tech_enterprises_passed_review",
    "high_tech_enterprises_per_10000_employees",
    "high_tech_enterprises_per_km2",
    "high_tech_enterprises_recommended",
    "high_tech_enterprises_statistics_scope",
    "high_tech_industry_output_value",
    "high_tech_industry_value_added",
    "high_tech_listed_companies",
    "high_tech_manufacturing_output_value",
    "high_tech_manufacturing_value_added",
    "high_tech_products_output_value",
    "high_value_invention_patents_per_10000",
    "identifier_enterprises",
    "identifier_provinces",
    "identifier_registrations",
    "identifier_resolutions",
    "identifier_resolutions_per_day",
    "identifier_secondary_nodes",
    "identifier_sectors",
    "identifier_top_nodes",
    "incubated_enterprises",
    "incubated_enterprises_cumulative",
    "incubated_listed_companies",
    "incubation_platforms_national_provincial",
    "incubator_floor_area",
    "incubator_floor_area_added",
    "incubators",
    "incubators_added",
    "incubators_and_maker_spaces",
    "incubators_national_and_provincial",
    "industrial_apps",
    "industrial_apps_per_platform",
    "industrial_chains",
    "industrial_clusters_over_100bn",
    "industrial_clusters_over_1tn",
    "industrial_enterprise_revenue",
    "industrial_enterprises",
    "industrial_enterprises_above_size",
    "industrial_enterprises_above_size_added",
    "industrial_enterprises_above_size_with_innovation",
    "industrial_enterprises_above_size_with_rd",
    "industrial_enterprises_above_size_with_rd_institutes",
    "industrial_enterprises_external_network",
    "industrial_enterprises_large_medium",
    "industrial_enterprises_on_cloud",
    "industrial_enterprises_on_cloud_rate",
    "industrial_enterprises_over_100bn",
    "industrial_internet_core_scale",
    "industrial_internet_core_value_added",
    "industrial_internet_devices",
    "industrial_internet_devices_per_platform",
    "industrial_internet_growth_contribution",
    "industrial_internet_growth_contribution_caict",
    "industrial_internet_induced_value_added",
    "industrial_internet_innovation_projects",
    "industrial_internet_jobs_added",
    "industrial_internet_jobs_added_direct",
    "industrial_internet_pilots_national",
    "industrial_internet_pilots_national_added",
    "industrial_internet_platform_index",
    "industrial_internet_platforms_influential",
    "industrial_internet_value_added",
    "industrial_internet_value_added_caict",
    "industrial_investment",
    "industrial_output_above_size",
    "industrial_output_value",
    "industrial_park_value_added",
    "industrial_parks_over_100bn",
    "industrial_rd_expenditure",
    "industrial_research_costs",
    "industrial_smes_above_size",
    "industrial_value_added",
    "industrial_value_added_above_size",
    "industry_categories_coverage_rate",
    "industry_categories_covered",
    "industry_output_value",
    "industry_subcategories_covered",
    "information_consumption",
    "innovation_alliances",
    "innovation_carriers",
    "innovation_index_base_2010",
    "innovation_index_base_2020",
    "innovation_platforms_provincial_and_above",
    "innovative_city_index",
    "innovative_smes",
    "internet_software_revenue",
    "internet_users",
    "invention_patents_applied",
    "invention_patents_applied_cumulative",
    "invention_patents_applied_enterprises",
    "invention_patents_applied_service",
    "invention_patents_granted",
    "invention_patents_granted_cumulative",
    "invention_patents_granted_enterprises",
    "invention_patents_granted_researchers",
    "invention_patents_per_10000",
    "invention_patents_published",
    "invention_patents_received",
    "invention_patents_valid",
    "invention_patents_valid_all",
    "it_industry_integration_level",
    "it_integration_pilots_national",
    "key_industries_covered",
    "key_laboratories",
    "labour_productivity",
    "leading_enterprises",
    "lighthouse_factories",
    "lighthouse_factories_added",
    "list_members",
    "listed_companies",
    "listed_companies_a_share",
    "listed_companies_added",
    "little_giants",
    "little_giants_added",
    "little_giants_provincial",
    "major_projects",
    "maker_spaces",
    "maker_spaces_national_and_provincial",
    "manufacturing_enterprises_over_10bn",
    "market_entities",
    "market_entities_added",
    "mobile_base_stations",
    "modern_services_value_added",
    "national_enterprise_technology_centres",
    "national_high_tech_zones",
    "national_incubators",
    "national_incubators_added",
    "national_incubators_class_a",
    "national_innovation_platforms",
    "national_key_laboratories",
    "national_specialised_platforms",
    "national_technology_innovation_demonstration_enterprises",
    "neeq_funds_raised",
    "neeq_funds_raised_cumulative",
    "neeq_listed_companies",
    "neeq_market_value",
    "neeq_new_listings",
    "neeq_private_placements",
    "net_profit",
    "new_economy_value_added",
    "new_product_output_value",
    "new_rd_institutions",
    "new_science_technology_enterprises",
    "online_retail_sales",
    "operating_revenue",
    "patents_applied",
    "patents_granted",
    "patents_granted_per_10000_employees",
    "patents_granted_service",
    "patents_valid",
    "pct_patents_applied",
    "pct_patents_received",
    "pct_patents_wipo",
    "planned_area",
    "port_trade_value",
    "potential_unicorns",
    "private_enterprises",
    "project_investment",
    "projects_signed",
    "provinces_on_list",
    "provincial_5g_demonstration_plants",
    "provincial_industrial_internet_platforms",
    "provincial_industrial_internet_platforms_added",
    "provincial_innovation_platforms",
    "public_places_opened_for_5g",
    "rd_expenditure",
    "rd_expenditure_applied_research",
    "rd_expenditure_basic_research",
    "rd_expenditure_enterprises",
    "rd_expenditure_experimental_development",
    "rd_expenditure_research_institutes",
    "rd_expenditure_universities",
    "rd_institutions_added",
    "rd_institutions_of_industrial_enterprises",
    "rd_intensity",
    "rd_personnel",
    "rd_personnel_fte",
    "rd_subsidies",
    "rd_to_revenue",
    "research_institutions",
    "resident_population",
    "retail_sales",
    "sales_revenue",
    "secondary_industry_value_added",
    "single_champions",
    "single_champions_added",
    "smart_demonstration_factories_national",
    "smart_demonstration_factories_provincial",
    "smart_manufacturing_enterprises_added",
    "smart_manufacturing_pilots_city",
    "smart_manufacturing_pilots_city_added",
    "smart_manufacturing_pilots_national",
    "smart_manufacturing_pilots_provincial_and_city",
    "smes",
    "software_development_enterprises",
    "software_development_revenue",
    "software_enterprises",
    "software_enterprises_above_size",
    "software_enterprises_over_100mn",
    "software_exports",
    "software_profit",
    "software_revenue",
    "software_revenue_enterprises_over_100mn",
    "specialized_smes",
    "specialized_smes_added",
    "specialized_smes_city",
    "star_market_companies",
    "star_market_companies_added",
    "strategic_emerging_output_value",
    "strategic_emerging_value_added",
    "talents",
    "tax_revenue",
    "tax_revenue_domestic",
    "taxes_paid",
    "technical_renovation_investment",
    "technology_contract_value",
    "technology_contract_value_absorbed",
    "technology_contract_value_output",
    "technology_contracts",
    "technology_contracts_absorbed",
    "technology_enterprises",
    "technology_giants",
    "technology_self_sufficiency_rate",
    "technology_smes",
    "telecom_business_volume",
    "telecom_revenue",
    "tertiary_industry_value_added",
    "unicorns",
    "unicorns_added",
    "unicorns_hurun",
    "unicorns_hurun_greater_china",
    "unicorns_itjuzi",
    "unicorns_local_list",
    "value_added",
    "wages_paid",
]
RankingId = Literal[
    "caict-digital-cities-2019",
    "caict-digital-cities-2020",
    "caict-digital-provinces-2019",
    "caict-industrial-counties-2014",
    "caict-industrial-counties-2016",
    "caict-industrial-counties-2017",
    "caict-industrial-counties-2018",
    "caict-industrial-counties-2019",
    "caict-industrial-counties-2020",
    "caict-industrial-counties-2021",
    "caict-industrial-counties-2022",
    "caict-industrial-counties-2023",
    "caict-industrial-districts-2017",
    "caict-industrial-districts-2019",
    "caict-industrial-districts-2021",
    "caict-industrial-districts-2023",
    "caict-innovation-counties-2019",
    "caii-top-counties-2021",
    "cass-counties-2018",
    "cass-jixia-counties-2022",
    "caupd-yrd-innovation-cities-2020-01",
    "ccccr-county-competitiveness-2016",
    "ccid-advanced-computing-100-2020",
    "ccid-business-environment-counties-2019",
    "ccid-central-counties-2023",
    "ccid-central-counties-2025",
    "ccid-city-sti-100-2024",
    "ccid-digital-cities-2022",
    "ccid-innovation-districts-2022",
    "ccid-innovation-districts-2023",
    "ccid-innovation-districts-2024",
    "ccid-investment-counties-2021",
    "ccid-investment-counties-2022",
    "ccid-investment-counties-2023",
    "ccid-investment-districts-2021",
    "ccid-investment-districts-2022",
    "ccid-investment-districts-2023",
    "ccid-investment-districts-2024",
    "ccid-manufacturing-cities-2020",
    "ccid-manufacturing-cities-2021",
    "ccid-manufacturing-city-index-2019",
    "ccid-manufacturing-parks-2020",
    "ccid-manufacturing-parks-2021",
    "ccid-manufacturing-parks-2023",
    "ccid-manufacturing-provinces-2021",
    "ccid-parks-2021",
    "ccid-parks-2022",
    "ccid-top-counties-2017",
    "ccid-top-counties-2018",
    "ccid-top-counties-2019",
    "ccid-top-counties-2020",
    "ccid-top-counties-2021",
    "ccid-top-counties-2022",
    "ccid-top-counties-2023",
    "ccid-top-counties-2024",
    "ccid-top-counties-2025",
    "ccid-top-districts-2018",
    "ccid-top-districts-2019",
    "ccid-top-districts-2020",
    "ccid-top-districts-2021",
    "ccid-top-districts-2022",
    "ccid-top-districts-2023",
    "ccid-top-districts-2024",
    "ccid-top-districts-2025",
    "ccid-western-counties-2022",
    "china-city-innovation-100-2022",
    "china-city-innovation-2020",
    "china-city-innovation-2021",
    "china-city-innovation-2022",
    "china-city-innovation-2023",
    "china-city-innovation-2024",
    "china-city-innovation-capitals-2021",
    "china-city-innovation-capitals-2024",
    "china-city-innovation-prefectures-2021",
    "china-city-innovation-prefectures-2024",
    "china-innovation-cities-top10-2018",
    "china-innovation-competitiveness-2021",
    "china-regional-innovation-2019",
    "china-regional-innovation-2020",
    "china-regional-innovation-2022",
    "china-regional-innovation-2024",
    "china-regional-innovation-2025",
    "city-innovation-environment-2018",
    "city-innovation-subprovincial-2018",
    "ciweek-hightech-zones-2021",
    "ciweek-internet-2021",
    "ciweek-parks-2023",
    "comprehensive-strength-counties-2021",
    "comprehensive-strength-districts-2021",
    "cross-border-ecommerce-leading-cities-2016",
    "electronics-top100-2011",
    "electronics-top100-2019-07",
    "etdz-business-environment-2019",
    "first-tier-cities-neeq-net-assets-2016",
    "fortune-china-tech50-2025",
    "foxconn-largest-mainland-investments",
    "gei-potential-unicorn-cities-2020",
    "gei-unicorn-cities-2020",
    "gei-unicorn-cities-2021",
    "gei-unicorn-cities-2024",
    "gei-unicorn-provinces-2021",
    "gihi-2022",
    "gii-clusters-2020",
    "gii-clusters-2022",
    "gii-clusters-2023",
    "gii-clusters-2024",
    "gii-clusters-2025",
    "guangzhou-iab-sectors-by-output",
    "guoxin-counties-2017",
    "guoxin-counties-2022",
    "guoxin-counties-2023",
    "guoxin-counties-2024",
    "guoxin-districts-2022",
    "guoxin-districts-2023",
    "guoxin-innovation-counties-2023",
    "h3c-digital-cities-2018",
    "hq-districts-2020",
    "hq-districts-2023",
    "hurun-cheetah-cities-2025",
    "hurun-industrial-internet-2023",
    "hurun-unicorn-cities-2023",
    "hurun-unicorn-cities-2024",
    "ii-identifier-top-nodes-2020",
    "iipicc-leading-urban-areas",
    "internet-top100-2012",
    "internet-top100-2015",
    "internet-top100-2016",
    "internet-top100-2017",
    "internet-top100-2018",
    "internet-top100-2019",
    "internet-top100-2020",
    "internet-top100-2022",
    "internet-top100-2023",
    "istic-city-innovation-100-2022",
    "istic-innovative-cities-2019",
    "istic-innovative-cities-2021",
    "istic-innovative-cities-2022",
    "istic-innovative-cities-2023",
    "jingzhengli-districts-2024",
    "jingzhengli-western-counties-2018",
    "jingzhengli-western-counties-2020",
    "jingzhengli-western-counties-2024",
    "jingzhengli-western-districts-2024",
    "lighthouse-by-city-2023-01",
    "lighthouse-by-region-2023-12",
    "little-giants-cities-2022-08",
    "little-giants-cities-2023-08",
    "little-giants-cities-2025-03",
    "little-giants-cities-2025-12",
    "little-giants-cities-batch5-2023",
    "miit-5g-factories-cities-2024",
    "miit-5g-factories-provinces-2023",
    "miit-5g-factories-provinces-2023-2025",
    "miit-5g-factories-provinces-2024",
    "miit-5gii-communication-index-2023",
    "miit-5gii-communication-upstream-2023",
    "miit-5gii-industries-first-2021",
    "miit-5gii-pilot-cities-2024",
    "miit-advanced-clusters-2021",
    "miit-advanced-clusters-2022",
    "miit-advanced-clusters-2024",
    "miit-ai-pilot-zones-2022",
    "miit-champions-cities-2021",
    "miit-champions-cities-2022",
    "miit-digital-infrastructure-cities-2021",
    "miit-digital-pilots-2022",
    "miit-digital-pilots-2023",
    "miit-dual-cross-2022-new",
    "miit-dual-cross-2023-new",
    "miit-dual-cross-2025",
    "miit-gigabit-cities-2021",
    "miit-gigabit-cities-2022",
    "miit-ii-demonstration-zones",
    "miit-ii-industrial-bases",
    "miit-iot-bases-2020",
    "miit-sme-digital-cities-2023",
    "miit-sme-digital-cities-2024",
    "miit-sme-digital-cities-2025",
    "miit-software-cities-2023",
    "miit-stable-growth-cities-2021",
    "miit-top-counties-2020",
    "mofcom-etdz-2018",
    "mofcom-etdz-2019",
    "mofcom-etdz-2020",
    "mofcom-etdz-2021",
    "mofcom-etdz-2022",
    "mofcom-etdz-2023",
    "mofcom-etdz-environment-2010",
    "mofcom-etdz-environment-central-2010",
    "mofcom-etdz-environment-western-2010",
    "mofcom-etdz-fdi-2019",
    "mofcom-etdz-fdi-2021",
    "mofcom-etdz-fdi-2022",
    "mofcom-etdz-fdi-2023",
    "mofcom-etdz-trade-2019",
    "mofcom-etdz-trade-2022",
    "mofcom-etdz-trade-2023",
    "most-ai-zones-2021",
    "nature-index-science-cities-2018",
    "nature-index-science-cities-2020",
    "nature-index-science-cities-2022",
    "nature-index-science-cities-2023",
    "nature-index-science-cities-2024",
    "nature-index-science-cities-2025",
    "net-increase-high-tech-enterprises-2016",
    "provincial-capitals-neeq-new-listings-2016",
    "smart-manufacturing-50-2021",
    "software-top100-2006",
    "software-top100-2008",
    "software-top100-2015",
    "software-top100-2017",
    "software-top100-2018",
    "software-top100-2019",
    "software-top100-2024",
    "sub-provincial-cities-high-tech-growth-2016",
    "tongji-parks-2013",
    "tongji-parks-2016",
    "top-100-internet-companies-2021",
    "top-100-new-technology-companies-2021",
    "torch-hightech-zones-2012",
    "torch-hightech-zones-2013",
    "torch-hightech-zones-2014",
    "torch-hightech-zones-2015",
    "torch-hightech-zones-2016",
    "torch-hightech-zones-2017",
    "torch-hightech-zones-2019",
    "torch-hightech-zones-2020",
    "torch-hightech-zones-2021",
    "torch-hightech-zones-2022",
    "torch-hightech-zones-2024",
    "wef-lighthouse-factories-2018-2019",
    "wef-lighthouse-factories-2020-01",
    "wef-lighthouse-factories-2020-09",
    "wef-lighthouse-factories-2021-03",
    "wef-lighthouse-factories-2021-09",
    "wef-lighthouse-factories-2022-1",
    "wef-lighthouse-factories-2022-10",
    "wef-lighthouse-factories-2023-01",
    "wef-lighthouse-factories-2023-12",
    "wef-lighthouse-factories-2024-10",
    "wef-lighthouse-factories-2025-01",
    "wef-lighthouse-factories-2025-09",
    "wef-lighthouse-factories-2026-01",
    "zeping-unicorn-cities-2019",
    "zgc-unicorn-cities-2024",
    "zgc-unicorn-value-2024",
    "zhongjun-central-counties-2021",
    "zhongjun-competitive-counties-15th",
    "zhongjun-competitive-counties-2022-12",
    "zhongjun-competitive-counties-24th",
    "zhongjun-comprehensive-counties-20th",
    "zhongjun-comprehensive-counties-22nd",
    "zhongjun-comprehensive-counties-24th",
]

@dataclass(frozen=True, slots=True)
class Source:
    """The texts that statements were read from, and the reference works that codes and corrections rest on. One row
    per text as published once at one place.
    """

    source_id: str
    """Stable id: a short name of the place of publication and the date published."""
    title: str
    """Headline as printed."""
    publisher_id: str
    """Who published this text at this place."""
    original_publisher_id: str | None
    """The outlet that wrote the text, where the publisher reprints or translates it."""
    author: str | None
    """By-line as printed; several names are separated by a semicolon and a blank."""
    published_on: str | None
    """Day of publication; month or year where no more is known; empty when not even the year is."""
    published_on_basis: Literal["printed", "url", "inferred", "unknown"]
    """printed: the text prints the date; url: the date stands in the address; inferred: neither, see note; unknown: no
    date.
    """
    published_evidence_id: str | None
    """Evidence that reads as published_on; required when the date is printed."""
    url: str | None
    """Where the text was published. Empty when the address is not known or must not be passed on."""
    read_at: str | None
    """Address of the copy at which the page was read, where that is not an address of the outlet; never shown as a
    link.
    """
    no_address_reason: str | None
    """Why a source that is not archived has no address of its outlet."""
    language: str
    """Language of the text, BCP 47."""
    translation: Literal["original", "human", "machine"]
    """original: written in this language; human or machine: translated."""
    archive_path: str | None
    """Path of the archived text inside the package; empty when the text may not be archived."""
    proof: Literal["archived", "quoted"]
    """What statements of this source can prove. archived: its text lies in seeds/; quoted: only a few words may be
    kept.
    """
    sha256: str | None
    """SHA-256 of the archived file, lower-case hexadecimal."""
    accessed_on: str | None
    """Day on which the page was read; a month where the day was not written down."""
    grade: Literal["A", "B", "C", "D"]
    """A: issuing body or government; B: named news outlet; C: reprint or translation of a named outlet; D:
    unattributed.
    """
    rights: str
    """Whose the text is, and under what terms it is here."""
    note: str | None
    """Anything a reader should know that no other column says; empty when there is nothing."""

@dataclass(frozen=True, slots=True)
class Entity:
    """Everything the sources speak of or that publishes: places, bodies, companies, people, programmes, events,
    sectors. One row per thing.
    """

    entity_id: str
    """Stable id: lower-case words joined by hyphens."""
    type: Literal[
        "country",
        "province",
        "city",
        "district",
        "county",
        "zone",
        "group",
        "site",
        "place",
        "organisation",
        "company",
        "university",
        "publication",
        "programme",
        "plan",
        "project",
        "product",
        "event",
        "person",
        "sector",
    ]
    """What kind of thing it is; group: places that are spoken of together. Cities of county level are counties here:
    GB/T 2260 level decides.
    """
    name_en: str
    """Canonical English name."""
    name_en_basis: Literal["official", "common", "printed", "inferred"]
    """How sure the English name is: official (a code list or the body's own name), common (in general use), printed
    (as a source prints it), inferred (our translation or transcription).
    """
    name_zh: str | None
    """Canonical Chinese name; empty when not known."""
    name_zh_basis: Literal["official", "common", "printed", "inferred", None]
    """How sure the Chinese name is: official (a code list or the body's own name), common (in general use), printed
    (as a source prints it), inferred (our translation back, to be confirmed).
    """
    lies_in: str | None
    """The place that contains it."""
    belongs_to: str | None
    """Owner or parent body; of a sector, the wider one."""
    gb2260: str | None
    """Six-digit division code of the People's Republic of China; the name and the code are those of the row of
    divisions, and need no evidence.
    """
    iso_3166_2: str | None
    """Code of the province, ISO 3166-2."""
    valid_from: str | None
    """First year or day on which the entity existed in this form; empty when not known or not needed."""
    valid_to: str | None
    """Last year or day; empty while it exists."""
    note: str | None
    """Anything a reader should know that no other column says; empty when there is nothing."""

@dataclass(frozen=True, slots=True)
class EntityName:
    """Every surface form by which an entity is called, so that printed words can be matched to it. The names that
    entities itself has, and those of the division that an entity is, are not repeated here. One row per entity,
    name and language.
    """

    entity_id: str
    """The entity."""
    name: str
    """The form, letter by letter; case and kind of apostrophe do not matter when matching."""
    language: str
    """Language of the form, BCP 47."""
    kind: Literal["alias", "abbreviation", "former", "translation", "misspelling"]
    """alias: another correct name; abbreviation; former; translation: a rendering of the name, good or bad;
    misspelling.
    """
    source_id: str | None
    """The source in which alone these words are a name, because they are common nouns; empty when they are one
    everywhere.
    """
    note: str | None
    """Anything a reader should know that no other column says; empty when there is nothing."""

@dataclass(frozen=True, slots=True)
class EntityLink:
    """Facts without a figure: who established, signed, released, selected, operates where. One row per link stated in
    one source.
    """

    link_id: str
    """Stable id: source, dot, l, number."""
    subject_id: str
    """Who or what the link is about."""
    predicate: Literal[
        "located_in",
        "established_by",
        "operates_in",
        "member_of",
        "signed_with",
        "awarded_by",
        "part_of",
        "successor_of",
        "published_by",
        "released_by",
        "held_in",
        "selected_by",
        "employed_by",
        "built_in",
        "launched_by",
        "invested_by",
        "included_in",
        "announced_by",
        "carried_out_by",
        "produces",
        "designated_as",
        "belongs_to",
        "built_by",
        "founded_by",
        "planned_by",
        "evolved_into",
        "seeks_investment_in",
        "specialises_in",
        "serves",
        "uses",
        "issued_by",
        "adopted_by",
        "spoke_at",
        "supports",
        "established_in",
        "has_headquarters_in",
        "planned_in",
        "advanced_by",
        "meant_for",
        "heads",
        "publisher_of",
        "plans_to_develop",
        "plans_for",
        "has_industry",
        "promotes_industrial_internet_in",
    ]
    """How subject and object are linked; closed list."""
    object_id: str
    """To whom or what."""
    period: str | None
    """When, as read from the text; empty when the text gives no time."""
    period_basis: Literal["printed", "relative", "context", None]
    """printed: a date or year stands there; relative: counted from the date of publication; context: taken from a
    neighbouring sentence.
    """
    proof: Literal["archived", "quoted"]
    """How strong the proof is. archived: the text lies in seeds/ and all parts are read again from its characters;
    quoted: a few quoted words, the figure always among them.
    """
    source_id: str
    """The source."""
    who_evidence_id: str
    """Evidence that names the subject."""
    what_evidence_id: str
    """Evidence with the words that state the link."""
    object_evidence_id: str
    """Evidence that names the object."""
    when_evidence_id: str | None
    """Evidence of the time; empty when there is none."""
    note: str | None
    """Anything a reader should know that no other column says; empty when there is nothing."""

@dataclass(frozen=True, slots=True)
class Division:
    """China's administrative divisions of county level and above, with codes, names and the years in which they stood;
    generated by scripts/build_divisions.py from kept packages of division codes. The code of one division may later
    be another's: code and first year together are the key. A division stood at the end of a year when valid_from is
    that year or earlier and valid_to is later or empty. One row per code, name and parent, for the years in which
    they stood together.
    """

    gb2260: str
    """Six-digit division code of the People's Republic of China; divisions that have none (the districts of Hong Kong
    and Macao, Taiwan's counties and cities, the forestry areas of Da Hinggan Ling, the stand-ins for prefectures)
    are not listed.
    """
    valid_from: str
    """Year at whose end the division first stood under this code, name and parent. The years are known from 1980 on:
    1980 means that year or an earlier one. After 2024 it is the year of the event, or 2026, when a list first had
    it, where no event is known.
    """
    name_zh: str
    """Full Chinese name, with its class word."""
    name_en: str
    """Pinyin without tones, or the conventional English name, with an English class word; cities and provinces have
    none. A name of one syllable keeps the Chinese class word (Yuxian County).
    """
    pinyin: str
    """Hanyu Pinyin of the full Chinese name, without tones, the class words apart."""
    level: Literal["province", "prefecture", "county"]
    """Level of the division, as its code says: province (also municipalities, autonomous and special regions),
    prefecture, county (also districts, banners and cities of county level).
    """
    parent: str | None
    """Code of the division it lies in at the next level that exists: the prefecture, or the province for districts of
    municipalities and what a province governs directly; empty for provinces.
    """
    valid_to: str | None
    """Year in which this code, name and parent ended; empty while they stand. Those that ended before 2010 are not
    listed.
    """
    successor: str | None
    """Code of the division of the same level that follows it from valid_to on, the same code where only the name
    changed. Empty where it was divided or no package says what followed.
    """

@dataclass(frozen=True, slots=True)
class Unit:
    """Units of measure and currencies. One row per unit."""

    unit_id: str
    """Stable id."""
    name: str
    """English name."""
    name_zh: str
    """Chinese name."""
    symbol: str | None
    """Printed symbol."""
    dimension: Literal[
        "money",
        "ratio",
        "difference",
        "area",
        "count",
        "mass",
        "energy",
        "power",
        "persons",
        "work",
        "score",
    ]
    """What is measured; only units of one dimension can be compared."""
    code_system: Literal["UCUM", "ISO 4217"]
    """Where the code is defined."""
    code: str
    """Code in that system."""
    base_unit_id: str | None
    """The unit that factor converts to; empty for currencies, which no constant factor converts."""
    factor: Decimal | None
    """One of this unit is so many base units; exact."""
    note: str | None
    """Anything a reader should know that no other column says; empty when there is nothing."""

@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured: one definition each that any place and any source can have, with unit, kind of measure and
    allowed range. One row per quantity with one definition.
    """

    indicator_id: str
    """Stable id: lower-case words joined by underscores."""
    name: str
    """English name."""
    name_zh: str | None
    """Chinese name in general use; empty when not known."""
    name_zh_basis: Literal["official", "common", "printed", "inferred", None]
    """How sure the Chinese name is: official, common, printed or inferred."""
    definition: str
    """What is counted or measured, of whom, and by whose definition, as far as the sources tell."""
    measure: Literal["stock", "flow", "ratio", "index"]
    """stock: at a point in time; flow: over a period; ratio: one quantity for each unit of another; index: a score.
    Growth, shares and changes are transformations of a statement, not indicators.
    """
    unit_id: str
    """Unit in which it is kept."""
    minimum: Decimal | None
    """Smallest value that makes sense."""
    maximum: Decimal | None
    """Largest value that makes sense."""
    growth_at: Literal["constant_prices", None]
    """constant_prices: growth rates of it are told at constant prices and cannot be checked with its levels, which are
    at current ones; empty otherwise.
    """
    topic: Literal[
        "digital_economy",
        "enterprises",
        "industrial_internet",
        "innovation",
        "investment",
        "land",
        "output",
        "platforms",
        "population",
        "public_finance",
        "rankings",
        "software",
        "telecom",
        "trade",
    ]
    """Subject area."""
    broader: str | None
    """The wider indicator of which this one is a narrower definition."""
    confused_with: str | None
    """What it is often confused with, in words."""
    caveat: str | None
    """What a reader must not do with it."""

@dataclass(frozen=True, slots=True)
class IndicatorTerm:
    """The phrases by which sources name an indicator. One row per indicator, term and language."""

    indicator_id: str
    """The indicator."""
    term: str
    """The phrase, letter by letter; case does not matter when matching."""
    language: str
    """Language, BCP 47."""
    transformation: Literal["level", "growth", "share", "change", "multiple", None]
    """What the words say beside the indicator; empty when they say none."""
    source_id: str | None
    """The source in which alone the words mean this; empty when they mean it everywhere."""
    note: str | None
    """Anything a reader should know that no other column says; empty when there is nothing."""

@dataclass(frozen=True, slots=True)
class Phrase:
    """Short printed phrases that stand for something named elsewhere (the district), say how two things compare
    (accounting for), or state a link (established by). One row per part, phrase, language and what it denotes.
    """

    part: Literal["who", "what", "list", "link", "when"]
    """who: points back to an entity of the type denoted; what: says the measure denoted of the indicator it refers to;
    list: points back to a ranking; link: states the predicate denoted; when: points back to a time.
    """
    phrase: str
    """The phrase; case does not matter when matching."""
    language: str
    """Language, BCP 47."""
    denotes: str
    """An entity type (who), a measure (what), a predicate (link), a kind of ranking (list), or period (when)."""
    note: str | None
    """Anything a reader should know that no other column says; empty when there is nothing."""

@dataclass(frozen=True, slots=True)
class Ranking:
    """Lists with ranks, selections without, and superlatives (first in, largest, second only to). One row per list and
    edition.
    """

    ranking_id: str
    """Stable id."""
    series: str | None
    """The list across its editions; empty for a list that was made once."""
    title: str
    """Title words as printed, or for a superlative a description in our words."""
    title_zh: str | None
    """Chinese title; empty when not known."""
    title_zh_basis: Literal["official", "common", "printed", "inferred", None]
    """How sure the Chinese title is: official, common, printed or inferred."""
    kind: Literal["ranking", "selection", "superlative"]
    """ranking: ordered places; selection: members without places; superlative: a place claimed in a sentence."""
    publisher_id: str | None
    """Who ranks; empty when the text does not say."""
    edition: str | None
    """Year the list is named after; empty when the title has none."""
    data_period: str | None
    """Period the data of the list describe; empty when the text does not say."""
    size: int | None
    """Number of places."""
    size_basis: Literal["printed", "counted", "reconstructed", None]
    """printed: stands in the title; counted: added up from printed counts; reconstructed: stands in the title as a
    correction reads it.
    """
    complete: bool
    """Whether all its places are held here; false for a list that is known in part, so that a gap never looks like an
    absence.
    """
    population: str | None
    """What was ranked, in words."""
    metric: str | None
    """Indicator by which it ranks, where it is a single one."""
    released_on: str | None
    """Day, month or year of release; empty when the text does not say."""
    source_id: str
    """The source that describes the list."""
    proof: Literal["archived", "quoted"]
    """How strong the proof is. archived: the text lies in seeds/ and all parts are read again from its characters;
    quoted: a few quoted words, the figure always among them.
    """
    publisher_evidence_id: str | None
    """Evidence that names the publisher; empty when the text does not say who ranks."""
    released_evidence_id: str | None
    """Evidence of the release date."""
    population_evidence_id: str | None
    """Evidence of the words that say among whom."""
    evidence_id: str | None
    """Evidence with the title words; for a superlative, with the words that claim the place."""
    correction_id: str | None
    """Correction by which the printed title is read."""
    note: str | None
    """Anything a reader should know that no other column says; empty when there is nothing."""

@dataclass(frozen=True, slots=True)
class RankingCriterion:
    """What a list measures or how it is divided, as far as the text tells; counts where only counts are printed. One
    row per ranking, level and position.
    """

    ranking_id: str
    """The ranking."""
    level: int
    """1 for first-level criteria or categories, 2 for second-level ones."""
    position: int
    """Order of mention from 1; 0 for the printed count of that level."""
    kind: Literal["criterion", "category", "number"]
    """criterion, category, or the printed number of them."""
    name: str | None
    """Name as printed; empty on the row of the number."""
    count: int | None
    """Printed number; only on the row of the number."""
    evidence_id: str
    """Evidence of the name or the number."""
    note: str | None
    """Anything a reader should know that no other column says; empty when there is nothing."""

@dataclass(frozen=True, slots=True)
class Evidence:
    """The exact characters that something was read from. One row per stretch of characters of one source."""

    evidence_id: str
    """source_id:start-end; source_id:number for a source that is not archived."""
    source_id: str
    """The source."""
    start: int | None
    """Position of the first character in the archived file, in Unicode code points from 0."""
    end: int | None
    """Position after the last character."""
    quote: str
    """Exactly those characters. For a source that is not archived, only the few words that carry the figure."""
    kind: Literal["figure", "rank", "name", "term", "time", "reference", "statement", "passage"]
    """figure: a printed quantity; rank: a printed place; name: a name of an entity; term: words for an indicator,
    ranking, criterion or link; time: a date or year; reference: words that point back or compare; statement: a
    longer stretch that a correction is about. passage: the quoted words of a source that is not archived, of which
    other rows are parts.
    """
    refers_to: str | None
    """For a reference: the evidence it points back to, or says something of."""
    passage_id: str | None
    """For a source that is not archived: the passage in which these words stand."""
    passage_start: int | None
    """Position of the first character in the passage, in Unicode code points from 0."""
    disposition: Literal[
        "dateline",
        "boilerplate",
        "identifier",
        "idiom",
        "ordinal_name",
        "duplicate",
        "edition_name",
        "year_of_context",
        "generic_count",
        "relative_order",
        "out_of_scope",
        None,
    ]
    """Why this figure carries no statement; empty when it is used. dateline: date or time of the page; boilerplate:
    page furniture; identifier: part of a name, code or file name; idiom: a number word that counts nothing;
    ordinal_name: an ordinal that names a level or edition; duplicate: printed again, see refers_to; edition_name:
    year in a name; year_of_context: a time that dates words without a figure; generic_count: counts things listed
    in the same sentence; relative_order: orders steps or events; out_of_scope: a statistic of which no indicator of
    the package is, see note.
    """
    note: str | None
    """Anything a reader should know that no other column says; empty when there is nothing."""

@dataclass(frozen=True, slots=True)
class Observation:
    """Printed values: who, what, when, how much, each with the characters it was read from. One row per value printed
    in one source.
    """

    observation_id: str
    """Stable id: source, dot, o, number."""
    entity_id: str
    """Of whom."""
    indicator_id: str
    """What."""
    transformation: Literal["level", "growth", "share", "change", "multiple"]
    """level: the quantity itself; growth: percent more than in base_period; share: percent of the whole; change:
    difference to base_period, in units or percentage points; multiple: how many times the base.
    """
    sector_id: str | None
    """The industry or field that the figure is of, where it is of one; an entity of type sector."""
    ranking_id: str | None
    """For list_members and the like: the list whose members are counted."""
    period: str | None
    """When: a year, month, day, quarter (2021-Q1), half-year (2021-S1) or interval; a single day for a stock at that
    day.
    """
    period_basis: Literal["printed", "relative", "context", "publication", "page", "unknown"]
    """printed: stands in the same sentence; relative: counted from the date of publication; context: taken from a
    neighbouring sentence; publication: no time is printed, so the state on the day of publication; page: the page
    says it, the quoted words do not (quoted sources only); unknown.
    """
    base_period: str | None
    """For a growth rate: the period compared with."""
    base_basis: Literal["printed", "relative", "conventional", None]
    """printed: the words name it; relative: the words count it from the period; conventional: no base is printed, the
    usual one of the period is taken.
    """
    value: Decimal | None
    """The figure as printed, signed, magnitude written out, in unit_id; empty for a range, which has bounds only."""
    lower: Decimal | None
    """Smallest quantity that the printed figure can stand for; empty when it has no lower end."""
    upper: Decimal | None
    """Largest quantity that the printed figure can stand for; empty when it has no upper end."""
    unit_id: str
    """Unit of value, lower and upper."""
    qualifier: Literal["exact", "rounded", "approximately", "nearly", "over", "at_least", "at_most", "range"]
    """How the figure is hedged in print; exact or rounded when it is not; range where two ends are printed."""
    precision: Literal["printed", "tabulated"]
    """printed: rounded as its digits say; tabulated: a cell of a table, exact to its last digit."""
    convention: Literal["printed", "wide", "cut"]
    """Under which convention the bounds were filled: printed (half a unit of the last printed digit), wide (of the
    last digit that is not zero), cut (cut off, not rounded).
    """
    convention_relation_id: str | None
    """The relation that says so, where the convention is not printed."""
    coverage: Literal["whole", "to_date", "target"]
    """whole: the period as a whole; to_date: a period that was not over when it was printed; target: a plan, a
    forecast, or an estimate made before the outcome was counted; never mixed with what happened.
    """
    whole_entity_id: str | None
    """For a share: whose total is the whole."""
    whole_indicator_id: str | None
    """For a share of another quantity: what the whole is; empty when it is the same indicator."""
    basis: Literal["printed", "implied", "reconstructed"]
    """printed: stands there; implied: follows from the wording; reconstructed: read by a correction."""
    obs_status: Literal["A", "F", "P"]
    """SDMX code: A normal; F forecast or target (the period begins after publication); P provisional (the period ends
    after publication).
    """
    proof: Literal["archived", "quoted"]
    """How strong the proof is. archived: the text lies in seeds/ and all parts are read again from its characters;
    quoted: a few quoted words, the figure always among them.
    """
    preference: Literal["preferred", "normal", "deprecated"]
    """preferred, normal or deprecated among the statements that answer the same question."""
    preference_reason: str | None
    """Why it is preferred or deprecated."""
    source_id: str
    """The source."""
    who_evidence_id: str | None
    """Evidence that names the entity."""
    what_evidence_id: str | None
    """Evidence that names the indicator."""
    when_evidence_id: str | None
    """Evidence of the period; empty only when the period is unknown."""
    value_evidence_id: str
    """Evidence of the figure."""
    whole_evidence_id: str | None
    """For a share: evidence that names the whole's entity."""
    base_evidence_id: str | None
    """For a growth rate: evidence of the base period."""
    sector_evidence_id: str | None
    """Evidence that names the sector."""
    ranking_evidence_id: str | None
    """Evidence that names the list whose members are counted."""
    correction_id: str | None
    """Correction by which the printed words are read."""
    note: str | None
    """Anything a reader should know that no other column says; empty when there is nothing."""

@dataclass(frozen=True, slots=True)
class RankingEntry:
    """Who stands on which list, at which place. One row per entity on one list in one source."""

    entry_id: str
    """Stable id: source, dot, r, number."""
    ranking_id: str
    """The list."""
    entity_id: str
    """Who."""
    rank: int | None
    """Place on the list; empty for a member whose place is not printed."""
    tied: bool | None
    """true where the source says the place is shared."""
    category: str | None
    """Category of the list that the entity stands in, where printed."""
    score: Decimal | None
    """Score or value printed beside the place."""
    score_unit_id: str | None
    """Unit of the score; empty for points without a unit."""
    basis: Literal["printed", "implied", "reconstructed"]
    """printed: the place or membership stands there; implied: it follows from the wording (second only to);
    reconstructed: read by a correction.
    """
    proof: Literal["archived", "quoted"]
    """How strong the proof is. archived: the text lies in seeds/ and all parts are read again from its characters;
    quoted: a few quoted words, the figure always among them.
    """
    preference: Literal["preferred", "normal", "deprecated"]
    """preferred, normal or deprecated among the statements that answer the same question."""
    preference_reason: str | None
    """Why it is preferred or deprecated."""
    source_id: str
    """The source."""
    who_evidence_id: str
    """Evidence that names the entity."""
    what_evidence_id: str | None
    """Evidence with title words of the list, or with words that point to it."""
    when_evidence_id: str | None
    """Evidence of the edition, data period or release; empty when none is printed."""
    value_evidence_id: str | None
    """Evidence of the place; empty for a member without one."""
    correction_id: str | None
    """Correction by which the printed words are read."""
    note: str | None
    """Anything a reader should know that no other column says; empty when there is nothing."""

@dataclass(frozen=True, slots=True)
class Correction:
    """What a text prints wrongly, what it must be read as, and why. The printed words stay as they are. One row per
    stretch of wrong characters.
    """

    correction_id: str
    """Stable id: source, dot, c, number."""
    evidence_id: str
    """Evidence with the wrong characters."""
    as_printed: str
    """The wrong characters."""
    read_as: str
    """What they must be read as; words that a value is read from stand here in full."""
    kind: Literal[
        "number_scramble",
        "wrong_count",
        "mistranslation",
        "punctuation",
        "wrong_subject",
        "rounding",
        "unit",
        "repetition",
    ]
    """number_scramble: numerals put in the wrong slots; wrong_count: contradicted by the text's own list;
    mistranslation; punctuation; wrong_subject: said of the wrong thing; rounding; unit; repetition: words printed
    twice.
    """
    rationale: str
    """Why it must be read so."""
    support: str | None
    """Evidence or relation ids that support the reading, separated by a blank."""
    confidence: Literal["high", "medium", "low"]
    """How sure the reading is."""
    status: Literal["proposed", "accepted", "disputed"]
    """proposed, accepted or disputed."""
    alternatives: str | None
    """Other readings that were considered, and what speaks for them."""
    note: str | None
    """Anything a reader should know that no other column says; empty when there is nothing."""

@dataclass(frozen=True, slots=True)
class Relation:
    """What must add up between printed figures: sums, shares, growth, conversions, orders. Each says whether it does.
    One row per relation between statements.
    """

    relation_id: str
    """Stable id."""
    kind: Literal["sum", "share", "growth", "ratio", "conversion", "order", "count"]
    """sum: total = all parts together (one part: two printings of one fact); share: share = 100 x part / whole;
    growth: current = previous x (1 + growth / 100); ratio: left / right = rate; conversion: every left = rate x its
    right, with one rate; order: left is not above right; count: total = number of parts.
    """
    statement: str
    """What must hold, in words."""
    purpose: Literal["check", "refuted_reading"]
    """check: it must hold or be explained; refuted_reading: a wrong reading, tested on purpose, which blames nobody."""
    expected: Literal["holds", "holds_wide", "holds_cut", "contradicts", "undecidable", "untestable"]
    """holds: under the bounds of the printed figures; holds_wide, holds_cut: only if figures are taken as precise to
    their last digit other than zero, or as cut off instead of rounded; contradicts: under none of these;
    undecidable: open-ended figures leave nothing to test. untestable: a quantity in it is derived from the relation
    itself, so it can only hold.
    """
    explanation: str | None
    """For readers: why it does not simply hold, and what to make of it. Empty where it holds."""
    blames: str | None
    """Statements that are likely wrong where it does not hold, separated by blanks; empty when nobody knows."""
    note: str | None
    """Anything a reader should know that no other column says; empty when there is nothing."""

@dataclass(frozen=True, slots=True)
class RelationTerm:
    """The quantities of each relation, in their roles. One row per quantity in a relation."""

    relation_id: str
    """The relation."""
    role: Literal["total", "part", "whole", "share", "current", "previous", "growth", "left", "right", "rate"]
    """sum, count: total, part; share: share, part, whole; growth: current, previous, growth; ratio: left, right, rate;
    conversion: left and right in pairs, and the rate where one is given; order: left, right.
    """
    position: int
    """Number within the role, from 1; a left and a right of a conversion belong together by it."""
    observation_id: str | None
    """Operand: an observation: its value, or a day of its period or publication. Exactly one operand column is filled.
    """
    entry_id: str | None
    """Operand: a place on a list: its rank. Exactly one operand column is filled."""
    ranking_id: str | None
    """Operand: a list: its size, or a day of the period of its data or of its release. Exactly one operand column is
    filled.
    """
    link_id: str | None
    """Operand: a fact without a figure: a day of its period or publication. Exactly one operand column is filled."""
    source_id: str | None
    """Operand: a source: its day of publication. Exactly one operand column is filled."""
    derived_id: str | None
    """Operand: a quantity that nobody printed. Exactly one operand column is filled."""
    constant: Decimal | None
    """Operand: a number that is no statement, with evidence_id or a note that says where it comes from."""
    aspect: Literal["value", "rank", "size", "period_start", "period_end", "published", None]
    """What of the operand is meant where it is not the usual: value (observation, derived, constant), rank (entry),
    size (ranking), period_start, period_end (first and last day of the period), published (day of publication; of a
    ranking, of release). Empty: the first of these that the operand has.
    """
    unit_id: str | None
    """Unit of the constant."""
    evidence_id: str | None
    """Evidence of the constant."""
    note: str | None
    """Anything a reader should know that no other column says; empty when there is nothing."""

@dataclass(frozen=True, slots=True)
class Derived:
    """Quantities that nobody printed, with the bounds that the relations put on them. Computed by
    scripts/build_derived.py and computed again by validation. One row per quantity that no source prints.
    """

    derived_id: str
    """Stable id: entity, indicator and period."""
    entity_id: str
    """Of whom."""
    indicator_id: str
    """What."""
    transformation: Literal["level", "growth", "share", "change", "multiple"]
    """As in observations."""
    sector_id: str | None
    """As in observations."""
    ranking_id: str | None
    """As in observations."""
    period: str | None
    """When, as in observations; empty where the texts do not say."""
    coverage: Literal["whole", "to_date"]
    """As in observations: whole or to_date."""
    unit_id: str
    """Unit of lower and upper."""
    whole_number: bool
    """true for a number of things: bounds are rounded inwards to whole numbers."""
    convention: Literal["printed", "wide", "cut", None]
    """How the figures behind the bounds are taken. printed: at their printed precision, by relations that hold. wide,
    cut: only so does any relation about this quantity hold. Computed.
    """
    lower: Decimal | None
    """Smallest value that the relations allow, rounded downwards; empty when there is none. Computed."""
    upper: Decimal | None
    """Largest value that the relations allow, rounded upwards; empty when there is none. Computed."""
    formula: str | None
    """How the bounds follow from statements. Computed."""
    inputs: str | None
    """The relations that bound it, separated by a blank. Computed."""
    note: str | None
    """Anything a reader should know that no other column says; empty when there is nothing."""

@dataclass(frozen=True, slots=True)
class Break:
    """Where two values of one indicator must not be joined: its definition, its perimeter or the way it is counted
    changed. One row per change.
    """

    break_id: str
    """Stable id: lower-case words joined by hyphens."""
    entity_id: str | None
    """Of whom; empty when of all."""
    indicator_id: str
    """What."""
    from_period: str
    """First period of the new kind."""
    kind: Literal["definition", "perimeter", "census_revision", "vintage"]
    """definition: another definition; perimeter: another area or set; census_revision: revised after a census;
    vintage: values of another publication round.
    """
    words: str
    """What changed, in our words."""
    source_id: str | None
    """The source that tells it; empty when it follows from the values."""
    evidence_id: str | None
    """The words that tell it."""
    note: str | None
    """Anything a reader should know that no other column says; empty when there is nothing."""

@dataclass(frozen=True, slots=True)
class KnownGap:
    """What a user would look for and does not find: why, and where it might be found. One row per gap."""

    gap_id: str
    """Stable id: lower-case words joined by hyphens."""
    entity_id: str | None
    """Of whom."""
    indicator_id: str | None
    """What; empty for a list."""
    ranking_id: str | None
    """The list whose places are missing."""
    period: str | None
    """When: a period, or several as first/last year."""
    reason: str
    """Why it is not there."""
    where_to_look: str | None
    """Where it might be found."""
    looked_on: str
    """Day or month in which somebody looked."""

@dataclass(frozen=True, slots=True)
class RefusedLead:
    """Figures and places that were read somewhere and not taken, so that nobody tries them again. One row per figure
    or place that was refused.
    """

    lead_id: str
    """Id of the lead."""
    kind: Literal["figure", "place"]
    """figure, or place on a list."""
    read_at: str | None
    """Address at which it was read; never shown as a link."""
    quote: str | None
    """The few words that were read."""
    said: str
    """What it was taken to say: who, what, when, how much."""
    reason_code: str
    """One word for the reason."""
    reason: str
    """Why it was not taken."""
    what_would_help: str | None
    """What would make it a fact."""

@dataclass(frozen=True, slots=True)
class Fact:
    """A view: facts among the observations, with the names, words and sources that their ids lead to. Cells are those
    of the statement that stands for all that print the fact: the preferred or most precise one. One row per fact:
    one answer to one question, however often it is printed.
    """

    observation_id: str
    """Stable id: source, dot, o, number."""
    entity_name_en: str
    """English name: the entity."""
    lies_in_name_en: str | None
    """English name: the place that the entity lies in."""
    indicator_name: str
    """English name of the indicator."""
    transformation: Literal["level", "growth", "share", "change", "multiple"]
    """level: the quantity itself; growth: percent more than in base_period; share: percent of the whole; change:
    difference to base_period, in units or percentage points; multiple: how many times the base.
    """
    sector_name_en: str | None
    """English name: the sector."""
    ranking_title: str | None
    """The list whose members are counted."""
    period: str | None
    """When: a year, month, day, quarter (2021-Q1), half-year (2021-S1) or interval; a single day for a stock at that
    day.
    """
    coverage: Literal["whole", "to_date", "target"]
    """whole: the period as a whole; to_date: a period that was not over when it was printed; target: a plan, a
    forecast, or an estimate made before the outcome was counted; never mixed with what happened.
    """
    value: Decimal | None
    """The figure as printed, signed, magnitude written out, in unit_id; empty for a range, which has bounds only."""
    unit_id: str
    """Unit of value, lower and upper."""
    lower: Decimal | None
    """Smallest quantity that the printed figure can stand for; empty when it has no lower end."""
    upper: Decimal | None
    """Largest quantity that the printed figure can stand for; empty when it has no upper end."""
    qualifier: Literal["exact", "rounded", "approximately", "nearly", "over", "at_least", "at_most", "range"]
    """How the figure is hedged in print; exact or rounded when it is not; range where two ends are printed."""
    whole_name_en: str | None
    """English name: whose total is the whole of a share."""
    whole_indicator_name: str | None
    """The indicator whose total is the whole of a share."""
    base_period: str | None
    """For a growth rate: the period compared with."""
    is_default: bool
    """true for the answer that counts: the preferred one, or else the most precise of those that agree; false for
    deprecated statements, targets, amounts in another unit beside the indicator's own, what rests on a source of
    grade D alone (but for members of a list that is known whole, whose size a better source prints), what was
    printed before its period was over beside what was printed after it, and where answers differ and none is
    preferred. Of a stock, a year and its last day are one time. At most one row of a question has true.
    """
    verdict: Literal["contradicted", "disputed", "confirmed", "untested"]
    """confirmed: a relation that could have failed holds, or an independent source agrees. contradicted: a relation
    fails and blames it, or it is deprecated and another answer differs. disputed: a relation fails and nobody knows
    which term is wrong, or another answer differs. untested: nothing speaks for or against it. Relations reach
    through quantities that nobody printed.
    """
    sources: int
    """Number of sources that print it."""
    proof: Literal["archived", "quoted"]
    """How strong the proof is. archived: the text lies in seeds/ and all parts are read again from its characters;
    quoted: a few quoted words, the figure always among them.
    """
    grade: Literal["A", "B", "C", "D"]
    """A: issuing body or government; B: named news outlet; C: reprint or translation of a named outlet; D:
    unattributed.
    """
    carried: str | None
    """The parts of the statement that words are shown for, separated by blanks: who, what, when, how_much, whole,
    base, sector, list.
    """
    value_quote: str
    """The characters that the value was read from."""
    as_printed: str | None
    """The wrong characters, where the words are read by a correction."""
    read_as: str | None
    """What they are read as."""
    source_title: str
    """Headline of the source as printed."""
    publisher_name_en: str
    """Who published the text at this place."""
    published_on: str | None
    """Day of publication; month or year where no more is known; empty when not even the year is."""
    url: str | None
    """Where the text was published. Empty when the address is not known or must not be passed on."""
    entity_id: str
    """Of whom."""
    entity_name_zh: str | None
    """Chinese name: the entity; empty when not known."""
    entity_type: Literal[
        "country",
        "province",
        "city",
        "district",
        "county",
        "zone",
        "group",
        "site",
        "place",
        "organisation",
        "company",
        "university",
        "publication",
        "programme",
        "plan",
        "project",
        "product",
        "event",
        "person",
        "sector",
    ]
    """What kind of thing it is; group: places that are spoken of together. Cities of county level are counties here:
    GB/T 2260 level decides.
    """
    gb2260: str | None
    """Six-digit division code of the People's Republic of China; the name and the code are those of the row of
    divisions, and need no evidence.
    """
    lies_in: str | None
    """The place that contains it."""
    lies_in_name_zh: str | None
    """Chinese name: the place that the entity lies in; empty when not known."""
    indicator_id: str
    """What."""
    indicator_name_zh: str | None
    """Chinese name in general use; empty when not known."""
    measure: Literal["stock", "flow", "ratio", "index"]
    """stock: at a point in time; flow: over a period; ratio: one quantity for each unit of another; index: a score.
    Growth, shares and changes are transformations of a statement, not indicators.
    """
    sector_id: str | None
    """The industry or field that the figure is of, where it is of one; an entity of type sector."""
    sector_name_zh: str | None
    """Chinese name: the sector; empty when not known."""
    ranking_id: str | None
    """For list_members and the like: the list whose members are counted."""
    ranking_title_zh: str | None
    """The list in Chinese."""
    period_start: date | None
    """First day of the period; empty where the time is not known."""
    period_end: date | None
    """Last day of the period; empty where the time is not known."""
    frequency: str | None
    """year, half_year, quarter, month, day, span; empty where the time is not known."""
    period_basis: Literal["printed", "relative", "context", "publication", "page", "unknown"]
    """printed: stands in the same sentence; relative: counted from the date of publication; context: taken from a
    neighbouring sentence; publication: no time is printed, so the state on the day of publication; page: the page
    says it, the quoted words do not (quoted sources only); unknown.
    """
    base_basis: Literal["printed", "relative", "conventional", None]
    """printed: the words name it; relative: the words count it from the period; conventional: no base is printed, the
    usual one of the period is taken.
    """
    unit_symbol: str | None
    """Printed symbol of the unit; empty for counts."""
    precision: Literal["printed", "tabulated"]
    """printed: rounded as its digits say; tabulated: a cell of a table, exact to its last digit."""
    convention: Literal["printed", "wide", "cut"]
    """Under which convention the bounds were filled: printed (half a unit of the last printed digit), wide (of the
    last digit that is not zero), cut (cut off, not rounded).
    """
    whole_entity_id: str | None
    """For a share: whose total is the whole."""
    whole_name_zh: str | None
    """Chinese name: whose total is the whole of a share; empty when not known."""
    whole_indicator_id: str | None
    """For a share of another quantity: what the whole is; empty when it is the same indicator."""
    basis: Literal["printed", "implied", "reconstructed"]
    """printed: stands there; implied: follows from the wording; reconstructed: read by a correction."""
    obs_status: Literal["A", "F", "P"]
    """SDMX code: A normal; F forecast or target (the period begins after publication); P provisional (the period ends
    after publication).
    """
    preference: Literal["preferred", "normal", "deprecated"]
    """preferred, normal or deprecated among the statements that answer the same question."""
    preference_reason: str | None
    """Why it is preferred or deprecated."""
    statements: str | None
    """All rows of observations that state it, separated by blanks."""
    source_ids: str | None
    """All sources that print it, separated by blanks."""
    other_answers: int
    """Number of other facts on the same question, deprecated ones too."""
    relations: int
    """Number of relations that test it, directly or through quantities that nobody printed; those that test nothing
    and refuted readings do not count.
    """
    verdict_by: str | None
    """The relations and statements that the verdict rests on, separated by blanks."""
    correction_id: str | None
    """Correction by which the printed words are read."""
    who_quote: str | None
    """The characters that name the entity, or point back to it; empty where the words shown carry none."""
    what_quote: str | None
    """The characters that name what is told of it; empty where the words shown carry none."""
    when_quote: str | None
    """The characters that give the time; empty where none do."""
    source_id: str
    """The source."""
    original_publisher_name_en: str | None
    """The outlet that wrote the text, where the publisher reprints or translates it."""
    language: str
    """Language of the text, BCP 47."""
    translation: Literal["original", "human", "machine"]
    """original: written in this language; human or machine: translated."""
    caveat: str | None
    """What a reader must not do with it."""
    note: str | None
    """Anything a reader should know that no other column says; empty when there is nothing."""

@dataclass(frozen=True, slots=True)
class Rank:
    """A view: places on lists, with the lists, names, words and sources that their ids lead to. Cells are those of the
    entry that stands for all that tell the place. One row per place of one entity on one list, however often it is
    told.
    """

    entry_id: str
    """Stable id: source, dot, r, number."""
    entity_name_en: str
    """English name: the entity."""
    lies_in_name_en: str | None
    """English name: the place that the entity lies in."""
    rank: int | None
    """Place on the list; empty for a member whose place is not printed."""
    tied: bool | None
    """true where the source says the place is shared."""
    category: str | None
    """Category of the list that the entity stands in, where printed."""
    score: Decimal | None
    """Score or value printed beside the place."""
    size: int | None
    """Number of places."""
    complete: bool
    """Whether all its places are held here; false for a list that is known in part, so that a gap never looks like an
    absence.
    """
    ranking_title: str
    """Title words as printed, or for a superlative a description in our words."""
    ranking_publisher_name_en: str | None
    """English name: who ranks."""
    edition: str | None
    """Year the list is named after; empty when the title has none."""
    is_default: bool
    """true for the answer that counts: the preferred one, or else the most precise of those that agree; false for
    deprecated statements, targets, amounts in another unit beside the indicator's own, what rests on a source of
    grade D alone (but for members of a list that is known whole, whose size a better source prints), what was
    printed before its period was over beside what was printed after it, and where answers differ and none is
    preferred. Of a stock, a year and its last day are one time. At most one row of a question has true.
    """
    verdict: Literal["contradicted", "disputed", "confirmed", "untested"]
    """confirmed: a relation that could have failed holds, or an independent source agrees. contradicted: a relation
    fails and blames it, or it is deprecated and another answer differs. disputed: a relation fails and nobody knows
    which term is wrong, or another answer differs. untested: nothing speaks for or against it. Relations reach
    through quantities that nobody printed.
    """
    sources: int
    """Number of sources that print it."""
    proof: Literal["archived", "quoted"]
    """How strong the proof is. archived: the text lies in seeds/ and all parts are read again from its characters;
    quoted: a few quoted words, the figure always among them.
    """
    grade: Literal["A", "B", "C", "D"]
    """A: issuing body or government; B: named news outlet; C: reprint or translation of a named outlet; D:
    unattributed.
    """
    carried: str | None
    """The parts of the statement that words are shown for, separated by blanks: who, what, when, how_much, whole,
    base, sector, list.
    """
    rank_quote: str | None
    """The characters that the place was read from; empty for a member without one."""
    as_printed: str | None
    """The wrong characters, where the words are read by a correction."""
    read_as: str | None
    """What they are read as."""
    ranking_as_printed: str | None
    """The wrong characters, where the list is read by a correction."""
    ranking_read_as: str | None
    """What they are read as."""
    source_title: str
    """Headline of the source as printed."""
    publisher_name_en: str
    """Who published the text at this place."""
    published_on: str | None
    """Day of publication; month or year where no more is known; empty when not even the year is."""
    url: str | None
    """Where the text was published. Empty when the address is not known or must not be passed on."""
    ranking_id: str
    """The list."""
    series: str | None
    """The list across its editions; empty for a list that was made once."""
    ranking_title_zh: str | None
    """Chinese title; empty when not known."""
    ranking_kind: Literal["ranking", "selection", "superlative"]
    """ranking: ordered places; selection: members without places; superlative: a place claimed in a sentence."""
    ranking_publisher_id: str | None
    """Who ranks; empty when the text does not say."""
    ranking_publisher_name_zh: str | None
    """Chinese name: who ranks; empty when not known."""
    data_period: str | None
    """Period the data of the list describe; empty when the text does not say."""
    period_start: date | None
    """First day of the period; empty where the time is not known."""
    period_end: date | None
    """Last day of the period; empty where the time is not known."""
    frequency: str | None
    """year, half_year, quarter, month, day, span; empty where the time is not known."""
    released_on: str | None
    """Day, month or year of release; empty when the text does not say."""
    entity_id: str
    """Who."""
    entity_name_zh: str | None
    """Chinese name: the entity; empty when not known."""
    entity_type: Literal[
        "country",
        "province",
        "city",
        "district",
        "county",
        "zone",
        "group",
        "site",
        "place",
        "organisation",
        "company",
        "university",
        "publication",
        "programme",
        "plan",
        "project",
        "product",
        "event",
        "person",
        "sector",
    ]
    """What kind of thing it is; group: places that are spoken of together. Cities of county level are counties here:
    GB/T 2260 level decides.
    """
    gb2260: str | None
    """Six-digit division code of the People's Republic of China; the name and the code are those of the row of
    divisions, and need no evidence.
    """
    lies_in: str | None
    """The place that contains it."""
    lies_in_name_zh: str | None
    """Chinese name: the place that the entity lies in; empty when not known."""
    size_basis: Literal["printed", "counted", "reconstructed", None]
    """printed: stands in the title; counted: added up from printed counts; reconstructed: stands in the title as a
    correction reads it.
    """
    population: str | None
    """What was ranked, in words."""
    metric: str | None
    """Indicator by which it ranks, where it is a single one."""
    score_unit_id: str | None
    """Unit of the score; empty for points without a unit."""
    basis: Literal["printed", "implied", "reconstructed"]
    """printed: the place or membership stands there; implied: it follows from the wording (second only to);
    reconstructed: read by a correction.
    """
    preference: Literal["preferred", "normal", "deprecated"]
    """preferred, normal or deprecated among the statements that answer the same question."""
    preference_reason: str | None
    """Why it is preferred or deprecated."""
    statements: str | None
    """All rows of ranking_entries that state it, separated by blanks."""
    source_ids: str | None
    """All sources that print it, separated by blanks."""
    other_answers: int
    """Number of other facts on the same question, deprecated ones too."""
    relations: int
    """Number of relations that test it, directly or through quantities that nobody printed; those that test nothing
    and refuted readings do not count.
    """
    verdict_by: str | None
    """The relations and statements that the verdict rests on, separated by blanks."""
    correction_id: str | None
    """Correction by which the printed words are read."""
    ranking_correction_id: str | None
    """The correction of the list."""
    who_quote: str | None
    """The characters that name the entity, or point back to it; empty where the words shown carry none."""
    what_quote: str | None
    """The characters that name what is told of it; empty where the words shown carry none."""
    when_quote: str | None
    """The characters that give the time; empty where none do."""
    source_id: str
    """The source."""
    original_publisher_name_en: str | None
    """The outlet that wrote the text, where the publisher reprints or translates it."""
    language: str
    """Language of the text, BCP 47."""
    translation: Literal["original", "human", "machine"]
    """original: written in this language; human or machine: translated."""
    note: str | None
    """Anything a reader should know that no other column says; empty when there is nothing."""

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
    name: TableName | ViewName, into: Literal["polars"] = ..., *, package: None = ..., decimals: Decimals = ...
) -> pl.DataFrame: ...
@overload
def load(
    name: TableName | ViewName, into: Literal["pandas"], *, package: None = ..., decimals: Decimals = ...
) -> pd.DataFrame: ...
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
    name: str, into: Literal["polars"] = ..., *, package: Package | Path | str, decimals: Decimals = ...
) -> pl.DataFrame: ...
@overload
def load(
    name: str, into: Literal["pandas"], *, package: Package | Path | str, decimals: Decimals = ...
) -> pd.DataFrame: ...
@overload
def load(
    name: str, into: Literal["pyarrow"], *, package: Package | Path | str, decimals: Decimals = ...
) -> pa.Table: ...
@overload
def load(
    name: str, into: Literal["duckdb"], *, package: Package | Path | str, decimals: Decimals = ...
) -> duckdb.DuckDBPyRelation: ...
