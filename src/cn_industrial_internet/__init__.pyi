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
from reread.tables.about import metadata as metadata
from reread.tables.columns import CannotLoad as CannotLoad
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
    "china-com-cn-2021-04-08",
    "cnbc-2018-11-27",
    "cri-2017-12-06",
    "csst-2017-07-20",
    "ecns-2017-12-07",
    "economic-daily-2017-12-07",
    "eguangzhou-2017-01-11",
    "en-haizhu-2022-08-08",
    "en-haizhu-2024-12-04",
    "gd-yearbook-2024",
    "govcn-2017-12-08",
    "gzdaily-2022-12-25",
    "gzlob-incubators",
    "lifeofguangzhou-2017-02-15",
    "rednet-2022-07-27",
    "sipo-2017-04-07",
    "tellerreport-2023-06-28",
    "thnet-2022-09-23",
    "ycwb-2018-03-29",
]
EntityId = Literal[
    "alibaba",
    "alibaba-cloud",
    "alibaba-cloud-guangzhou-project",
    "artificial-intelligence",
    "baiyun-guangzhou",
    "beijing",
    "big-data",
    "bio-manufacturing",
    "bio-pharmaceutical-medicare",
    "bio-technology",
    "biological-energy",
    "biomedicine",
    "bosch-changsha",
    "caii",
    "caii-guangdong",
    "ccid-consulting",
    "chai-tianyou",
    "changsha",
    "changsha-county",
    "china",
    "china-com-cn",
    "china-daily",
    "china-news-service",
    "chinese-academy-of-engineering",
    "chinese-mainland",
    "cloud-computing",
    "cnbc",
    "cnipa",
    "cri-online",
    "csst",
    "digital-china-summit-5",
    "dual-cross-platforms",
    "ecns",
    "economic-daily",
    "eguangzhou",
    "electronic-information",
    "environmental-protection",
    "fireworks",
    "first-tier-cities",
    "foxconn",
    "foxconn-zengcheng-park",
    "fujian",
    "fuzhou-fujian",
    "greater-bay-area",
    "guangdong",
    "guangdong-statistics",
    "guangzhou",
    "guangzhou-ai-digital-pilot-zone",
    "guangzhou-daily",
    "guangzhou-government",
    "guangzhou-innovation-alliances",
    "guangzhou-innovation-bonds",
    "guangzhou-interactive",
    "gzlob",
    "haizhu",
    "haizhu-government",
    "haizhu-industrial-internet-area",
    "haizhu-industrial-internet-highland",
    "haizhu-investment-promotion-office",
    "haizhu-or-neighbourhood",
    "hangzhou",
    "high-performance-integrated-circuits",
    "hkc-changsha",
    "hkc-quality-project",
    "huawei",
    "huawei-baiyun-data-center",
    "huawei-baiyun-development-platform",
    "huawei-baiyun-operation-center",
    "hubei",
    "hunan",
    "hunan-5g-pilot-zone",
    "hurun-report",
    "hurun-research-institute",
    "iab",
    "iab-measures",
    "iab-preferential-policies",
    "iipicc",
    "industrial-internet",
    "information-technology",
    "internet-cluster-brand-pilot",
    "internet-of-things",
    "it-companies",
    "it-industry",
    "jiangsu",
    "klaus-schwab",
    "lens-platform",
    "lens-platform-project",
    "life-of-guangzhou",
    "liuyang",
    "lv-nengxing",
    "made-in-china-2025",
    "manufacturing",
    "miit",
    "miit-pilot-demonstration",
    "mobile-internet",
    "nanshan-shenzhen",
    "neeq",
    "new-displays",
    "new-electronic-components",
    "new-generation-information",
    "new-generation-network-communications",
    "new-third-board",
    "next-generation-displays",
    "nianjianbao",
    "pazhou",
    "pazhou-cluster-plan",
    "pazhou-industrial-internet-report",
    "pazhou-internet-innovation-zone",
    "pazhou-pilot-zone",
    "pazhou-summit-2023",
    "provincial-capitals",
    "rednet",
    "rootcloud",
    "sany-construction-platform",
    "sany-group",
    "scut",
    "shandong",
    "shenzhen",
    "special-funds-foreign-investment",
    "state-council-english-site",
    "strategic-emerging-industries",
    "sub-provincial-cities",
    "sun-yat-sen-university",
    "tan-jianrong",
    "tang-shun",
    "telecom-equipment",
    "teller-report",
    "tencent",
    "tencent-pazhou-project",
    "tianhe",
    "tianhe-base",
    "tianhe-exhibition",
    "tianhe-government",
    "vipshop",
    "wechat",
    "world-economic-forum",
    "yangcheng-evening-news",
    "zengcheng",
    "zhejiang",
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
    "average_net_assets",
    "cross_border_ecommerce_exports",
    "cross_border_ecommerce_imports",
    "cross_border_ecommerce_trade",
    "enterprises_with_rd_institutes",
    "findings_converted",
    "fixed_asset_investment",
    "headquarters_enterprises",
    "high_tech_enterprises",
    "incubators",
    "incubators_added",
    "industrial_enterprises_above_size",
    "industrial_enterprises_above_size_with_rd_institutes",
    "industrial_internet_pilots_national",
    "industry_output_value",
    "innovation_alliances",
    "invention_patents_applied",
    "key_laboratories",
    "leading_enterprises",
    "list_members",
    "national_incubators",
    "national_incubators_added",
    "neeq_funds_raised",
    "neeq_new_listings",
    "new_product_output_value",
    "new_science_technology_enterprises",
    "operating_revenue",
    "patents_applied",
    "patents_granted",
    "planned_area",
    "project_investment",
    "provinces_on_list",
    "provincial_5g_demonstration_plants",
    "provincial_industrial_internet_platforms",
    "rd_subsidies",
    "sales_revenue",
    "software_enterprises_above_size",
]
RankingId = Literal[
    "caii-top-counties-2021",
    "ccid-top-districts-2022",
    "cross-border-ecommerce-leading-cities-2016",
    "first-tier-cities-neeq-net-assets-2016",
    "foxconn-largest-mainland-investments",
    "guangzhou-iab-sectors-by-output",
    "hurun-industrial-internet-2023",
    "iipicc-leading-urban-areas",
    "net-increase-high-tech-enterprises-2016",
    "provincial-capitals-neeq-new-listings-2016",
    "sub-provincial-cities-high-tech-growth-2016",
    "top-100-internet-companies-2021",
    "top-100-new-technology-companies-2021",
    "wef-lighthouse-factories-2022-1",
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
    """whole: the period as a whole; to_date: a period that was not over when it was printed; target: a plan, which is
    never mixed with what happened.
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
    """whole: the period as a whole; to_date: a period that was not over when it was printed; target: a plan, which is
    never mixed with what happened.
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
    grade D alone, and where answers differ and none is preferred. At most one row of a question has true.
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
    grade D alone, and where answers differ and none is preferred. At most one row of a question has true.
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
