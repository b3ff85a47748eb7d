namespace FlowLang.Semantics.Functions.Numbers;

/// <summary>`greatest` and `least` in Spark, which wants two at least.</summary>
internal static class SparkExtremes
{
    public static SqlMapping With(string function) =>
        new(call => call.Arguments is [var only] ? only : $"{function}({string.Join(", ", call.Arguments)})");
}
