-- ReadSource rows

-- ReadSource others

-- WriteRelation first
WITH `first_rows` AS (
  SELECT `id`, `grp`, `n`, `on_day`
  FROM `rows`
),
`first` AS (
  SELECT `id`, `grp`, `n`, `on_day`
  FROM (
    SELECT *, row_number() OVER (PARTITION BY `grp` ORDER BY `on_day` DESC NULLS LAST, `id` NULLS LAST, `n` NULLS LAST) AS `__number`
    FROM `first_rows`
  ) AS numbered
  WHERE `__number` = 1
)
SELECT `id`, `grp`, `n`, `on_day`
FROM `first`;

-- WriteRelation top
WITH `top_rows` AS (
  SELECT `id`, `grp`, `n`, `on_day`
  FROM `rows`
),
`top_take_values` AS (
  SELECT *, flow_upper(`grp`) AS `__1`
  FROM `top_rows`
),
`top` AS (
  SELECT `id`, `grp`, `n`, `on_day`
  FROM `top_take_values`
  ORDER BY `__1` DESC NULLS LAST, `id` NULLS LAST, `grp` NULLS LAST, `n` NULLS LAST, `on_day` NULLS LAST
  LIMIT 2
)
SELECT `id`, `grp`, `n`, `on_day`
FROM `top`;

-- WriteRelation known
WITH `known_rows` AS (
  SELECT `id`, `grp`, `n`, `on_day`
  FROM `rows`
),
`known_others` AS (
  SELECT `id`
  FROM `others`
),
`known` AS (
  SELECT l.`id`, l.`grp`, l.`n`, l.`on_day`
  FROM `known_rows` AS l LEFT SEMI JOIN `known_others` AS r ON l.`id` = r.`id`
)
SELECT `id`, `grp`, `n`, `on_day`
FROM `known`;

-- WriteRelation unknown
WITH `unknown_rows` AS (
  SELECT `id`, `grp`, `n`, `on_day`
  FROM `rows`
),
`unknown_others` AS (
  SELECT `id`
  FROM `others`
),
`unknown` AS (
  SELECT l.`id`, l.`grp`, l.`n`, l.`on_day`
  FROM `unknown_rows` AS l LEFT ANTI JOIN `unknown_others` AS r ON l.`id` = r.`id`
)
SELECT `id`, `grp`, `n`, `on_day`
FROM `unknown`;

-- WriteRelation both
WITH `both_rows` AS (
  SELECT `id`, `n`
  FROM `rows`
),
`both_others` AS (
  SELECT `id`
  FROM `others`
),
`both_join` AS (
  SELECT l.`id`, r.`id` AS `o.id`
  FROM `both_rows` AS l FULL JOIN `both_others` AS r ON (l.`id` = r.`id`) AND (l.`n` > 3)
),
`both` AS (
  SELECT `id` AS `left_id`, `o.id` AS `right_id`
  FROM `both_join`
)
SELECT `left_id`, `right_id`
FROM `both`;

-- WriteRelation ranked
WITH `ranked_rows` AS (
  SELECT `id`, `grp`, `n`, `on_day`
  FROM `rows`
),
`ranked_select_values` AS (
  SELECT
    *,
    CAST(rank() OVER (PARTITION BY `grp` ORDER BY `n` DESC NULLS LAST) AS BIGINT) AS `__1`,
    lag(`n`, 2, 0) OVER (PARTITION BY `grp` ORDER BY `n` NULLS LAST, `id` NULLS LAST, `on_day` NULLS LAST) AS `__2`
  FROM `ranked_rows`
),
`ranked` AS (
  SELECT `id`, `__1` AS `place`, `__2` AS `before`
  FROM `ranked_select_values`
)
SELECT `id`, `place`, `before`
FROM `ranked`;

-- WriteRelation numbers
WITH `numbers_rows` AS (
  SELECT `id`, `grp`, `n`, `on_day`
  FROM `rows`
),
`numbers_aggregate` AS (
  SELECT
    `on_day`,
    min(`grp`) AS `least`,
    (CASE WHEN count(`grp`) > 0 THEN array_join(transform(array_sort(collect_list(CASE WHEN `grp` IS NOT NULL THEN named_struct('v', `grp`, 'k0', `grp`, 'k1', `id`, 'k2', `n`, 'k3', `on_day`) END), (l, r) -> CASE WHEN l.k0 IS NOT DISTINCT FROM r.k0 THEN CASE WHEN l.k1 IS NOT DISTINCT FROM r.k1 THEN CASE WHEN l.k2 IS NOT DISTINCT FROM r.k2 THEN CASE WHEN l.k3 IS NOT DISTINCT FROM r.k3 THEN 0 WHEN l.k3 IS NULL THEN 1 WHEN r.k3 IS NULL THEN -1 WHEN l.k3 < r.k3 THEN -1 ELSE 1 END WHEN l.k2 IS NULL THEN 1 WHEN r.k2 IS NULL THEN -1 WHEN l.k2 < r.k2 THEN -1 ELSE 1 END WHEN l.k1 IS NULL THEN 1 WHEN r.k1 IS NULL THEN -1 WHEN l.k1 < r.k1 THEN -1 ELSE 1 END WHEN l.k0 IS NULL THEN 1 WHEN r.k0 IS NULL THEN -1 WHEN l.k0 < r.k0 THEN -1 ELSE 1 END), s -> s.v), ', ') END) AS `all`,
    percentile(CAST(`n` AS DOUBLE), 0.5D) AS `middle`,
    (CASE WHEN coalesce(max(abs(CAST(`n` AS DOUBLE))) >= double('Infinity'), false) THEN CASE WHEN count(CAST(`n` AS DOUBLE)) > 1 THEN double('NaN') END WHEN coalesce(max(abs(CAST(`n` AS DOUBLE))) > 1e150D, false) THEN NULL ELSE stddev_samp(CASE WHEN abs(CAST(`n` AS DOUBLE)) <= 1e150D THEN CAST(`n` AS DOUBLE) END) END) AS `__aggregate4`,
    (NOT coalesce(max(abs(CAST(`n` AS DOUBLE))) >= double('Infinity'), false) AND coalesce(max(abs(CAST(`n` AS DOUBLE))) > 1e150D, false)) AS `__aggregate4_failed`,
    sum(`n`) AS `__aggregate5`,
    (count(`n`) > 0 AND sum(`n`) IS NULL) AS `__aggregate5_failed`,
    count(DISTINCT `grp`) AS `kinds`,
    try_element_at(transform(array_sort(collect_list(CASE WHEN `n` IS NOT NULL THEN named_struct('v', `n`, 'k0', `on_day`, 'k1', `id`, 'k2', `grp`, 'k3', `n`) END), (l, r) -> CASE WHEN l.k0 IS NOT DISTINCT FROM r.k0 THEN CASE WHEN l.k1 IS NOT DISTINCT FROM r.k1 THEN CASE WHEN l.k2 IS NOT DISTINCT FROM r.k2 THEN CASE WHEN l.k3 IS NOT DISTINCT FROM r.k3 THEN 0 WHEN l.k3 IS NULL THEN 1 WHEN r.k3 IS NULL THEN -1 WHEN l.k3 < r.k3 THEN -1 ELSE 1 END WHEN l.k2 IS NULL THEN 1 WHEN r.k2 IS NULL THEN -1 WHEN l.k2 < r.k2 THEN -1 ELSE 1 END WHEN l.k1 IS NULL THEN 1 WHEN r.k1 IS NULL THEN -1 WHEN l.k1 < r.k1 THEN -1 ELSE 1 END WHEN l.k0 IS NULL THEN 1 WHEN r.k0 IS NULL THEN -1 WHEN l.k0 < r.k0 THEN 1 ELSE -1 END), s -> s.v), -1) AS `newest`
  FROM `numbers_rows`
  GROUP BY 1
),
`numbers_aggregate_sites` AS (
  SELECT *, CASE WHEN `__aggregate4_failed` THEN 1 WHEN `__aggregate5_failed` THEN 2 END AS `__at`
  FROM `numbers_aggregate`
),
`numbers` AS (
  SELECT
    `on_day`,
    `least`,
    `all`,
    `middle`,
    `__aggregate4` AS `spread`,
    `__aggregate5` AS `total`,
    `kinds`,
    `newest`,
    `__at` AS `__site`,
    CASE
      WHEN `__at` BETWEEN 1 AND 2 THEN concat('{"on_day":', coalesce(('"' || CAST(`on_day` AS STRING) || '"'), 'null'), ',"least":', coalesce(regexp_extract(to_json(array(`least`)), '(?s)^.(.*).$', 1), 'null'), ',"all":', coalesce(regexp_extract(to_json(array(`all`)), '(?s)^.(.*).$', 1), 'null'), ',"middle":', coalesce(CASE WHEN abs(`middle`) < double('Infinity') THEN flow_float64_text(`middle`) ELSE ('"' || flow_float64_text(`middle`) || '"') END, 'null'), ',"kinds":', coalesce(CASE WHEN `kinds` BETWEEN -9007199254740991 AND 9007199254740991 THEN CAST(`kinds` AS STRING) ELSE ('"' || CAST(`kinds` AS STRING) || '"') END, 'null'), ',"newest":', coalesce(CAST(`newest` AS STRING), 'null'), '}')
    END AS `__input`
  FROM `numbers_aggregate_sites`
)
SELECT
  `on_day`,
  `least`,
  `all`,
  `middle`,
  `spread`,
  `total`,
  `kinds`,
  `newest`,
  `__site`,
  `__input`,
  CAST(NULL AS STRING) AS `__file`,
  CAST(NULL AS BIGINT) AS `__row`
FROM `numbers`;
-- site 1: Fail at numbers: aggregate 15:100: overflow in `stddev(n)`
-- site 2: Fail at numbers: aggregate 15:119: overflow in `sum(n)`
