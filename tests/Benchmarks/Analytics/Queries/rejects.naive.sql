SELECT l_shipmode, l_returnflag, count(*), sum(kilos)
FROM (SELECT l_shipmode, l_returnflag, TRY_CAST(l_weight AS DECIMAL(9, 3)) AS kilos FROM lineitem WHERE l_shipdate >= DATE '1996-01-01')
WHERE kilos IS NOT NULL
GROUP BY l_shipmode, l_returnflag
