-- One row per place on a list: who stands where, on whose list, by which words of which source.
-- Read by DuckDB over typed tables and by SQLite over tables of text: no arithmetic on values, no text functions.
SELECT
    n.entry_id,
    e.name_en AS entity_name_en,
    n.rank,
    l.size,
    l.title AS ranking_title,
    b.name_en AS ranking_publisher_name_en,
    l.edition,
    n.category,
    s.title AS source_title,
    p.name_en AS publisher_name_en,
    s.published_on,
    s.url,
    place.quote AS rank_quote,
    COALESCE(judged.relations, 0) AS relations,
    CASE judged.worst
        WHEN 5 THEN 'contradicts'
        WHEN 4 THEN 'undecidable'
        WHEN 3 THEN 'holds_cut'
        WHEN 2 THEN 'holds_wide'
        WHEN 1 THEN 'holds'
    END AS verdict,
    n.ranking_id,
    l.title_zh AS ranking_title_zh,
    l.kind AS ranking_kind,
    l.publisher_id AS ranking_publisher_id,
    b.name_zh AS ranking_publisher_name_zh,
    l.data_period,
    l.released_on,
    n.entity_id,
    e.name_zh AS entity_name_zh,
    e.type AS entity_type,
    l.size_basis,
    n.tied,
    l.population,
    l.metric,
    n.basis,
    n.correction_id,
    c.as_printed,
    c.read_as,
    who.quote AS who_quote,
    what.quote AS what_quote,
    told.quote AS when_quote,
    n.source_id,
    r.name_en AS original_publisher_name_en,
    s.language,
    s.translation,
    s.grade,
    n.note
FROM ranking_entries AS n
LEFT JOIN rankings AS l ON l.ranking_id = n.ranking_id
LEFT JOIN entities AS b ON b.entity_id = l.publisher_id
LEFT JOIN entities AS e ON e.entity_id = n.entity_id
LEFT JOIN corrections AS c ON c.correction_id = n.correction_id
LEFT JOIN sources AS s ON s.source_id = n.source_id
LEFT JOIN entities AS p ON p.entity_id = s.publisher_id
LEFT JOIN entities AS r ON r.entity_id = s.original_publisher_id
LEFT JOIN evidence AS who ON who.evidence_id = n.who_evidence_id
LEFT JOIN evidence AS what ON what.evidence_id = n.what_evidence_id
LEFT JOIN evidence AS told ON told.evidence_id = n.when_evidence_id
LEFT JOIN evidence AS place ON place.evidence_id = n.value_evidence_id
-- The worst verdict of the relations that the place takes part in.
LEFT JOIN (
    SELECT
        t.entry_id,
        COUNT(DISTINCT t.relation_id) AS relations,
        MAX(
            CASE v.expected
                WHEN 'contradicts' THEN 5
                WHEN 'undecidable' THEN 4
                WHEN 'holds_cut' THEN 3
                WHEN 'holds_wide' THEN 2
                ELSE 1
            END
        ) AS worst
    FROM relation_terms AS t
    JOIN relations AS v ON v.relation_id = t.relation_id
    WHERE t.entry_id IS NOT NULL
    GROUP BY t.entry_id
) AS judged ON judged.entry_id = n.entry_id
ORDER BY n.entry_id
