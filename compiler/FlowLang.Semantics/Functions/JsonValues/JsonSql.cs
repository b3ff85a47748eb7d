using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Semantics.Functions.JsonValues;

/// <summary>Paths and what stands there, in DuckDB.</summary>
internal static class JsonSql
{
    public static Diagnostic? CheckPath(BoundExpression path) => path is BoundLiteral { Value: string text } && JsonPath.Parse(text) is null
        ? TypeDiagnostics.InvalidJsonPath(path.Span, text.Length == 0 ? "is empty" : $"can't be read: {text}")
        : null;

    public static string Path(SqlCall call) => call.Constants[1] is string text && JsonPath.Parse(text) is { } path
        ? SqlText.Quote(path.ToDuckDb())
        : throw new System.Diagnostics.UnreachableException("A json path is a literal that was checked.");

    /// <summary>Null for what is not there and for a json null.</summary>
    public static string Text(SqlCall call) => $"json_extract_string({call.Arguments[0]}, {Path(call)})";
}
