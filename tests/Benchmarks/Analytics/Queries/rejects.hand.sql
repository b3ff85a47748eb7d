CREATE TEMP TABLE staged AS
SELECT l_shipmode, l_returnflag, kilos, CASE WHEN kilos IS NULL THEN CAST(to_json(
  {'l_orderkey': l_orderkey, 'l_linenumber': l_linenumber, 'l_partkey': l_partkey, 'l_suppkey': l_suppkey, 'l_quantity': l_quantity,
   'l_extendedprice': l_extendedprice, 'l_discount': l_discount, 'l_tax': l_tax, 'l_returnflag': l_returnflag, 'l_linestatus': l_linestatus,
   'l_shipdate': l_shipdate, 'l_commitdate': l_commitdate, 'l_receiptdate': l_receiptdate, 'l_shipmode': l_shipmode, 'l_weight': l_weight,
   'l_updated': l_updated}) AS VARCHAR) END AS input
FROM (
  SELECT *, CASE WHEN regexp_full_match(l_weight, '[+-]?[0-9]+([.][0-9]+)?') THEN TRY_CAST(l_weight AS DECIMAL(9, 3)) END AS kilos
  FROM lineitem
  WHERE l_shipdate >= DATE '1996-01-01'
);
CREATE TEMP TABLE rejected AS SELECT 'not a weight' AS reason, CAST(input AS JSON) AS input FROM staged WHERE kilos IS NULL;
SELECT l_shipmode, l_returnflag, count(*) AS lines, sum(kilos) AS total
FROM staged
WHERE kilos IS NOT NULL
GROUP BY l_shipmode, l_returnflag
