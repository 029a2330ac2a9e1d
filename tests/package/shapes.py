"""Packages in the shape of seven published ones, small, with rows of their own, and faults planted in them.

The descriptors follow github.com/datasets (gdp, country-codes, language-codes, co2-ppm, currency-codes, population) and
the example of tdwg/camtrap-dp in how they are written: their versions of the standard, words, types and keys.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Rows = list[str]


def fields(**types: str) -> list[dict[str, Any]]:
    """Fields by name; blanks in names are written as two underscores."""
    return [{"name": name.replace("__", " "), "type": kind} for name, kind in types.items()]


def table(
    name: str | None, path: str, rows: Rows, schema: Any, **members: Any
) -> tuple[dict[str, Any], dict[str, str]]:
    """A resource with its file."""
    resource = {**({"name": name} if name else {}), "path": path, **members}
    return {**resource, "schema": schema} if schema is not None else resource, {path: "\n".join(rows) + "\n"}


def gdp(bad: bool) -> tuple[dict[str, Any], dict[str, str]]:
    rows = ["Country Name,Country Code,Year,Value", "Nowhere,NWH,1999,12.5", "Nowhere,NWH,2000,1.4e3"]
    rows += ["Elsewhere,ELS,99,7.1", "Elsewhere,ELS,2001,n/a"] if bad else []
    schema = {"fields": fields(Country__Name="string", Country__Code="string", Year="year", Value="number")}
    resource, files = table("gdp", "data/gdp.csv", rows, schema)
    more = {"last_updated": "2024-24-10", "version": "2024", "licenses": [{"name": "ODC-PDDL-1.0"}]}
    return {"name": "gdp", **more, "resources": [resource]}, files


def country_codes(bad: bool) -> tuple[dict[str, Any], dict[str, str]]:
    rows = ["name,ISO3166-1-Alpha-2,M49,Dial,Geoname ID", "Nowhere,NA,004,1-264,17", "Elsewhere,EL,8,44,"]
    rows += ["Third,TH,12a,49,5"] if bad else []
    schema = {"fields": fields(**{"name": "string", "ISO3166-1-Alpha-2": "string", "M49": "integer", "Dial": "string"})}
    schema["fields"] += fields(Geoname__ID="integer")
    resource, files = table(
        "country-codes", "data/country-codes.csv", rows, schema, format="csv", url="https://x.org/c"
    )
    licences = [{"type": "ODC-PDDL-1.0", "url": "http://opendatacommons.org/licenses/pddl/1.0/"}]
    return {
        "name": "country-codes",
        "datapackage_version": "1.0.0-beta.13",
        "licenses": licences,
        "resources": [resource],
    }, files


def language_codes(bad: bool) -> tuple[dict[str, Any], dict[str, str]]:
    one = table("language-codes", "data/language-codes.csv", ["alpha2,English", "xa,First", 'xb,"Second; other"'],
                {"fields": fields(alpha2="string", English="string")}, mediatype="text/csv")  # fmt: skip
    rows = ["lang,langType,defs,dftLang", "xa,xa,7,True", "xb,xb,0,False", *(["xc,xc,1.5,yes"] if bad else [])]
    schema = {"fields": fields(lang="string", langType="string", defs="integer", dftLang="boolean")}
    two = table("ietf-language-tags", "data/ietf.csv", rows, schema, note="made anew")
    return {"name": "language-codes", "related": [], "resources": [one[0], two[0]]}, {**one[1], **two[1]}


def co2_ppm(bad: bool) -> tuple[dict[str, Any], dict[str, str]]:
    # as published: years and decimal dates are declared as days, which no cell of them is
    kinds = {"Year": "date" if bad else "year", "Decimal__Date": "date" if bad else "number"}
    rows = ["Year,Decimal Date,Average,Number of Days", "1958,1958.208,315.71,-1", "1959,1959.042,-99.99,25"]
    schema = {"fields": fields(**kinds, Average="number", Number__of__Days="number")}
    resource, files = table("co2-mm", "data/co2-mm.csv", rows, schema, format="csv", mediatype="text/csv")
    return {"name": "co2-ppm", "license": "PDDL-1.0", "views": [{"id": "graph"}], "resources": [resource]}, files


def currency_codes(bad: bool) -> tuple[dict[str, Any], dict[str, str]]:
    rows = ["Entity,AlphabeticCode,NumericCode,WithdrawalDate", "NOWHERE,NWC,008,", "ELSEWHERE,ELC,,1989-06 to 1990"]
    rows += ["THIRD,THC,Nil,"] if bad else []
    schema = {
        "fields": fields(Entity="string", AlphabeticCode="string", NumericCode="integer", WithdrawalDate="string")
    }
    resource, files = table(None, "data/codes-all.csv", rows, schema, mimetype="text/csv", size="16863")
    return {"name": "currency-codes", "licenses": [{"id": "odc-pddl"}], "resources": [resource]}, files


def population(bad: bool) -> tuple[dict[str, Any], dict[str, str]]:
    rows = [
        "Country Name,Country Code,Year,Value",
        "Nowhere,NWH,2001,1000.0",
        *(["Nowhere,NWH,2002,many"] if bad else []),
    ]
    named = [{"id": name, "type": kind} for name, kind in (("Country Name", "string"), ("Country Code", "string"))]
    named += [{"id": "Year", "type": "year"}, {"id": "Value", "type": "float"}]
    resource, files = table(None, "data/population.csv", rows, {"fields": named})
    return {"name": "population", "version": "2011", "resources": [resource]}, files


def camtrap_dp(bad: bool) -> tuple[dict[str, Any], dict[str, str]]:
    moment = {"type": "datetime", "format": "%Y-%m-%dT%H:%M:%S%z"}
    deployments = {
        "name": "deployments",
        "fields": [
            {"name": "deploymentID", "type": "string", "format": "default", "skos:broadMatch": "http://x.org/e",
             "constraints": {"required": True, "unique": True}, "example": "dep1"},
            {"name": "latitude", "type": "number", "constraints": {"required": True, "minimum": -90, "maximum": 90}},
            {"name": "start", **moment, "constraints": {"required": True}},
            {"name": "timestampIssues", "type": "boolean", "constraints": {"required": False}},
            {"name": "baitUse", "type": "string", "constraints": {"required": False, "enum": ["none", "food"]}},
        ],
        "missingValues": ["", "NaN", "nan"],
        "primaryKey": "deploymentID",
    }  # fmt: skip
    observations = {
        "fields": [
            {"name": "observationID", "type": "string", "constraints": {"required": True, "unique": True}},
            {"name": "deploymentID", "type": "string", "constraints": {"required": True}},
            {"name": "count", "type": "integer", "constraints": {"minimum": 1}, "example": 5},
            {"name": "speed", "type": "number", "constraints": {"minimum": 0}, "unit": "m/s", "example": 1.75},
        ],
        "missingValues": ["", "NaN", "nan"],
        "primaryKey": "observationID",
        "foreignKeys": [{"fields": "deploymentID", "reference": {"resource": "deployments", "fields": "deploymentID"}}],
    }
    rows = ["deploymentID,latitude,start,timestampIssues,baitUse", "d1,50.7,2020-05-30T02:57:37Z,false,none"]
    rows += ["d2,91.5,2020-05-30 02:57:37,FALSE,meat", "d2,NaN,2020-05-30T02:57:37+02:00,,"] if bad else []
    more = ["observationID,deploymentID,count,speed", "o1,d1,1,NaN", *(["o2,d9,0,-1"] if bad else [])]
    profile = {"profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
    one = table("deployments", "deployments.csv", rows, "deployments-table-schema.json", **profile)
    two = table("observations", "observations.csv", more, "observations-table-schema.json", **profile)
    data = {"name": "individuals", "description": "d", "data": [{"id": 1, "individualName": "Reinaert"}]}
    files = {**one[1], **two[1]}
    files |= {"deployments-table-schema.json": json.dumps(deployments)}
    files |= {"observations-table-schema.json": json.dumps(observations)}
    return {"name": "camtrap", "profile": "https://x.org/p.json", "resources": [one[0], two[0], data]}, files


SHAPES = {
    "datasets/gdp": gdp,
    "datasets/country-codes": country_codes,
    "datasets/language-codes": language_codes,
    "datasets/co2-ppm": co2_ppm,
    "datasets/currency-codes": currency_codes,
    "datasets/population": population,
    "tdwg/camtrap-dp": camtrap_dp,
}


def write(root: Path, descriptor: Mapping[str, Any], files: Mapping[str, str]) -> Path:
    """Write a package."""
    for path, text in {**files, "datapackage.json": json.dumps(descriptor, indent=2) + "\n"}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode("utf-8"))
    return root
