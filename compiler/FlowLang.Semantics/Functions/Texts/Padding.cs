namespace FlowLang.Semantics.Functions.Texts;

/// <summary>DuckDB's padding, without its error for an empty fill and with a bound on its length.</summary>
internal static class Padding
{
    private const int Longest = 1_000_000;

    public static SqlMapping With(string function) => new(
        call => call.WherePresent(
            first: 1,
            $"(CASE WHEN {call.Arguments[1]} > {Longest} THEN NULL {Empty(call)}" +
            $"ELSE {function}({call.Arguments[0]}, CAST(greatest({call.Arguments[1]}, 0) AS INTEGER), {call.Arguments[2]}) END)"),
        call => call.Constants[1] switch
        {
            long length => length > Longest ? "true" : "false",
            _ => $"coalesce({string.Concat(call.NullableArguments.Select(IsPresent))}{call.Arguments[1]} > {Longest}, false)",
        });

    /// <summary>PostgreSQL's own take an empty fill.</summary>
    public static SqlMapping InPostgres(string function) => new(
        call => call.WherePresent(
            first: 1,
            $"(CASE WHEN {call.Arguments[1]} <= {Longest} " +
            $"THEN {function}({call.Arguments[0]}, CAST(greatest({call.Arguments[1]}, 0) AS integer), {call.Arguments[2]}) END)"),
        With(function).Failed);

    private static string IsPresent(string argument) => $"{argument} IS NOT NULL AND ";

    private static string Empty(SqlCall call) => call.Constants[2] is string { Length: > 0 }
        ? ""
        : $"WHEN {call.Arguments[2]} = '' THEN left({call.Arguments[0]}, greatest({call.Arguments[1]}, 0)) ";
}
