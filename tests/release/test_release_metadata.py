"""The descriptions of a release, each judged by its own tool or schema, and all of them saying the same."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import jsonschema
import mlcroissant
import planting
import pyshacl
import pytest
import rdflib
import released
import yaml
from datacite import schema45
from frictionless import Package as FrictionlessPackage
from frictionless import system
from rdflib import namespace
from rocrate.rocrate import ROCrate

from reread import __version__
from reread.package.opening import open_package
from reread.package.profiles import errors, package_profile
from reread.release import verify
from reread.release.metadata import written
from reread.release.model import Release, open_release

TESTS = Path(__file__).parents[1]
# rdflib warns of its own older classes, thousands of times.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

BASE = "https://example.org/release/"


@pytest.fixture(scope="module")
def facts() -> Release:
    """What all descriptions of the release are made from."""
    return released.release()


def inside(name: str) -> Any:
    """A JSON file of the bundle."""
    return json.loads((released.unpacked() / name).read_text("utf-8"))


def beside(name: str) -> Any:
    """A JSON file of the release."""
    return json.loads((released.first() / name).read_text("utf-8"))


# --- Croissant ---


@pytest.fixture(scope="module")
def croissant() -> mlcroissant.Dataset:
    return mlcroissant.Dataset(jsonld=str(released.unpacked() / "croissant.json"))


def test_croissant_is_valid_and_of_its_version(croissant: mlcroissant.Dataset, facts: Release) -> None:
    assert not croissant.metadata.ctx.issues.errors
    assert not croissant.metadata.ctx.issues.warnings
    assert croissant.metadata.ctx.is_v1_1()
    assert (croissant.metadata.name, str(croissant.metadata.version)) == (facts.name, facts.version)


def test_mlcroissant_loads_every_record(croissant: mlcroissant.Dataset) -> None:
    sets = {record_set.id: record_set for record_set in croissant.metadata.record_sets}
    assert list(sets) == list(released.release().package.tables)
    for name in sets:
        with (released.unpacked() / f"data/{name}.csv").open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        records = list(croissant.records(record_set=name))
        assert len(records) == len(rows) - 1, name
        if records:
            assert list(records[0]) == [f"{name}/{column}" for column in rows[0]]
        keys = [record[f"{name}/{rows[0][0]}"] for record in records]
        assert [key.decode("utf-8") if isinstance(key, bytes) else key for key in keys] == [row[0] for row in rows[1:]]


def test_a_value_leads_to_its_evidence(croissant: mlcroissant.Dataset) -> None:
    field = next(f for rs in croissant.metadata.record_sets for f in rs.fields if f.id == "observations/value")
    (annotation,) = field.annotations
    assert annotation.source.extract.column == "value_evidence_id"
    assert annotation.equivalentProperty in ("prov:wasDerivedFrom", ["prov:wasDerivedFrom"])
    records = {r["observations/observation_id"]: r for r in croissant.records(record_set="observations")}
    record = records[b"thnet-2022-09-23.o03"]
    evidence = released.release().package.table("evidence").get(record["observations/value_evidence_id"].decode())
    assert evidence is not None
    assert (Decimal(str(record["observations/value"])), evidence["quote"]) == (Decimal("38.2"), "38.2 percent")


# --- schema.org, DCAT, PROV ---


def graph(value: dict[str, Any]) -> rdflib.Graph:
    found = rdflib.Graph()
    found.parse(data=json.dumps(value), format="json-ld", publicID=BASE)
    return found


def unknown_terms(found: rdflib.Graph, *spaces: Any) -> set[str]:
    """Terms that the official vocabularies do not define."""
    terms = {p for _, p, _ in found} | set(found.objects(None, rdflib.RDF.type))
    return {str(t) for space in spaces for t in terms if str(t).startswith(str(space)) and t not in space}


def conforms(found: rdflib.Graph) -> str:
    """What the shapes say against it, "" for nothing."""
    good, _, text = pyshacl.validate(found, shacl_graph=str(TESTS / "release_shapes.ttl"))
    return "" if good else str(text)


def test_schema_org_uses_only_terms_of_schema_org() -> None:
    value = beside("schema-org.jsonld")
    assert value["@context"] == "https://schema.org/"
    found = graph({**value, "@context": {"@vocab": str(namespace.SDO)}})
    assert unknown_terms(found, namespace.SDO) == set()
    assert len(set(found.subjects(rdflib.RDF.type, namespace.SDO.Dataset))) == 1


def test_search_engines_get_what_they_ask_for() -> None:
    """https://developers.google.com/search/docs/appearance/structured-data/dataset: required and recommended."""
    value = beside("schema-org.jsonld")
    assert value["@type"] == "Dataset"
    assert 50 <= len(value["description"]) <= 5000
    for member in ("name", "creator", "license", "isAccessibleForFree", "keywords", "variableMeasured", "version"):
        assert value[member], member
    for download in value["distribution"]:
        assert download["contentUrl"]
        assert download["encodingFormat"]
    assert not [d for d in value["distribution"] if d["name"].endswith((".whl", ".md"))]


def test_dcat_fits_its_shapes_and_vocabulary() -> None:
    found = graph(beside("dcat.jsonld"))
    assert conforms(found) == ""
    # dcat:version came with DCAT 3; the list of terms that rdflib brings is that of DCAT 2.
    spaces = (namespace.DCAT, namespace.DCTERMS, namespace.FOAF, namespace.PROV)
    assert unknown_terms(found, *spaces) == {f"{namespace.DCAT}version"}
    files = {str(url).removeprefix(BASE) for url in found.objects(None, namespace.DCAT.downloadURL)}
    assert files <= {path.name for path in released.first().iterdir()}
    assert f"{released.release().stem}.zip" in files


def test_prov_fits_its_shapes_and_vocabulary() -> None:
    found = graph(inside("prov.jsonld"))
    assert conforms(found) == ""
    assert unknown_terms(found, namespace.PROV, namespace.DCTERMS, namespace.FOAF) == set()
    oa = {str(t).partition("#")[2] for triple in found for t in triple if str(t).startswith("http://www.w3.org/ns/oa#")}
    known = {"SpecificResource", "TextQuoteSelector", "TextPositionSelector"}
    assert oa == known | {"hasSource", "hasSelector", "exact", "start", "end"}


def test_the_shapes_find_what_is_missing() -> None:
    whole = beside("dcat.jsonld")
    for member in ("dcterms:license", "dcat:version", "dcterms:publisher", "dcat:distribution"):
        assert conforms(graph({name: value for name, value in whole.items() if name != member})), member
    tree = inside("prov.jsonld")
    text = "thnet-2022-09-23"
    kept = [n for n in tree["@graph"] if (text in json.dumps(n) and n["@id"] != "./") or "prov:Agent" in n["@type"]]
    members = [node["@id"] for node in kept if node["@id"].startswith("#observations")]
    kept += [{"@id": "./", "@type": ["prov:Entity", "prov:Collection"], "prov:hadMember": members}]
    assert conforms(graph({**tree, "@graph": kept})) == ""
    assert conforms(graph({**tree, "@graph": [node for node in kept if node["@id"] != f"#sources/{text}"]}))


def test_prov_leads_from_a_value_to_its_characters() -> None:
    nodes = {node["@id"]: node for node in inside("prov.jsonld")["@graph"]}
    statement = nodes["#observations/thnet-2022-09-23.o03"]
    quotes = {}
    for evidence in statement["prov:wasDerivedFrom"]:
        node = nodes[evidence]
        position = next(s for s in node["oa:hasSelector"] if s["@type"] == "oa:TextPositionSelector")
        text = (released.unpacked() / node["oa:hasSource"]).read_bytes().decode("utf-8")
        quotes[node["prov:value"]] = text[int(position["oa:start"]) : int(position["oa:end"])]
    assert all(told == read for told, read in quotes.items())
    assert "38.2 percent" in quotes


# --- RO-Crate, DataCite, CITATION.cff, .zenodo.json ---


def test_the_crate_describes_every_file(facts: Release) -> None:
    crate = ROCrate(str(released.unpacked()))
    assert crate.root_dataset["name"] == facts.title
    assert crate.metadata["conformsTo"] == "https://w3id.org/ro/crate/1.2"
    files = {entity.id: entity for entity in crate.get_entities() if entity.type == "File"}
    there = set(verify.read_folder(released.unpacked()))
    assert set(files) == there - {"ro-crate-metadata.json", "SHA256SUMS"}
    for path, entity in files.items():
        raw = (released.unpacked() / path).read_bytes()
        assert (entity["contentSize"], entity["sha256"]) == (str(len(raw)), sha256(raw).hexdigest())
        assert entity["description"], path
    licences = {path: entity["license"].id for path, entity in files.items() if entity.get("license")}
    assert {path.partition("/")[0] for path, licence in licences.items() if licence == "#archived-sources"} == {"seeds"}
    assert licences["verify.py"] == "https://spdx.org/licenses/MIT"
    for member in ("name", "description", "datePublished", "license", "publisher"):
        assert crate.root_dataset[member], member


def test_datacite_fits_its_schema() -> None:
    value = beside("datacite.json")
    schema45.validator.validate(value)
    assert "doi" not in value
    assert value["publicationYear"] == released.release().day[:4]


def test_citation_fits_its_schema() -> None:
    text = (released.first().parent / "real/CITATION.cff").read_text("utf-8")
    schema = json.loads((TESTS / "standards/cff-1.2.0.json").read_text("utf-8"))
    value = yaml.load(text, Loader=yaml.BaseLoader)
    jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker()).validate(value)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(schema).validate({**value, "license": "not a licence"})


def test_citation_and_zenodo_are_equal_where_both_say_something(facts: Release) -> None:
    cff = yaml.load(written.cff(facts), Loader=yaml.BaseLoader)
    zenodo = written.zenodo(facts)
    pairs = {"title": "title", "abstract": "description", "version": "version", "date-released": "publication_date"}
    for ours, theirs in (pairs | {"authors": "creators", "keywords": "keywords"}).items():
        assert cff[ours] == zenodo[theirs], ours
    assert cff["license"].lower() == zenodo["license"]
    assert zenodo["upload_type"] == cff["type"] == "dataset"


def test_the_project_s_own_files_are_generated() -> None:
    facts = open_release(planting.ROOT)
    assert (planting.ROOT / "CITATION.cff").read_text("utf-8") == written.cff(facts)
    assert json.loads((planting.ROOT / ".zenodo.json").read_text("utf-8")) == written.zenodo(facts)
    assert __version__ == facts.version


def test_a_doi_is_told_everywhere_once_there_is_one(tmp_path: Path) -> None:
    root = released.project_copy(tmp_path)
    planting.edit_descriptor(root, id="https://doi.org/10.5072/example-1", homepage="https://example.org/data")
    facts = open_release(root)
    assert (facts.doi, facts.homepage) == ("10.5072/example-1", "https://example.org/data")
    cff = yaml.load(written.cff(facts), Loader=yaml.BaseLoader)
    assert (cff["doi"], cff["url"]) == (facts.doi, facts.homepage)


def test_quotes_and_colons_survive_the_citation(tmp_path: Path) -> None:
    root = released.project_copy(tmp_path)
    title = 'A "title": with # and \\ and 天河\n- and a line'
    planting.edit_descriptor(root, title=title)
    assert yaml.load(written.cff(open_release(root)), Loader=yaml.BaseLoader)["title"] == title


# --- Data Package ---


def test_the_inline_descriptor_is_valid_and_the_same() -> None:
    value = inside("datapackage-inline.json")
    assert list(errors(value, package_profile())) == []
    pkg = open_package(released.unpacked())
    assert value == {
        **pkg.descriptor,
        "resources": [{**r, "schema": pkg.tables[r["name"]].stated} for r in pkg.descriptor["resources"]],
    }
    assert open_package(released.unpacked() / "datapackage-inline.json").tables.keys() == pkg.tables.keys()


@pytest.mark.parametrize("name", ["datapackage.json", "datapackage-inline.json"])
def test_frictionless_opens_and_validates_it(name: str) -> None:
    with system.use_context(trusted=True):
        package = FrictionlessPackage(str(released.unpacked() / name))
        rows = package.get_resource("observations").read_rows()
        report = package.validate() if name == "datapackage.json" else package.get_resource("observations").validate()
    assert len(rows) == len(released.release().package.table("observations"))
    assert {row["observation_id"]: row["value"] for row in rows}["thnet-2022-09-23.o03"] == Decimal("38.2")
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])[:5]


# --- all of them ---


def test_all_descriptions_agree(facts: Release) -> None:
    crate = next(node for node in inside("ro-crate-metadata.json")["@graph"] if node["@id"] == "./")
    told = [
        (inside("croissant.json"), "alternateName", "description", "version", "datePublished"),
        (beside("schema-org.jsonld"), "name", "description", "version", "datePublished"),
        (crate, "name", "description", "version", "datePublished"),
    ]
    wanted = (facts.title, facts.description, facts.version, facts.day)
    assert {tuple(value[member] for member in members) for value, *members in told} == {wanted}
    dcat = beside("dcat.jsonld")
    words = tuple(dcat[member]["@value"] for member in ("dcterms:title", "dcterms:description"))
    assert (*words, dcat["dcat:version"], dcat["dcterms:issued"]) == wanted
    datacite = beside("datacite.json")
    descriptions = (datacite["titles"][0]["title"], datacite["descriptions"][0]["description"])
    assert (*descriptions, datacite["version"], datacite["dates"][0]["date"]) == wanted


def test_every_hash_that_is_told_is_true() -> None:
    for file in inside("croissant.json")["distribution"]:
        assert file["sha256"] == sha256((released.unpacked() / file["contentUrl"]).read_bytes()).hexdigest()
    files = {file["name"]: file["sha256"] for file in beside("schema-org.jsonld")["distribution"]}
    for file in beside("dcat.jsonld")["dcat:distribution"]:
        files.setdefault(file["dcterms:title"]["@value"], "")
        told = file["spdx:checksum"]["spdx:checksumValue"]
        assert told == sha256((released.first() / file["dcterms:title"]["@value"]).read_bytes()).hexdigest()
        assert files[file["dcterms:title"]["@value"]] in ("", told)
