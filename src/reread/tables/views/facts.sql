-- One row per observation: everything a person asks about a printed value, in words.
-- Read by DuckDB over typed tables and by SQLite over tables of text: no arithmetic on values, no text functions.
SELECT
    o.observation_id,
    e.name_en AS entity_name_en,
    i.name AS indicator_name,
    o.period,
    o.value,
    o.unit_id,
    o.lower,
    o.upper,
    o.qualifier,
    w.name_en AS whole_name_en,
    o.base_period,
    o.preference,
    o.obs_status,
    o.basis,
    s.title AS source_title,
    p.name_en AS publisher_name_en,
    s.published_on,
    s.url,
    much.quote AS value_quote,
    COALESCE(others.answers - 1, 0) AS other_answers,
    COALESCE(judged.relations, 0) AS relations,
    CASE judged.worst
        WHEN 5 THEN 'contradicts'
        WHEN 4 THEN 'undecidable'
        WHEN 3 THEN 'holds_cut'
        WHEN 2 THEN 'holds_wide'
        WHEN 1 THEN 'holds'
    END AS verdict,
    o.entity_id,
    e.name_zh AS entity_name_zh,
    e.type AS entity_type,
    o.indicator_id,
    i.name_zh AS indicator_name_zh,
    i.measure,
    o.period_basis,
    u.symbol AS unit_symbol,
    o.whole_entity_id,
    w.name_zh AS whole_name_zh,
    o.preference_reason,
    o.correction_id,
    c.as_printed,
    c.read_as,
    who.quote AS who_quote,
    what.quote AS what_quote,
    told.quote AS when_quote,
    o.source_id,
    r.name_en AS original_publisher_name_en,
    s.language,
    s.translation,
    s.grade,
    i.caveat,
    o.note
FROM observations AS o
LEFT JOIN entities AS e ON e.entity_id = o.entity_id
LEFT JOIN indicators AS i ON i.indicator_id = o.indicator_id
LEFT JOIN units AS u ON u.unit_id = o.unit_id
LEFT JOIN entities AS w ON w.entity_id = o.whole_entity_id
LEFT JOIN corrections AS c ON c.correction_id = o.correction_id
LEFT JOIN sources AS s ON s.source_id = o.source_id
LEFT JOIN entities AS p ON p.entity_id = s.publisher_id
LEFT JOIN entities AS r ON r.entity_id = s.original_publisher_id
LEFT JOIN evidence AS who ON who.evidence_id = o.who_evidence_id
LEFT JOIN evidence AS what ON what.evidence_id = o.what_evidence_id
LEFT JOIN evidence AS told ON told.evidence_id = o.when_evidence_id
LEFT JOIN evidence AS much ON much.evidence_id = o.value_evidence_id
-- Statements on the same question, as rule X501 counts them; one without a period is never known to be.
LEFT JOIN (
    SELECT
        entity_id,
        indicator_id,
        period,
        unit_id,
        COALESCE(base_period, '') AS base_period,
        COALESCE(whole_entity_id, '') AS whole_entity_id,
        COUNT(*) AS answers
    FROM observations
    GROUP BY entity_id, indicator_id, period, unit_id, COALESCE(base_period, ''), COALESCE(whole_entity_id, '')
) AS others
    ON others.entity_id = o.entity_id
    AND others.indicator_id = o.indicator_id
    AND others.period = o.period
    AND others.unit_id = o.unit_id
    AND others.base_period = COALESCE(o.base_period, '')
    AND others.whole_entity_id = COALESCE(o.whole_entity_id, '')
-- The worst verdict of the relations that the observation takes part in.
LEFT JOIN (
    SELECT
        t.observation_id,
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
    WHERE t.observation_id IS NOT NULL
    GROUP BY t.observation_id
) AS judged ON judged.observation_id = o.observation_id
ORDER BY o.observation_id
