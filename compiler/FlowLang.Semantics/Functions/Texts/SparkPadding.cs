namespace FlowLang.Semantics.Functions.Texts;

/// <summary>Spark's padding, with the bound on its length.</summary>
internal static class SparkPadding
{
    private const int Longest = 1_000_000;

    public static SqlMapping With(string function) => new(
        call => call.WherePresent(
            first: 1,
            $"(CASE WHEN {call.Arguments[1]} > {Longest} THEN NULL " +
            $"WHEN {call.Arguments[2]} = '' THEN left({call.Arguments[0]}, {Length(call)}) " +
            $"ELSE {function}({call.Arguments[0]}, {Length(call)}, {call.Arguments[2]}) END)"),
        call => call.Constants[1] switch
        {
            long length => length > Longest ? "true" : "false",
            _ => $"coalesce({string.Concat(call.NullableArguments.Select(a => $"{a} IS NOT NULL AND "))}" +
                $"{call.Arguments[1]} > {Longest}, false)",
        });

    private static string Length(SqlCall call) => $"CAST(least(greatest({call.Arguments[1]}, 0), {Longest}) AS INT)";
}
