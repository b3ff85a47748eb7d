using System.Text;
using FlowLang.Semantics.Binding;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Parsing;
using FlowLang.Syntax.Text;

namespace FlowLang.Conformance.Tests.Engine;

/// <summary>Makes a program around an expression: one source, one transform, one write.</summary>
internal static class Program
{
    private const string MustBeHandled = "FL3005";

    /// <summary>The expressions stand in the step's `{0}`, `{1}`; they get `else fail` where the compiler asks for a handler.</summary>
    public static BoundProgram Bind(IReadOnlyList<InputColumn> columns, string step, params string[] expressions)
    {
        BoundProgram plain = BindText(Text(columns, string.Format(step, [.. expressions.Select(e => $"({e})")])));
        if (!plain.Diagnostics.Any(d => d.IsError))
        {
            return plain;
        }

        string[] handled = [.. expressions.Select(e => $"({e}) else fail")];
        BoundProgram bound = plain.Diagnostics.Any(d => d.Code == MustBeHandled)
            ? BindText(Text(columns, string.Format(step, handled)))
            : plain;
        string errors = string.Join("\n", bound.Diagnostics.Where(d => d.IsError).Select(Explain));
        Assert.True(errors.Length == 0, $"{string.Join(", ", expressions)} does not compile:\n{errors}");
        return bound;
    }

    /// <summary>The steps as they are, or null where they make no program.</summary>
    public static BoundProgram? TryBind(IReadOnlyList<InputColumn> columns, string steps)
    {
        BoundProgram program = BindText(Text(columns, steps));
        return program.Diagnostics.Any(d => d.IsError) ? null : program;
    }

    private static string Explain(Diagnostic d) => $"{d.Code} {d.Message} {string.Join(" ", d.Notes)} {string.Join(" ", d.HelpLines)}";

    private static BoundProgram BindText(string text) =>
        Binder.Bind([Parser.Parse(new SourceText("main.flow", text))], SchemaCatalog.Empty);

    private static string Text(IReadOnlyList<InputColumn> columns, string step)
    {
        StringBuilder fields = new("id: int64 @key");
        foreach (InputColumn column in columns)
        {
            fields.Append($", {column.Name}: {column.Type}");
        }

        return $$"""
            connection lake: files { root: "." }
            source data: { {{fields}} } from lake.parquet("data.parquet")
            transform result = from data {{step}}
            pipeline main { write result to lake.parquet("result.parquet") { rejects: discard } }
            """;
    }
}
