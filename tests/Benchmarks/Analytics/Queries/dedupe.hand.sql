SELECT l_orderkey, l_linenumber, l_updated, l_extendedprice
FROM lineitem
QUALIFY row_number() OVER (PARTITION BY l_orderkey ORDER BY l_updated DESC, l_linenumber, l_extendedprice) = 1
