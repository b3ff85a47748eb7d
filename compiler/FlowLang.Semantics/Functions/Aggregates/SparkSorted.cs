namespace FlowLang.Semantics.Functions.Aggregates;

/// <summary>
/// Aggregates over values in order, in Spark: the values that are not null are collected with their keys and sorted as a list, nulls last
/// in both directions. Over a window the window's own order counts.
/// </summary>
internal static class SparkSorted
{
    public static SqlMapping First { get; } = new(call => call.Over.Length > 0
        ? $"first({call.Arguments[0]}, true){call.Over}"
        : $"try_element_at({Values(call)}, 1)");

    public static SqlMapping Last { get; } = new(call => call.Over.Length > 0
        ? $"last({call.Arguments[0]}, true){call.Over}"
        : $"try_element_at({Values(call)}, -1)");

    public static SqlMapping List { get; } = new(call => WhereAny(call, Values(call)));

    public static SqlMapping Joined { get; } = new(call => WhereAny(call, $"array_join({Values(call)}, {call.Arguments[1]})"));

    private static string WhereAny(SqlCall call, string value) =>
        $"(CASE WHEN count({call.Arguments[0]}){call.Over} > 0 THEN {value} END)";

    private static string Values(SqlCall call)
    {
        string value = call.Arguments[0];
        if (call.Over.Length > 0)
        {
            return $"collect_list({value}){call.Over}";
        }

        string keys = string.Concat(call.SortKeys.Select((k, i) => $", 'k{i}', {k.Value}"));
        string order = "0";
        for (int i = call.SortKeys.Length - 1; i >= 0; i--)
        {
            (int less, int more) = call.SortKeys[i].Descending ? (1, -1) : (-1, 1);
            order = $"CASE WHEN l.k{i} IS NOT DISTINCT FROM r.k{i} THEN {order} WHEN l.k{i} IS NULL THEN 1 WHEN r.k{i} IS NULL THEN -1 " +
                $"WHEN l.k{i} < r.k{i} THEN {less} ELSE {more} END";
        }

        return $"transform(array_sort(collect_list(CASE WHEN {value} IS NOT NULL THEN named_struct('v', {value}{keys}) END), " +
            $"(l, r) -> {order}), s -> s.v)";
    }
}
