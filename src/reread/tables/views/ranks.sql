-- One row per place on a list: who stands where, on whose list, by which words. A place told twice is one row.
-- Read by DuckDB over typed tables and by SQLite over tables of text: no arithmetic on values, no text functions.
SELECT
    f.statement_id AS entry_id,
    e.name_en AS entity_name_en,
    a.name_en AS lies_in_name_en,
    n.rank,
    n.tied,
    n.category,
    n.score,
    l.size,
    l.complete,
    l.title AS ranking_title,
    b.name_en AS ranking_publisher_name_en,
    l.edition,
    f.is_default,
    f.verdict,
    f.sources,
    n.proof,
    s.grade,
    f.carried,
    place.quote AS rank_quote,
    c.as_printed,
    c.read_as,
    lc.as_printed AS ranking_as_printed,
    lc.read_as AS ranking_read_as,
    s.title AS source_title,
    p.name_en AS publisher_name_en,
    s.published_on,
    s.url,
    n.ranking_id,
    l.series,
    l.title_zh AS ranking_title_zh,
    l.kind AS ranking_kind,
    l.publisher_id AS ranking_publisher_id,
    b.name_zh AS ranking_publisher_name_zh,
    l.data_period,
    f.period_start,
    f.period_end,
    f.frequency,
    l.released_on,
    n.entity_id,
    e.name_zh AS entity_name_zh,
    e.type AS entity_type,
    e.gb2260,
    e.lies_in,
    a.name_zh AS lies_in_name_zh,
    l.size_basis,
    l.population,
    l.metric,
    n.score_unit_id,
    n.basis,
    n.preference,
    n.preference_reason,
    f.statements,
    f.source_ids,
    f.other_answers,
    f.relations,
    f.verdict_by,
    n.correction_id,
    l.correction_id AS ranking_correction_id,
    who.quote AS who_quote,
    what.quote AS what_quote,
    told.quote AS when_quote,
    n.source_id,
    r.name_en AS original_publisher_name_en,
    s.language,
    s.translation,
    n.note
FROM rank_rows AS f
JOIN ranking_entries AS n ON n.entry_id = f.statement_id
LEFT JOIN rankings AS l ON l.ranking_id = n.ranking_id
LEFT JOIN entities AS b ON b.entity_id = l.publisher_id
LEFT JOIN entities AS e ON e.entity_id = n.entity_id
LEFT JOIN entities AS a ON a.entity_id = e.lies_in
LEFT JOIN corrections AS c ON c.correction_id = n.correction_id
LEFT JOIN corrections AS lc ON lc.correction_id = l.correction_id
LEFT JOIN sources AS s ON s.source_id = n.source_id
LEFT JOIN entities AS p ON p.entity_id = s.publisher_id
LEFT JOIN entities AS r ON r.entity_id = s.original_publisher_id
LEFT JOIN evidence AS who ON who.evidence_id = n.who_evidence_id
LEFT JOIN evidence AS what ON what.evidence_id = n.what_evidence_id
LEFT JOIN evidence AS told ON told.evidence_id = n.when_evidence_id
LEFT JOIN evidence AS place ON place.evidence_id = n.value_evidence_id
ORDER BY f.statement_id
