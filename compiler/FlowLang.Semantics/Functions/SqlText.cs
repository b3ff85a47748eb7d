namespace FlowLang.Semantics.Functions;

/// <summary>Text literals in SQL.</summary>
internal static class SqlText
{
    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
