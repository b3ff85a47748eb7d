SELECT n_name, year(o_orderdate) AS year,
  sum(CAST(l_extendedprice * (1 - l_discount) AS DECIMAL(24, 4)) - CAST(CAST(ps_supplycost AS DECIMAL(19, 2)) * l_quantity AS DECIMAL(24, 4)))
    AS profit
FROM part, supplier, lineitem, partsupp, orders, nation
WHERE s_suppkey = l_suppkey AND ps_suppkey = l_suppkey AND ps_partkey = l_partkey AND p_partkey = l_partkey AND o_orderkey = l_orderkey
  AND s_nationkey = n_nationkey AND p_name LIKE '%green%'
GROUP BY n_name, year(o_orderdate)
