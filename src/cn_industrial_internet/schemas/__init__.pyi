from reread.contract.schema import UnknownContract
from reread.contract.table import ContractError, TableContract

__all__ = ["ContractError", "TableContract", "UnknownContract", "names", "table"]

def names() -> tuple[str, ...]: ...
def table(name: str) -> TableContract: ...

corrections: TableContract
derived: TableContract
divisions: TableContract
entities: TableContract
entity_links: TableContract
entity_names: TableContract
evidence: TableContract
indicator_terms: TableContract
indicators: TableContract
observations: TableContract
phrases: TableContract
ranking_criteria: TableContract
ranking_entries: TableContract
rankings: TableContract
relation_terms: TableContract
relations: TableContract
sources: TableContract
units: TableContract
