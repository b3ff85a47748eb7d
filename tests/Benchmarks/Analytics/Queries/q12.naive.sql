SELECT l_shipmode, count(*) FILTER (o_priority IN ('1-URGENT', '2-HIGH')) AS high,
  count(*) FILTER (o_priority NOT IN ('1-URGENT', '2-HIGH')) AS low
FROM orders, lineitem
WHERE o_orderkey = l_orderkey AND l_shipmode IN ('MAIL', 'SHIP') AND l_commitdate < l_receiptdate AND l_shipdate < l_commitdate
  AND l_receiptdate >= DATE '1994-01-01' AND l_receiptdate < DATE '1995-01-01'
GROUP BY l_shipmode
