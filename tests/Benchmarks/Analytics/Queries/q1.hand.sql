SELECT l_returnflag, l_linestatus, sum(l_quantity) AS sum_qty, sum(l_extendedprice) AS sum_base,
  sum(CAST(l_extendedprice * (1 - l_discount) AS DECIMAL(17, 4))) AS sum_disc,
  sum(CAST(CAST(l_extendedprice * (1 - l_discount) AS DECIMAL(19, 4)) * (1 + l_tax) AS DECIMAL(22, 6))) AS sum_charge,
  CAST(round(sum(l_quantity) / count(l_quantity), 6) AS DECIMAL(38, 6)) AS avg_qty,
  CAST(round(sum(l_extendedprice) / count(l_extendedprice), 6) AS DECIMAL(38, 6)) AS avg_price,
  CAST(round(sum(l_discount) / count(l_discount), 6) AS DECIMAL(38, 6)) AS avg_disc, count(*) AS lines
FROM lineitem
WHERE l_shipdate <= DATE '1998-09-02'
GROUP BY l_returnflag, l_linestatus
