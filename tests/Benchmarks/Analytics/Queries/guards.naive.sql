SELECT l_shipmode, count(*), count(kilos), max(kilos), sum(kilos), max(per_day)
FROM (
  SELECT l_shipmode, TRY_CAST(l_weight AS DECIMAL(9, 3)) AS kilos, l_extendedprice / nullif(l_receiptdate - l_commitdate, 0) AS per_day
  FROM lineitem
)
GROUP BY l_shipmode
