SELECT s_nationkey, max(numbers) AS most, min(numbers) AS least, count(*) AS suppliers
FROM (SELECT l_suppkey, TRY_CAST(sum(l_linenumber) AS BIGINT) AS numbers, count(*) AS lines FROM lineitem GROUP BY l_suppkey), supplier
WHERE l_suppkey = s_suppkey
GROUP BY s_nationkey
