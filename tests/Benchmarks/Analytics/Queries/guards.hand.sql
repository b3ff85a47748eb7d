SELECT l_shipmode, count(*) AS lines, count(kilos) AS weighed, max(kilos) AS heaviest, sum(kilos) AS total, max(per_day) AS fastest
FROM (
  SELECT l_shipmode,
    CASE WHEN regexp_full_match(l_weight, '[+-]?[0-9]+([.][0-9]+)?') THEN TRY_CAST(l_weight AS DECIMAL(9, 3)) END AS kilos,
    CAST(round(l_extendedprice / nullif(l_receiptdate - l_commitdate, 0), 6) AS DECIMAL(38, 6)) AS per_day
  FROM lineitem
)
GROUP BY l_shipmode
