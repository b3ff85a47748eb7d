SELECT DISTINCT ON (l_orderkey) l_orderkey, l_linenumber, l_updated, l_extendedprice
FROM lineitem
ORDER BY l_orderkey, l_updated DESC
