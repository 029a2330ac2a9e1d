-- One row per fact: everything a person asks about a value, in words. A fact printed twice is one row.
-- Read by DuckDB over typed tables and by SQLite over tables of text: no arithmetic on values, no text functions.
SELECT
    f.statement_id AS observation_id,
    e.name_en AS entity_name_en,
    a.name_en AS lies_in_name_en,
    i.name AS indicator_name,
    o.transformation,
    g.name_en AS sector_name_en,
    k.title AS ranking_title,
    o.period,
    o.coverage,
    o.value,
    o.unit_id,
    o.lower,
    o.upper,
    o.qualifier,
    w.name_en AS whole_name_en,
    wi.name AS whole_indicator_name,
    o.base_period,
    f.is_default,
    f.verdict,
    f.sources,
    o.proof,
    s.grade,
    f.carried,
    much.quote AS value_quote,
    c.as_printed,
    c.read_as,
    s.title AS source_title,
    p.name_en AS publisher_name_en,
    s.published_on,
    s.url,
    o.entity_id,
    e.name_zh AS entity_name_zh,
    e.type AS entity_type,
    e.gb2260,
    e.lies_in,
    a.name_zh AS lies_in_name_zh,
    o.indicator_id,
    i.name_zh AS indicator_name_zh,
    i.measure,
    o.sector_id,
    g.name_zh AS sector_name_zh,
    o.ranking_id,
    k.title_zh AS ranking_title_zh,
    f.period_start,
    f.period_end,
    f.frequency,
    o.period_basis,
    o.base_basis,
    u.symbol AS unit_symbol,
    o.precision,
    o.convention,
    o.whole_entity_id,
    w.name_zh AS whole_name_zh,
    o.whole_indicator_id,
    o.basis,
    o.obs_status,
    o.preference,
    o.preference_reason,
    f.statements,
    f.source_ids,
    f.other_answers,
    f.relations,
    f.verdict_by,
    o.correction_id,
    who.quote AS who_quote,
    what.quote AS what_quote,
    told.quote AS when_quote,
    o.source_id,
    r.name_en AS original_publisher_name_en,
    s.language,
    s.translation,
    i.caveat,
    o.note
FROM fact_rows AS f
JOIN observations AS o ON o.observation_id = f.statement_id
LEFT JOIN entities AS e ON e.entity_id = o.entity_id
LEFT JOIN entities AS a ON a.entity_id = e.lies_in
LEFT JOIN entities AS g ON g.entity_id = o.sector_id
LEFT JOIN rankings AS k ON k.ranking_id = o.ranking_id
LEFT JOIN indicators AS i ON i.indicator_id = o.indicator_id
LEFT JOIN units AS u ON u.unit_id = o.unit_id
LEFT JOIN entities AS w ON w.entity_id = o.whole_entity_id
LEFT JOIN indicators AS wi ON wi.indicator_id = o.whole_indicator_id
LEFT JOIN corrections AS c ON c.correction_id = o.correction_id
LEFT JOIN sources AS s ON s.source_id = o.source_id
LEFT JOIN entities AS p ON p.entity_id = s.publisher_id
LEFT JOIN entities AS r ON r.entity_id = s.original_publisher_id
LEFT JOIN evidence AS who ON who.evidence_id = o.who_evidence_id
LEFT JOIN evidence AS what ON what.evidence_id = o.what_evidence_id
LEFT JOIN evidence AS told ON told.evidence_id = o.when_evidence_id
LEFT JOIN evidence AS much ON much.evidence_id = o.value_evidence_id
ORDER BY f.statement_id
