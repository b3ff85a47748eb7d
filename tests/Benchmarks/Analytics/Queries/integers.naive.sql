SELECT s_nationkey, max(numbers), min(numbers), count(*)
FROM (SELECT l_suppkey, sum(l_linenumber) AS numbers FROM lineitem GROUP BY l_suppkey), supplier
WHERE l_suppkey = s_suppkey
GROUP BY s_nationkey
