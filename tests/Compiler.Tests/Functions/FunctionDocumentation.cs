using System.Text;
using FlowLang.Semantics.Functions;

namespace FlowLang.Compiler.Tests.Functions;

/// <summary>Writes docs/functions.md from the declarations.</summary>
internal static class FunctionDocumentation
{
    private static readonly (string Category, string Title)[] Chapters =
    [
        ("math", "Numbers"), ("text", "Text"), ("time", "Time"), ("json", "JSON"), ("array", "Lists"), ("map", "Maps"), ("hash", "Hashes"),
        ("aggregate", "Aggregates"), ("analytic", "Analytic functions"),
    ];

    public static string Write()
    {
        StringBuilder text = new();
        text.Append("""
            # Functions

            Generated from the declarations in `compiler/FlowLang.Semantics/Functions`; a test fails when it is out of date, and
            `FLOW_ACCEPT=1 dotnet test tests/Compiler.Tests --filter FunctionDocumentation` writes it anew.

            A call may be written `f(x, y)` or `x.f(y)`. A function of null is null, unless it says otherwise. *Fails* stands where a call
            can be a value failure, which `else` has to handle; *overflows* where it can be one that means `fail` without a handler.


            """.ReplaceLineEndings("\n"));
        foreach ((string category, string title) in Chapters)
        {
            text.Append($"- {title}: {string.Join(" ", Of(category).Select(f => $"[{f.Name}](#{f.Name})"))}\n");
        }

        foreach ((string category, string title) in Chapters)
        {
            text.Append($"\n## {title}\n");
            foreach (FlowFunction function in Of(category))
            {
                Write(function, text);
            }
        }

        return text.ToString();
    }

    private static IEnumerable<FlowFunction> Of(string category) =>
        FunctionCatalogue.All.Where(f => f.Category == category).OrderBy(f => f.Name, StringComparer.Ordinal);

    private static void Write(FlowFunction function, StringBuilder text)
    {
        text.Append($"\n### {function.Name}\n\n{function.Summary}\n\n```text\n");
        foreach (Overload overload in function.Overloads)
        {
            text.Append(FunctionSignature.Print(function, overload)).Append(FailureOf(function, overload)).Append('\n');
        }

        text.Append("```\n");
        if (function.Remarks.Length > 0)
        {
            text.Append($"\n{function.Remarks}\n");
        }

        if (function is AggregateFunction { NeedsSort: true })
        {
            text.Append($"\nIt needs an order of its own: `{function.Name}(x sort k)`.\n");
        }

        if (function.Examples.IsEmpty)
        {
            return;
        }

        text.Append("\n```text\n");
        foreach (Example example in function.Examples)
        {
            string over = example.Column is { } column ? $"   // x: {column}" : "";
            text.Append($"{example.Expression} -> {example.Result}{over}\n");
        }

        text.Append("```\n");
    }

    private static string FailureOf(FlowFunction function, Overload overload) =>
        overload.Fails is not null && !function.FailsByOverflowOnly ? "   fails"
        : overload.Fails is not null || overload.Overflows is not null ? "   overflows"
        : "";
}
