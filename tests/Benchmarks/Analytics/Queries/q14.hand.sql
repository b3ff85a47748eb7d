SELECT promo, CASE WHEN whole <> 0 THEN CAST(round(TRY_CAST(promo AS DECIMAL(18, 4)) / whole, 8) AS DECIMAL(38, 8)) END AS share
FROM (
  SELECT sum(CASE WHEN p_type LIKE 'PROMO%' THEN CAST(l_extendedprice * (1 - l_discount) AS DECIMAL(17, 4)) END) AS promo,
    TRY_CAST(sum(CAST(l_extendedprice * (1 - l_discount) AS DECIMAL(17, 4))) AS DECIMAL(18, 4)) AS whole
  FROM lineitem, part
  WHERE l_partkey = p_partkey AND l_shipdate >= DATE '1995-09-01' AND l_shipdate < DATE '1995-10-01'
)
