using FlowLang.Driver;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;

namespace FlowLang.Cli.Commands;

/// <summary>Finds what a user names on the command line: `daily`, or `file.flow:daily` where several files have one.</summary>
internal static class RelationName
{
    public static RelationSymbol Find(BoundProgram program, string text)
    {
        int colon = text.LastIndexOf(':');
        string name = text[(colon + 1)..];
        string? file = colon < 0 ? null : text[..colon];
        RelationSymbol[] all = [.. program.Transforms.Select(t => t.Symbol).Cast<RelationSymbol>().Concat(program.Sources)];
        RelationSymbol[] found = [.. all.Where(r => r.Name == name && (file is null || r.Span.Source.Path == file))];
        return found switch
        {
            [var one] => Usable(one),
            [] => throw new DriverException($"there is no transform or source `{text}`")
            {
                Help = $"there are: {string.Join(", ", all.Select(r => r.Name).Distinct().Order(StringComparer.Ordinal))}",
            },
            _ => throw new DriverException($"several files have a `{name}`")
            {
                Help = $"say which: {string.Join(", ", found.Select(r => $"{r.Span.Source.Path}:{r.Name}"))}",
            },
        };
    }

    private static RelationSymbol Usable(RelationSymbol relation) => relation is TransformSymbol { Parameters.IsEmpty: false }
        ? throw new DriverException(
            $"`{relation.Name}` takes parameters, so it has no rows by itself")
        { Help = "name a transform that calls it" }
        : relation;
}
